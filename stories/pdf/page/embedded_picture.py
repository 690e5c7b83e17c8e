"""A page's picture, rendered again without the page's words; runs only in the throw-away process."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2_raw.bindings as pdfium

from stories.pdf.page.pdfium_document import opened
from stories.reading.records import ReadingLimits

if TYPE_CHECKING:
    from PIL import Image

_PICTURE_SHARE = 0.03  # of the page's area; less is a logo or an ornament
_DRAWING_SHARE = 0.05  # of the page's area
_CURVES_OF_A_DRAWING = 6  # fewer curved shapes are rounded boxes around text
_BACKGROUND_SHARE = 0.9  # of the page's area; more is the page's background
_MOST_OBJECTS = 4000  # a hostile page may have millions
_MOST_LOOKED_AT = 400  # a hint for the upload: beyond it, looking costs more than it saves
_SHARPEST = 4.0  # pixels for each point of the page
_COARSEST = 0.5  # pixels for each point of the page
_FLAT_SHARE = 0.97  # of the pixels in one colour
_QUALITY = 88  # high, as it is encoded once more for the scene
_DEEPEST_FORM = 3  # forms may hold each other in a circle


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; `sharpness` is the pixels per point of an embedded picture."""

    left: float
    low: float
    right: float
    top: float
    sharpness: float = 0.0
    curves: int = 0

    @property
    def area(self) -> float:
        return max(self.right - self.left, 0) * max(self.top - self.low, 0)

    def within(self, other: Box) -> Box:
        return Box(
            max(self.left, other.left),
            max(self.low, other.low),
            min(self.right, other.right),
            min(self.top, other.top),
            self.sharpness,
            self.curves,
        )

    def joined(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.low, other.low),
            max(self.right, other.right),
            max(self.top, other.top),
            max(self.sharpness, other.sharpness),
            self.curves + other.curves,
        )


def extract_picture(path: Path, page_number: int, limits: ReadingLimits) -> bytes | None:
    """Return a JPEG of the largest embedded picture or drawing on page `page_number` (from 1), or None."""
    with opened(path) as document:
        if not 1 <= page_number <= pdfium.FPDF_GetPageCount(document):
            return None
        page = pdfium.FPDF_LoadPage(document, page_number - 1)
        if not page:
            return None
        try:
            sheet = _sheet(page)
            box = _picture_box(page, sheet)
            return _encoded(_rendered(page, box, sheet, limits)) if box else None
        finally:
            pdfium.FPDF_ClosePage(page)


def may_have_picture(page: Any) -> bool:
    """Return whether `extract_picture` might find one on a loaded page; not every object is examined."""
    if pdfium.FPDFPage_CountObjects(page) > _MOST_LOOKED_AT:
        return True
    return _picture_box(page, _sheet(page)) is not None


def shapes(page: Any) -> tuple[list[Box], Box]:
    """Return the pictures and curved shapes of a loaded page, and its own box."""
    sheet = _sheet(page)
    return _objects(page, sheet), sheet


def _sheet(page: Any) -> Box:
    return Box(0, 0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))


def _picture_box(page: Any, sheet: Box) -> Box | None:
    # Boxes are in the page's own space; on a turned page the whole of it is shown.
    if not sheet.area or pdfium.FPDFPage_GetRotation(page):
        return sheet if _objects(page, sheet) else None
    found = _objects(page, sheet)
    pictures = [box for box in found if box.sharpness and box.area >= _PICTURE_SHARE * sheet.area]
    if pictures:
        # Captions and shapes drawn over the picture belong to it.
        box = max(pictures, key=lambda box: box.area)
        for other in found:
            if other.area and other.within(box).area > 0.3 * other.area:
                box = box.joined(other)
        return box.within(sheet)
    return _drawing_box(found, sheet)


