"""Which lines end on purpose: verses, addresses, plain headings, items without a mark.

A line that is broken by the margin is full: the next word would not have fitted. One that ends before it has
to was ended by whoever wrote it, unless the text is broken by hand, as that of picture books is; then small
letters begin the lines.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.list_marks import is_item
from stories.pdf.layout.reading_order import Line

_VERSE_SHARE = 0.5  # of the lines that end before they have to; the longest ones cannot
_SPACE_EM = 0.25
_OPENERS = "\"'“‘«¿¡([‹—–- "
_PAUSES = (*SENTENCE_END, ",", "،", ";", "؛", "-", "–", "—")
_CENTRED_EM = 0.6


@dataclass(frozen=True, slots=True)
class Measure:
    """How far the lines of a block reach, in points, and how wide the widest is."""

    start: float
    end: float
    width: float


def measures(lines: Sequence[Line]) -> dict[int, Measure]:
    """Return the measure of each block of a page by its number."""
    found: dict[int, Measure] = {}
    for line in lines:
        start, end = _edges(line)
        known = found.get(line.column, Measure(start, end, 0.0))
        found[line.column] = Measure(
            min(known.start, start), max(known.end, end), max(known.width, end - start)
        )
    return found


def purposeful_ends(run: Sequence[Line], measured: Mapping[int, Measure]) -> list[bool]:
    """Return for each line of a run but the last whether it ends on purpose.

    A run is lines of one type size that follow each other at the usual distance, or from the foot of a
    column to the top of the next; `measured` has the measures of their blocks.
    """
    pairs = list(itertools.pairwise(run))
    centred = {number for number in {line.column for line in run} if _is_centred(run, number)}
    early = [
        _ends_early(before, after, measured[before.column], before.column in centred)
        for before, after in pairs
    ]
    small = [_begins_small(after.text) for _, after in pairs]
    # Where a small letter begins a line that did not have to be begun, people broke the lines.
    by_hand = any(
        ended and begins and not is_item(after.text)
        for ended, begins, (_, after) in zip(early, small, pairs, strict=True)
    )
    if _is_verse(run, early):
        return [True] * len(pairs)
    return [
        ended
        and not begins
        and _may_end(before.text, after.text, by_hand=by_hand or before.column in centred)
        for ended, begins, (before, after) in zip(early, small, pairs, strict=True)
    ]


def begins_large(text: str) -> bool:
    """Return whether the first letter is a capital, or a figure comes first."""
    first = text.lstrip(_OPENERS)[:1]
    return first.isupper() or first.isdigit()


def _begins_small(text: str) -> bool:
    return text.lstrip(_OPENERS)[:1].islower()


def _is_verse(run: Sequence[Line], early: Sequence[bool]) -> bool:
    if len(run) < 2 or not all(begins_large(line.text) for line in run):
        return False
    return sum(early) >= max(_VERSE_SHARE * len(early), 1)


def _may_end(before: str, after: str, *, by_hand: bool) -> bool:
    if by_hand or not begins_large(after):
        # Scripts without capitals say less: only a pause that is written makes an end sure.
        return before.endswith(SENTENCE_END if by_hand else _PAUSES)
    return True


def _ends_early(before: Line, after: Line, measure: Measure, centred: bool) -> bool:
    start, end = _edges(before)
    room = measure.width - (end - start) if centred else measure.end - end
    word = (after.right - after.left) * len(after.text.split(" ", 1)[0]) / max(len(after.text), 1)
    return word + _SPACE_EM * before.em < room


def _is_centred(run: Sequence[Line], column: int) -> bool:
    """Return whether the column's lines are of different lengths and have one middle."""
    lines = [line for line in run if line.column == column]
    middles = [(line.left + line.right) / 2 for line in lines]
    lefts = [line.left for line in lines]
    reach = _CENTRED_EM * run[0].em
    return max(middles) - min(middles) < reach and max(lefts) - min(lefts) > reach


def _edges(line: Line) -> tuple[float, float]:
    """Return where the line begins and ends along its direction."""
    return (-line.right, -line.left) if line.rtl else (line.left, line.right)
