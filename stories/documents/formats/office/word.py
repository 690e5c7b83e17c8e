"""A .docx: its body in order. Deletions, comments and hidden text are not on the page, and are not told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from stories.documents.formats.draft import Draft
from stories.documents.formats.looks import is_chapter
from stories.documents.formats.markup import alt, count, every, first, name_of, property_of, value
from stories.documents.formats.office.word_lists import Lists
from stories.documents.formats.office.word_styles import Style, Styles, is_on
from stories.documents.formats.packed import Packed, opener, unpacked
from stories.documents.formats.tables import Cell, only_places, stands_out, told_rows
from stories.pdf.layout.list_marks import is_item
from stories.pdf.page.characters import SUPERSCRIPT
from stories.reading.records import ReadingLimits

__all__ = ["opener", "read"]

_MAIN = "word/document.xml"
_SKIPPED = frozenset(
    {
        "del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText", "delText", "rt",
        "Fallback", "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "bookmarkStart",
    }
)  # fmt: skip
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent",
                       "Choice", "body"})  # fmt: skip
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_HEADING_WORDS = 12
_LARGE, _TITLE_SIZE = 1.2, 1.6  # times the usual size of letters
_UNFILLED = ("", "auto", "ffffff")


def read(path: Path, limits: ReadingLimits) -> Draft:
    """Return what the document says. Raises UnreadableDocument."""
    draft = Draft(limits)
    with unpacked(path) as packed:
        root = packed.xml(_main_of(packed))
        styles = Styles.of(packed.xml("word/styles.xml"))
        about = packed.xml("docProps/core.xml")
        draft.title = property_of(about, "title")
        draft.language = property_of(about, "language") or styles.language
        body = _Body(draft, styles, Lists(packed.xml("word/numbering.xml")), _notes(packed))
        body.relations = packed.relations(_main_of(packed))
        _leave_out_margins(packed, body)
        body.walk(root)
    return draft


def _main_of(packed: Packed) -> str:
    targets = packed.relations("").values()
    return next((name for kind, name in targets if kind == "officeDocument"), _MAIN)


def _notes(packed: Packed) -> dict[tuple[str, str], str]:
    """Return the notes' texts, by kind and id."""
    found = {}
    for kind in ("footnote", "endnote"):
        for note in every(packed.xml(f"word/{kind}s.xml"), kind):
            if value(note, "type") not in ("separator", "continuationSeparator"):
                found[kind, value(note, "id")] = " ".join(_lines(note))
    return found


def _leave_out_margins(packed: Packed, body: _Body) -> None:
    """Name the lines above and below each page, each once."""
    seen = set()
    for kind, name in sorted(body.relations.values()):
        if kind in ("header", "footer") and (root := packed.xml(name)) is not None:
            text = " ".join(line for it in every(root, "p") for line in _lines(it))
            if any(map(str.isalpha, text)) and (kind, text) not in seen:
                seen.add((kind, text))
                body.draft.leave_out(kind, text)


@dataclass(slots=True)
class _Found:
    """What one paragraph holds: its words, the hidden ones, and what hangs on it."""

    words: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    breaks: bool = False
    plain: bool = False
    smallest: float = 0.0  # of its letters, in times the usual size

    @property
    def text(self) -> str:
        return "".join(self.words)


