"""Spoken words point at what was written, sentences stay whole, and nothing costs more than its length."""

from collections.abc import Callable

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import grows_evenly
from tests.tts_service.sound import timed
from tests.tts_service.text.spoken.saying import pointed_at, said
from tts.service.text.chunks import sentences
from tts.service.text.lexicon import NO_LEXICON, Lexicon
from tts.service.text.prepare import prepare

LANGUAGES = ("en-us", "es", "fr-fr", "ar", "de")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Pay $5.50 at 9:30 to Mr. Fox", ["Pay", "$5.50", "at", "9:30", "to", "Mr.", "Fox"]),
        ("en", "the 1st of 2,000", ["the", "1st", "of", "2,000"]),
        ("en", "see www.a.org/b now", ["see", "www.a.org/b", "now"]),
        ("en", "He came [12] **back**", ["He", "came", "back"]),
        ("ar", "نجح ٥٠٪ منهم", ["نجح", "٥٠٪", "منهم"]),
        ("en", "cafe\u0301 5 مرحبا 6", ["cafe\u0301", "5", "مرحبا", "6"]),
    ],
)
def test_what_is_read_as_several_words_is_one_place_in_the_text(
    language: str, text: str, expected: list[str]
) -> None:
    assert pointed_at(text, language) == expected


def test_a_sentence_does_not_end_at_an_abbreviation_and_ends_at_a_heading() -> None:
    text = prepare(
        "News of the day\nMr. Fox met Dr. Lee at 5 p.m. on Monday. 7 came.", NO_LEXICON, "en"
    )
    found = [text.text[span.start : span.end] for span in sentences(text.text)]
    assert found == [
        "News of the day.",
        "Mister Fox met Doctor Lee at five P M on Monday.",
        "Seven came.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat sat on the\nmat and slept.", "The cat sat on the\nmat and slept."),
        ("To do\n- wash\n- read", "To do.\nwash.\nread"),
        ("Roses are red\nViolets are blue", "Roses are red.\nViolets are blue"),
        (f"{'A long line of a page ' * 3}of\nParis, where it ends.",) * 2,
        ("One\n\nTwo", "One\n\nTwo"),
        ("He left. * * * Then came night.", "He left. \n\n Then came night."),
        ("## The fox\nIt ran.", "The fox.\nIt ran."),
    ],
)
def test_a_line_that_was_not_wrapped_ends_with_a_stop(text: str, expected: str) -> None:
    assert said(text, "en") == expected


def test_the_operators_pronunciation_comes_before_every_rule() -> None:
    lexicon = Lexicon({"en": {"km": "clicks", "NASA": "nah sah"}})
    assert prepare("NASA went 5 km.", lexicon, "en").text == "nah sah went five clicks."


def test_a_language_without_rules_keeps_its_figures_for_its_engine() -> None:
    assert said("Am 5. Mai, [3] siehe **oben**.", "de") == "Am 5. Mai, siehe oben."


SIGNS = st.text(
    alphabet=st.sampled_from("aAIVXМم١٢15.,:;/-–—+=<>()[]*_#@$€%°²½'’\"«» \nst٪e\u0301"),
    max_size=80,
)


@settings(deadline=None)  # the first of a language compiles its rules
@given(SIGNS, st.sampled_from(LANGUAGES))
def test_any_signs_are_said_and_places_in_the_original_never_run_backwards(
    text: str, language: str
) -> None:
    spoken = prepare(text, NO_LEXICON, language)
    assert list(spoken.starts) == sorted(spoken.starts)
    assert list(spoken.ends) == sorted(spoken.ends)
    assert len(spoken.text) == len(spoken.starts) == len(spoken.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(spoken.starts, spoken.ends, strict=True))


@pytest.mark.parametrize(
    "part",
    ["1", "1,2.", "1-2–", "1/2 ", "A", "A.B.", "AB CD ", "* _**a", "[1,2] ", "(Smith 2019", "http://a.",
     "a.b@", "$1 ", "«a \"b ", "A\n", "II ", "ab¹", "<a ", "+1 555 ", "1 000 ", "— a", "x²", "١٬٢",
     "5 يناير ", "aب1"],
)  # fmt: skip
def test_what_a_hostile_text_costs_grows_with_its_length(part: str) -> None:
    def hostile(length: int) -> str:
        return (part * (length // len(part) + 1))[:length]

    assert grows_evenly(lambda text: prepare(text, NO_LEXICON, "en"), hostile, 4_000)
    assert grows_evenly(lambda text: prepare(text, NO_LEXICON, "fr"), hostile, 4_000)


def test_a_service_keeps_a_word_lit_while_it_is_read_as_several(
    host: Callable[..., httpx.Client],
) -> None:
    text = "Mr. Fox paid $3.50 at 9:30."
    speech = timed(host(), text=text, format="wav")
    assert [word["text"] for word in speech["words"]] == [
        "Mr.",
        "Fox",
        "paid",
        "$3.50",
        "at",
        "9:30",
    ]
    money = speech["words"][3]
    assert money["end"] - money["start"] > 0.8
