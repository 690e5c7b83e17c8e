"""White that runs down between pieces of text: where columns, sidebars and cells are parted."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stories.pdf.layout.rows import Row

_LEAST_EM = 0.5  # what the rows' gaps must have in common
_MOST_OPEN = 48  # gutters followed at once: more are the cells of a huge table or hostile


@dataclass(slots=True)
class Gutter:
    """A white strip between `left` and `right`, in points, from row `first` to row `last`.

    `core` is what the rows with pieces on both of its sides leave white, of which `top` is the first and
    `low` the last.
    """

    left: float
    right: float
    first: int
    last: int
    core: tuple[float, float]
    top: int
    low: int

    @property
    def middle(self) -> float:
        """Half way across, in points."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """Of its core, in points."""
        return self.core[1] - self.core[0]


class _White(NamedTuple):
    """White in a row, in points; inner white is a `gap` between two of its pieces."""

    left: float
    right: float
    is_inner: bool
    gap: tuple[float, float] = (-math.inf, math.inf)


def gutters_in(rows: Sequence[Row]) -> list[Gutter]:
    """Return the white strips between pieces, each as long as it can be; rows are from the top.

    A strip begins at the first row that leaves its white and ends before a row that does not. The time is
    linear in the pieces.
    """
    open_ones: list[Gutter] = []
    closed: list[Gutter] = []
    for number, row in enumerate(rows):
        white = _white(row)
        least = _LEAST_EM * max(piece.em for piece in row)
        still: list[Gutter] = []
        for gutter in open_ones:
            common = _common(gutter, white)
            if common is None or common.right - common.left < least:
                closed.append(gutter)
                continue
            _grow(gutter, number, common)
            still.append(gutter)
        for left, right, is_inner, _ in white:
            if is_inner and not any(g.left < right and left < g.right for g in still):
                still.append(_begun(rows, number, left, right))
        if len(still) > _MOST_OPEN:
            still.sort(key=lambda gutter: gutter.top - gutter.low)
            closed += still[_MOST_OPEN:]
            del still[_MOST_OPEN:]
        open_ones = still
    return closed + open_ones


def _grow(gutter: Gutter, number: int, common: _White) -> None:
    gutter.left, gutter.right, is_inner, gap = common
    gutter.last = number
    if is_inner:
        gutter.core, gutter.low = (max(gutter.core[0], gap[0]), min(gutter.core[1], gap[1])), number


def _white(row: Row) -> list[_White]:
    """Return the row's margins and gaps."""
    gaps = [(a.right, b.left) for a, b in itertools.pairwise(row)]
    return [
        _White(-math.inf, row[0].left, is_inner=False),
        *(_White(*gap, is_inner=True, gap=gap) for gap in gaps),
        _White(row[-1].right, math.inf, is_inner=False),
    ]


def _common(gutter: Gutter, white: Sequence[_White]) -> _White | None:
    """Return the widest white that the row shares with the gutter."""
    shared = [
        item._replace(left=max(item.left, gutter.left), right=min(item.right, gutter.right))
        for item in white
        if item.left < gutter.right and gutter.left < item.right
    ]
    return max(shared, key=lambda item: item.right - item.left, default=None)


def _begun(rows: Sequence[Row], number: int, left: float, right: float) -> Gutter:
    """Return the gutter that this gap of row `number` begins, with the rows above that leave its white.

    They have text on one side alone, or a wider gap that was thought to be another gutter's.
    """
    gutter = Gutter(left, right, number, number, (left, right), number, number)
    for above in range(number - 1, max(number - _MOST_OPEN, -1), -1):
        row = rows[above]
        common = _common(gutter, _white(row))
        least = _LEAST_EM * max(piece.em for piece in row)
        if common is None or common.right - common.left < least:
            break
        last, low = gutter.last, gutter.low
        _grow(gutter, above, common)
        gutter.first, gutter.last = above, last
        gutter.top, gutter.low = (above if common.is_inner else gutter.top), low
    return gutter
