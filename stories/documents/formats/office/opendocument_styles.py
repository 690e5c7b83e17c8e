"""What the styles of an .odt say of its paragraphs, cells and lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from stories.documents.formats.list_numbers import numbered
from stories.documents.formats.markup import count, every, first, name_of, value

FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NAMES_COLUMNS = "Table_20_Heading"  # built into the program, so that it need not be written down
_DEEPEST = 20  # styles may stand on each other in a circle


@dataclass(frozen=True, slots=True)
class Level:
    """How items of one depth are marked, bullets without a form; `shown` is how many depths are counted."""

    form: str = ""
    before: str = ""
    behind: str = ""
    start: int = 1
    shown: int = 1

    def mark(self, counts: Mapping[int, int], depth: int) -> str:
        """Return the mark of the item that `counts` has reached, with a space behind it."""
        if not self.form:
            return "• "
        depths = range(max(depth - self.shown, 0) + 1, depth + 1)
        numbers = ".".join(numbered(max(counts.get(it, 1), 1), self.form) for it in depths)
        return f"{self.before}{numbers}{self.behind}".strip() + " "


class Styles:
    """What paragraphs, sections and lists look like, by the names of their styles."""

    def __init__(self, roots: list[etree._Element | None]) -> None:
        self._styles = {
            value(it, "name"): it for root in roots for it in every(root, "style", "list-style")
        }
        defaults = (it for root in roots for it in every(root, "default-style"))
        languages = (value(first(it, "text-properties"), "language") for it in defaults)
        self.language = next((code for code in languages if code not in ("", "none")), "")

    def chain(self, name: str) -> Iterator[etree._Element]:
        """Yield the style and those it stands on."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "parent-style-name")

    def is_hidden(self, name: str) -> bool:
        parts = (it for style in self.chain(name) for it in style)
        return any(value(part, "display") == "none" for part in parts)

    def is_title(self, name: str) -> bool:
        return any(value(style, "name") == "Title" for style in self.chain(name))

    def breaks_before(self, name: str) -> bool:
        style = next(self.chain(name), None)
        return value(first(style, "paragraph-properties"), "break-before") == "page"

    def is_bold(self, name: str) -> bool:
        """Return whether the style's letters are bold, or it is the one that names columns of tables."""
        for style in self.chain(name):
            weight = value(first(style, "text-properties"), "font-weight")
            if weight:
                return weight in ("bold", "600", "700", "800", "900")
            if _NAMES_COLUMNS in (value(style, "name"), value(style, "parent-style-name")):
                return True
        return name == _NAMES_COLUMNS

    def fill(self, name: str) -> str:
        """Return the colour that a cell is filled with, "" for none."""
        looks = (first(style, "table-cell-properties") for style in self.chain(name))
        fills = (value(look, "background-color").lower() for look in looks)
        return next((fill for fill in fills if fill not in ("", "transparent", "#ffffff")), "")

    def level(self, name: str, depth: int) -> Level:
        """Return how items of this depth, from 1, are marked."""
        for part in next(self.chain(name), ()):
            if value(part, "level") == str(depth):
                number = value(part, "num-format")
                if name_of(part) != "list-level-style-number" or not number:
                    return Level()
                return Level(
                    form=FORMS.get(number, "decimal"),
                    before=value(part, "num-prefix"),
                    # Without it a number alone stands there; a pause has to part it from the item.
                    behind=value(part, "num-suffix") or ".",
                    start=count(part, "start-value"),
                    shown=count(part, "display-levels"),
                )
        return Level()
