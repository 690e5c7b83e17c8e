"""Words in the colour of what they stand on, or in a layer that is off: the file has them, nobody sees them.

Only suspicious words are looked at: nearly white, nearly clear, in the colour of an area that is painted on
the page, or marked as a layer's. A page that has any is painted twice, with these words and without: where
both look the same, nothing is there to be read. So white words on a dark picture, or in a gradient, stay,
and so do those whose letters are drawn as shapes beside.
"""

from __future__ import annotations

import bisect
import ctypes
import time
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2_raw.bindings as pdfium

if TYPE_CHECKING:
    from PIL import Image

_MOST_OBJECTS = 60_000  # a hostile page may have millions
_DEEPEST_FORM = 3  # forms may hold each other in a circle
_MOST_COLOURS = 32  # each is compared with every text object
_WHITE = (255, 255, 255)
_MOST_MARKS = 8  # nested marked content; real files nest two or three
_MOST_LAYERS = 12  # each is painted by itself
_NAME_CHARACTERS = 64
_FORM = "form"  # why words may be unseen that are in one
_LAYER = "OC\0".encode("utf-16-le")
_ALIKE = 24  # of 255: darker than that on white is hard to read, but there
_CONTRAST = 40  # of 255, of a shape with what it stands on
_LEAST_INK = 0.1  # of a letter’s box
_CLEAR = 32  # of 255, how opaque an ink is at most to count as clear
_AREA_SIDE = 6.0  # points; less is a line
_MOST_PIXELS = 1000  # a side: enough to see a letter, little enough to paint each page twice

Colour = tuple[int, int, int]


class Box(NamedTuple):
    """In the page's own coordinates, in points."""

    left: float
    low: float
    right: float
    top: float


class Patience:
    """How long painting the pages of one document may take in all, in seconds of the processor.

    A long picture book with white words must not fail for it: on pages after that, words count as seen.
    """

    def __init__(self, seconds: float = 2.0) -> None:
        self._left = seconds

    @property
    def is_over(self) -> bool:
        return self._left <= 0

    def __enter__(self) -> None:
        self._begun = time.process_time()

    def __exit__(self, *_: object) -> None:
        self._left -= time.process_time() - self._begun


class Ground:
    """What the words of a loaded page, number `number` from 0, stand on; found out when asked."""

    def __init__(
        self, document: Any, number: int, page: Any, patience: Patience, *, layers: bool = False
    ) -> None:
        self._document, self._number, self._read = document, number, page
        self._has_layers = layers
        self._patience = patience
        self._changes: dict[str, Image.Image] = {}
        self._bare: Image.Image | None = None

    def suspicion(self, item: Any) -> str | None:
        """Return why a text object may be unseen: the name of its layer, which may be off, or "", its colour.

        None for what is seen for sure.
        """
        if (layer := _layer(item)) is not None:
            return layer
        # PDFium does not say of a form which layer it is in.
        if self._has_layers and _address(item) in self._in_forms:
            return _FORM
        is_pale = all(
            clear < _CLEAR or any(_alike(colour, other) for other in self._colours)
            for colour, clear in _inks(item)
        )
        return "" if is_pale else None

    def shows(self, box: Box, suspicion: str) -> bool:
        """Return whether words of this suspicion leave a trace in the box."""
        # In doubt the words count as seen: losing a text is worse than reading a hidden one.
        if box.right <= box.left or box.top <= box.low:
            return True
        page, traces = self._page, self._traces(suspicion)
        if traces is None:
            return True
        corners = [
            _pixel(page, traces.size, x, y) for x, y in ((box.left, box.low), (box.right, box.top))
        ]
        (left, right), (top, low) = (sorted(edges) for edges in zip(*corners, strict=True))
        found = traces.crop((left - 1, top - 1, right + 2, low + 2)).getextrema()
        if int(found[1]) > _ALIKE:  # type: ignore[arg-type]  # a picture in grey has one pair
            return True
        return not suspicion and self._is_drawn((left, top, right + 1, low + 1))

    def _is_drawn(self, pixels: tuple[int, int, int, int]) -> bool:
        """Return whether a letter's shape is there without it: charts draw outlines in its colour too."""
        if self._bare is None:
            return False
        greys = sorted(self._bare.crop(pixels).convert("L").tobytes())
        dark, light = greys[0], greys[-1]
        share = bisect.bisect(greys, (dark + light) / 2) / len(greys)
        return light - dark > _CONTRAST and _LEAST_INK < share < 1 - _LEAST_INK

    def close(self) -> None:
        """Free the page that was painted."""
        if "_page" in self.__dict__ and self._page:
            pdfium.FPDF_ClosePage(self._page)

    @cached_property
    def _page(self) -> Any:
        """Of its own: painting it without words must not take them from who is reading."""
        return pdfium.FPDF_LoadPage(self._document, self._number)

    @cached_property
    def _in_forms(self) -> set[int]:
        """The addresses of words within forms, of the page that is read and of the one that is painted."""
        kind = pdfium.FPDF_PAGEOBJ_TEXT
        return {
            _address(item)
            for page in (self._read, self._page)
            if page
            for item in _objects(page, kind, from_depth=1)
        }

    @cached_property
    def _colours(self) -> set[Colour]:
        """Of the paper and of areas painted on it."""
        found = {_WHITE}
        for item in _objects(self._read, pdfium.FPDF_PAGEOBJ_PATH):
            if len(found) < _MOST_COLOURS and _is_area(item) and (ink := _ink(item)):
                found.add(ink[0])
        return found

    def _traces(self, suspicion: str) -> Image.Image | None:
        """How much such words change the page, from 0 to 255; None for a page that is not painted."""
        if suspicion not in self._changes:
            if self._patience.is_over or not self._page or len(self._changes) >= _MOST_LAYERS:
                return None
            with self._patience:
                self._changes[suspicion] = self._change(suspicion)
        return self._changes[suspicion]

    def _change(self, suspicion: str) -> Image.Image:
        from PIL import ImageChops  # few documents have such words, and Pillow takes long to load

        words = list(_objects(self._page, pdfium.FPDF_PAGEOBJ_TEXT))
        modes = {_address(item): pdfium.FPDFTextObj_GetTextRenderMode(item) for item in words}
        # All other words go in both pictures, so what differs is theirs: layers lie upon each other.
        _hide(item for item in words if self.suspicion(item) != suspicion)
        with_them = _painted(self._page)
        _hide(words)
        self._bare = _painted(self._page)
        change = ImageChops.difference(with_them, self._bare)
        for item in words:
            pdfium.FPDFTextObj_SetTextRenderMode(item, modes[_address(item)])
        red, green, blue = change.split()
        return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _hide(words: Any) -> None:
    for item in words:
        pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _painted(page: Any) -> Image.Image:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(1.0, _MOST_PIXELS / max(width, height, 1.0))
    wide, high = max(int(width * scale), 1), max(int(height * scale), 1)
    bitmap = pdfium.FPDFBitmap_Create(wide, high, 0)
    # The limit on memory makes PDFium return nothing; main() refuses the document for it.
    if not bitmap:
        raise MemoryError
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    raw = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    pdfium.FPDFBitmap_Destroy(bitmap)
    from PIL import Image

    return Image.frombuffer("RGB", (wide, high), raw, "raw", "BGRX", stride, 1)


