"""Put the vowels into a text."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Final

from tts.service.text.normalization import NormalizedText
from tts.service.text.spans import Span
from tts.service.text.vowels.grammar import (
    agreeing,
    constrain,
    expect_subject,
    helping_vowel,
    nearest,
)
from tts.service.text.vowels.marks import ANY, LETTER, SHADDA, bare
from tts.service.text.vowels.model import VowelModel

_MODEL: Final = VowelModel()
"""Of the process: its networks are loaded by the first Arabic text and shared by all threads."""

_WORD: Final = re.compile(rf"[{LETTER}][{LETTER}{ANY}]{{0,80}}")
_STOP: Final = re.compile(r"[.!?؟؛\n]")
_LONGEST_PIECE: Final = 300
"""Characters that the model sees at once: its work grows with them, and so does the memory for it."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter of the text, where it stands and the marks that are written on it."""

    at: int
    letter: str
    written: str


def with_vowels(text: NormalizedText, kept: Set[str] = frozenset()) -> NormalizedText:
    """Return the text with vowels on its Arabic letters; marks that are written stay.

    A word of `kept`, and one with marks on at least half of its letters, is left as it is.
    """
    return text.replaced(
        edit for piece in _pieces(text.text) for edit in _edits(text.text, piece, kept)
    )


def _pieces(text: str) -> Iterator[list[Span]]:
    """Yield the Arabic words of each sentence, of a long one as many as fit."""
    piece: list[Span] = []
    for match in _WORD.finditer(text):
        if piece and (
            match.end() - piece[0].start > _LONGEST_PIECE
            or _STOP.search(text, piece[-1].end, match.start())
        ):
            yield piece
            piece = []
        piece.append(Span(match.start(), match.end()))
    if piece:
        yield piece


def _edits(text: str, piece: list[Span], kept: Set[str]) -> Iterator[tuple[Span, str]]:
    """Yield the letters of a sentence that get a vowel, with it."""
    words = [_letters(text, span) for span in piece]
    if all(_is_left(word, kept) for word in words):
        return
    spelled = ["".join(letter.letter for letter in word) for word in words]
    marks = list(_guessed(text, piece, words, spelled))
    for number, following in enumerate(spelled[1:]):
        last = agreeing(spelled[number], marks[number][-1], marks[number + 1][-1])
        marks[number][-1] = helping_vowel(spelled[number], last, following)
    for word, missing in zip(words, marks, strict=True):
        if not _is_left(word, kept):
            yield from _filled(word, missing)


def _guessed(
    text: str, piece: list[Span], words: list[list[_Letter]], spelled: list[str]
) -> Iterator[list[str]]:
    """Yield each word's marks: the model's, within what the word can have."""
    # The model reads everything in between as well, and without a stop at the end it guesses worse.
    scores = _MODEL.scores(bare(text[piece[0].start : piece[-1].end]) + ".")
    first, at, before = 0, piece[0].start, list[str]()
    for number, word in enumerate(words):
        first += len(bare(text[at : word[0].at]))
        at = word[0].at
        own = scores[first : first + len(word)]
        constrain(spelled[number], own)
        if number == 1:
            expect_subject(spelled[0], before, spelled[1], own)
        before = nearest(own, [letter.written for letter in word])
        yield before


def _letters(text: str, span: Span) -> list[_Letter]:
    found = []
    for match in re.finditer(rf"([{LETTER}])([{ANY}]*)", text[span.start : span.end]):
        found.append(_Letter(span.start + match.start(), match[1], match[2]))
    return found


def _is_left(word: Iterable[_Letter], kept: Set[str]) -> bool:
    letters = list(word)
    marked = sum(letter.written not in ("", SHADDA) for letter in letters)
    spelled = "".join(letter.letter + letter.written for letter in letters)
    return 2 * marked >= len(letters) or spelled in kept


def _filled(word: Iterable[_Letter], marks: list[str]) -> Iterator[tuple[Span, str]]:
    for letter, mark in zip(word, marks, strict=True):
        missing = mark.replace(SHADDA, "") if letter.written == SHADDA else mark
        if missing and letter.written in ("", SHADDA):
            yield Span(letter.at, letter.at + 1), letter.letter + missing
