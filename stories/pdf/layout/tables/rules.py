"""The straight lines that are drawn on a page, of which frames of tables are made."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2_raw.bindings as pdfium

_MOST_PARTS = 8_000  # of paths on one page: more are a drawing
_THIN = 3.0  # points; a filled area no wider is a line
_STRAIGHT = 0.7  # points that a line may lean
_SHORTEST = 4.0  # points
_RING_SEGMENTS, _MOST_RING_SEGMENTS = 8, 24  # of two areas with four corners each
_FEWEST_SEGMENTS, _MOST_SEGMENTS = 4, 400  # of a frame with round corners
_ON_SIDE = 0.1  # points: a circle lies on none for long
_STRAIGHT_SHARE = 0.2  # of each of its sides
_LONGEST_CORNER = 12.0  # points, of a line that is a part of it
_WIDEST_CORNER = 24.0  # points, of a curve
_SMALLEST_FRAME = 18.0  # points, of a side

_Segment = tuple[tuple[float, float], tuple[float, float]]
Upright = Callable[[float, float], tuple[float, float]]


class Rule(NamedTuple):
    """A level or an upright line from `start` to `end`; `at` is its height or its distance from the left.

    In points, on the upright page.
    """

    is_level: bool
    at: float
    start: float
    end: float


def rules_on(page: Any, upright: Upright) -> list[Rule]:
    """Return the lines of a loaded page; none for a page of so many parts that it is a drawing."""
    rules: list[Rule] = []
    left = _MOST_PARTS
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        left -= max(pdfium.FPDFPath_CountSegments(item), 1)
        if left < 0:
            return []
        rules += [
            rule
            for one, other in _lines_of(item)
            if (rule := _rule(upright(*one), upright(*other))) is not None
        ]
    return rules


def _lines_of(path: Any) -> Iterator[_Segment]:
    """Yield the two ends of each straight line of a path, in the page's own coordinates."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke):
        return
    if stroke.value:
        segments = list(_segments(path))
        yield from segments
        yield from _rounded(segments)
    elif mode.value and (line := _thin_area(path)):
        yield line
    elif mode.value == pdfium.FPDF_FILLMODE_ALTERNATE:
        yield from _ring(path)


def _ring(path: Any) -> list[_Segment]:
    """Return the sides of a frame that is painted as an area with another left out of it; [] for others."""
    if not _RING_SEGMENTS <= pdfium.FPDFPath_CountSegments(path) <= _MOST_RING_SEGMENTS:
        return []
    places = [place for segment in _segments(path) for place in segment]
    left, low, right, top = (
        edge(place[axis] for place in places) for edge in (min, max) for axis in (0, 1)
    )
    corners = [(left, low), (right, low), (right, top), (left, top)]
    near = all(
        min(abs(x - left), abs(x - right)) <= _THIN and min(abs(y - low), abs(y - top)) <= _THIN
        for x, y in places
    )
    if not near or min(right - left, top - low) < _SMALLEST_FRAME:
        return []
    return list(zip(corners, [*corners[1:], corners[0]], strict=True))


def _rounded(segments: Sequence[_Segment]) -> list[_Segment]:
    """Return the sides of a frame whose corners are round; [] for any other path."""
    if not _FEWEST_SEGMENTS <= len(segments) <= _MOST_SEGMENTS:
        return []
    # One line round the frame, whose corners may be curves; several frames in one path are a table.
    ends = itertools.pairwise(segments)
    if any(math.dist(before[1], after[0]) > _WIDEST_CORNER for before, after in ends):
        return []
    xs, ys = zip(*(place for segment in segments for place in segment), strict=True)
    left, right, low, top = min(xs), max(xs), min(ys), max(ys)
    if min(right - left, top - low) < _SMALLEST_FRAME:
        return []
    corners = [(left, low), (right, low), (right, top), (left, top)]
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    covered = [0.0] * len(sides)
    for one, other in segments:
        on_a_side = False
        for number, (start, end) in enumerate(sides):
            axis = number % 2
            if max(abs(place[1 - axis] - start[1 - axis]) for place in (one, other)) <= _ON_SIDE:
                on_a_side = True
                covered[number] += abs(one[axis] - other[axis]) / abs(start[axis] - end[axis])
        # A long line within is a table's, all of which may be one path.
        if not on_a_side and math.dist(one, other) > _LONGEST_CORNER:
            return []
    return sides if min(covered) >= _STRAIGHT_SHARE else []


def _thin_area(path: Any) -> _Segment | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *edges):
        return None
    left, low, right, top = (edge.value for edge in edges)
    if top - low <= _THIN < right - left:
        return (left, (low + top) / 2), (right, (low + top) / 2)
    if right - left <= _THIN < top - low:
        return ((left + right) / 2, low), ((left + right) / 2, top)
    return None


def _segments(path: Any) -> Iterator[_Segment]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    begun = before = (0.0, 0.0)
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        place = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = place
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield before, place
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield place, begun
        before = place


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Rule | None:
    across, up = abs(one[0] - other[0]), abs(one[1] - other[1])
    if up <= _STRAIGHT and across >= _SHORTEST:
        return Rule(True, (one[1] + other[1]) / 2, *sorted((one[0], other[0])))
    if across <= _STRAIGHT and up >= _SHORTEST:
        return Rule(False, (one[0] + other[0]) / 2, *sorted((one[1], other[1])))
    return None
