"""What was understood of a document, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from stories.reading.records import Document, LeftOut, Page

LANGUAGES = {"en": "English", "ar": "Arabic", "es": "Spanish", "fr": "French"}
_SOURCES = {
    "text": "read from the text layer",
    "ocr": "read with OCR",
    "mixed": "read from the text layer and, where pages are scanned, with OCR",
}
_NOTED_CHARACTERS = 100


def told_text(document: Document) -> Iterator[str]:
    """Yield the text that would be narrated, a paragraph a line."""
    for paragraph in document.paragraphs:
        yield " ".join(paragraph.text.split())


def understood(document: Document) -> Iterator[str]:
    """Yield the title and language, then page by page its words, its headings and what was left out."""
    words = sum(len(line.split()) for line in told_text(document))
    yield f"“{document.title}”"
    is_pdf = document.kind == "pdf"
    yield (
        f"{_counted(document.page_count, _unit(document))}, {LANGUAGES[document.language]}, "
        f"{words} words to tell, {_SOURCES[document.source] if is_pdf else f'read as {document.kind}'}"
    )
    if is_pdf:
        yield f"text layer: {_layer(document)}"
    if document.bookmarks:
        yield "bookmarks:"
        for mark in document.bookmarks:
            yield f"{'  ' * mark.level}{mark.title} (page {mark.page})"
    told = {page.number: page for page in document.pages}
    for number in range(1, document.page_count + 1):
        left_out = [item for item in document.left_out if item.page == number]
        yield from _page(_unit(document), number, told.get(number), left_out)


def _unit(document: Document) -> str:
    return {"pdf": "page", "pptx": "slide"}.get(document.kind, "part")


def _page(unit: str, number: int, page: Page | None, left_out: list[LeftOut]) -> Iterator[str]:
    words = sum(len(item.text.split()) for item in page.paragraphs) if page else 0
    how = ", read with OCR" if page and page.source == "ocr" else ""
    yield (
        f"{unit} {number}: {_counted(words, 'word')}{how}"
        if words
        else f"{unit} {number}: not told"
    )
    for paragraph in page.paragraphs if page else ():
        if paragraph.is_heading:
            yield f"  heading: {paragraph.text}"
    for item in left_out:
        yield f"  left out, {item.why}{': ' if item.text else ''}{_short(item.text)}"


def _layer(document: Document) -> str:
    quality = document.quality
    parts = [f"{quality.letters_per_page:g} letters a page"]
    if quality.odd_share:
        parts.append(f"{quality.odd_share:.0%} of its characters mean nothing")
    if quality.scanned:
        pages = ", ".join(map(str, quality.scanned))
        parts.append(f"missing or garbage on {'pages' if quality.scanned[1:] else 'page'} {pages}")
    return ", ".join(parts)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _short(text: str) -> str:
    return text if len(text) <= _NOTED_CHARACTERS else text[: _NOTED_CHARACTERS - 1] + "…"
