"""A document on its way to be told, and what was taken off its pages and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from stories.pdf.layout.line import Line
from stories.reading.records import LeftOut

MOST_CHARACTERS = 4_000  # of what is left out at once: it is kept, so that it can be told after all


@dataclass(slots=True)
class Told:
    """The document without its furniture. `pages` keeps one list per PDF page, `taken` what was taken."""

    pages: list[list[Line]]
    title: str = ""
    credits: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    taken: list[tuple[int, Line, str]] = field(default_factory=list)

    def take(self, number: int, lines: Collection[Line], why: str, sure: float = 1.0) -> None:
        """Take lines off the page at index `number` and note them as one; `sure` is from 0 to 1."""
        taken = {id(line) for line in lines}
        text = " ".join(line.text for line in lines)
        self.pages[number] = [line for line in self.pages[number] if id(line) not in taken]
        self.left_out.append(LeftOut(number + 1, why, text[:MOST_CHARACTERS], sure))
        self.taken += [(number, line, why) for line in lines]
