"""How a book's style sheets make its words look: bold, large, hidden. Nothing else is read of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from stories.documents.formats.markup import name_of, value
from stories.pdf.layout.list_marks import is_item

_MOST_CHARACTERS = 200_000  # of a style sheet
_MOST_RULES = 4_000
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_WEIGHT = re.compile(
    r"font(?:-weight)?\s*:[^;]{0,80}?\b(bold|bolder|normal|[1-9]00)\b", re.IGNORECASE
)
_SIZE = re.compile(
    r"font-size\s*:\s*(?:([\d.]{1,8})(em|rem|%|pt|px)|((?:x{1,3}-)?large|larger))", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# How many of each are as large as usual type.
_USUAL = {"em": 1.0, "rem": 1.0, "%": 100.0, "pt": 12.0, "px": 16.0}
_LARGE = 1.15
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_HEADING_WORDS = 12
_CHAPTER = re.compile(
    r"(?:(?:chapter|part|book|chapitre|partie|capítulo|parte) (?:\d{1,3}|[ivxlc]{1,7}|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|un|deux|trois|premier|première|uno|dos|tres|primero|primera)"
    r"|(?:الفصل|الجزء|الباب) (?:ال\w{2,8}|[\d٠-٩]{1,3}))(?:$|[ :.–—-])",
    re.IGNORECASE,
)
_ENDS = (".", ",", ";", ":", "!", "?", "…", "؟", "،", "؛", "”", "»", '"')


class Look(NamedTuple):
    """What is said of an element's look; None where nothing is."""

    is_bold: bool | None = None
    is_large: bool | None = None
    is_hidden: bool = False


_OF_TAGS = {"b": Look(is_bold=True), "strong": Look(is_bold=True), "big": Look(is_large=True)}


@dataclass(slots=True)
class Looks:
    """The looks that style sheets give, by an element's name, its class or both."""

    _rules: dict[tuple[str, str], Look] = field(default_factory=dict)

    @classmethod
    def said_by(cls, sheets: Iterable[str]) -> Looks:
        """Return what the style sheets say; selectors of more than a name and a class by their last one."""
        looks = cls()
        for sheet in sheets:
            for rule in _without_comments(sheet[:_MOST_CHARACTERS]).split("}")[:_MOST_RULES]:
                selectors, _, declarations = rule.rpartition("{")
                looks._add(selectors.rpartition("{")[2], _look(declarations))
        return looks

    def of(self, element: etree._Element) -> Look:
        """Return the element's own look: what is said in it, then of its class, then of its name."""
        name, classes = name_of(element).lower(), value(element, "class").split()
        found = _OF_TAGS.get(name, Look())
        for key in ((name, ""), *(("", it) for it in classes), *((name, it) for it in classes)):
            found = _over(found, self._rules.get(key))
        style = element.get("style", "")
        return _over(found, _look(style)) if style else found

    def _add(self, selectors: str, look: Look) -> None:
        if look == Look():
            return
        for selector in selectors.split(","):
            last = selector.split()[-1:]
            if last and (named := _SELECTOR.fullmatch(last[0])) and len(self._rules) < _MOST_RULES:
                key = ((named[1] or "").lower(), named[2] or "")
                self._rules[key] = _over(self._rules.get(key, Look()), look)


def is_heading_by_look(text: str) -> bool:
    """Return whether words that stand out are a heading: few, without a sentence's end or a list's mark."""
    words = text.split()
    return 0 < len(words) <= _HEADING_WORDS and not words[-1].endswith(_ENDS) and not is_item(text)


def is_chapter(text: str) -> bool:
    """Return whether the words say that a chapter begins, whatever they look like: “Chapter One”."""
    return is_heading_by_look(text) and _CHAPTER.match(text.strip()) is not None


def _over(under: Look, over: Look | None) -> Look:
    if over is None:
        return under
    return Look(
        under.is_bold if over.is_bold is None else over.is_bold,
        under.is_large if over.is_large is None else over.is_large,
        under.is_hidden or over.is_hidden,
    )


def _look(declarations: str) -> Look:
    look = Look(is_hidden=_HIDDEN.search(declarations) is not None)
    if weight := _WEIGHT.search(declarations):
        look = look._replace(is_bold=weight[1].lower() in _BOLD)
    if size := _SIZE.search(declarations):
        large = bool(size[3]) or _number(size[1]) >= _LARGE * _USUAL[size[2].lower()]
        look = look._replace(is_large=large)
    return look


def _number(digits: str) -> float:
    return float(digits) if digits.replace(".", "", 1).isdecimal() else 1.0


def _without_comments(sheet: str) -> str:
    before, *rest = sheet.split("/*")
    return before + "".join(part.partition("*/")[2] for part in rest)
