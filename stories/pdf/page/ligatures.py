"""Ligatures that a file maps to no letters, told by the names of their glyphs.

PDFium does not say what a glyph is called; pikepdf, which comes with OCR, does. It is loaded for documents
that need it, and without it such letters are missing, as they are for everybody who copies from the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

_NAMES = {
    "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl",
    "f_i": "fi", "f_l": "fl", "f_f": "ff", "f_f_i": "ffi", "f_f_l": "ffl",
    "T_h": "Th", "t_t": "tt", "t_i": "ti", "f_t": "ft", "f_j": "fj",
}  # fmt: skip
_MOST_FONTS = 400
_MOST_PAGES = 200
_MOST_MAP_BYTES = 1_000_000
_PAIR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>")


class Ligatures:
    """The ligatures of the PDF at `path`; the file is looked into at the first question."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def letters(self, font: str, code: int) -> str:
        """Return the letters of the character that the font maps to this code, "" where unknown."""
        return self._found.get((_bare(font), code), "")

    @cached_property
    def _found(self) -> dict[tuple[str, int], str]:
        try:
            import pikepdf
        except ImportError:
            return {}
        found: dict[tuple[str, int], str] = {}
        # Whatever is wrong in a font's dictionary, the text is read without it.
        try:
            with pikepdf.open(self._path) as pdf:
                for font in _fonts(pdf):
                    found.update(_of(font))
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError):
            return found
        return found


def _fonts(pdf: Any) -> Iterator[Any]:
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages):
        if number >= _MOST_PAGES or len(seen) >= _MOST_FONTS:
            return
        fonts = page.get("/Resources", {}).get("/Font", {})
        for font in fonts.values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font


def _of(font: Any) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield font name and code, and the letters, for each ligature with a name."""
    encoding, mapped = font.get("/Encoding"), font.get("/ToUnicode")
    if mapped is None or not hasattr(encoding, "keys") or "/Differences" not in encoding:
        return
    codes = {
        int(code, 16): int(unicode, 16)
        for code, unicode in _PAIR.findall(mapped.read_bytes()[:_MOST_MAP_BYTES])
    }
    name = _bare(str(font.get("/BaseFont", ""))[1:])
    code = 0
    for item in encoding["/Differences"]:
        if str(item).startswith("/"):
            letters = _NAMES.get(str(item)[1:])
            if letters and code in codes:
                yield (name, codes[code]), letters
            code += 1
        else:
            code = int(item)


def _bare(font: str) -> str:
    """Return a font's name without the letters that say it is a part of one."""
    return font.partition("+")[2] or font
