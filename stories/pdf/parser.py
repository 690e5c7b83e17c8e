"""The parsing itself; runs only inside the throw-away process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stories.pdf.furniture.everything import without_furniture
from stories.pdf.furniture.titles import take_title
from stories.pdf.furniture.told import Told
from stories.pdf.layout.ends.broken_words import over_page_ends
from stories.pdf.layout.ends.typesetting import typesetting
from stories.pdf.layout.line import Line
from stories.pdf.layout.paragraphs import paragraphs
from stories.pdf.layout.plain import plain
from stories.pdf.page.hidden_text import Patience
from stories.pdf.page.ligatures import Ligatures
from stories.pdf.page.pdfium_document import (
    bookmarks,
    declared_language,
    metadata_title,
    opened,
    page_count,
)
from stories.pdf.page.placeholders import refuse_placeholder
from stories.pdf.page.typed.fields import Fields
from stories.pdf.page.typed.layers import Layers
from stories.pdf.sheets import Shared, Sheet, has_text, odd_share, scanned_pages, sheets_of
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
        shared = Shared(Ligatures(path), Fields(document), Layers(path), Patience())
        try:
            sheets, shortened = sheets_of(document, count, limits, shared)
        finally:
            shared.fields.close()
        refuse_placeholder(document, path, [line.text for sheet in sheets for line in sheet.lines])
    if not any(sheet.height for sheet in sheets):
        raise UnreadableDocument("corrupt")
    scanned = scanned_pages(sheets)
    quality = TextQuality(
        letters_per_page=round(sum(sheet.score.letters for sheet in sheets) / count, 1),
        odd_share=odd_share(sheets),
        scanned=scanned,
    )
    if read is None and not scanned and not has_text(sheets):
        raise UnreadableDocument("no_text", page_count=count)
    return _Reading(sheets, named, marked, quality, shortened, read, declared)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Everything found in the file, on its way to a Document."""

    sheets: list[Sheet]
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
