"""The pages of a PDF as they were found: their lines in order, and what is seen but no line."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2_raw.bindings as pdfium

from stories.pdf.furniture.told import MOST_CHARACTERS
from stories.pdf.layout.line import Line
from stories.pdf.layout.reading_order import lines_in_reading_order
from stories.pdf.layout.tables.rules import rules_on
from stories.pdf.layout.tables.shades import shades_on
from stories.pdf.layout.turned import TURNED, turned_lines, without_turned
from stories.pdf.ocr.scan_detection import NOTHING, PageScore, coverage, page_score
from stories.pdf.page.drawn_marks import with_drawn_marks
from stories.pdf.page.embedded_picture import may_have_picture
from stories.pdf.page.glyph import Glyph
from stories.pdf.page.hidden_text import Ground, Patience
from stories.pdf.page.ligatures import Ligatures
from stories.pdf.page.page_glyphs import PageGlyphs
from stories.pdf.page.typed.annotations import with_annotations
from stories.pdf.page.typed.fields import Fields
from stories.pdf.page.typed.layers import Layers
from stories.pdf.page.typed.letters import with_typed
from stories.reading.records import (
    ReadingLimits,
    UnreadableDocument,
)

_SCANNED_CHARACTERS_PER_PAGE = 40  # fewer letters a page are a scanner's stamps and page numbers
_FEWEST_FIGURES = 8  # of a document without letters
_LAYER_OF_A_SCAN = 0.4  # of the page under pictures: letters not drawn over so much are OCR's
_NOTED_CHARACTERS = 200  # of hidden words, enough to recognise them


@dataclass(slots=True)
class Sheet:
    """One page as it was found; a `height` of 0 points is a page PDFium refuses."""

    lines: list[Line] = field(default_factory=list)
    height: float = 0.0
    used: int = 0
    hidden: str = ""
    across: dict[str, str] = field(default_factory=dict)
    score: PageScore = NOTHING
    pictured: bool = True
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Shared:
    """What belongs to the whole document."""

    ligatures: Ligatures
    fields: Fields
    layers: Layers
    patience: Patience


def sheets_of(
    document: Any, count: int, limits: ReadingLimits, shared: Shared
) -> tuple[list[Sheet], bool]:
    """Return the pages, and whether there was more than the limits allow. Raises UnreadableDocument."""
    sheets: list[Sheet] = []
    # One room for the whole document: many short pages may cost as much as one endless page.
    room = limits.max_characters
    # Kept from page to page: a column's last lines are too few to show their gutter.
    gutters: list[float] = []
    parts = limits.max_parts
    for number in range(count):
        # Nothing in this process hears it: PDFium returns from a page when it is done. The signal ends it.
        signal.setitimer(signal.ITIMER_PROF, limits.page_seconds)
        sheet = _sheet(document, number, room, gutters, shared)
        sheets.append(sheet)
        room -= sheet.used
        parts -= sheet.parts
        if parts < 0:
            raise UnreadableDocument("crowded", page_count=count)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return sheets, room < 0


def _sheet(document: Any, number: int, room: int, gutters: list[float], shared: Shared) -> Sheet:
    # A page beyond the room counts as one PDFium refuses; `shortened` tells them apart.
    page = pdfium.FPDF_LoadPage(document, number) if room > 0 else None
    if not page:
        return Sheet()
    page, typed = with_annotations(document, number, page, shared.fields, shared.layers)
    ground = Ground(document, number, page, shared.patience, layers=shared.layers.exist)
    glyphs = PageGlyphs(page, ground, shared.ligatures)
    try:
        seen, hidden = _told_apart(page, glyphs.read(room))
        seen = with_typed(typed, seen, glyphs.spaces, glyphs.upright)
        seen = with_drawn_marks(page, seen, glyphs.spaces, glyphs.upright)
        size, rules = (glyphs.width, glyphs.height), rules_on(page, glyphs.upright)
        shades, turned = shades_on(page, glyphs.upright), turned_lines(glyphs.turned)
        lines, on_side = without_turned(
            lines_in_reading_order(seen, glyphs.spaces, gutters, size, rules, shades, turned)
        )
        unseen = " ".join(line.text for line in lines_in_reading_order(hidden))[:_NOTED_CHARACTERS]
        score = page_score(page, lines, glyphs.odd)
        pictured = may_have_picture(page)
        parts = pdfium.FPDFPage_CountObjects(page)
        used = glyphs.count + sum(len(words.text) for words in typed)
        across = {TURNED: on_side[:MOST_CHARACTERS], "watermark": glyphs.slanted(MOST_CHARACTERS)}
        return Sheet(lines, glyphs.height, used, unseen, across, score, pictured, parts)
    # PDFium frees nothing by itself, and a document has up to 200 pages.
    finally:
        glyphs.close()
        ground.close()
        pdfium.FPDF_ClosePage(page)


def _told_apart(page: Any, glyphs: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Return what a reader sees and what is hidden; letters that are not drawn over a scan are its words."""
    is_scan = any(glyph.undrawn for glyph in glyphs) and coverage(page)[0] >= _LAYER_OF_A_SCAN
    seen: list[Glyph] = []
    hidden: list[Glyph] = []
    for glyph in glyphs:
        (hidden if glyph.hidden and not (is_scan and glyph.undrawn) else seen).append(glyph)
    return seen, hidden


def has_text(sheets: Sequence[Sheet]) -> bool:
    """Return whether there is writing; a few letters lost on picture pages are none."""
    pages = [sheet for sheet in sheets if sheet.height]
    letters = sum(sheet.score.letters for sheet in pages)
    filled = sum(any(len(line.text) > 1 for line in sheet.lines) for sheet in pages)
    # A sheet of sums has none.
    texts = (line.text for sheet in pages for line in sheet.lines)
    figures = sum(sum(map(str.isdigit, text)) for text in texts)
    if not letters and figures < _FEWEST_FIGURES:
        return False
    return filled * 3 > len(pages) or letters > _SCANNED_CHARACTERS_PER_PAGE * len(pages)


def scanned_pages(sheets: Sequence[Sheet]) -> tuple[int, ...]:
    """Return the numbers of the scanned pages; without any text, of every page with something to see."""
    textless = not has_text(sheets)
    return tuple(
        number
        for number, sheet in enumerate(sheets, start=1)
        if sheet.score.is_scanned or (textless and sheet.height and not sheet.score.is_blank)
    )


def odd_share(sheets: Sequence[Sheet]) -> float:
    """Return how many of all characters mean nothing."""
    characters = sum(sheet.score.characters for sheet in sheets)
    return round(sum(sheet.score.odd for sheet in sheets) / max(characters, 1), 3)
