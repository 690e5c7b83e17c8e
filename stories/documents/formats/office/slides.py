"""A .pptx: its slides in order, each a part. Hidden slides and the speaker's notes are not told."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from stories.documents.formats.draft import Draft
from stories.documents.formats.list_numbers import numbered
from stories.documents.formats.markup import alt, count, every, first, name_of, property_of, value
from stories.documents.formats.packed import Packed, opener, unpacked
from stories.documents.formats.tables import Cell, told_rows
from stories.pdf.page.direction import is_right_to_left
from stories.reading.records import ReadingLimits

__all__ = ["opener", "read"]

_MAIN = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle")
# Placeholders for what a slide says; the one of a title slide is its own kind, "subTitle".
_CONTENT = frozenset({"obj", "body", "tbl"})
# Placeholders that come back on each slide.
_MARGINS = {"sldNum": "page number", "dt": "footer", "ftr": "footer", "hdr": "header"}
_ROW = 360_000  # a centimetre, in the units of slides: shapes in one row stand at about one height
_FOOT = 0.88  # of a slide’s height
_OFF = frozenset({"0", "false"})
_ENDED = re.compile(r"[.,;:!?…،؛؟]$")
# What begins a step: “2. The caterpillar”.
_NUMBER = re.compile(r"\s{0,9}(\d{1,2})[.)]\s")


def read(path: Path, limits: ReadingLimits) -> Draft:
    """Return what the slides show. Raises UnreadableDocument."""
    draft = Draft(limits, numbered=True)
    with unpacked(path) as packed:
        draft.title = property_of(packed.xml("docProps/core.xml"), "title")
        languages: Counter[str] = Counter()
        margin = _margin(packed)
        for number, name in enumerate(_slides(packed), start=1):
            draft.break_()
            root = packed.xml(name)
            languages.update(value(it, "lang") for it in every(root, "rPr", "endParaRPr"))
            if root is not None:
                _Slide(draft, packed, packed.relations(name), margin, number).tell(root)
        languages.pop("", None)
        draft.language = next((code for code, _ in languages.most_common(1)), "")
    return draft


def _margin(packed: Packed) -> float:
    """Return where the foot of the slides begins, in their units."""
    targets = packed.relations("").values()
    main = next((name for kind, name in targets if kind == "officeDocument"), _MAIN)
    high = value(next(every(packed.xml(main), "sldSz"), None), "cy")
    return _FOOT * int(high) if high.isdecimal() and len(high) < 12 else math.inf


def _slides(packed: Packed) -> Iterator[str]:
    """Yield the names of the slides, in the order they are shown."""
    targets = packed.relations("").values()
    main = next((name for kind, name in targets if kind == "officeDocument"), _MAIN)
    relations = packed.relations(main)
    for slide in every(packed.xml(main), "sldId"):
        # Its own id is an attribute of the same name without a namespace.
        ids = [str(found) for key, found in slide.attrib.items() if str(key).endswith("}id")]
        kind, name = relations.get(ids[0] if ids else "", ("", ""))
        if kind == "slide":
            yield name


@dataclass(slots=True)
class _Slide:
    draft: Draft
    packed: Packed
    relations: dict[str, tuple[str, str]]
    margin: float
    number: int

    def tell(self, root: etree._Element) -> None:
        tree = first(root, "cSld", "spTree")
        if value(root, "show") in _OFF:
            self.draft.leave_out("hidden slide", " ".join(_words(tree)))
        elif tree is not None:
            # The title first: it stands above the rest wherever it was drawn last.
            shapes = sorted(_in_rows(_shapes(tree)), key=lambda it: _placeholder(it) not in _TITLES)
            for shape in shapes:
                self._shape(shape)
            self._diagrams()
        self._notes()

    def _shape(self, shape: etree._Element) -> None:
        place, name = _placeholder(shape), name_of(shape)
        if value(next(every(shape, "cNvPr"), None), "hidden") not in ("", *_OFF):
            self.draft.leave_out("hidden text", " ".join(_words(shape)))
        elif place in _MARGINS or self._is_its_number(shape):
            self.draft.leave_out(_MARGINS.get(place, "page number"), " ".join(_words(shape)))
        elif name == "pic":
            self._picture(shape)
        elif name == "graphicFrame":
            self._table(shape)
        elif place in _TITLES:
            text = " ".join(_words(shape))
            self.draft.tell(text, 1 if place == "ctrTitle" else 2, is_title=place == "ctrTitle")
        else:
            self._text(shape)

    def _is_its_number(self, shape: etree._Element) -> bool:
        """Return whether it is the slide's number, typed by hand at its foot."""
        top = _place(shape) or (0, 0)
        text = _said(shape).strip()
        return not _placeholder(shape) and top[0] > self.margin and text == str(self.number)

    def _text(self, shape: etree._Element) -> None:
        top = _place(shape) or (0, 0)
        place = _placeholder(shape)
        is_low = not place and top[0] > self.margin
        counts: Counter[int] = Counter()
        for paragraph in every(first(shape, "txBody"), "p"):
            text, about = _paragraph(paragraph, "\n"), first(paragraph, "pPr")
            level = int(value(about, "lvl") or 0) if value(about, "lvl", "0").isdigit() else 0
            form = value(first(about, "buAutoNum"), "type")
            if form and text.strip():
                counts[level] += 1
                text = f"{numbered(counts[level], form)}. {text}"
            for line in _lines(text):
                self.draft.tell(line, is_low=is_low, is_content=place in _CONTENT)

    def _table(self, frame: etree._Element) -> None:
        for table in every(frame, "tbl"):
            rows = [
                [
                    Cell(
                        " ".join(map(_paragraph, every(cell, "p"))),
                        count(cell, "gridSpan"),
                        goes_on=value(cell, "vMerge") not in ("", *_OFF),
                    )
                    for cell in row
                    # What a wide cell spans is there once more, and empty.
                    if name_of(cell) == "tc" and value(cell, "hMerge") in ("", *_OFF)
                ]
                for row in table
                if name_of(row) == "tr"
            ]
            head = value(first(table, "tblPr"), "firstRow") not in ("", *_OFF)
            for line in told_rows(rows, has_head=head):
                self.draft.tell(line)

    def _picture(self, shape: etree._Element) -> None:
        for blip in every(shape, "blip"):
            kind, name = self.relations.get(value(blip, "embed"), ("", ""))
            if kind == "image":
                self.draft.show(name, alt(blip))

    def _diagrams(self) -> None:
        """Tell the words of diagrams, which are drawn in parts of their own."""
        for kind, name in self.relations.values():
            if kind == "diagramDrawing":
                for paragraph in every(self.packed.xml(name), "p"):
                    self.draft.tell(_paragraph(paragraph))

    def _notes(self) -> None:
        for kind, name in self.relations.values():
            if kind == "notesSlide":
                for shape in every(self.packed.xml(name), "sp"):
                    if _placeholder(shape) == "body":
                        self.draft.leave_out("speaker notes", " ".join(_words(shape)))


