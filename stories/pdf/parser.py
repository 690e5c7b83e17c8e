"""The parsing itself; runs only inside the throw-away process."""

from __future__ import annotations

import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2_raw.bindings as pdfium

from stories.pdf.furniture.everything import without_furniture
from stories.pdf.furniture.titles import take_title
from stories.pdf.furniture.told import MOST_CHARACTERS, Told
from stories.pdf.layout.ends.broken_words import over_page_ends
from stories.pdf.layout.ends.typesetting import typesetting
from stories.pdf.layout.line import Line
from stories.pdf.layout.paragraphs import paragraphs
from stories.pdf.layout.plain import plain
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
from stories.pdf.page.pdfium_document import (
    bookmarks,
    declared_language,
    metadata_title,
    opened,
    page_count,
)
from stories.pdf.page.placeholders import refuse_placeholder
from stories.pdf.page.typed.annotations import with_annotations
from stories.pdf.page.typed.fields import Fields
from stories.pdf.page.typed.layers import Layers
from stories.pdf.page.typed.letters import with_typed
from stories.reading.language import detect_language
from stories.reading.records import (
    Bookmark,
    Document,
    LeftOut,
    Page,
    ReadingLimits,
    TextQuality,
    UnreadableDocument,
)
from stories.reading.titles import TITLE_CHARACTERS, beginning, first_heading, unnumbered

if TYPE_CHECKING:
    from stories.pdf.ocr.hocr import Scan

_SCANNED_CHARACTERS_PER_PAGE = 40  # fewer letters a page are a scanner's stamps and page numbers
_FEWEST_FIGURES = 8  # of a document without letters
_LAYER_OF_A_SCAN = 0.4  # of the page under pictures: letters not drawn over so much are OCR's
_NOTED_CHARACTERS = 200  # of hidden words, enough to recognise them


@dataclass(slots=True)
class _Sheet:
    """One page as it was found; a `height` of 0 points is a page PDFium refuses."""

    lines: list[Line] = field(default_factory=list)
    height: float = 0.0
    used: int = 0
    hidden: str = ""
    across: dict[str, str] = field(default_factory=dict)
    score: PageScore = NOTHING
    pictured: bool = True
    parts: int = 0


def parse(path: Path, limits: ReadingLimits, read: Mapping[int, Scan] | None = None) -> Document:
    """Read the whole document in this process. Its language is "" where its common words do not tell it.

    `read` has what OCR found, by page number from 1. Without it, a document whose pages are all
    scanned comes back without pages; with it, one without words is refused.
    """
    return _reading(path, limits, read).document()


def told_lines(path: Path, limits: ReadingLimits) -> Told:
    """Return the lines of the document, those that are told in their order and those that are not."""
    return _reading(path, limits, {}).told()[0]


