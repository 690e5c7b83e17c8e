"""A PDF opened with PDFium, its title and its bookmarks; only inside the throw-away process."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2_raw.bindings as pdfium

from stories.pdf.page.characters import fold
from stories.reading.records import Bookmark, ReadingLimits, UnreadableDocument
from stories.reading.titles import TITLE_CHARACTERS

_HEADER_WINDOW = 1024  # bytes; readers accept %PDF anywhere in them
_LAYERS, _PACKED = b"/OCProperties", b"/ObjStm"
_MOST_BOOKMARKS = 500  # a hostile outline may be endless
_DEEPEST_BOOKMARK = 6
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
    """Open `path` with PDFium. Raises UnreadableDocument."""
    check_header(path)
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadDocument(str(path).encode(), None)
    if not document:
        raise UnreadableDocument(_REFUSALS.get(pdfium.FPDF_GetLastError(), "corrupt"))
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def page_count(document: Any, limits: ReadingLimits) -> int:
    """Return how many pages there are. Raises UnreadableDocument for none or too many."""
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


def has_layers(path: Path) -> bool:
    """Return whether the file has layers, which may be off; False for a packed one without OCR installed."""
    content = path.read_bytes()
    if _LAYERS in content:
        return True
    if _PACKED not in content:
        return False
    try:
        import pikepdf

        with pikepdf.open(path) as pdf:
            return _LAYERS.decode() in pdf.Root
    except (ImportError, pikepdf.PdfError, ValueError, TypeError):
        return False


def metadata_title(document: Any) -> str:
    """Return the title in the file's properties, or ""."""
    buffer = ctypes.create_string_buffer(2 * TITLE_CHARACTERS + 2)
    size = pdfium.FPDF_GetMetaText(document, b"Title", buffer, len(buffer))
    return _decoded(buffer, size)


def declared_language(document: Any) -> str:
    """Return the language that the file says it is in, such as "en-US", or "": often its program's."""
    buffer = ctypes.create_string_buffer(2 * TITLE_CHARACTERS + 2)
    wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    return _decoded(buffer, pdfium.FPDFCatalog_GetLanguage(document, wide, len(buffer)))


def bookmarks(document: Any) -> tuple[Bookmark, ...]:
    """Return the outline from top to bottom; entries past a limit, or in a circle, are left out."""
    found: list[Bookmark] = []
    seen: set[int] = set()

    def walk(parent: Any, level: int) -> None:
        entry = pdfium.FPDFBookmark_GetFirstChild(document, parent)
        # By address, since a hostile outline may lead back to itself.
        while entry and len(seen) < _MOST_BOOKMARKS and _address(entry) not in seen:
            seen.add(_address(entry))
            if bookmark := _bookmark(document, entry, level):
                found.append(bookmark)
            if level < _DEEPEST_BOOKMARK:
                walk(entry, level + 1)
            entry = pdfium.FPDFBookmark_GetNextSibling(document, entry)

    walk(None, 1)
    return tuple(found)


def _address(entry: Any) -> int:
    return ctypes.cast(entry, ctypes.c_void_p).value or 0


def _bookmark(document: Any, entry: Any, level: int) -> Bookmark | None:
    buffer = ctypes.create_string_buffer(2 * TITLE_CHARACTERS + 2)
    title = _decoded(buffer, pdfium.FPDFBookmark_GetTitle(entry, buffer, len(buffer)))
    place = pdfium.FPDFBookmark_GetDest(document, entry)
    # Some programs write a bookmark's place as an action.
    if not place and (action := pdfium.FPDFBookmark_GetAction(entry)):
        place = pdfium.FPDFAction_GetDest(document, action)
    page = pdfium.FPDFDest_GetDestPageIndex(document, place) if place else -1
    return Bookmark(title, page + 1, level) if title and page >= 0 else None


def _decoded(buffer: Any, size: int) -> str:
    # PDFium writes nothing into a buffer that is too small, and says only what it would need.
    if not 2 < size <= len(buffer):
        return ""
    text = fold(buffer.raw[: size - 2].decode("utf-16-le", "ignore"))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