def _shapes(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the shapes in the order they are read, also those within groups."""
    for child in tree:
        name = name_of(child)
        if name == "grpSp":
            yield from _shapes(child)
        elif name == "AlternateContent":
            yield from _shapes(next(iter(child), child))
        elif name in ("sp", "pic", "graphicFrame", "cxnSp"):
            yield child


def _in_rows(shapes: Iterable[etree._Element]) -> list[etree._Element]:
    """Return the shapes as they stand on the slide, rows from the top; those without a place come first."""
    drawn = list(shapes)
    free = [shape for shape in drawn if not _placeholder(shape) and _place(shape)]
    if len(free) < 2:
        return drawn
    rows: list[list[etree._Element]] = []
    for shape in sorted(free, key=lambda it: _place(it) or (0, 0)):
        top = (_place(shape) or (0, 0))[0]
        if rows and top - (_place(rows[-1][0]) or (0, 0))[0] < _ROW:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    rtl = any(value(it, "rtl") == "1" for shape in free for it in every(shape, "pPr"))
    rtl = rtl or is_right_to_left(letter for shape in free for it in _words(shape) for letter in it)
    across = [
        sorted(row, key=lambda it: (_place(it) or (0, 0))[1] * (-1 if rtl else 1)) for row in rows
    ]
    ids = {id(shape) for shape in free}
    ordered = [it for row in across for it in row]
    numbers = {id(it): int(found[1]) for it in ordered if (found := _NUMBER.match(_said(it)))}
    # Steps around a circle count themselves.
    if sorted(numbers.values()) == list(range(1, len(ordered) + 1)):
        ordered.sort(key=lambda it: numbers[id(it)])
    return [shape for shape in drawn if id(shape) not in ids] + ordered


def _said(shape: etree._Element) -> str:
    return "".join(_words(shape))


def _place(shape: etree._Element) -> tuple[int, int] | None:
    """Return the top and the left edge of the shape, None where it does not say them."""
    corner = next(every(shape, "off"), None)
    x, y = value(corner, "x"), value(corner, "y")
    whole = all(part.lstrip("-").isdecimal() and len(part) < 12 for part in (x, y))
    return (int(y), int(x)) if whole else None


def _placeholder(shape: etree._Element) -> str:
    """Return what the shape is to the slide: "title", "body"…; "" for one that was only drawn."""
    place = next(every(shape, "ph"), None)
    return value(place, "type", "obj") if place is not None else ""


def _words(part: etree._Element | None) -> Iterator[str]:
    return (_paragraph(paragraph) for paragraph in every(part, "p"))


def _lines(text: str) -> list[str]:
    """Return the lines of a paragraph that end on purpose; one may be broken only to fit beside a picture."""
    lines = [""]
    for line in text.split("\n"):
        goes_on = lines[-1] and line.strip() and not _ENDED.search(lines[-1].rstrip())
        first_letter = next((letter for letter in line if letter.isalpha()), "")
        # Only small letters say that a sentence goes on: Arabic has none, and lists begin with capitals.
        if not lines[-1].strip() or (goes_on and not first_letter.isupper()):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _paragraph(paragraph: etree._Element, line_end: str = " ") -> str:
    """Return the words of one paragraph, with `line_end` where a line of it ends."""
    signs = {"br": line_end, "tab": " "}
    return "".join(signs.get(name_of(it), it.text or "") for it in every(paragraph, "t", *signs))