def _pixel(page: Any, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _objects(page: Any, kind: int, from_depth: int = 0) -> Iterator[Any]:
    """Yield the page's objects of a kind, also those within forms, or only those at least so deep in them."""
    waiting = [
        (pdfium.FPDFPage_GetObject(page, index), 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS))
    ]
    for looked_at, (item, depth) in enumerate(waiting):
        found = pdfium.FPDFPageObj_GetType(item)
        if found == kind and depth >= from_depth:
            yield item
        if found == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            room = max(_MOST_OBJECTS - len(waiting), 0) if looked_at < _MOST_OBJECTS else 0
            inner = range(min(pdfium.FPDFFormObj_CountObjects(item), room))
            waiting += [(pdfium.FPDFFormObj_GetObject(item, index), depth + 1) for index in inner]


def _layer(item: Any) -> str | None:
    """Return the name of the layer that the object is marked as content of, None for none.

    PDFium tells a layer's words whether it is on or not.
    """
    name, size = (ctypes.c_ushort * 4)(), ctypes.c_ulong()
    for number in range(min(pdfium.FPDFPageObj_CountMarks(item), _MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(item, number)
        if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size) and (
            bytes(name)[: size.value] == _LAYER
        ):
            return _layer_name(mark)
    return None


def _layer_name(mark: Any) -> str:
    buffer, size = (ctypes.c_ushort * _NAME_CHARACTERS)(), ctypes.c_ulong()
    found = pdfium.FPDFPageObjMark_GetParamStringValue(
        mark, b"Name", buffer, ctypes.sizeof(buffer), size
    )
    return "layer " + (bytes(buffer)[: size.value].hex() if found else "")


def _is_area(path: Any) -> bool:
    """Return whether it is filled and no mere line."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke) or not mode.value:
        return False
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *edges):
        return False
    left, low, right, top = (edge.value for edge in edges)
    return min(right - left, top - low) >= _AREA_SIDE


def _inks(text: Any) -> Iterator[tuple[Colour, int]]:
    """Yield the colours of a text object's letters and of their outlines, with how opaque each is."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
    if mode not in (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP) and (
        ink := _ink(text)
    ):
        yield ink
    if mode in _OUTLINED and (ink := _ink(text, pdfium.FPDFPageObj_GetStrokeColor)):
        yield ink


_OUTLINED = (
    pdfium.FPDF_TEXTRENDERMODE_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)


def _ink(item: Any, of: Any = pdfium.FPDFPageObj_GetFillColor) -> tuple[Colour, int] | None:
    red, green, blue, clear = (ctypes.c_uint() for _ in range(4))
    if not of(item, red, green, blue, clear):
        return None
    return (red.value, green.value, blue.value), clear.value


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0
