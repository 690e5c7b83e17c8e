"""The organisation's lexicon: how words are said, in briefs and stories, without losing their places."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from edusmart.live.models import changing
from edusmart.work.attempt import perform
from tests.growth import grows_evenly
from tests.work.orders import quiet_topic
from tts import client
from tts.client import Speech, Word
from tts.lexicon import Lexicon, words_in
from tts.models import Narration, Pronunciation

Step = Callable[[], int]


@pytest.mark.parametrize(
    ("entries", "text", "said"),
    [
        ([("unesco", "you ness coe")], "UNESCO and Unesco's", "you ness coe and you ness coe's"),
        ([("Polish", "Poe lish")], "Polish the polish.", "Poe lish the polish."),
        ([("sam", "Samuel")], "Same sample, sam!", "Same sample, Samuel!"),
        ([("st. mary", "Saint Mary")], "At St. Mary today", "At Saint Mary today"),
        ([("عمرو", "عَمْر")], "جاء عَمْرو اليوم", "جاء عَمْر اليوم"),
        ([("c++", "see plus plus")], "I like C++ most", "I like see plus plus most"),
        ([], "Nothing to change", "Nothing to change"),
    ],
)
def test_words_are_said_as_the_lexicon_has_them(
    entries: list[tuple[str, str]], text: str, said: str
) -> None:
    assert Lexicon(entries).pronounced(text).said == said


def test_a_word_said_as_three_is_one_word_of_the_text() -> None:
    text, said = "At UNESCO now.", "At you ness coe now."
    times = [("At", 0, 2), ("you", 3, 6), ("ness", 7, 11), ("coe", 12, 15), ("now", 16, 19)]
    spoken = [
        Word(text=w, start=n, end=n + 0.9, char_start=a, char_end=b)
        for n, (w, a, b) in enumerate(times)
    ]
    placed = [
        (text[w.char_start : w.char_end], w.start, w.end) for w in words_in(text, said, spoken)
    ]
    assert placed == [("At", 0, 0.9), ("UNESCO", 1, 3.9), ("now", 4, 4.9)]


def placed_words(text: str, said: str) -> list[str]:
    """What of `text` is lit while each word of `said` is spoken."""
    spoken = [
        Word(text=it[0], start=it.start(), end=it.end(), char_start=it.start(), char_end=it.end())
        for it in re.finditer(r"\w+", said)
    ]
    return [text[w.char_start : w.char_end] for w in words_in(text, said, spoken)]


@pytest.mark.parametrize(
    ("text", "said", "lit"),
    [
        ("At St. Mary today", "At Saint Mary today", ["At", "St.", "Mary", "today"]),
        ("I like C++ most", "I like see plus plus most", ["I", "like", "C++", "most"]),
        ("Nguyen Dr went", "win doctor went", ["Nguyen", "Dr", "went"]),
        ("UNESCO", "you ness coe", ["UNESCO"]),
        ("Hi UNESCO", "Hi you ness coe", ["Hi", "UNESCO"]),
        ("the the the cat", "the the the dog", ["the", "the", "the", "cat"]),
        ("a b a b a c", "a b x y a b a c", ["a", "b", "a", "b", "a", "c"]),
        ("", "anything", []),
    ],
)
def test_each_spoken_word_lights_the_words_it_stands_for(
    text: str, said: str, lit: list[str]
) -> None:
    assert [it for it in placed_words(text, said) if it] == lit


ODD = st.lists(st.sampled_from(["cat", "dog", "C++", "عَمْرو", "!", "a b", "\u064e"]), max_size=30)


@given(ODD, ODD)
def test_places_stay_in_the_text_and_never_run_backwards(
    ours: list[str], theirs: list[str]
) -> None:
    text, said = " ".join(ours), " ".join(theirs)
    spoken = [
        Word(text=it[0], start=0, end=1, char_start=it.start(), char_end=it.end())
        for it in re.finditer(r"\w+", said)
    ]
    at = 0
    for word in words_in(text, said, spoken):
        assert at <= word.char_start <= word.char_end <= len(text)
        at = word.char_end


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("cat dog ", "cat dog "),
        ("cat dog ", "dog cat "),
        ("cat ", "dog "),
        ("a", "!"),
        ("! ", "cat "),
    ],
)
def test_placing_words_takes_time_in_proportion_to_the_text(ours: str, theirs: str) -> None:
    def place(text: str) -> None:
        said = text.replace(ours, theirs)
        words_in(text, said, [Word(text="", start=0, end=1, char_start=0, char_end=len(said))])

    assert grows_evenly(place, lambda length: ours * (length // len(ours)), 4_000)


@pytest.mark.django_db(transaction=True)
def test_the_lexicon_is_part_of_what_makes_two_recordings_the_same(
    speech: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    really = client.speak

    def speak(text: str, *how: Any) -> Speech:
        sent.append(text)
        return really(text, *how)

    monkeypatch.setattr(client, "speak", speak)

    def made(text: str) -> Narration:
        topic = quiet_topic()
        with changing(topic.pk):
            Narration.order(topic, text, "calm", "en", "stem")
        row = Narration.claim_next("w")
        assert row
        perform(row)
        row.refresh_from_db()
        return row

    first, other = made("Dr Nguyen is here."), made("Nobody is here.")
    Pronunciation.objects.create(language="en", word="nguyen", say_as="win")
    Pronunciation.objects.create(language="fr", word="here", say_as="ici")
    again, same = made("Dr Nguyen is here."), made("Nobody is here.")
    assert sent == ["Dr Nguyen is here.", "Nobody is here.", "Dr win is here."]
    assert first.key != again.key
    assert other.recording == same.recording
    assert again.recording
    words = [again.text[w[2] : w[3]] for w in again.recording.words]
    assert words == ["Dr", "Nguyen", "is", "here"]


@pytest.mark.parametrize("fields", [{"word": " "}, {"word": "…"}, {"say_as": "!"}])
def test_an_entry_that_says_nothing_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Pronunciation(**{"language": "en", "word": "a", "say_as": "b"} | fields).clean()
