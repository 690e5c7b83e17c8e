"""A Markdown file, read as CommonMark with tables. What it links to is never fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from stories.documents.formats.draft import Draft
from stories.documents.formats.letters import decoded
from stories.documents.formats.pages import PageTeller
from stories.documents.formats.tables import Cell, told_rows
from stories.reading.records import ReadingLimits

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?\n)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# A note, and where the text points at it.
_NOTE = re.compile(r"^\[\^[^\]\s]{1,40}\]:[ \t]*([^\n]*(?:\n[ \t]{2,}[^\n]+){0,20})", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HTML = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
_BOX = re.compile(r"\[([ xX])\] ")
_FIELD = re.compile(r"^(title|lang|language)[ \t]*[:=][ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)
_FRONT_CHARACTERS = 4000


def read(path: Path, limits: ReadingLimits) -> Draft:
    """Return what the Markdown file says. Raises UnreadableDocument."""
    text = decoded(path).replace("\r\n", "\n")
    draft = Draft(limits)
    if front := _FRONT.match(text[:_FRONT_CHARACTERS]):
        fields = dict(_FIELD.findall(front[2]))
        draft.title = fields.get("title", "")
        draft.language = fields.get("lang") or fields.get("language", "")
        text = text[front.end() :]
    for note in _NOTE.findall(text):
        draft.leave_out("footnote", note)
    text = _NOTE_MARK.sub("", _NOTE.sub("", text))
    # What exceeds the bound is not told: it need not be parsed either.
    tokens = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .parse(text[: 2 * limits.max_characters])
    )
    draft.shortened = len(text) > 2 * limits.max_characters
    _Teller(draft).tell(tokens)
    return draft


class _Teller:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.level = 0
        self.marks: list[int] = []  # of each open list the next number, 0 for bullets
        self.mark = ""
        self.rows: list[list[str]] | None = None

    def tell(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self._tell_inline(token)
            elif token.type in ("fence", "code_block"):
                self.draft.leave_out("code", token.content)
            elif token.type == "html_block":
                self._tell_html(token.content)
            elif token.type.startswith("heading"):
                self.level = int(token.tag[1:]) if token.nesting > 0 else 0
            elif "list" in token.type:
                self._list(token)
            else:
                self._table(token.type)

    def _tell_html(self, text: str) -> None:
        """Tell what HTML between paragraphs shows, its pictures apart."""
        if self.draft.shortened:
            return
        try:
            page = etree.fromstring(text, _HTML)
        except etree.XMLSyntaxError:  # nothing but comments
            return
        if page is not None:
            PageTeller(self.draft, lambda _: "").tell_page(page)

    def _list(self, token: Token) -> None:
        if token.type == "list_item_open":
            self._begin_item()
        elif token.type.endswith("_list_open"):
            start = token.attrGet("start") if token.type.startswith("ordered") else 0
            self.marks.append(1 if start is None else int(start))
        elif token.type.endswith("_list_close"):
            self.marks.pop()

    def _begin_item(self) -> None:
        number = self.marks[-1]
        self.mark = f"{number}. " if number else "• "
        if number:
            self.marks[-1] += 1

    def _table(self, kind: str) -> None:
        if kind == "table_open":
            self.rows = []
        elif kind == "tr_open" and self.rows is not None:
            self.rows.append([])
        elif kind == "table_close" and self.rows is not None:
            rows = [[Cell(text) for text in row] for row in self.rows]
            for row in told_rows(rows, has_head=True):
                self.draft.tell(row)
            self.rows = None

    def _shown(self, tokens: list[Token]) -> Iterator[Token]:
        """Yield what is told of a line: what is struck out and what a picture shows is named instead."""
        struck: list[str] = []
        depth = 0
        for token in tokens:
            if token.type == "s_open":
                depth += 1
            elif token.type == "s_close":
                depth -= 1
                self.draft.leave_out("struck out", "".join(struck))
                struck.clear()
            elif depth:
                struck.append(token.content or " ")
            elif token.type == "image":
                self.draft.leave_out("picture", token.content)
            else:
                yield token

    def _tell_inline(self, token: Token) -> None:
        text = "".join(_words(self._shown(token.children or [])))
        if self.rows:
            self.rows[-1].append(text)
            return
        if self.mark and (box := _BOX.match(text)):
            text = f"{'☐' if box[1] == ' ' else '☑'} {text[box.end() :]}"
            self.mark = ""
        for line in text.split("\n"):
            self.draft.tell(self.mark + line if line.strip() else "", self.level)
            self.mark = ""


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield what is shown of a line: no pictures, of HTML only its breaks. A break ends a paragraph."""
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                yield token.content
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "\n"
            case "html_inline" if _LINE_BREAK.fullmatch(token.content):
                yield "\n"
