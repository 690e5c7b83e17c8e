"""Parts of a page one below the other: white across all columns, wider than what parts paragraphs."""

from __future__ import annotations

import bisect
import itertools
import statistics
from collections.abc import Sequence

from stories.pdf.layout.pairs import headed_levels
from stories.pdf.layout.rows import Row
from stories.pdf.layout.strips import highest, lowest, strips_of

_SECTION = 1.5  # times the usual distance of lines, at least, between two parts of a page
_INSET = 0.4
_FEWEST_LEVELS = 3
_EVEN_EM = 3.0
_CENTRED_EM = 0.3
_HEADING_STEP = 1.09  # times the type below it
_PARAGRAPH = 2.5  # times that distance: the widest gap between paragraphs
_SECTION_MORE = 1.15  # times the widest gap between paragraphs

#: Left, right, low and top edge in points.
Area = tuple[float, float, float, float]


def section(
    levels: Sequence[Row],
    first: int,
    last: int,
    edges: Sequence[float],
    boxes: Sequence[Area] = (),
) -> tuple[int, int]:
    """Return the most levels between two bands of white that run across all columns.

    The white must be more than parts paragraphs. What is above or below it is another part of the page:
    other columns, a list, a line on its own. `boxes` are coloured areas: one within a column is its.
    """
    heads = headed_levels(levels[first : last + 1], edges)
    usual, widest = _distances(levels[first : last + 1], edges)
    least = max(_SECTION * usual, _SECTION_MORE * widest)
    starts = [
        number
        for number in range(first + 1, last + 1)
        if (
            lowest(levels[number - 1]) - highest(levels[number]) > least
            or _stands_below(levels[first : last + 1], number - first, edges)
        )
        # Below headings of their own, columns go on over any white.
        and (not heads or number - first in heads)
        and not _is_the_rest(levels[first : last + 1], number - first, edges, usual)
    ]
    starts = [
        start
        for start, end in itertools.pairwise([*starts, last + 1])
        if not _is_boxed(levels[start:end], edges, boxes)
    ]
    # A heading belongs to what it stands above.
    starts = [
        number - 1
        if number - 1 > first and _is_heading(levels[number - 1], levels[number])
        else number
        for number in starts
    ]
    sections = list(itertools.pairwise([first, *starts, last + 1]))
    start, end = max(sections, key=lambda section: section[1] - section[0])
    # One line above or below in each column is theirs: “Dear Ann,”, “Yours, Tom”.
    if end - start >= _FEWEST_LEVELS:
        if (
            start > first
            and _is_a_line_each(levels, start - 1, edges, usual, start)
            and ((start - 1, start) in sections)
        ):
            start -= 1
        if (
            end <= last
            and _is_a_line_each(levels, end, edges, usual, end)
            and ((end, end + 1) in sections)
        ):
            end += 1
    return start, end - 1


def _is_a_line_each(
    levels: Sequence[Row], at: int, edges: Sequence[float], usual: float, below: int
) -> bool:
    """Return whether level `at` has text in each column, a paragraph's gap from its neighbour."""
    near = lowest(levels[below - 1]) - highest(levels[below]) < _PARAGRAPH * usual
    return near and all(strips_of([levels[at]], edges))


def is_headline(band: Sequence[Row], width: float) -> bool:
    """Return whether the first level heads all columns: alone, larger, in the middle of the page."""
    if len(band) <= _FEWEST_LEVELS or not _is_heading(band[0], band[1]):
        return False
    return abs(band[0][0].middle - width / 2) < _CENTRED_EM * band[0][0].em


def _is_heading(level: Row, below: Row) -> bool:
    """Return whether one piece alone is in larger or bolder type than what stands below it."""
    if len(level) != 1 or len(below) < 2:
        return False
    bold = [all(glyph.bold for glyph in piece.glyphs) for piece in (level[0], below[0])]
    return level[0].em > _HEADING_STEP * below[0].em or (bold[0] and not bold[1])