def _drawing_box(found: list[Box], sheet: Box) -> Box | None:
    curved = [box for box in found if box.curves and box.area < _BACKGROUND_SHARE * sheet.area]
    if not curved:
        return None
    box = curved[0]
    for other in curved[1:]:
        box = box.joined(other)
    is_drawing = box.curves >= _CURVES_OF_A_DRAWING and box.area >= _DRAWING_SHARE * sheet.area
    return box.within(sheet) if is_drawing else None


def _objects(page: Any, sheet: Box) -> list[Box]:
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    found = []
    for index in range(count):
        box = _object_box(pdfium.FPDFPage_GetObject(page, index))
        if box and (clipped := box.within(sheet)).area:
            found.append(clipped)
    return found


def _object_box(item: Any) -> Box | None:
    """Return the box of a picture or a curved shape, alone or within a form; None for the rest."""
    sharpness, curves = _inside(item, _DEEPEST_FORM)
    edges = [ctypes.c_float() for _ in range(4)]
    if not (sharpness or curves) or not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return None
    left, low, right, top = (edge.value for edge in edges)
    wide = max(right - left, 1.0)
    return Box(left, low, right, top, sharpness / wide, curves)


def _inside(item: Any, depth: int) -> tuple[float, int]:
    """Return the widest picture's pixels and the number of curves in an object."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        pdfium.FPDFImageObj_GetImagePixelSize(item, wide, high)
        # Thin strips of pixels are gradients and lines.
        return float(wide.value if min(wide.value, high.value) > 32 else 0), 0
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        return 0.0, _curves(item)
    if kind != pdfium.FPDF_PAGEOBJ_FORM or not depth:
        return 0.0, 0
    parts = [_inside(part, depth - 1) for part in _form_objects(item)]
    return max((part[0] for part in parts), default=0.0), sum(part[1] for part in parts)


def _form_objects(form: Any) -> Iterator[Any]:
    for index in range(min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)):
        yield pdfium.FPDFFormObj_GetObject(form, index)


def _curves(path: Any) -> int:
    # One curve is enough to know, and a path may have millions of segments.
    count = min(pdfium.FPDFPath_CountSegments(path), 64)
    segments = (pdfium.FPDFPath_GetPathSegment(path, index) for index in range(count))
    curved = (
        pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_BEZIERTO
        for segment in segments
    )
    return int(any(curved))


def _rendered(page: Any, box: Box, sheet: Box, limits: ReadingLimits) -> Image.Image:
    """Return the box of the page at the picture's own sharpness, words removed."""
    # The words are told; in the picture they would be read twice.
    _remove_text(page)
    longest = max(box.right - box.left, box.top - box.low, 1.0)
    sharpest = limits.max_picture_side / longest
    scale = min(max(box.sharpness or _SHARPEST, _COARSEST), _SHARPEST, sharpest)
    wide = max(int((box.right - box.left) * scale), 1)
    high = max(int((box.top - box.low) * scale), 1)
    bitmap = pdfium.FPDFBitmap_Create(wide, high, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
    left, top = round(-box.left * scale), round(-(sheet.top - box.top) * scale)
    full = round(sheet.right * scale), round(sheet.top * scale)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, left, top, *full, 0, pdfium.FPDF_ANNOT)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    raw = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    pdfium.FPDFBitmap_Destroy(bitmap)
    from PIL import Image  # a reading alone needs no Pillow, which takes long to load

    return Image.frombuffer("RGB", (wide, high), raw, "raw", "BGRX", stride, 1)


def _remove_text(page: Any) -> None:
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    # All before the first goes: removing moves the numbers of those behind it.
    items = [pdfium.FPDFPage_GetObject(page, index) for index in range(count)]
    for item in items:
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
            pdfium.FPDFPage_RemoveObject(page, item)
            pdfium.FPDFPageObj_Destroy(item)


def _encoded(image: Image.Image) -> bytes | None:
    """Return a JPEG, or None for a picture of one flat colour."""
    small = image.resize((48, 48)).quantize(16).histogram()
    if max(small) > _FLAT_SHARE * 48 * 48:
        return None
    sheet = io.BytesIO()
    image.save(sheet, "JPEG", quality=_QUALITY)
    return sheet.getvalue()
