"""Letters with the marks that belong to them, by their places."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from stories.reading.characters import kind_of
from stories.reading.glyphs import Glyph

_SAME_PEN_POINTS = 0.05
_THINNEST_POINTS = 0.05


@dataclass(slots=True)
class Cluster:
    """A letter, or any other character, and its marks."""

    letter: Glyph
    marks: list[Glyph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The letter and after it its marks."""
        return self.letter.text + "".join(mark.text for mark in self.marks)

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in (self.letter, *self.marks))

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in (self.letter, *self.marks))

    @property
    def first(self) -> int:
        """The lowest of its places in PDFium's order."""
        return min(glyph.index for glyph in (self.letter, *self.marks))

    @property
    def last(self) -> int:
        """The highest of its places in PDFium's order."""
        return max(glyph.index for glyph in (self.letter, *self.marks))

    @property
    def after_space(self) -> bool:
        """Whether PDFium put white space before the first of its characters."""
        return min((self.letter, *self.marks), key=lambda glyph: glyph.index).after_space

    def overlap(self, other: Cluster) -> float:
        """The part of the narrower letter that lies within the other, 0 to 1."""
        mine, its = self.letter, other.letter
        shared = min(mine.right, its.right) - max(mine.left, its.left)
        narrower = min(mine.right - mine.left, its.right - its.left)
        return shared / max(narrower, _THINNEST_POINTS)


def clusters(row: Sequence[Glyph]) -> list[Cluster]:
    """The row's clusters, in no particular order; marks without any letter stand alone."""
    found = [Cluster(glyph) for glyph in row if kind_of(glyph.text) != "M"]
    marks = [glyph for glyph in row if kind_of(glyph.text) == "M"]
    if not found:
        return [Cluster(mark) for mark in marks]
    by_index = sorted(found, key=lambda cluster: cluster.letter.index)
    places = [cluster.letter.index for cluster in by_index]
    owners = [(mark, _owner(mark, by_index, places, found)) for mark in marks]
    for mark, owner in owners:
        owner.marks.append(mark)
    return found


def _owner(
    mark: Glyph, by_index: list[Cluster], places: list[int], found: list[Cluster]
) -> Cluster:
    """The letter of the same glyph, if the mark is a part of one; else the letter it stands over."""
    at = bisect.bisect(places, mark.index)
    for near in by_index[max(at - 1, 0) : at + 1]:
        if abs(near.letter.origin - mark.origin) < _SAME_PEN_POINTS:
            return near
    middle = (mark.left + mark.right) / 2
    return min(found, key=lambda cluster: _distance(cluster.letter, middle))


def _distance(letter: Glyph, x: float) -> tuple[float, float]:
    """How far `x` is outside the letter, then how far from its middle."""
    outside = max(letter.left - x, x - letter.right, 0.0)
    return outside, abs((letter.left + letter.right) / 2 - x)