def _is_the_rest(band: Sequence[Row], at: int, edges: Sequence[float], usual: float) -> bool:
    """Return whether only one column goes on below, after a paragraph's gap, and the others ended before."""
    above = strips_of(band[:at], edges)
    below = [part for part in strips_of(band[at:], edges) if part]
    if len(below) != 1:
        return False
    goes_on = strips_of(band[at:], edges).index(below[0])
    if not above[goes_on]:
        return False
    if _has_asides(above, goes_on, below[0]):
        return True
    foot = lowest(above[goes_on][-1])
    ended = [lowest(part[-1]) for number, part in enumerate(above) if part and number != goes_on]
    near = foot - highest(below[0][0]) < _PARAGRAPH * usual
    if not near or not ended:
        return False
    return min(ended) - foot > _SECTION * usual or _is_of_one_width(above[goes_on], below[0])


def _is_boxed(part: Sequence[Row], edges: Sequence[float], boxes: Sequence[Area]) -> bool:
    """Return whether all of a part stands in one box within one of the columns."""
    bounds = itertools.pairwise([float("-inf"), *edges, float("inf")])
    within = [box for low, high in bounds for box in boxes if low < box[0] and box[1] < high]
    pieces = [piece for level in part for piece in level]
    return any(
        all(left < it.left and it.right < right and foot < it.baseline < top for it in pieces)
        for left, right, foot, top in within
    )


def _has_asides(above: Sequence[Sequence[Row]], text: int, below: Sequence[Row]) -> bool:
    """Return whether a text goes on below a picture, as wide as above, beside notes in smaller type."""
    size = _type_of(above[text])
    others = [part for number, part in enumerate(above) if part and number != text]
    if not others or any(_HEADING_STEP * _type_of(part) > size for part in others):
        return False
    return size == _type_of(below) and _is_of_one_width(above[text], below)


def _type_of(part: Sequence[Row]) -> float:
    return statistics.mode(round(piece.em, 1) for level in part for piece in level)


def _stands_below(band: Sequence[Row], at: int, edges: Sequence[float]) -> bool:
    """Return whether one column goes on only after another, which was longer, has ended above wide white."""
    below = strips_of(band[at : at + 1], edges)
    if at < len(band) - 1 or sum(map(bool, below)) != 1:
        return False
    above = strips_of(band[:at], edges)
    goes_on = next(number for number, part in enumerate(below) if part)
    others = [lowest(part[-1]) for number, part in enumerate(above) if part and number != goes_on]
    if not above[goes_on] or not others:
        return False
    gaps = [one - other for part in above for one, other in itertools.pairwise(map(highest, part))]
    usual = statistics.median_low(gaps or [0.0])
    top, foot, ended = highest(band[at]), lowest(above[goes_on][-1]), min(others)
    return (
        foot - top > _PARAGRAPH * usual
        and ended < foot - usual / 2
        and ended - top > _SECTION * usual
    )


def _is_of_one_width(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Return whether the lines of two paragraphs reach equally far: both stand in one column."""
    if min(len(above), len(below)) < _FEWEST_LEVELS:
        return False
    one, other = (
        (min(it.left for row in part for it in row), max(it.right for row in part for it in row))
        for part in (above, below)
    )
    reach = _EVEN_EM * above[0][0].em
    return all(abs(mine - its) < reach for mine, its in zip(one, other, strict=True))


def _distances(band: Sequence[Row], edges: Sequence[float]) -> tuple[float, float]:
    """Return the usual distance of a column's lines, and the widest beside which another column has text."""
    heights = sorted(piece.baseline for level in band for piece in level)
    # A heading that stands alone has its own distances.
    heads = {highest(one) for one, other in itertools.pairwise(band) if _is_heading(one, other)}
    gaps: list[tuple[float, float]] = []
    for strip in strips_of(band, edges):
        pairs = itertools.pairwise(highest(level) for level in strip)
        gaps += (pair for pair in pairs if heads.isdisjoint(pair))
    # By the widest of them: a sidebar's lines stand closer than the text's.
    usual = max(map(_usual_gap, strips_of(band, edges)))
    # Well between the two lines, or the white runs across.
    inset = _INSET * usual
    beside = [
        above - below
        for above, below in gaps
        if bisect.bisect_right(heights, below + inset) < bisect.bisect_left(heights, above - inset)
    ]
    # Wider ones are pictures, or lines that only the other column has.
    return usual, max((gap for gap in beside if gap < _PARAGRAPH * usual), default=0.0)


def _usual_gap(strip: Sequence[Row]) -> float:
    gaps = [above - below for above, below in itertools.pairwise(map(highest, strip))]
    return statistics.median_low(gaps) if gaps else 0.0