def _reading(path: Path, limits: ReadingLimits, read: Mapping[int, Scan] | None) -> _Reading:
    with opened(path) as document:
        count = page_count(document, limits)
        named, marked = metadata_title(document), bookmarks(document)
        declared = declared_language(document)
        shared = _Shared(Ligatures(path), Fields(document), Layers(path), Patience())
        try:
            sheets, shortened = _sheets(document, count, limits, shared)
        finally:
            shared.fields.close()
        refuse_placeholder(document, path, [line.text for sheet in sheets for line in sheet.lines])
    if not any(sheet.height for sheet in sheets):
        raise UnreadableDocument("corrupt")
    scanned = _scanned(sheets)
    quality = TextQuality(
        letters_per_page=round(sum(sheet.score.letters for sheet in sheets) / count, 1),
        odd_share=_odd_share(sheets),
        scanned=scanned,
    )
    if read is None and not scanned and not _has_text(sheets):
        raise UnreadableDocument("no_text", page_count=count)
    return _Reading(sheets, named, marked, quality, shortened, read, declared)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What belongs to the whole document."""

    ligatures: Ligatures
    fields: Fields
    layers: Layers
    patience: Patience


def _sheets(
    document: Any, count: int, limits: ReadingLimits, shared: _Shared
) -> tuple[list[_Sheet], bool]:
    sheets: list[_Sheet] = []
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


def _sheet(document: Any, number: int, room: int, gutters: list[float], shared: _Shared) -> _Sheet:
    # A page beyond the room counts as one PDFium refuses; `shortened` tells them apart.
    page = pdfium.FPDF_LoadPage(document, number) if room > 0 else None
    if not page:
        return _Sheet()
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
        return _Sheet(lines, glyphs.height, used, unseen, across, score, pictured, parts)
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


def _has_text(sheets: Sequence[_Sheet]) -> bool:
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


def _scanned(sheets: Sequence[_Sheet]) -> tuple[int, ...]:
    """Return the numbers of the scanned pages; without any text, of every page with something to see."""
    textless = not _has_text(sheets)
    return tuple(
        number
        for number, sheet in enumerate(sheets, start=1)
        if sheet.score.is_scanned or (textless and sheet.height and not sheet.score.is_blank)
    )


def _odd_share(sheets: Sequence[_Sheet]) -> float:
    characters = sum(sheet.score.characters for sheet in sheets)
    return round(sum(sheet.score.odd for sheet in sheets) / max(characters, 1), 3)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Everything found in the file, on its way to a Document."""

    sheets: list[_Sheet]
    named: str
    bookmarks: tuple[Bookmark, ...]
    quality: TextQuality
    shortened: bool
    read: Mapping[int, Scan] | None
    declared: str

    def document(self) -> Document:
        """Return the text in paragraphs, without furniture. Raises UnreadableDocument where there is none."""
        told, _ = self.told()
        pages = tuple(self._pages(told.pages))
        # Without OCR a document of scanned pages alone comes back empty, for the caller to decide.
        if not pages and (self.read is not None or not self.quality.scanned):
            raise UnreadableDocument("no_text")
        text = "\n".join(paragraph.text for page in pages for paragraph in page.paragraphs)
        return Document(
            title=(unnumbered(told.title or first_heading(pages)) or beginning(text))[
                :TITLE_CHARACTERS
            ],
            language=detect_language(text),
            pages=pages,
            page_count=len(self.sheets),
            credits=tuple(told.credits),
            shortened=self.shortened,
            left_out=tuple(sorted([*told.left_out, *self._unread()], key=lambda item: item.page)),
            bookmarks=self.bookmarks,
            quality=self.quality,
            declared_language=self.declared,
            pictured=tuple(n for n, sheet in enumerate(self.sheets, 1) if sheet.pictured),
        )

    def told(self) -> tuple[Told, set[str]]:
        """Return the lines without furniture and title, and the plain texts of running lines."""
        lines = [self._lines(number) for number in range(1, len(self.sheets) + 1)]
        # Measured twice: furniture in small type must go before the text's own typesetting is known.
        body = typesetting([[line for line in page if not line.why] for page in lines]).body_em
        told, running = without_furniture(lines, self._heights(), body, self.bookmarks)
        # After the furniture: a running line is often the title, and shows which lines are it.
        take_title(told, running, self.named, typesetting(told.pages).body_em)
        return told, running

    def _lines(self, number: int) -> list[Line]:
        if number not in self.quality.scanned:
            return self.sheets[number - 1].lines
        found = (self.read or {}).get(number)
        return found.lines if found else []

    def _heights(self) -> list[float]:
        read = self.read or {}
        return [
            read[number].height if number in read else sheet.height
            for number, sheet in enumerate(self.sheets, start=1)
        ]

    def _pages(self, pages: list[list[Line]]) -> list[Page]:
        headings = frozenset((mark.page, plain(mark.title)) for mark in self.bookmarks)
        usual = typesetting(pages, headings)
        found = [list(paragraphs(lines, number, usual)) for number, lines in enumerate(pages, 1)]
        over_page_ends(found, usual)
        return [
            Page(number, tuple(told), "ocr" if number in self.quality.scanned else "text")
            for number, told in enumerate(found, start=1)
            if told
        ]

    def _unread(self) -> list[LeftOut]:
        """Return scanned pages nothing was read from, hidden and slanted words, pages past the limit."""
        unread = [
            LeftOut(number, "scanned") for number in self.quality.scanned if not self._lines(number)
        ]
        for number, sheet in enumerate(self.sheets, start=1):
            if sheet.hidden:
                unread.append(LeftOut(number, "hidden text", sheet.hidden))
            if number not in self.quality.scanned:
                across = sheet.across.items()
                unread += [LeftOut(number, why, text, 0.9) for why, text in across if text]
            if self.shortened and not sheet.height:
                unread.append(LeftOut(number, "limit"))
        return unread
