"""An EPUB book: the pages of its spine in order, each of which begins a part."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from stories.documents.formats.draft import Draft
from stories.documents.formats.looks import Looks
from stories.documents.formats.markup import every, first, parsed_page, property_of, value
from stories.documents.formats.packed import Packed, inside, opener, unpacked
from stories.documents.formats.pages import PageTeller, left_out_as, words_of
from stories.documents.formats.pages import is_contents as leads_elsewhere
from stories.reading.records import ReadingLimits, UnreadableDocument

__all__ = ["opener", "read"]

# Fonts that are mixed up so that they are not taken out of the book lock nothing that is read.
_OF_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html", "application/xml")


def read(path: Path, limits: ReadingLimits) -> Draft:
    """Return what the book says. Raises UnreadableDocument."""
    draft = Draft(limits)
    with unpacked(path) as packed:
        sheets = _Sheets(packed)
        _refuse_protected(packed)
        package = _package(packed)
        root = packed.xml(package)
        if root is None:
            raise UnreadableDocument("corrupt")
        draft.title = property_of(first(root, "metadata"), "title")
        draft.language = property_of(first(root, "metadata"), "language")
        for name, is_contents in _spine(root, posixpath.dirname(package)):
            page = parsed_page(packed.read(name)) if name in packed else None
            if page is not None:
                _tell(draft, page, name, sheets, is_contents=is_contents)
    return draft


def _refuse_protected(packed: Packed) -> None:
    """Refuse a book whose words, and not only its fonts, are locked."""
    for locked in every(packed.xml("META-INF/encryption.xml"), "EncryptedData"):
        if value(first(locked, "EncryptionMethod"), "Algorithm") not in _OF_FONTS:
            raise UnreadableDocument("protected_book")


def _package(packed: Packed) -> str:
    roots = every(packed.xml("META-INF/container.xml"), "rootfile")
    return next((inside("", value(it, "full-path")) for it in roots), "")


def _spine(root: etree._Element, folder: str) -> Iterator[tuple[str, bool]]:
    """Yield the pages in reading order, and whether each is the list of contents."""
    items = {
        value(it, "id"): it
        for it in every(first(root, "manifest"), "item")
        if value(it, "media-type") in _PAGES
    }
    for place in every(first(root, "spine"), "itemref"):
        item = items.get(value(place, "idref"))
        # What is not linear is opened from a page, and is on none.
        if item is not None and value(place, "linear") != "no":
            is_contents = "nav" in value(item, "properties").split()
            yield inside(folder, value(item, "href")), is_contents


def _tell(
    draft: Draft, page: etree._Element, name: str, sheets: _Sheets, *, is_contents: bool
) -> None:
    body = first(page, "body")
    if body is None:
        return
    draft.break_()
    if is_contents or leads_elsewhere(body):
        draft.leave_out("contents", words_of(body))
        return
    folder = posixpath.dirname(name)

    def named(address: str) -> str:
        found = inside(folder, address) if address and ":" not in address else ""
        return found if found in sheets.packed else ""

    if why := left_out_as(body):
        draft.leave_out(why, words_of(body))
        return
    PageTeller(draft, named, sheets.looks(page, folder)).tell_page(body)


@dataclass(slots=True)
class _Sheets:
    """The book's style sheets, each unpacked once for all of its pages."""

    packed: Packed
    _words: dict[str, str] = field(default_factory=dict)
    _looks: dict[tuple[str, ...], Looks] = field(default_factory=dict)

    def looks(self, page: etree._Element, folder: str) -> Looks:
        """Return the looks of a page: what it says itself comes after what the book says."""
        names = (
            inside(folder, value(link, "href"))
            for link in every(page, "link")
            if "stylesheet" in value(link, "rel")
        )
        said = (*map(self._read, names), *(style.text or "" for style in every(page, "style")))
        if said not in self._looks:
            self._looks[said] = Looks.said_by(said)
        return self._looks[said]

    def _read(self, name: str) -> str:
        if name not in self._words:
            self._words[name] = self.packed.read(name).decode("utf-8", "replace")
        return self._words[name]
