"""Letters that a file maps to nothing: ligatures by their glyphs' names, others by their font's own table.

PDFium does not say what a glyph is called; pikepdf, which comes with OCR, does. It is loaded for documents
that need it, and without it such letters are missing, as they are for everybody who copies from the file.
"""

from __future__ import annotations

import itertools
import re
import struct
import unicodedata
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
_EMPTY = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<>")
_TWO = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})>")
_STRAY = -1
_MOST_FONT_BYTES = 4_000_000
_BY_SEGMENTS = 4  # how most fonts keep their table
_MOST_LETTERS = 20_000  # of a font's table
_PAIR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>")


class Ligatures:
    """The ligatures of the PDF at `path`; the file is looked into at the first question."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def letters(self, font: str, code: int) -> str:
        """Return the letters of the character that the font maps to this code, "" where unknown."""
        return self._found.get((_bare(font), code), "")

    def is_stray(self, letter: str, mark: str) -> bool:
        """Return whether a font of the file maps the mark to the letter and itself wherever it is drawn."""
        return (letter + mark, _STRAY) in self._found

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
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, LookupError):
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
    if mapped is not None and "/DescendantFonts" in font:
        yield from _of_table(font, mapped.read_bytes()[:_MOST_MAP_BYTES])
        return
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


def _of_table(font: Any, mapped: bytes) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield font name and glyph, and its letter, for each that is mapped to nothing but stands in the font.

    A mark that is mapped to a letter and itself, as it was first drawn, is yielded by both.
    """
    empty = {int(code, 16) for code in _EMPTY.findall(mapped)}
    inner = font["/DescendantFonts"][0]
    program = inner["/FontDescriptor"].get("/FontFile2") if empty else None
    if program is None or str(inner.get("/CIDToGIDMap", "")) != "/Identity":
        return
    name = _bare(str(font.get("/BaseFont", ""))[1:])
    pairs = {
        int(code, 16): chr(int(one, 16)) + chr(int(two, 16))
        for code, one, two in _TWO.findall(mapped)
    }
    for letter, glyph in _letters_of(program.read_bytes()[:_MOST_FONT_BYTES]):
        if glyph and glyph in empty:
            empty.discard(glyph)
            yield (name, glyph), unicodedata.normalize("NFKC", chr(letter))
        elif (
            glyph in pairs and pairs[glyph][1] == chr(letter) and unicodedata.combining(chr(letter))
        ):
            yield (pairs[glyph], _STRAY), pairs[glyph][0]


def _letters_of(program: bytes) -> Iterator[tuple[int, int]]:
    """Yield the letters of a TrueType font with the numbers of their glyphs, from its table by segments."""
    try:
        (tables,) = struct.unpack_from(">H", program, 4)
        starts = {
            program[at : at + 4]: struct.unpack_from(">I", program, at + 8)[0]
            for at in range(12, 12 + 16 * tables, 16)
        }
        cmap = starts[b"cmap"]
        (subtables,) = struct.unpack_from(">H", program, cmap + 2)
        for number in range(subtables):
            (offset,) = struct.unpack_from(">I", program, cmap + 8 + 8 * number)
            if struct.unpack_from(">H", program, cmap + offset)[0] == _BY_SEGMENTS:
                yield from itertools.islice(_segments(program, cmap + offset), _MOST_LETTERS)
                return
    except (struct.error, KeyError):
        return


def _segments(program: bytes, at: int) -> Iterator[tuple[int, int]]:
    (twice,) = struct.unpack_from(">H", program, at + 6)
    for number in range(0, twice, 2):
        (end,) = struct.unpack_from(">H", program, at + 14 + number)
        start, delta, away = (
            struct.unpack_from(">H", program, at + 16 + column * twice + number)[0]
            for column in (1, 2, 3)
        )
        place = at + 16 + 3 * twice + number
        for letter in range(start, min(end, 0xFFFE) + 1):
            glyph = letter
            if away:
                (glyph,) = struct.unpack_from(">H", program, place + away + 2 * (letter - start))
            # All are yielded, so that who asks can say when it is enough.
            yield letter, (glyph + delta) & 0xFFFF if glyph or not away else 0


def _bare(font: str) -> str:
    """Return a font's name without the letters that say it is a part of one."""
    return font.partition("+")[2] or font
