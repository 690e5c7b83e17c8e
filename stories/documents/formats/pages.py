"""A page of XHTML, as books have them: its blocks in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from stories.documents.formats.draft import Draft, Part
from stories.documents.formats.list_numbers import numbered
from stories.documents.formats.looks import Look, Looks, is_chapter, is_heading_by_look
from stories.documents.formats.markup import count, every, name_of, value
from stories.documents.formats.tables import Cell, only_places, told_rows
from stories.pdf.page.characters import SUPERSCRIPT

_HEADING = re.compile(r"h([1-6])")
_BLOCKS = frozenset(
    {
        "html", "body", "section", "article", "main", "div", "p", "blockquote", "figure", "figcaption", "ul",
        "ol", "li", "dl", "dt", "dd", "table", "hr", "header", "footer", "aside", "address", "center",
        "h1", "h2", "h3", "h4", "h5", "h6", "pre", "nav", "details", "summary", "hgroup", "form",
        "tr", "td", "th", "caption",
    }
)  # fmt: skip
_SKIPPED = frozenset(
    {
        "head", "script", "style", "template", "math", "audio", "video", "object", "iframe", "rt", "rp",
        "button", "input", "select", "textarea", "canvas", "map", "noscript", "title", "desc", "metadata",
    }
)  # fmt: skip
#: What an element of a book says it is, and why it is not told.
_LEFT_OUT = {
    "footnote": "footnote", "footnotes": "footnote", "endnote": "footnote", "endnotes": "footnote",
    "rearnote": "footnote", "rearnotes": "footnote", "toc": "contents", "landmarks": "contents",
    "page-list": "contents", "index": "contents", "loi": "contents", "lot": "contents",
    "copyright-page": "credits", "colophon": "credits", "titlepage": "title page",
    "halftitlepage": "title page", "pagebreak": "page number", "noteref": "note mark",
}  # fmt: skip
_NOTES = frozenset({"p", "li", "div", "aside", "dd", "section"})
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BRACKETED = re.compile(r"\[(?:\d{1,3}|\*)\]|[*†‡]{1,2}")
_DIGITS = 5  # of an item's own number, at most
_FEWEST_LINKS = 3
_LINKED = 0.8  # of the words of a page: it is a list of contents
_LEVEL_BY_LOOK = 2
_HEADING_SHARE = (
    0.34  # of a page's paragraphs; where more look like headings, they are verses or a cover
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class PageTeller:
    """Tells pages into a draft; `named` returns a picture's name in the file for its address in the page."""

    draft: Draft
    named: Callable[[str], str]
    looks: Looks = field(default_factory=Looks)
    words: list[str] = field(default_factory=list)
    level: int = 0
    mark: str = ""
    strong: bool = False
    large: bool = False
    raised: bool = False
    keeps_lines: bool = False
    # What is told of the paragraph so far in ordinary letters, and what of the page looks like headings.
    plain: bool = False
    small: bool = False
    paragraphs: int = 0
    notes: frozenset[str] = frozenset()
    by_look: list[tuple[Part, int]] = field(default_factory=list)

    def tell_page(self, body: etree._Element) -> None:
        """Tell the page; headings that are some only by their look stay few."""
        self.notes = _notes_of(body)
        self.tell(body)
        self._end()
        if len(self.by_look) > max(1, _HEADING_SHARE * self.paragraphs):
            for part, number in self.by_look:
                part.pieces[number] = replace(part.pieces[number], level=0)

    def tell(self, element: etree._Element) -> None:
        """Tell the element and what is in it."""
        name = name_of(element)
        if not name or name in _SKIPPED:
            return
        look = self.looks.of(element)
        before = self.strong, self.large, self.raised, self.keeps_lines
        if why := left_out_as(element) or self._left_out_here(element, name, look):
            self.draft.leave_out(why, words_of(element))
            return
        self.strong = self.strong if look.is_bold is None else look.is_bold
        self.large = self.large if look.is_large is None else look.is_large
        self.raised |= name == "sup"
        self.keeps_lines |= name == "pre"
        if name == "table" and self._is_of_rows(element):
            self._end()
            self._table(element)
        elif name in _BLOCKS:
            self._block(element, name)
        else:
            self._inline(element, name)
        self.strong, self.large, self.raised, self.keeps_lines = before

    def _left_out_here(self, element: etree._Element, name: str, look: Look) -> str:
        """Return why it is not told on this page: it is hidden, or a note that a raised figure leads to."""
        if look.is_hidden:
            return "hidden text"
        if not self.notes or name not in _NOTES:
            return ""
        inner = next(iter(element), None)
        ids = {value(element, "id"), value(inner, "id")} - {""}
        return "" if self.notes.isdisjoint(ids) else "footnote"

    def _say(self, text: str | None) -> None:
        lines = (text or "").split("\n") if self.keeps_lines else [text]
        for number, line in enumerate(lines):
            if number:
                self._end()
            self._say_line(line)

    def _say_line(self, text: str | None) -> None:
        if text:
            self.words.append(text.translate(SUPERSCRIPT) if self.raised else text)
            if not text.isspace():
                self.plain |= not self.strong
                self.small |= not self.large

    def _block(self, element: etree._Element, name: str) -> None:
        self._end()
        heading, before = _HEADING.fullmatch(name), self.level
        if heading:
            self.level = int(heading[1])
        if name in ("ul", "ol"):
            self._list(element, name)
        else:
            self._within(element)
        self._end()
        self.level = before

    def _list(self, element: etree._Element, name: str) -> None:
        step = -1 if element.get("reversed") is not None else 1
        items = sum(name_of(item) == "li" for item in element)
        number = items if step < 0 and not value(element, "start") else count(element, "start")
        form = _FORMS.get(value(element, "type"), "decimal")
        for item in element:
            if name_of(item) == "li":
                said = value(item, "value")
                number = int(said) if said.isdecimal() and len(said) < _DIGITS else number
                self.mark = f"{numbered(number, form)}. " if name == "ol" else "• "
                number += step
            self.tell(item)
            self.mark = ""

    def _inline(self, element: etree._Element, name: str) -> None:
        if name == "br":
            self._line_end()
        elif name in ("img", "image"):
            said = " ".join(value(element, "alt").split())
            # The first letter of a chapter may be a picture.
            if len(said) == 1 and said.isalpha() and (element.tail or " ")[:1].islower():
                self._say(said)
            elif picture := self.named(value(element, "src") or value(element, "href")):
                self.draft.show(picture, said)
        elif _is_note_mark(element, name):
            return
        else:
            self._within(element)

    def _within(self, element: etree._Element) -> None:
        self._say(element.text)
        for child in element:
            self.tell(child)
            self._say(child.tail)

    def _line_end(self) -> None:
        # Lines of a poem are told one by one, lines of a heading together.
        if self.level:
            self.words.append(" ")
        else:
            self._end()

    def _end(self) -> None:
        text, stands_out = "".join(self.words), not (self.plain and self.small)
        self.words.clear()
        self.plain = self.small = False
        if not text.strip():
            return
        self.paragraphs += 1
        by_look = stands_out and is_heading_by_look(text)
        if not self.level and not self.mark and (by_look or is_chapter(text)):
            self.draft.tell(text, _LEVEL_BY_LOOK)
            part = self.draft.parts[-1]
            self.by_look.append((part, len(part.pieces) - 1))
        else:
            self.draft.tell(self.mark + text, self.level)
        self.mark = ""

    def _is_of_rows(self, table: etree._Element) -> bool:
        if (
            sum(1 for _ in every(table, "table")) > 1
        ):  # one within another only places what is in it
            return False
        return not only_places([[[words_of(cell)] for cell in every(table, "td", "th")]])

    def _table(self, table: etree._Element) -> None:
        rows = [
            [
                Cell(words_of(cell), count(cell, "colspan"), count(cell, "rowspan"))
                for cell in row
                if name_of(cell) in ("td", "th")
            ]
            for row in every(table, "tr")
        ]
        top = next(every(table, "tr"), None)
        head = top is not None and all(name_of(cell) == "th" for cell in top)
        for caption in every(table, "caption"):
            self.draft.tell(words_of(caption))
        for line in told_rows(rows, has_head=head):
            self.draft.tell(line)
        for image in every(table, "img"):
            self._inline(image, "img")