@dataclass(slots=True)
class _Body:
    draft: Draft
    styles: Styles
    lists: Lists
    notes: dict[tuple[str, str], str]
    relations: dict[str, tuple[str, str]] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)  # of the paragraph that comes

    def walk(self, parent: etree._Element | None) -> None:
        """Tell what stands in the document, a cell or a box."""
        for child in parent if parent is not None else ():
            name = name_of(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt" and _is_contents(child):
                self.draft.leave_out("contents", " ".join(_lines(child)))
            elif _is_prompt(child):
                self.draft.leave_out("prompt", " ".join(_lines(child)))
            elif name in _WRAPPERS:
                self.walk(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        found = _Found()
        about = first(paragraph, "pPr")
        style = self.styles.style(value(first(about, "pStyle")))
        if is_on(first(about, "pageBreakBefore")):
            self.draft.break_()
        found.words, self.begun = self.begun, []
        self._collect(paragraph, found, hidden=style.is_hidden)
        if _goes_on(about):
            self.begun = found.words
        else:
            self._tell(found, style, about)
        for prompt in found.prompts:
            self.draft.leave_out("prompt", prompt)
        self.draft.leave_out("hidden text", "".join(found.hidden))
        for note in found.notes:
            self.draft.leave_out("footnote", note)
        for picture, said in found.pictures:
            self.draft.show(picture, said)
        for box in found.boxes:
            self.walk(box)

    def _tell(self, found: _Found, style: Style, about: etree._Element | None) -> None:
        if found.breaks:
            self.draft.break_()
        if style.name.startswith("toc"):
            self.draft.leave_out("contents", found.text)
            return
        level = style.level or self._level_by_hand(found)
        if level or style.name == "title":
            self.draft.tell(found.text, level or 1, is_title=style.name == "title")
            return
        numbering = first(about, "numPr")
        mark = self.lists.mark(numbering if numbering is not None else style.numbering)
        for number, line in enumerate(found.text.split("\n")):
            self.draft.tell(f"{mark}{line}" if mark and line.strip() and not number else line)

    def _level_by_hand(self, found: _Found) -> int:
        """Return the level of a heading that is one only by its letters or words, 0 for a paragraph."""
        text = found.text.strip()
        short = 0 < len(text.split()) <= _HEADING_WORDS and "\n" not in text
        ended = text.endswith((".", ",", ";", "!", "?", "؟", "،"))
        large = found.smallest >= _LARGE
        if (
            not short
            or ended
            or is_item(text)
            or not (large or not found.plain or is_chapter(text))
        ):
            return 0
        return 1 if found.smallest >= _TITLE_SIZE else 2

    def _collect(self, parent: etree._Element, found: _Found, *, hidden: bool) -> None:
        for child in parent:
            name = name_of(child)
            if name in _SKIPPED or _is_noted_prompt(child, found):
                continue
            if name == "r":
                self._run(child, found, hidden=hidden)
            elif name in ("t", *_SIGNS):
                self._letters(child, name, found, hidden=hidden)
            elif name in ("footnoteReference", "endnoteReference"):
                note = self.notes.get((name.removesuffix("Reference"), value(child, "id")), "")
                found.notes.append(note)
            elif name == "txbxContent":
                found.boxes.append(child)
            elif name in ("blip", "imagedata"):
                self._picture(child, found)
            else:
                self._collect(child, found, hidden=hidden)

    def _run(self, run: etree._Element, found: _Found, *, hidden: bool) -> None:
        """Collect letters of one look."""
        about, start = first(run, "rPr"), len(found.words)
        if " ".join(_lines(run)).strip():
            found.plain |= not is_on(first(about, "b"))
            size = self.styles.times_usual(value(first(about, "sz")))
            found.smallest = min(found.smallest or size, size)
        unseen = hidden or is_on(first(about, "vanish")) or self._is_hidden(about)
        self._collect(run, found, hidden=unseen)
        if value(first(about, "vertAlign")) == "superscript":
            found.words[start:] = [text.translate(SUPERSCRIPT) for text in found.words[start:]]

    def _is_hidden(self, about: etree._Element | None) -> bool:
        return self.styles.style(value(first(about, "rStyle"))).is_hidden

    @staticmethod
    def _letters(child: etree._Element, name: str, found: _Found, *, hidden: bool) -> None:
        if name == "br" and value(child, "type") in ("page", "column"):
            found.breaks |= value(child, "type") == "page"
            return
        (found.hidden if hidden else found.words).append(_SIGNS.get(name) or child.text or "")

    def _picture(self, child: etree._Element, found: _Found) -> None:
        kind, name = self.relations.get(value(child, "embed") or value(child, "id"), ("", ""))
        if kind == "image":
            found.pictures.append((name, alt(child)))

    def _table(self, table: etree._Element) -> None:
        rows = [row for row in _rows(table) if name_of(row) == "tr"]
        cells = [[cell for cell in row if name_of(cell) == "tc"] for row in rows]
        if only_places([[self._cell(cell) for cell in row] for row in cells]):
            for cell in (cell for row in cells for cell in row):
                self.walk(cell)
            return
        head = bool(rows) and is_on(first(rows[0], "trPr", "tblHeader"))
        head = head or stands_out(
            [[self._look(cell) for cell in row if self._cell(cell)] for row in cells]
        )
        texts = [[self._spanning(cell) for cell in row] for row in cells]
        for line in told_rows(texts, has_head=head):
            self.draft.tell(line)
        for blip in every(table, "blip"):
            found = _Found()
            self._picture(blip, found)
            for picture, said in found.pictures:
                self.draft.show(picture, said)

    def _spanning(self, cell: etree._Element) -> Cell:
        about = first(cell, "tcPr")
        merged, wide = first(about, "vMerge"), count(first(about, "gridSpan"), "val")
        goes_on = merged is not None and value(merged, default="continue") == "continue"
        return Cell(" ".join(self._cell(cell)), wide, goes_on=goes_on)

    def _look(self, cell: etree._Element) -> str:
        """Return the colour that the cell is filled with, or that it is bold; "" for neither."""
        fill = value(first(cell, "tcPr", "shd"), "fill").lower()
        if fill not in _UNFILLED:
            return fill
        found = _Found()
        self._collect(cell, found, hidden=False)
        return "" if found.plain else "bold"

    def _cell(self, cell: etree._Element) -> list[str]:
        """Return the cell's paragraphs as they are shown."""
        texts = []
        for paragraph in every(cell, "p"):
            found = _Found()
            self._collect(paragraph, found, hidden=False)
            texts.append(found.text)
        return [text for text in texts if text.strip()]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if name_of(child) in _WRAPPERS:
            yield from _rows(child)
        else:
            yield child


def _is_contents(part: etree._Element) -> bool:
    gallery = first(part, "sdtPr", "docPartObj", "docPartGallery")
    return value(gallery) == "Table of Contents"


def _is_prompt(part: etree._Element) -> bool:
    return name_of(part) == "sdt" and is_on(first(part, "sdtPr", "showingPlcHdr"))


def _is_noted_prompt(part: etree._Element, found: _Found) -> bool:
    if not _is_prompt(part):
        return False
    found.prompts.append(" ".join(_lines(part)))
    return True


def _goes_on(about: etree._Element | None) -> bool:
    """Return whether the next paragraph goes on with this one: it is its initial, or its end was deleted."""
    drop = value(first(about, "framePr"), "dropCap")
    return drop in ("drop", "margin") or first(about, "rPr", "del") is not None


def _lines(part: etree._Element) -> list[str]:
    """Return the words in a part of the document, whatever they stand in."""
    return [it.text or "" for it in every(part, "t")]
