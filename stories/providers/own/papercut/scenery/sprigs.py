"""Sprigs of paper: twigs with leaves, ferns, berries on stalks and single great leaves."""

from __future__ import annotations

import math
from itertools import pairwise

from stories.providers.own.papercut.palette import Colour, darker, lighter
from stories.providers.own.papercut.paper import Cut, Paper, Point
from stories.providers.own.papercut.scenery.foreground import leaf
from stories.providers.own.papercut.stage import Lens

_STEPS = 9
_STALK = 0.012  # of its length: half of how thick a stalk is at its foot


class Sprigs:
    """Sprigs in two tints, measured in the picture that the lens shows."""

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._cuts = (Cut(), Cut())

    def grow(
        self, kind: str, foot: Point, turn: float, long: float, bend: float, tint: int
    ) -> None:
        """Add a "laurel", "fern" or "berries" that begins in direction `turn` and bends by `bend`."""
        line = _line(foot, turn, long, bend)
        self._stalk(line, long, tint)
        {"laurel": self._laurel, "fern": self._fern}.get(kind, self._berries)(line, long, tint)

    def great_leaf(self, foot: Point, turn: float, long: float, tint: int) -> None:
        """Add one broad leaf, cut in along its sides as those of hot countries are."""
        self._leaf(foot, turn, long, long * 0.2, tint)
        for step in range(1, 6):
            at = (
                foot[0] + math.cos(turn) * long * step / 7,
                foot[1] + math.sin(turn) * long * step / 7,
            )
            for side in (-1, 1):
                reach = long * (0.42 - 0.05 * abs(step - 2.5))
                self._leaf(at, turn + side * 0.85, reach, long * 0.07, tint)

    def lay(self, paper: Paper, tints: tuple[Colour, Colour], lift: float) -> None:
        """Lay the sprigs, those of the second tint in front."""
        for cut, tint in zip(self._cuts, tints, strict=True):
            paper.lay(cut, lighter(tint, 0.1), darker(tint, 0.12), lift=lift)

    def _leaf(self, foot: Point, turn: float, long: float, wide: float, tint: int) -> None:
        share = self._lens.share
        leaf(self._cuts[tint], self._lens.at(*foot), turn, long * share, wide * share)

    def _stalk(self, line: list[tuple[Point, float]], long: float, tint: int) -> None:
        left, right = list[Point](), list[Point]()
        for at, ((x, y), turn) in enumerate(line):
            half = long * _STALK * (1.2 - at / _STEPS)
            left.append(self._lens.at(x - math.sin(turn) * half, y + math.cos(turn) * half))
            right.append(self._lens.at(x + math.sin(turn) * half, y - math.cos(turn) * half))
        self._cuts[tint].polygon([*left, *reversed(right)])

    def _laurel(self, line: list[tuple[Point, float]], long: float, tint: int) -> None:
        for at, (place, turn) in enumerate(line[2:], 2):
            size = long * (0.26 - 0.012 * at)
            for side in (-1, 1):
                self._leaf(place, turn + side * 0.72, size, size * 0.24, tint)
        place, turn = line[-1]
        self._leaf(place, turn, long * 0.17, long * 0.04, tint)

    def _fern(self, line: list[tuple[Point, float]], long: float, tint: int) -> None:
        for (before, turn), (after, _) in pairwise(line[1:]):
            for share in (0.0, 0.5):
                place = (before[0] + (after[0] - before[0]) * share,
                         before[1] + (after[1] - before[1]) * share)  # fmt: skip
                left = math.dist(place, line[-1][0])
                size = long * 0.06 + 0.24 * left
                for side in (-1, 1):
                    self._leaf(place, turn + side * 1.1, size, long * 0.02, tint)

    def _berries(self, line: list[tuple[Point, float]], long: float, tint: int) -> None:
        share = self._lens.share
        for at, (place, turn) in enumerate(line[3:], 3):
            side = 1 if at % 2 else -1
            reach = long * (0.17 - 0.008 * at)
            towards = turn + side * 0.75
            tip = (place[0] + math.cos(towards) * reach, place[1] + math.sin(towards) * reach)
            self._leaf(place, towards, reach, long * 0.008, tint)
            size = long * 0.036 * share
            self._cuts[tint].oval(*self._lens.at(*tip), size, size)
        for at in (1, 3):
            place, turn = line[at]
            for side in (-1, 1):
                self._leaf(place, turn + side * 0.6, long * 0.2, long * 0.045, tint)


def _line(foot: Point, turn: float, long: float, bend: float) -> list[tuple[Point, float]]:
    """Return points from foot to tip, and which way the stalk goes there."""
    (x, y), step = foot, long / _STEPS
    found = [((x, y), turn)]
    for _ in range(_STEPS):
        turn += bend / _STEPS
        x, y = x + math.cos(turn) * step, y + math.sin(turn) * step
        found.append(((x, y), turn))
    return found
