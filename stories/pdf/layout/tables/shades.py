"""Coloured areas of a page: a first row that stands alone on one names the columns of its table."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pypdfium2_raw.bindings as pdfium

from stories.pdf.layout.tables.boxes import Box
from stories.pdf.page.glyph import Glyph

_MOST_OBJECTS = 20_000  # of one page; more are a drawing
_MOST_SHADES = 500
_SMALLEST = 4.0  # points, of a side
_LETTERS = 12  # of a row, enough to tell what it stands on
_WHITE = 0xFFFFFF
_SMALLEST_BOX = 15.0  # points, of a side
_MOST_BOXES = 60
_GAP = 2.0  # points between boxes; cells of a table touch

Upright = Callable[[float, float], tuple[float, float]]


class Shade(NamedTuple):
    """A filled area in points on the upright page; its colour is 0xRRGGBB. Later ones lie above."""

    left: float
    low: float
    right: float
    top: float
    colour: int


def shades_on(page: Any, upright: Upright) -> list[Shade]:
    """Return the filled areas of a loaded page; none where it has so many that it is a drawing."""
    shades: list[Shade] = []
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH and (
            shade := _shade(item, upright)
        ):
            shades.append(shade)
            if len(shades) > _MOST_SHADES:
                return []
    return shades


def _shade(path: Any, upright: Upright) -> Shade | None:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke) or not mode.value:
        return None
    edges = [ctypes.c_float() for _ in range(4)]
    colour = [ctypes.c_uint() for _ in range(4)]
    if not (
        pdfium.FPDFPageObj_GetBounds(path, *edges)
        and pdfium.FPDFPageObj_GetFillColor(path, *colour)
        and colour[3].value
    ):
        return None
    (x, y), (other_x, other_y) = (
        upright(*(edge.value for edge in edges[at : at + 2])) for at in (0, 2)
    )
    left, right, low, top = min(x, other_x), max(x, other_x), min(y, other_y), max(y, other_y)
    if right - left < _SMALLEST or top - low < _SMALLEST:
        return None
    red, green, blue, _ = (part.value for part in colour)
    return Shade(left, low, right, top, red << 16 | green << 8 | blue)


def areas(shades: Sequence[Shade]) -> list[Box]:
    """Return the coloured areas that are large enough for words, each once."""
    return list(
        dict.fromkeys(
            Box(it.left, it.right, it.low, it.top)
            for it in shades
            if it.colour != _WHITE and min(it.right - it.left, it.top - it.low) >= _SMALLEST_BOX
        )
    )


def coloured_boxes(shades: Sequence[Shade]) -> list[Box]:
    """Return the coloured areas that may each hold what belongs together; none that lies on another."""
    boxes = areas(shades)
    if len(boxes) > _MOST_BOXES:
        return []
    # The ground of the page, and what is drawn on a box, are none.
    return [one for one in boxes if not any(one.touches(it, _GAP) for it in boxes if it != one)]


def is_shaded_head(rows: Sequence[Sequence[Glyph]], shades: Sequence[Shade]) -> bool:
    """Return whether the first row of letters stands on a colour of its own."""
    if not shades or len(rows) < 2:
        return False
    first, *others = (_under(row, shades) for row in rows)
    return (
        len(first) == 1 and first != {_WHITE} and all(first.isdisjoint(other) for other in others)
    )


def _under(row: Sequence[Glyph], shades: Sequence[Shade]) -> set[int]:
    """Return the colours that the row stands on."""
    return {_colour(glyph, shades) for glyph in row[:: max(len(row) // _LETTERS, 1)]}


def _colour(glyph: Glyph, shades: Sequence[Shade]) -> int:
    x, y = (glyph.left + glyph.right) / 2, glyph.baseline + glyph.em / 3
    over = (
        it.colour for it in reversed(shades) if it.left <= x <= it.right and it.low <= y <= it.top
    )
    return next(over, _WHITE)