def left_out_as(element: etree._Element) -> str:
    """Return why the element is not told, "" for one that is."""
    for kind in value(element, "type").split():
        if kind in _LEFT_OUT:
            return _LEFT_OUT[kind]
    role = value(element, "role").removeprefix("doc-")
    if role in _LEFT_OUT:
        return _LEFT_OUT[role]
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
    return "hidden text" if hidden else ""


def is_contents(body: etree._Element) -> bool:
    """Return whether nearly all of the page leads to other pages."""
    links = [link for link in every(body, "a") if value(link, "href") and words_of(link)]
    linked = sum(len(words_of(link).split()) for link in links)
    return len(links) >= _FEWEST_LINKS and linked >= _LINKED * len(words_of(body).split())


def _notes_of(body: etree._Element) -> frozenset[str]:
    """Return the names of the notes that the text leads to; what a note leads back to is text."""
    notes: set[str] = set()
    for link in every(body, "sup", "a"):
        if not _is_note_mark(link, name_of(link)):
            continue
        within = (value(it, "id") for it in (link, *link.iterancestors()))
        if notes.isdisjoint(within):
            links = [link] if name_of(link) == "a" else every(link, "a")
            notes.update(value(mark, "href").rpartition("#")[2] for mark in links)
    return frozenset(notes - {""})


def _is_note_mark(element: etree._Element, name: str) -> bool:
    """Return whether it is a raised figure that leads to a note."""
    if name not in ("sup", "a"):
        return False
    words = words_of(element).strip("[]()* ")
    leads = name == "a" or next(every(element, "a"), None) is not None
    raised = name == "sup" or next(every(element, "sup"), None) is not None
    raised = raised or _BRACKETED.fullmatch(words_of(element)) is not None
    return leads and raised and (words.isdigit() or not words.strip("†‡"))


def words_of(element: etree._Element) -> str:
    """Return every word in the element, in one line."""
    words = [element.text or ""]
    for child in element:
        name = name_of(child)
        if name and name not in _SKIPPED:
            words += [" " if name in _BLOCKS or name == "br" else "", words_of(child)]
        words.append(child.tail or "")
    return " ".join("".join(words).split())
