"""Where a text is cut."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_evenly
from tts.service.text.chunks import (
    CLAUSE_PAUSE,
    PARAGRAPH_PAUSE,
    SENTENCE_PAUSE,
    WORD_PAUSE,
    chunks,
    sentences,
)
from tts.service.text.words import is_speakable

PROSE = st.text(
    alphabet=st.sampled_from("abcXY رمكسل漢字。.,;!?؟۔… \n\u0301\u064e3'-"), max_size=400
)


def cut(text: str, cap: int = 60, by_sentence: bool = True) -> list[str]:
    return [text[c.span.start : c.span.end] for c in chunks(text, cap, by_sentence)]


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("هل نمت؟ نعم. حسنا", ["هل نمت؟", "نعم.", "حسنا"]),
        ("یہ ہے۔ وہ ہے۔", ["یہ ہے۔", "وہ ہے۔"]),
        ("你好。再见！好吗？", ["你好。", "再见！", "好吗？"]),
        ('"Go!" she said. "Now."', ['"Go!"', "she said.", '"Now."']),
        ("¿Quién es? ¡Es Ana!", ["¿Quién es?", "¡Es Ana!"]),
    ],
)
def test_sentences_end_in_every_script(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith met Mrs. Jones and Mr. Hill.",
        "Pi is 3.14 and 1,000.5 is more.",
        "J. K. Rowling wrote it.",
        "La Sra. Gómez y el Dr. Ruiz llegaron.",
        "She waited… and then left.",
        "Bring fruit, e.g. apples.",
        "Turn to p. 12, or see No. 7 and Art. 3 of it.",
        "قال د. أحمد إن م. سارة في الطريق.",
        "كان ذلك سنة 300 ق.م. تقريبا.",
    ],
)
def test_abbreviations_initials_and_decimals_stay_in_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize("text", ["No. He did not.", "It was I. He left.", "هذا و. ثم نام."])
def test_short_words_still_end_a_sentence(text: str) -> None:
    assert len(split(text)) == 2


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    text = "The fox ran over the hill, the bear slept under a tree, and nobody spoke."
    assert cut(text, 60) == [
        "The fox ran over the hill, the bear slept under a tree,",
        "and nobody spoke.",
    ]


def test_an_arabic_sentence_is_cut_at_its_own_comma() -> None:
    assert cut("ذهب الثعلب إلى الغابة البعيدة، ثم نام تحت الشجرة الكبيرة", 40) == [
        "ذهب الثعلب إلى الغابة البعيدة،",
        "ثم نام تحت الشجرة الكبيرة",
    ]


def test_a_long_clause_is_cut_between_words() -> None:
    assert cut("aaaa bbbb cccc dddd", 9) == ["aaaa bbbb", "cccc dddd"]


def test_an_endless_word_is_cut_into_letters_that_keep_their_accents() -> None:
    pieces = cut("e\u0301" * 20, 9)
    assert all(piece.startswith("e") and len(piece) <= 9 for piece in pieces)


def test_short_sentences_share_a_chunk_and_paragraphs_do_not() -> None:
    assert cut("One. Two.\n\nThree. Four.") == ["One. Two.", "Three. Four."]


def test_text_that_need_not_be_split_is_cut_only_at_the_cap() -> None:
    assert cut("One two. Three four. Five six.", 24, by_sentence=False) == [
        "One two. Three four.",
        "Five six.",
    ]


def test_the_pause_after_a_chunk_tells_what_was_cut() -> None:
    pauses = [chunk.pause for chunk in chunks("Hi you.\n\nA b, c d. E", 5)]
    assert pauses == [WORD_PAUSE, PARAGRAPH_PAUSE, CLAUSE_PAUSE, SENTENCE_PAUSE, 0.0]


@given(PROSE, st.integers(9, 60), st.booleans())
def test_chunks_keep_every_letter_in_order_and_never_pass_the_cap(
    text: str, cap: int, by_sentence: bool
) -> None:
    pieces = cut(text, cap, by_sentence)
    assert all(0 < len(piece) <= cap and is_speakable(piece) for piece in pieces)
    letters = [c for c in text if c.isalnum()]
    assert [c for piece in pieces for c in piece if c.isalnum()] == letters


@pytest.mark.parametrize(
    "hostile",
    [
        lambda length: "." * length + "a",
        lambda length: ".。" * (length // 2) + "a",
        lambda length: '."' * (length // 2) + "a",
        lambda length: "!" * (length // 2) + ")" * (length // 2) + "a",
        lambda length: "\n " * (length // 2) + "a",
    ],
    ids=["stops", "mixed stops", "quoted stops", "brackets", "empty lines"],
)
def test_what_a_hostile_text_costs_grows_with_its_length(
    hostile: Callable[[int], str],
) -> None:
    assert grows_evenly(lambda text: chunks(text, 300), hostile, 4_000)


def test_full_width_stops_end_a_sentence_inside_a_run_of_stops() -> None:
    assert split("好。.好") == ["好。", ".好"]
    assert split("A..b. C") == ["A..b.", "C"]
    assert split("好！）好") == ["好！）", "好"]
