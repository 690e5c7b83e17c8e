"""A page with a box around each line: what it was taken for and where it comes in the order of reading.

For people who mend rules; runs only in the throw-away process.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2_raw.bindings as pdfium
from PIL import Image, ImageDraw, ImageFont

from stories.pdf.layout.line import Line
from stories.pdf.page.page_image import drawn
from stories.pdf.page.pdfium_document import opened
from stories.pdf.parser import told_lines
from stories.reading.records import ReadingLimits

_TOLD = ("#0a7d32", "#1b5fd1")  # neighbouring blocks differ
_TABLE = "#7a1fa2"
_LEFT_OUT = "#c62828"
_ABOVE_EM, _BELOW_EM = 0.85, 0.25  # of a line's box, from its baseline
_LABEL_PIXELS = 12


def explain(path: Path, page_number: int, limits: ReadingLimits) -> bytes | None:
    """Return page `page_number` (from 1) as a PNG with its lines explained; None for no such page.

    Raises UnreadableDocument. Scanned pages are shown without lines, as OCR is another process.
    """
    told = told_lines(path, limits)
    if not 1 <= page_number <= len(told.pages):
        return None
    with opened(path) as document:
        page = pdfium.FPDF_LoadPage(document, page_number - 1)
        if not page:
            return None
        height = pdfium.FPDF_GetPageHeightF(page)
        sheet = drawn(page, limits)
        pdfium.FPDF_ClosePage(page)
    block = -1
    for order, line in enumerate(told.pages[page_number - 1], start=1):
        colour = _TABLE if line.apart else _TOLD[line.column % 2]
        label = str(order) if line.column == block else f"{order} · block {line.column}"
        _frame(sheet, height, line, label, colour)
        block = line.column
    for number, line, why in told.taken:
        if number == page_number - 1:
            _frame(sheet, height, line, why, _LEFT_OUT)
    content = io.BytesIO()
    sheet.save(content, "PNG")
    return content.getvalue()


def _frame(sheet: Image.Image, height: float, line: Line, label: str, colour: str) -> None:
    scale = sheet.height / max(height, 1.0)
    top = (height - line.baseline - _ABOVE_EM * line.em) * scale
    low = (height - line.baseline + _BELOW_EM * line.em) * scale
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((line.left * scale, top, line.right * scale, low), outline=colour, width=2)
    # At the right, where most lines leave room.
    draw.text(
        (line.right * scale + 4, top),
        label,
        fill=colour,
        font=ImageFont.load_default(_LABEL_PIXELS),
    )
