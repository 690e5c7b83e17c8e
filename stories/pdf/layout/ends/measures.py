"""How far the lines of a page's blocks reach, and which of them end before they have to."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stories.pdf.layout.line import Line

_SPACE_EM = 0.25
_CENTRED_EM = 0.6
_FAR = 0.3  # of the width
_FAR_SHARE = 0.5  # of it: short lines that begin so far in are no text beside a picture
_ADDRESS_WORDS = 5


@dataclass(frozen=True, slots=True)
class Measure:
    """How far the lines of a block reach, in points, and how wide the widest is."""

    start: float
    end: float
    width: float


#: A block's number, and whether its lines run from right to left: an address among them does not.
Way = tuple[int, bool]


def way_of(line: Line) -> Way:
    """Return by which measure the line is measured."""
    return line.column, line.rtl


def measures(lines: Sequence[Line]) -> dict[Way, Measure]:
    """Return the measures of the blocks of a page, one for each direction of lines."""
    found: dict[Way, Measure] = {}
    for line in lines:
        start, end = edges(line)
        known = found.get(way_of(line), Measure(start, end, 0.0))
        found[way_of(line)] = Measure(
            min(known.start, start), max(known.end, end), max(known.width, end - start)
        )
    return found


def early_ends(run: Sequence[Line], measured: Mapping[Way, Measure]) -> tuple[list[bool], set[int]]:
    """Return for each line but the last whether it ends before it has to, and which blocks are centred."""
    centred = {number for number in {line.column for line in run} if is_centred(run, number)}
    loose = centred | {
        number
        for (number, rtl) in dict.fromkeys(map(way_of, run))
        if is_at_the_end(run, number, measured[number, rtl])
    }
    early = [
        ends_early(before, after, measured[way_of(before)], before.column in loose)
        for before, after in itertools.pairwise(run)
    ]
    return early, centred


def goes_back(run: Sequence[Line], line: Line, measured: Mapping[Way, Measure]) -> bool:
    """Return whether the run ends at the far margin, as a date does, and the line begins at the near one.

    Text beside a picture does so too, but begins at one place.
    """
    measure = measured[way_of(line)]
    reach = _CENTRED_EM * line.em
    if edges(line)[0] - measure.start > reach:
        return False
    far: list[float] = []
    for item in reversed(run):
        start, end = edges(item)
        is_far = start - measure.start > _FAR * measure.width and measure.end - end < reach
        if item.column != line.column or not is_far:
            break
        far.append(start)
    return len(far) == 1 or (len(far) > 1 and spread(far) > reach)


def ends_early(before: Line, after: Line, measure: Measure, loose: bool) -> bool:
    start, end = edges(before)
    room = measure.width - (end - start) if loose else measure.end - end
    return after.first_word + _SPACE_EM * before.em < room


def is_centred(run: Sequence[Line], column: int) -> bool:
    """Return whether the column's lines are of different lengths and have one middle."""
    lines = [line for line in run if line.column == column]
    reach = _CENTRED_EM * run[0].em
    return (
        spread([(line.left + line.right) / 2 for line in lines])
        < reach
        < spread([line.left for line in lines])
    )


def is_at_the_end(run: Sequence[Line], column: int, measure: Measure) -> bool:
    """Return whether the column's lines end at one margin and begin at several or far in, as addresses do."""
    lines = [line for line in run if line.column == column]
    both = [edges(line) for line in lines]
    reach = _CENTRED_EM * run[0].em
    if spread([end for _, end in both]) > reach:
        return False
    if spread([start for start, _ in both]) > reach:
        return True
    # Lines of nearly one length, as a place above a date.
    far = min(start for start, _ in both) - measure.start > _FAR_SHARE * measure.width
    return far and all(len(line.text.split()) <= _ADDRESS_WORDS for line in lines)


def spread(places: Sequence[float]) -> float:
    return max(places) - min(places)


def edges(line: Line) -> tuple[float, float]:
    """Return where the line begins and ends along its direction."""
    return (-line.right, -line.left) if line.rtl else (line.left, line.right)
