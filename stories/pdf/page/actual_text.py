"""Where right-to-left letters really stand that a file spells out with /ActualText.

Browsers print Arabic as spans: the letters' text, and inside one or more glyphs that draw them. PDFium
gives all of a span's letters to one of its glyphs, often to a vowel mark, and to a space no place of its
own. Here the page's objects tell both.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2_raw.bindings as pdfium

from stories.pdf.page.characters import kind_of
from stories.pdf.page.glyph import Glyph, Space

_MOST_OBJECTS = 60_000  # a hostile page may have millions
_MOST_MARKS = 8  # nested marked content; real files nest two or three
_TEXT_BYTES = 256  # one span is a letter, a ligature or a word

Place = Callable[[float, float], tuple[float, float]]


@dataclass(slots=True)
class Span:
    """The letters of one span in order of reading, and the box of all its glyphs, in points."""

    text: str
    left: float
    right: float
    baseline: float
    widest: float

    def grow(self, left: float, right: float, baseline: float) -> None:
        """Take in one more glyph; the widest one is the letter and stands on the line."""
        if right - left > self.widest:
            self.widest, self.baseline = right - left, baseline
        self.left, self.right = min(self.left, left), max(self.right, right)


class _Object(NamedTuple):
    address: int
    left: float
    right: float
    pen: tuple[float, float]
    is_empty: bool
    mark: int
    text: str


def with_spans(
    page: Any, glyphs: Sequence[Glyph], owners: Mapping[int, int], place: Place
) -> tuple[list[Glyph], list[Space]]:
    """Return the glyphs with the boxes of their spans, and the spaces that are text objects of their own.

    `owners` has the address of each glyph's text object by the glyph's index, `place` turns the
    page's own coordinates upright.
    """
    spans: dict[int, Span] = {}
    spans_of: dict[int, Span] = {}
    spaces = []
    for item in _objects(page, place):
        if item.is_empty and not item.mark:
            spaces.append(Space(*item.pen))
        elif item.mark:
            span = spans.setdefault(
                item.mark, Span(item.text, item.left, item.right, item.pen[1], 0.0)
            )
            span.grow(item.left, item.right, item.pen[1])
            spans_of[item.address] = span
    return list(_placed(glyphs, owners, spans_of)), spaces


def _placed(
    glyphs: Sequence[Glyph], owners: Mapping[int, int], spans_of: Mapping[int, Span]
) -> Iterator[Glyph]:
    together: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        span = spans_of.get(owners[glyph.index])
        if span is None or not any(kind_of(letter) == "R" for letter in span.text):
            yield glyph
        else:
            together.setdefault(id(span), []).append(glyph)
    by_id = {id(span): span for span in spans_of.values()}
    for key, group in together.items():
        yield from _spelled_out(group, by_id[key])


def _spelled_out(glyphs: list[Glyph], span: Span) -> Iterator[Glyph]:
    """Yield the span's letters side by side from the right, each with its marks."""
    ordered = sorted(glyphs, key=lambda glyph: glyph.index)
    # PDFium tells a span again where it draws a vowel mark too far from its letter.
    times = len(ordered) // max(len(span.text), 1)
    # Where it and the file disagree on the letters, its places are the better guess.
    if sorted(glyph.text for glyph in ordered) != sorted(span.text * times):
        yield from glyphs
        return
    letters = max(sum(kind_of(text) != "M" for text in span.text), 1)
    # Equal shares of the box: only the order and the ends of words are read from them.
    width = (span.right - span.left) / letters
    letter = 0
    for glyph, text in zip(ordered, span.text, strict=False):
        letter += kind_of(text) != "M"
        left = span.right - max(letter, 1) * width
        yield replace(
            glyph,
            text=text,
            left=left,
            right=left + width,
            origin=left,
            baseline=span.baseline,
        )


def _objects(page: Any, place: Place) -> Iterator[_Object]:
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        edges = [ctypes.c_float() for _ in range(4)]
        matrix = pdfium.FS_MATRIX()
        if not (
            pdfium.FPDFPageObj_GetBounds(item, *edges)
            and pdfium.FPDFPageObj_GetMatrix(item, matrix)
        ):
            continue
        left, low, right, top = (edge.value for edge in edges)
        corners = place(left, low)[0], place(right, top)[0]
        is_empty = left == right and low == top
        mark, text = (0, "") if is_empty else _spelling(item)
        pen = place(matrix.e, matrix.f)
        yield _Object(_address(item), min(corners), max(corners), pen, is_empty, mark, text)


def _spelling(item: Any) -> tuple[int, str]:
    """Return the address of the object's innermost mark with /ActualText and that text, or 0 and ""."""
    for number in reversed(range(min(pdfium.FPDFPageObj_CountMarks(item), _MOST_MARKS))):
        mark = pdfium.FPDFPageObj_GetMark(item, number)
        raw, size = (ctypes.c_ubyte * _TEXT_BYTES)(), ctypes.c_ulong()
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", raw, len(raw), size):
            text = bytes(raw)[: size.value]
            # UTF-16 by the format; an odd length is no text.
            return _address(mark), text.decode("utf-16", "ignore") if size.value % 2 == 0 else ""
    return 0, ""


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0
