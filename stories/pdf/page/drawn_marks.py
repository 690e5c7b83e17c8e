"""Marks of lists that are drawn and not written: the dots, rings and boxes that browsers set before items."""

from __future__ import annotations

import bisect
import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2_raw.bindings as pdfium

from stories.pdf.page.characters import kind_of
from stories.pdf.page.glyph import Glyph, Space

_MOST_OBJECTS = 20_000  # of one page; more are a drawing
_MOST_DOTS = 300
_MOST_BESIDE = 3_000  # letters
_SIDE_EM = (0.15, 1.2)  # of the type beside it
_LARGEST = 24.0  # points, of a side
_SQUARE = 1.3  # times its shorter side
_MIDDLE_EM = (0.05, 0.65)  # above the baseline of its line
_GAP_EM = (0.1, 2.5)  # to the first letter of its item
_INDEX_STEP = 10  # so that none is a neighbour in PDFium's order

Upright = Callable[[float, float], tuple[float, float]]


class _Dot(NamedTuple):
    """A small drawn area, its edges in points on the upright page."""

    left: float
    low: float
    right: float
    top: float


def with_drawn_marks(
    page: Any, glyphs: Sequence[Glyph], spaces: list[Space], upright: Upright
) -> list[Glyph]:
    """Return the glyphs of a loaded page and a bullet for each small drawn area that stands before a line.

    The space after each bullet is added to the page's `spaces`.
    """
    dots = _dots_on(page, upright) if glyphs else []
    if not dots:
        return list(glyphs)
    by_height = sorted(glyphs, key=_baseline)
    reach = _LARGEST * 2
    marks: list[Glyph] = []
    places: set[tuple[int, int]] = set()
    for dot in dots:
        first = bisect.bisect_left(by_height, dot.low - reach, key=_baseline)
        last = bisect.bisect_right(by_height, dot.top, key=_baseline)
        # Beside so many letters it would take long to look.
        item = _item_of(dot, by_height[first:last]) if last - first < _MOST_BESIDE else None
        # A box may be drawn in several parts.
        place = (round(dot.left / _LARGEST), round(item.baseline)) if item else (0, 0)
        if item and place not in places:
            places.add(place)
            index = glyphs[-1].index + _INDEX_STEP * (len(marks) + 1)
            marks.append(_mark(dot, item, index))
            spaces.append(Space(min(item.right, dot.right), item.baseline))
    return [*glyphs, *marks]


def _dots_on(page: Any, upright: Upright) -> list[_Dot]:
    """Return the page's small areas; none where it has so many that it is a drawing."""
    dots: list[_Dot] = []
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, number)
        edges = [ctypes.c_float() for _ in range(4)]
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH or not (
            pdfium.FPDFPageObj_GetBounds(item, *edges)
        ):
            continue
        (x, y), (other_x, other_y) = (
            upright(*(edge.value for edge in edges[at : at + 2])) for at in (0, 2)
        )
        dot = _Dot(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))
        if _is_small_and_square(dot):
            dots.append(dot)
            if len(dots) > _MOST_DOTS:
                return []
    return dots


def _is_small_and_square(dot: _Dot) -> bool:
    wide, high = dot.right - dot.left, dot.top - dot.low
    return 0 < max(wide, high) < min(_LARGEST, _SQUARE * min(wide, high))


def _item_of(dot: _Dot, glyphs: Sequence[Glyph]) -> Glyph | None:
    """Return the first letter of the line that the dot stands before; None where it stands before none."""
    level = list(_at_its_height(dot, glyphs))
    after = min((g for g in level if g.left >= dot.right), key=_left, default=None)
    before = max((g for g in level if g.right <= dot.left), key=_right, default=None)
    if any(g.left < dot.right and dot.left < g.right for g in level):
        return None
    gap_after = after.left - dot.right if after else float("inf")
    gap_before = dot.left - before.right if before else float("inf")
    # Right-to-left items stand to the left of their marks.
    is_arabic = any(kind_of(g.text) in "RM" for g in level)
    rtl = before is not None and is_arabic and gap_before < gap_after
    item, gap, other = (before, gap_before, gap_after) if rtl else (after, gap_after, gap_before)
    if item is None or not _GAP_EM[0] < gap / item.em < _GAP_EM[1] or other <= gap:
        return None
    return item


def _at_its_height(dot: _Dot, glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    middle, side = (dot.low + dot.top) / 2, dot.top - dot.low
    for glyph in glyphs:
        above = (middle - glyph.baseline) / glyph.em
        if _MIDDLE_EM[0] < above < _MIDDLE_EM[1] and _SIDE_EM[0] < side / glyph.em < _SIDE_EM[1]:
            yield glyph


def _mark(dot: _Dot, item: Glyph, index: int) -> Glyph:
    return Glyph(
        index=index,
        text="•",
        left=dot.left,
        right=dot.right,
        origin=dot.left,
        baseline=item.baseline,
        em=item.em,
        after_space=True,
        bold=item.bold,
    )


def _baseline(glyph: Glyph) -> float:
    return glyph.baseline


def _left(glyph: Glyph) -> float:
    return glyph.left


def _right(glyph: Glyph) -> float:
    return glyph.right
