"""What is read aloud, and where it stood in the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_evenly
from tts.service.text.normalization import normalize
from tts.service.text.spans import Span
from tts.service.text.words import is_speakable, words


def said(text: str) -> list[str]:
    read = normalize(text)
    return [read.text[w.start : w.end] for w in words(read.text, Span(0, len(read.text)))]


def originals(text: str) -> list[str]:
    read = normalize(text)
    spans = [read.origin(w) for w in words(read.text, Span(0, len(read.text)))]
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, (big) world!", ["Hello", "big", "world"]),
        ("It's a well-known o’clock", ["It's", "a", "well-known", "o’clock"]),
        ("3.14 and 1,000 at 12:30.", ["3.14", "and", "1,000", "at", "12:30"]),
        ("The U.S. flag", ["The", "U.S", "flag"]),
        ("$5 is 50% more", ["$5", "is", "50%", "more"]),
        ("السُّلَحْفاة، نامت.", ["السُّلَحْفاة", "نامت"]),
        ("日本。go", ["日", "本", "go"]),
        ("and/or—maybe", ["and", "or", "maybe"]),
    ],
)
def test_words_are_what_a_reader_would_point_at(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_pictures_and_skin_tones_are_not_read_aloud() -> None:
    assert said("Hi 👋🏽 you 👩‍👧 ❤️!") == ["Hi", "you"]


def test_soft_hyphens_and_direction_marks_do_not_break_a_word() -> None:
    assert said("ex\u00adam\u00adple \u200fمرحبا\u200f") == ["example", "مرحبا"]
    assert originals("ex\u00adam\u00adple x")[0] == "ex\u00adam\u00adple"


def test_arabic_shapes_from_a_page_are_read_as_plain_letters() -> None:
    assert said("ﻛﺘﺎب كـــتاب") == ["كتاب", "كتاب"]
    assert originals("ﻛﺘﺎب كـــتاب") == ["ﻛﺘﺎب", "كـــتاب"]


def test_decomposed_letters_are_composed_and_keep_their_place() -> None:
    text = "cafe\u0301 \u1112\u1161\u11ab fin"
    assert said(text) == ["café", "한", "fin"]
    assert originals(text) == ["cafe\u0301", "\u1112\u1161\u11ab", "fin"]


@pytest.mark.parametrize("text", ["", " \n", "…!?", "😀👍🏽", "—", "\u200f"])
def test_text_without_a_letter_or_digit_is_not_speakable(text: str) -> None:
    assert not is_speakable(normalize(text).text)


@given(st.text())
def test_composition_by_parts_equals_composition_of_the_whole(text: str) -> None:
    read = normalize(text)
    assert len(read.text) == len(read.starts) == len(read.ends)
    assert list(read.starts) == sorted(read.starts)
    assert all(0 <= s < e <= len(text) for s, e in zip(read.starts, read.ends, strict=True))
    assert normalize(unicodedata.normalize("NFC", text)).text == read.text


def test_a_letter_with_many_marks_costs_no_more_than_its_length() -> None:
    marks = "\u0301\u0323"  # in this order they have to be sorted
    assert grows_evenly(normalize, lambda length: "a" + marks * length, 2_000)


def test_up_to_thirty_marks_belong_to_their_letter() -> None:
    text = "a" + "\u0323" * 29 + "\u0301" + " b"
    read = normalize(text)
    assert read.text == unicodedata.normalize("NFC", text)
    assert read.origin(Span(0, 1)) == Span(0, 31)
