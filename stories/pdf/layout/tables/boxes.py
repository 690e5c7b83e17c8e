"""Boxes that stand apart on a page in their order: cards to cut out, the pictures of a comic."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from stories.pdf.layout.tables.rules import Rule

_FEWEST, _MOST = 3, 40
_SMALLEST = 18.0  # points, of a side
_NEAR = 3.0  # points that boxes may lie over each other
_IN_ROW = 0.5  # of the lower one's height, what two boxes of a row share


class Box(NamedTuple):
    """A frame of one cell, in points."""

    left: float
    right: float
    low: float
    top: float

    @classmethod
    def of(cls, levels: Sequence[Rule], uprights: Sequence[Rule]) -> Box:
        """Return the box that two level and two upright lines frame."""
        x, y = sorted(rule.at for rule in uprights), sorted(rule.at for rule in levels)
        return cls(x[0], x[1], y[0], y[1])

    def touches(self, other: Box, gap: float) -> bool:
        """Return whether less than `gap` points part the boxes."""
        beside = self.left < other.right + gap and other.left < self.right + gap
        return beside and self.low < other.top + gap and other.low < self.top + gap

    def is_within(self, other: Box) -> bool:
        """Return whether the other box has it in it, and is larger."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.low <= self.low and self.top <= other.top and other != self

    def holds(self, x: float, y: float) -> bool:
        """Return whether the place is in the box."""
        return self.left < x < self.right and self.low < y < self.top


def boxes_in_rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return the boxes row by row, from above and each from the left; [] where they stand in no rows.

    Boxes of a row may hang at different heights, as they do in comics.
    """
    # Smaller ones are there to be ticked.
    boxes = [it for it in boxes if min(it.right - it.left, it.top - it.low) >= _SMALLEST][
        : _MOST + 1
    ]
    # What is said in a picture may be framed too.
    boxes = [it for it in boxes if not any(it.is_within(other) for other in boxes)]
    if not _FEWEST <= len(boxes) <= _MOST:
        return []
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda it: -it.top):
        if rows and all(_share_height(box, other) for other in rows[-1]):
            rows[-1].append(box)
        else:
            rows.append([box])
    rows = [sorted(row) for row in rows]
    are_apart = all(
        one.right - _NEAR <= other.left for row in rows for one, other in itertools.pairwise(row)
    )
    # Rows that lie over each other are none: one box holds others, or stands beside several.
    are_apart = are_apart and all(
        min(it.low for it in above) + _NEAR >= max(it.top for it in below) or _miss(above, below)
        for above, below in itertools.pairwise(rows)
    )
    return rows if are_apart and len(rows) > 1 and max(map(len, rows)) > 1 else []


def _share_height(one: Box, other: Box) -> bool:
    shared = min(one.top, other.top) - max(one.low, other.low)
    return shared >= _IN_ROW * min(one.top - one.low, other.top - other.low)


def _miss(above: Sequence[Box], below: Sequence[Box]) -> bool:
    return not any(
        one.left < other.right and other.left < one.right and one.low + _NEAR < other.top
        for one in above
        for other in below
    )
