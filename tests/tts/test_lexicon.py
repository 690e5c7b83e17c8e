"""The organisation's lexicon: how words are said, in briefs and stories, without losing their places."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from edusmart.live.models import changing
from edusmart.work.attempt import perform
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
