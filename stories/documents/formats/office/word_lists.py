"""The marks of a .docx's list items: "1.", "(a)", "Step 2:", "2.1", as the page shows them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from stories.documents.formats.list_numbers import numbered
from stories.documents.formats.markup import every, first, name_of, value

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MOST_NUMBER = 9_999
_MARK_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class _Level:
    """How items of one depth are marked: `text` is such as "%1.%2", where each %n is a number."""

    form: str
    text: str
    start: int


class Lists:
    """The marks of list items, counted as the paragraphs come."""

    def __init__(self, root: etree._Element | None) -> None:
        known = {value(it, "abstractNumId"): _levels(it) for it in every(root, "abstractNum")}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        for it in every(root, "num"):
            number_id, abstract = value(it, "numId"), value(first(it, "abstractNumId"))
            self._levels[number_id] = {**known.get(abstract, {}), **_own_levels(it)}
            # Lists of one kind count on, unless they say where they start.
            self._list_of[number_id] = abstract
            self._restarts[number_id] = _starts(it)
        self._counts: Counter[tuple[str, int]] = Counter()

    def mark(self, numbering: etree._Element | None) -> str:
        """Return the mark of the next item, with a space behind it; "" for a paragraph of no list."""
        number_id = value(first(numbering, "numId"))
        said = value(first(numbering, "ilvl"), default="0")
        if number_id in ("", "0") or not said.isdecimal() or int(said) >= _LEVELS:
            return ""
        depth = int(said)
        level = self._levels.get(number_id, {}).get(depth)
        if level is None or level.form == "bullet":
            return "• "
        self._count(number_id, depth, level)
        if level.form == "none":
            return ""
        mark = _PLACE.sub(lambda place: self._number(number_id, int(place[1]) - 1), level.text)
        return f"{mark.strip()[:_MARK_CHARACTERS]} " if mark.strip() else ""

    def _count(self, number_id: str, depth: int, level: _Level) -> None:
        kind = self._list_of[number_id]
        for deeper in range(depth + 1, _LEVELS):
            del self._counts[kind, deeper]
        begun = self._restarts[number_id].pop(depth, None)
        if begun is not None:
            self._counts[kind, depth] = begun
        elif (kind, depth) in self._counts:
            self._counts[kind, depth] += 1
        else:
            self._counts[kind, depth] = level.start

    def _number(self, number_id: str, depth: int) -> str:
        level = self._levels[number_id].get(depth)
        if level is None:
            return ""
        return numbered(
            self._counts.get((self._list_of[number_id], depth), level.start), level.form
        )


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {depth: _level(it) for it in abstract if (depth := _depth(it, "lvl")) is not None}


def _own_levels(number: etree._Element) -> dict[int, _Level]:
    found = {}
    for it in number:
        depth, own = _depth(it, "lvlOverride"), first(it, "lvl")
        if depth is not None and own is not None:
            found[depth] = _level(own)
    return found


def _starts(number: etree._Element) -> dict[int, int]:
    found = {}
    for it in number:
        depth, start = _depth(it, "lvlOverride"), first(it, "startOverride")
        if depth is not None and start is not None:
            found[depth] = _whole(value(start))
    return found


def _depth(element: etree._Element, name: str) -> int | None:
    depth = value(element, "ilvl")
    is_one = name_of(element) == name and depth.isdecimal() and len(depth) == 1
    return int(depth) if is_one else None


def _level(element: etree._Element) -> _Level:
    depth = value(element, "ilvl", default="0")
    text = first(element, "lvlText")
    return _Level(
        form=value(first(element, "numFmt"), default="decimal"),
        text=value(text)
        if text is not None
        else f"%{int(depth) + 1}."
        if depth.isdecimal()
        else "",
        start=_whole(value(first(element, "start"), default="1")),
    )


def _whole(number: str) -> int:
    return min(int(number), _MOST_NUMBER) if number.isdecimal() and len(number) < 6 else 1
