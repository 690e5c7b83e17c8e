"""A whole page as a picture, as it looks on paper; runs only in the throw-away process."""

from __future__ import annotations

import ctypes
import io
from pathlib import Path
from typing import Any

import pypdfium2_raw.bindings as pdfium
from PIL import Image

from stories.pdf.page.pdfium_document import opened
from stories.reading.records import ReadingLimits

WIDEST = 900  # pixels: read well beside the scene in the editor
_LONGEST_TIMES = 3  # a page many times as long as wide is a hostile or a broken one
_QUALITY = 80


def draw_sheet(path: Path, page_number: int, limits: ReadingLimits) -> bytes | None:
    """Return page `page_number` (from 1) as a JPEG at most WIDEST pixels wide; None for no such page."""
    with opened(path) as document:
        if not 1 <= page_number <= pdfium.FPDF_GetPageCount(document):
            return None
        page = pdfium.FPDF_LoadPage(document, page_number - 1)
        if not page:
            return None
        try:
            return _encoded(drawn(page, limits))
        finally:
            pdfium.FPDF_ClosePage(page)


def drawn(page: Any, limits: ReadingLimits) -> Image.Image:
    """Return the loaded page as a picture at most WIDEST pixels wide."""
    wide, high = _size(page, min(WIDEST, limits.max_picture_side))
    bitmap = pdfium.FPDFBitmap_Create(wide, high, 0)
    # The limit on memory makes PDFium return nothing; main() refuses the document for it.
    if not bitmap:
        raise MemoryError
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, pdfium.FPDF_ANNOT)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    raw = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    pdfium.FPDFBitmap_Destroy(bitmap)
    # PDFium writes blue first and pads each row to its stride.
    return Image.frombuffer("RGB", (wide, high), raw, "raw", "BGRX", stride, 1)


def _size(page: Any, widest: int) -> tuple[int, int]:
    """Return the picture's size in pixels: `widest` across, or less for a page much longer than wide."""
    width = max(pdfium.FPDF_GetPageWidthF(page), 1.0)
    height = max(pdfium.FPDF_GetPageHeightF(page), 1.0)
    scale = min(widest / width, _LONGEST_TIMES * widest / height)
    return max(int(width * scale), 1), max(int(height * scale), 1)


def _encoded(image: Image.Image) -> bytes:
    sheet = io.BytesIO()
    image.save(sheet, "JPEG", quality=_QUALITY)
    return sheet.getvalue()
