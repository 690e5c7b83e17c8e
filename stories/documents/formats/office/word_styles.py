"""What the styles of a .docx say of its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from stories.documents.formats.markup import every, first, value

_HEADING = re.compile(r"heading (\d)")
_DEEPEST = 20  # styles may stand on each other in a circle
_OFF = frozenset({"0", "false", "off", "none"})


def is_on(element: etree._Element | None) -> bool:
    """Return whether a switch such as <w:vanish/> is there and not turned off."""
    return element is not None and value(element) not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """What is known of a style: its name in English, its level as a heading (0 for none), its list."""

    name: str = ""
    level: int = 0
    is_hidden: bool = False
    numbering: etree._Element | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a document, by their ids."""

    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _known: dict[str, Style] = field(default_factory=dict)
    language: str = ""
    usual: float = 22.0  # half points, as Word has them where nothing is said

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        elements = {value(it, "styleId"): it for it in every(root, "style")}
        declared = value(first(root, "docDefaults", "rPrDefault", "rPr", "lang"))
        defaults = first(root, "docDefaults", "rPrDefault", "rPr", "sz")
        normal = first(elements.get("Normal"), "rPr", "sz")
        usual = _half_points(value(normal)) or _half_points(value(defaults)) or 22.0
        return cls(elements, language=declared, usual=usual)

    def times_usual(self, size: str) -> float:
        """Return how large letters are of this size in half points; 1 where it is not said."""
        return (_half_points(size) or self.usual) / self.usual

    def style(self, style_id: str) -> Style:
        """Return the style with what it takes from those it stands on."""
        if style_id not in self._known:
            self._known[style_id] = self._found(style_id)
        return self._known[style_id]

    def _found(self, style_id: str) -> Style:
        name, level, hidden, numbering = "", 0, False, None
        element = self._elements.get(style_id)
        for _ in range(_DEEPEST):
            if element is None:
                break
            own = value(first(element, "name")).lower()
            name = name or own
            level = level or _level(own, element)
            hidden = hidden or is_on(first(element, "rPr", "vanish"))
            if numbering is None:
                numbering = first(element, "pPr", "numPr")
            element = self._elements.get(value(first(element, "basedOn")))
        return Style(name, level, hidden, numbering)


def _half_points(size: str) -> float:
    return float(size) if size.isdecimal() and len(size) < 5 else 0.0


def _level(name: str, element: etree._Element) -> int:
    if match := _HEADING.fullmatch(name):
        return int(match[1])
    outline = value(first(element, "pPr", "outlineLvl"))
    return int(outline) + 1 if outline.isdigit() and int(outline) < 9 else 0
