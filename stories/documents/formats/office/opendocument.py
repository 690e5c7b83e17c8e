"""An .odt: its body in order. Deletions, comments and hidden text are not on the page, and are not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from stories.documents.formats.draft import Draft
from stories.documents.formats.markup import count, every, first, name_of, property_of, value
from stories.documents.formats.office.opendocument_styles import Styles
from stories.documents.formats.packed import Packed, opener, unpacked
from stories.documents.formats.tables import Cell, only_places, stands_out, told_rows
from stories.reading.records import ReadingLimits, UnreadableDocument

__all__ = ["opener", "read"]

_SKIPPED = frozenset(
    {
        "annotation", "tracked-changes", "hidden-text", "hidden-paragraph", "ruby-text", "sequence-decls",
        "bibliography-source", "index-title-template", "forms", "title", "desc", "note-citation",
    }
)  # fmt: skip
_CONTENTS = frozenset(
    {"table-of-content", "alphabetical-index", "illustration-index", "table-index", "bibliography"}
)
_MOST_COLUMNS = 60
_SIGNS = {"tab": " ", "s": " ", "line-break": "\n"}


def read(path: Path, limits: ReadingLimits) -> Draft:
    """Return what the document says. Raises UnreadableDocument."""
    draft = Draft(limits)
    with unpacked(path) as packed:
        _refuse_locked(packed)
        content, styles = packed.xml("content.xml"), packed.xml("styles.xml")
        about = packed.xml("meta.xml")
        draft.title = property_of(about, "title")
        known = Styles([content, styles])
        draft.language = property_of(about, "language") or known.language
        _leave_out_margins(draft, styles)
        _Body(draft, known).walk(first(content, "body", "text"))
    return draft


def _refuse_locked(packed: Packed) -> None:
    if next(every(packed.xml("META-INF/manifest.xml"), "encryption-data"), None) is not None:
        raise UnreadableDocument("encrypted")


def _leave_out_margins(draft: Draft, styles: etree._Element | None) -> None:
    seen = set()
    for margin in every(styles, "header", "footer"):
        text = " ".join(_plain(it) for it in every(margin, "p"))
        if any(map(str.isalpha, text)) and (name_of(margin), text) not in seen:
            seen.add((name_of(margin), text))
            draft.leave_out(name_of(margin), text)


@dataclass(slots=True)
class _Found:
    words: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    frames: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class _Body:
    draft: Draft
    styles: Styles
    counts: Counter[int] = field(default_factory=Counter)
    mark: str = ""

    def walk(self, parent: Iterable[etree._Element] | None) -> None:
        """Tell what stands in the document, a section, a cell or a box."""
        for child in parent if parent is not None else ():
            name = name_of(child)
            if name in ("p", "h"):
                self._paragraph(child, name)
            elif name == "list":
                self._list(child, value(child, "style-name"), 1)
            elif name == "table":
                self._table(child)
            elif name in _CONTENTS:
                self.draft.leave_out("contents", " ".join(_plain(it) for it in every(child, "p")))
            elif name == "frame":
                self._frame(child)
            elif name not in _SKIPPED:
                self._section(child)

    def _section(self, part: etree._Element) -> None:
        if value(part, "display") == "none" or self.styles.is_hidden(value(part, "style-name")):
            self.draft.leave_out(
                "hidden text", " ".join(_plain(it) for it in every(part, "p", "h"))
            )
        else:
            self.walk(part)

    def _paragraph(self, paragraph: etree._Element, name: str) -> None:
        style, found = value(paragraph, "style-name"), _Found()
        if self.styles.breaks_before(style):
            self.draft.break_()
        unseen = self.styles.is_hidden(style) or _hides_itself(paragraph)
        self._collect(paragraph, found, hidden=unseen)
        text = "".join(found.words)
        if self.styles.is_title(style):
            self.draft.tell(text, 1, is_title=True)
        elif name == "h":
            level = value(paragraph, "outline-level", "1")
            self.draft.tell(text, int(level) if level.isdigit() else 1)
        else:
            self._lines(text)
        self.draft.leave_out("hidden text", "".join(found.hidden))
        for note in found.notes:
            self.draft.leave_out("footnote", note)
        for frame in found.frames:
            self._frame(frame)

    def _lines(self, text: str) -> None:
        for line in text.split("\n"):
            if line.strip():
                self.draft.tell(self.mark + line)
                self.mark = ""

    def _collect(self, parent: etree._Element, found: _Found, *, hidden: bool) -> None:
        words = found.hidden if hidden else found.words
        words.append(parent.text or "")
        for child in parent:
            name = name_of(child)
            if name in _SIGNS:
                words.append(_SIGNS[name])
            elif name == "note":
                body = first(child, "note-body")
                found.notes.append(" ".join(_plain(it) for it in every(body, "p")))
            elif name == "frame":
                found.frames.append(child)
            elif name == "span":
                unseen = hidden or self.styles.is_hidden(value(child, "style-name"))
                self._collect(child, found, hidden=unseen)
            elif name and name not in _SKIPPED:
                self._collect(child, found, hidden=hidden)
            words.append(child.tail or "")

    def _frame(self, frame: etree._Element) -> None:
        for part in frame:
            if name_of(part) == "text-box":
                self.walk(part)
            elif name_of(part) == "image" and value(part, "href").startswith("Pictures/"):
                self.draft.show(value(part, "href"), _said(frame))
                # A frame has its picture in several formats: the others are the same once more.
                return

    def _list(self, part: etree._Element, style: str, depth: int) -> None:
        style = value(part, "style-name") or style
        level = self.styles.level(style, depth)
        if value(part, "continue-numbering") != "true":
            self.counts[depth] = level.start - 1
        for item in part:
            is_item = name_of(item) == "list-item"
            if is_item and value(item, "start-value"):
                self.counts[depth] = count(item, "start-value") - 1
            self.counts[depth] += is_item
            self.mark = level.mark(self.counts, depth) if is_item else ""
            for child in item:
                if name_of(child) == "list":
                    self._list(child, style, depth + 1)
                else:
                    self.walk([child])
            self.mark = ""

    def _table(self, table: etree._Element) -> None:
        rows = [
            [[_plain(it) for it in every(cell, "p", "h")] for cell in _cells_of(row)]
            for row in every(table, "table-row")
        ]
        nested = sum(1 for _ in every(table, "table")) > 1
        if nested or only_places(rows):
            self._cells(table)
            return
        head = first(table, "table-header-rows") is not None or self._has_head(table)
        texts = [[_spanning(cell) for cell in _cells_of(row)] for row in every(table, "table-row")]
        for line in told_rows(texts, has_head=head):
            self.draft.tell(line)
        for frame in every(table, "frame"):
            self._frame(frame)

    def _has_head(self, table: etree._Element) -> bool:
        rows = [
            [
                self.styles.fill(value(cell, "style-name")) or self._weight(cell)
                for cell in row
                if name_of(cell) == "table-cell" and _plain(cell).strip()
            ]
            for row in every(table, "table-row")
        ]
        return stands_out(rows)

    def _weight(self, cell: etree._Element) -> str:
        """Return that all words of a cell are bold, or called those of a heading; "" for others."""
        for paragraph in every(cell, "p", "h"):
            spans = [it for it in paragraph if name_of(it) == "span"]
            within = sum(len(_plain(it).strip()) for it in spans if self._is_bold(it))
            if not self._is_bold(paragraph) and within < len(_plain(paragraph).replace(" ", "")):
                return ""
        return "bold"

    def _is_bold(self, part: etree._Element) -> bool:
        return self.styles.is_bold(value(part, "style-name"))

    def _cells(self, part: etree._Element) -> None:
        """Tell cells as pages of their own, not those of a table within one, which tells them itself."""
        for child in part:
            if name_of(child) == "table-cell":
                self.walk(child)
            else:
                self._cells(child)


def _said(frame: etree._Element) -> str:
    """Return what a picture is said to show: its description, else its title."""
    said = {name_of(it): _plain(it) for it in frame if name_of(it) in ("title", "desc")}
    return said.get("desc") or said.get("title", "")


def _hides_itself(paragraph: etree._Element) -> bool:
    return any(value(it, "is-hidden") == "true" for it in every(paragraph, "hidden-paragraph"))


def _cells_of(row: etree._Element) -> list[etree._Element]:
    """Return the cells; one that is empty may stand for several."""
    return [
        cell
        for cell in row
        if name_of(cell) == "table-cell"
        for _ in range(min(count(cell, "number-columns-repeated"), _MOST_COLUMNS))
    ]


def _spanning(cell: etree._Element) -> Cell:
    words = " ".join(_plain(it) for it in every(cell, "p", "h"))
    return Cell(words, count(cell, "number-columns-spanned"), count(cell, "number-rows-spanned"))


def _plain(part: etree._Element) -> str:
    """Return the words in a part of the document, without notes and comments."""
    words = [part.text or ""]
    for child in part:
        name = name_of(child)
        if name in _SIGNS:
            words.append(" ")
        elif name and name not in _SKIPPED and name not in ("note", "frame"):
            words.append(_plain(child))
        words.append(child.tail or "")
    return "".join(words)
