"""Rows of words as OCR found them on a page's picture."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import NamedTuple

_LEAST_SURE_WORD = 30.0  # of 100; below are specks and pictures read as words


class Word(NamedTuple):
    """A word, how sure it is (0 to 100), and where it stands from the left, in points."""

    text: str
    sure: float
    left: float = 0.0
    right: float = 0.0


@dataclass(slots=True)
class Row:
    """A row of words. `box` is left, top, right and bottom in points; `column` numbers its block.

    `starts` says that a paragraph begins, `in_text` that its block is text as a whole.
    """

    box: tuple[float, float, float, float]
    size: float
    column: int
    starts: bool
    words: list[Word] = field(default_factory=list)
    in_text: bool = False

    @property
    def text(self) -> str:
        """Its words that are sure enough."""
        least = 0.0 if self.in_text else _LEAST_SURE_WORD
        return " ".join(word.text for word in self.words if word.sure >= least)

    @property
    def confidence(self) -> float:
        """How sure its words are, 0 to 100."""
        return statistics.fmean(word.sure for word in self.words) if self.words else 0.0
