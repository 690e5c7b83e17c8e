"""Arabic texts get the vowels that a reader gives them."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from unicodedata import normalize

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.vowels import agreements, gold, ours
from tests.growth import grows_evenly
from tests.tts_service.heavy import never
from tests.tts_service.sound import timed
from tests.tts_service.text.spoken.saying import pointed_at
from tts.service.engines.espeak import EspeakEngine
from tts.service.text.lexicon import NO_LEXICON, Lexicon
from tts.service.text.prepare import prepare, vowelled_text
from tts.service.text.vowels.marks import bare


def marked(text: str) -> str:
    # In Unicode's order of marks, as the texts of this file are.
    return normalize("NFC", vowelled_text(text))


def vowelled(text: str, language: str = "ar", lexicon: Lexicon = NO_LEXICON) -> str:
    # In Unicode's order of marks, as the texts of this file are.
    return normalize("NFC", prepare(text, lexicon, language, vowelled=True).text)


def test_nine_words_of_ten_have_the_vowels_of_the_gold_text() -> None:
    whole, stems = zip(*agreements(ours, gold()), strict=True)
    assert len(whole) >= 300
    assert sum(whole) / len(whole) >= 0.90
    assert sum(stems) / len(stems) >= 0.95


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("خرج من البيت.", "خَرَجَ مِنَ الْبَيْتِ."),
        ("الشمس والقمر", "الشَّمْسُ وَالْقَمَرُ"),
        ("هذا كتاب", "هَذَا كِتَابٌ"),
        ("أكل القط السمكة", "أَكَلَ الْقِطُّ السَّمَكَةَ"),
    ],
)
def test_words_have_the_vowels_of_their_sentence(written: str, expected: str) -> None:
    assert marked(written) == expected


@pytest.mark.parametrize(
    ("written", "stays"),
    [
        ("كَتَبَ الولد", "كَتَبَ"),
        ("قرأ كُتُبًا كثيرة", "كُتُبًا"),
        ("قال مُحَمَّد شيئا", "مُحَمَّد"),
    ],
)
def test_marks_that_the_author_wrote_win(written: str, stays: str) -> None:
    assert stays in vowelled(written).split()


def test_a_doubling_that_is_written_gets_its_vowel_and_a_single_mark_the_others() -> None:
    assert vowelled("جاء محمّد").split()[1].startswith("مُحَمَّد")
    assert vowelled("كتبُ الولد كثيرة").split()[0].endswith("بُ")


def test_the_operators_pronunciations_are_said_as_they_are() -> None:
    lexicon = Lexicon({"ar": {"محمد": "موحممد"}})
    assert vowelled("قال محمد", lexicon=lexicon) == "قَالَ موحممد"


def test_numbers_in_words_get_vowels_too() -> None:
    assert bare(vowelled("معي 3 كتب")) == "معي ثلاثة كتب"
    assert vowelled("معي 3 كتب").split()[1].startswith("ثَلَاثَة")


def test_other_languages_with_arabic_letters_keep_their_own_vowels() -> None:
    assert vowelled("سلام دنیا", "fa") == "سلام دنیا"
    assert vowelled("The word سلام is Arabic", "en").split()[2] != "سلام"


def test_a_vowelled_word_is_the_written_word_in_its_place() -> None:
    text = "ذهب الولد (5) إلى البيت"
    spoken = prepare(text, NO_LEXICON, "ar", vowelled=True)
    assert len(spoken.text) > len(text)
    assert pointed_at(text, "ar") == ["ذهب", "الولد", "5", "إلى", "البيت"]
    letters = [text[start] for start in spoken.starts]
    assert [c for c in letters if c in "ذهبالولد"][:4] == list("ذذهه")


def test_the_doubling_of_a_letter_comes_before_its_vowel_as_espeak_reads_it() -> None:
    fatha_first = "عَل\u064e\u0651مَ"
    engine = EspeakEngine()
    said = engine.open().synthesize
    voice = engine.voice(None, "ar")
    with_vowel, without = (
        len(said(word, voice, 1.0, never).pcm)
        for word in (prepare(fatha_first, NO_LEXICON, "ar", vowelled=True).text, fatha_first)
    )
    assert with_vowel > without


@pytest.mark.parametrize(
    ("written", "spoken"),
    [("بالكرة", "بِلْكُرَةِ"), ("الشمس", "الشَمْسُ"), ("والشمس", "وَالشَّمْسُ")],
)
def test_espeak_gets_no_letter_that_it_would_say_and_a_reader_does_not(
    written: str, spoken: str
) -> None:
    assert vowelled(written) == spoken


@settings(deadline=None)  # the first one loads the model
@given(st.text(alphabet="ابتةءأإآؤئىويلم \u064b\u064e\u0651\u0652\u0640.,5aَﻻé\u0301", max_size=60))
def test_nothing_but_marks_is_added_to_any_text(text: str) -> None:
    found = vowelled_text(text)
    rest = iter(found)
    assert all(character in rest for character in text)
    assert bare(found) == bare(text)


@pytest.mark.parametrize("part", ["ا", "لا ", "كتاب، ", "مَ", "بّ"])
def test_what_a_text_costs_grows_with_its_length(part: str) -> None:
    def long(length: int) -> str:
        return (part * length)[:length]

    assert grows_evenly(vowelled_text, long, 1_000)


def test_threads_share_the_model() -> None:
    together = threading.Barrier(4)

    def say(_: int) -> str:
        together.wait()
        return vowelled_text("جلس القط على السرير ونام.")

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(say, range(4)))) == 1


def test_a_service_speaks_with_vowels_and_points_at_the_letters_as_they_are_written(
    host: Callable[..., httpx.Client],
) -> None:
    tts = host(TTS_ENGINE="espeak")
    text = "نجح 50% من الطلاب."
    speech = timed(tts, text=text, voice="ar-SA-HamedNeural", format="wav")
    assert [word["text"] for word in speech["words"]] == ["نجح", "50%", "من", "الطلاب"]
    found = tts.post("/text/vowels", json={"text": text}).json()["text"]
    assert bare(found) == text
    assert found != text


def test_a_service_adds_vowels_only_for_its_callers_and_to_texts_that_it_would_speak(
    host: Callable[..., httpx.Client],
) -> None:
    tts = host(TTS_ENGINE="espeak", API_KEYS="secret-key-of-a-school", MAX_TEXT_CHARS="50")
    key = {"Authorization": "Bearer secret-key-of-a-school"}
    assert tts.post("/text/vowels", json={"text": "سلام"}).status_code == 401
    assert tts.post("/text/vowels", json={"text": "سلام"}, headers=key).status_code == 200
    long = tts.post("/text/vowels", json={"text": "سلام " * 11}, headers=key)
    assert (long.status_code, long.json()) == (
        413,
        {"detail": "The text is longer than 50 characters."},
    )
    assert tts.post("/text/vowels", json={"words": "سلام"}, headers=key).status_code == 400
