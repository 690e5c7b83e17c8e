"""A document read, scanned pages included, and a page's picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from stories.pdf.ocr.scans import installed, read_scans
from stories.reading.language import SHORT_CHARACTERS
from stories.reading.process import ask
from stories.reading.records import (
    Bookmark,
    Document,
    LeftOut,
    Page,
    Paragraph,
    ReadingLimits,
    TextQuality,
    UnreadableDocument,
)

Report = Callable[[int, int], None]
FALLBACK = "en"
MOST_PHOTOS = 20  # at once: each takes about half a second while its person waits
_PHOTO_LIMITS = ReadingLimits(cpu_seconds=30, max_answer_bytes=48 * 1024 * 1024)


def read_file(
    path: Path,
    limits: ReadingLimits | None = None,
    *,
    ocr: bool = True,
    report: Report | None = None,
    read_in: str = "",
) -> Document:
    """Read the document at `path`, of any format.

    `read_in` is the language of its owner's pages, for texts too short to tell. Scanned pages are read from
    their pictures, where OCR is installed; `report` is told before each which page it is, from 1, and how
    many there are. `ocr=False` is for a quick look: a document of scanned pages alone comes back without
    pages, if they could be read.

    Raises UnreadableDocument (its code is a key of SENTENCES) and FileNotFoundError.
    """
    limits = limits or ReadingLimits()
    request = {"act": "read", "path": _existing(path)}
    document = _in_its_language(document_from(ask(request, limits)[0]), request["path"], read_in)
    scanned = document.quality.scanned
    if not scanned:
        return document
    # Told from the text layer as far as there is one; refused only where nothing else is to be told.
    if not installed():
        if not document.pages:
            raise UnreadableDocument("needs_ocr", page_count=document.page_count)
        return document
    # OCR takes seconds a page, too long for a person who waits.
    if not ocr:
        return document
    hint = document.language if document.pages else ""
    try:
        scans = read_scans(request["path"], scanned, limits, hint, report or _no_report)
    except UnreadableDocument:
        if not document.pages:
            raise
        scans = {}  # what the others say is told, and these are named
    # From the beginning, now with the scans: running lines and headings are known only from all pages.
    read = document_from(ask({**request, "scans": scans}, limits)[0])
    return _in_its_language(read, request["path"], read_in)


def _in_its_language(document: Document, path: str, read_in: str) -> Document:
    """Return the document with the language of its letters where its words did not tell one."""
    if document.language:
        return document
    if not document.paragraphs:  # nothing to guess by, and no process for it
        return replace(document, language=document.declared_language or FALLBACK)
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)[:SHORT_CHARACTERS]
    about = {"text": said, "declared": document.declared_language, "read_in": read_in}
    try:
        found = ask({"act": "language", "path": path, **about}, ReadingLimits())[0]["language"]
    except UnreadableDocument:
        # A language that is only guessed must not cost the document.
        found = FALLBACK
    return replace(document, language=found)


def ocr_is_installed() -> bool:
    """Return whether scanned pages can be read on this machine."""
    return installed()


def page_picture(path: Path, page: int, limits: ReadingLimits | None = None) -> bytes | None:
    """Return the picture on page `page` (from 1) as JPEG, or None when the page has none worth showing.

    No side is longer than `limits.max_picture_side` pixels. Raises as read_file does.
    """
    request = {"act": "picture", "path": _existing(path), "page": page}
    return ask(request, limits or ReadingLimits())[1] or None


def kind_of_file(path: Path, limits: ReadingLimits | None = None) -> str:
    """Return the format of the file, a value of `Document.kind`. Raises as read_file does."""
    request = {"act": "kind", "path": _existing(path)}
    return str(ask(request, limits or ReadingLimits())[0]["kind"])


def photos_as_pdf(paths: Sequence[Path]) -> bytes:
    """Return photos of pages as one PDF, upright and without what their cameras wrote about them.

    Raises UnreadableDocument (codes: not_a_photo, photo_too_large, too_complex).
    """
    names = [_existing(path) for path in paths]
    return ask({"act": "photos", "path": names[0], "paths": names}, _PHOTO_LIMITS)[1]


def part_text(path: Path, part: int, limits: ReadingLimits | None = None) -> str:
    """Return the told text of part `part` (from 1) of a document without pages; "" for no such part.

    Raises as read_file does.
    """
    request = {"act": "part", "path": _existing(path), "page": part}
    return str(ask(request, limits or ReadingLimits())[0].get("text", ""))


def page_sheet(path: Path, page: int, limits: ReadingLimits | None = None) -> bytes | None:
    """Return page `page` (from 1) as a JPEG of at most 900 pixels across; None for no such page.

    Only a PDF has pages.
    Raises as read_file does.
    """
    request = {"act": "sheet", "path": _existing(path), "page": page}
    return ask(request, limits or ReadingLimits())[1] or None


def explained_page(path: Path, page: int, limits: ReadingLimits | None = None) -> bytes | None:
    """Return page `page` (from 1) as a PNG with its lines' boxes, order and roles; None for no such page.

    Raises as read_file does.
    """
    request = {"act": "explain", "path": _existing(path), "page": page}
    return ask(request, limits or ReadingLimits())[1] or None


def open_photo(path: Path, limits: ReadingLimits | None = None) -> bytes:
    """Return the picture in an uploaded file, as a clean JPEG of at most 1536 pixels a side.

    Raises UnreadableDocument (codes: not_a_picture, too_many_pixels, too_small, too_complex).
    """
    return ask({"act": "photo", "path": _existing(path)}, limits or ReadingLimits())[1]


def _no_report(number: int, count: int) -> None:
    """Report nothing."""


def _existing(path: Path) -> str:
    if not path.is_file():
        raise FileNotFoundError(path)
    return str(path.resolve())


def document_from(fields: dict[str, Any]) -> Document:
    """Return the document whose fields are these, as JSON has them. Raises KeyError or TypeError."""
    quality, pictured = fields["quality"], fields["pictured"]
    return Document(
        **{
            **fields,
            "pages": tuple(map(_page, fields["pages"])),
            "credits": tuple(fields["credits"]),
            "left_out": tuple(LeftOut(**item) for item in fields["left_out"]),
            "bookmarks": tuple(Bookmark(**item) for item in fields["bookmarks"]),
            "quality": TextQuality(**{**quality, "scanned": tuple(quality["scanned"])}),
            "pictured": None if pictured is None else tuple(pictured),
        }
    )


def _page(page: dict[str, Any]) -> Page:
    told = tuple(Paragraph(**paragraph) for paragraph in page["paragraphs"])
    return Page(page["number"], told, page["source"])
