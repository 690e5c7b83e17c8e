"""A line of text as it is read, with its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """One line of text: its words in logical order and its box in points.

    `column` numbers the block the line belongs to, in reading order on its page. `starts` says that
    who read the line from a picture saw a paragraph begin. A line that stands `apart` is a paragraph of
    its own, as a row of a table is. `why` says why it is not told where its place on the page shows it.
    `leads` says that it begins bold and goes on plain, as entries of a dictionary do; False, that only other
    words of it are bold. `first` is how wide its first word is, in points; 0 where only its letters tell.
    """

    text: str
    left: float
    right: float
    baseline: float
    em: float
    bold: bool
    rtl: bool
    column: int
    starts: bool = False
    apart: bool = False
    why: str = ""
    leads: bool | None = None
    first: float = 0.0

    @property
    def first_word(self) -> float:
        """How much room its first word needs, in points."""
        letters = self.text.partition(" ")[0]
        return self.first or (self.right - self.left) * len(letters) / max(len(self.text), 1)
