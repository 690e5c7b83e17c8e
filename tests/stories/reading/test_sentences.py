"""Sentences: where they end, and that no text makes finding it slow."""

import pytest

from stories.text.sentences import sentences_in, split_sentences
from tests.growth import grows_evenly


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The fox ran. The owl slept!", ["The fox ran.", "The owl slept!"]),
        ("“Help!” cried the fox. It ran.", ["“Help!” cried the fox.", "It ran."]),
        ("Mr. Fox met Dr. Owl. They sang.", ["Mr. Fox met Dr. Owl.", "They sang."]),
        ("« Viens ! » Il part.", ["« Viens ! »", "Il part."]),
        ("هل نام؟ نعم.", ["هل نام؟", "نعم."]),
        ("No stop at all", ["No stop at all"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    assert sentences_in(text) == sentences


@pytest.mark.parametrize("piece", [".", "»", ".»", ". ", "Dr. ", "a. ", "! » ", "x"])
def test_what_a_text_costs_grows_with_its_length(piece: str) -> None:
    def text(length: int) -> str:
        return piece * (length // len(piece)) + "x"

    assert "".join(sentence for _, sentence in split_sentences(text(100)))
    assert grows_evenly(split_sentences, text, 15_000)
