"""Sentences: where they end, and that no text makes finding it slow."""

from time import thread_time

import pytest

from stories.text.sentences import sentences_in, split_sentences


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
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece)) + "x"
        times = []
        for _ in range(3):
            begun = thread_time()
            assert sum(len(sentence) for _, sentence in split_sentences(text)) > 0
            times.append(thread_time() - begun)
        return min(times)

    assert seconds(60_000) < 4 * seconds(30_000) + 0.01
