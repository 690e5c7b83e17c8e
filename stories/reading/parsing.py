"""The parsing itself; runs only inside the throw-away process."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from stories.reading.characters import fold
from stories.reading.furniture import without_furniture
from stories.reading.glyphs import PageGlyphs
from stories.reading.language import detect_language
from stories.reading.order import Line, lines_in_reading_order
from stories.reading.paragraphs import paragraphs, typesetting
from stories.reading.records import Document, Page, ReadingLimits, UnreadableDocument

_HEADER_WINDOW = 1024
_SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d+)*\.?\s+(?=[^\W\d])")
_TITLE_CHARACTERS = 200
_TITLE_WORDS_FROM_TEXT = 8
_SCANNED_CHARACTERS_PER_PAGE = 40
_REFUSALS = {
    pdfium.FPDF_ERR_PASSWORD: "encrypted",
    pdfium.FPDF_ERR_SECURITY: "encrypted",
}


def check_header(path: Path) -> None:
    """Refuse what is no PDF before any parser sees it."""
    with path.open("rb") as file:
        head = file.read(_HEADER_WINDOW)
    if not head:
        raise UnreadableDocument("empty", "This file is empty.")
    if b"%PDF-" not in head:
        raise UnreadableDocument("not_a_pdf")


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The PDFium document of `path`."""
    check_header(path)
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadDocument(str(path).encode(), None)
    if not document:
        raise UnreadableDocument(_REFUSALS.get(pdfium.FPDF_GetLastError(), "corrupt"))
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def parse(path: Path, limits: ReadingLimits) -> Document:
    """Read the whole document in this process."""
    with opened(path) as document:
        count = _page_count(document, limits)
        named = _metadata_title(document)
        pages, heights, shortened = _all_lines(document, count, limits)
    if not any(heights):
        raise UnreadableDocument("corrupt")
    if not _has_text([page for page, height in zip(pages, heights, strict=True) if height]):
        raise UnreadableDocument("no_text")
    return _told(pages, heights, named, shortened)


def _page_count(document: Any, limits: ReadingLimits) -> int:
    count = int(pdfium.FPDF_GetPageCount(document))
    if count <= 0:
        raise UnreadableDocument("empty")
    if count > limits.max_pages:
        sentence = (
            f"This PDF has {count} pages; the most that can be read is {limits.max_pages}. "
            "Upload a part of it."
        )
        raise UnreadableDocument("too_many_pages", sentence)
    return count


def _metadata_title(document: Any) -> str:
    buffer = ctypes.create_string_buffer(2 * _TITLE_CHARACTERS + 2)
    size = pdfium.FPDF_GetMetaText(document, b"Title", buffer, len(buffer))
    if not 2 < size <= len(buffer):
        return ""
    return fold(buffer.raw[: size - 2].decode("utf-16-le", "ignore")).strip()


def _all_lines(
    document: Any, count: int, limits: ReadingLimits
) -> tuple[list[list[Line]], list[float], bool]:
    pages: list[list[Line]] = []
    heights: list[float] = []
    room = limits.max_characters
    for number in range(count):
        lines, height, used = _page_lines(document, number, room)
        pages.append(lines)
        heights.append(height)
        room -= used
    return pages, heights, room < 0


def _page_lines(document: Any, number: int, room: int) -> tuple[list[Line], float, int]:
    """One page's lines, its height in points (0 for a page PDFium refuses) and the characters used."""
    page = pdfium.FPDF_LoadPage(document, number) if room > 0 else None
    if not page:
        return [], 0.0, 0
    glyphs = PageGlyphs(page)
    try:
        found = glyphs.read(room)
        return lines_in_reading_order(found, glyphs.spaces), glyphs.height, glyphs.count
    finally:
        glyphs.close()
        pdfium.FPDF_ClosePage(page)


def _has_text(pages: list[list[Line]]) -> bool:
    """Whether there is writing; a few letters lost on picture pages are none."""
    letters = [sum(map(str.isalpha, line.text)) for page in pages for line in page]
    filled = sum(any(len(line.text) > 1 for line in page) for page in pages)
    if not sum(letters):
        return False
    return filled * 3 > len(pages) or sum(letters) > _SCANNED_CHARACTERS_PER_PAGE * len(pages)


def _told(pages: list[list[Line]], heights: list[float], named: str, shortened: bool) -> Document:
    usual = typesetting(pages)
    told = without_furniture(pages, heights, named, usual.body_em)
    usual = typesetting(told.pages)
    kept = []
    for number, lines in enumerate(told.pages, start=1):
        if found := tuple(paragraphs(lines, number, usual)):
            kept.append(Page(number, found))
    if not kept:
        raise UnreadableDocument("no_text")
    text = "\n".join(paragraph.text for page in kept for paragraph in page.paragraphs)
    title = _unnumbered(told.title or _first_heading(kept)) or " ".join(
        text.split()[:_TITLE_WORDS_FROM_TEXT]
    )
    return Document(
        title=title[:_TITLE_CHARACTERS],
        language=detect_language(text),
        pages=tuple(kept),
        page_count=len(pages),
        credits=tuple(told.credits),
        shortened=shortened,
    )


def _first_heading(pages: list[Page]) -> str:
    headings = (item.text for page in pages for item in page.paragraphs if item.is_heading)
    return next(headings, "")


def _unnumbered(title: str) -> str:
    return _SECTION_NUMBER.sub("", title)
