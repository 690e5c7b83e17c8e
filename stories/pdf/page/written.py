"""What is written on a page, character by character: what PDFium's codes stand for, and in which font."""

from __future__ import annotations

import ctypes
import unicodedata
from typing import Any

import pypdfium2_raw.bindings as pdfium

from stories.pdf.page.ligatures import Ligatures

# What PDFium gives for a hyphen at a line's end: 2 and FFFE are its own, AD is Unicode's.
_LINE_END_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
# Bullets of Symbol and Wingdings, which word processors write with the fonts' own codes.
_BULLETS = frozenset({0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF0A8, 0xF06E, 0xF0E0, 0xF0BE})
# Where a glyph is mapped to nothing PDFium gives its number: below are none of its own guesses, or few.
_CONTROLS, _UNSURE = 0x20, 0x100
_PLAIN = range(0x21, 0x7F)
_KEPT_FORMAT_CHARACTERS = frozenset("\u200c\u200d")
_NAME_BYTES = 128


class Written:
    """The characters of one loaded text page. `odd` counts those read that mean nothing."""

    def __init__(self, text_page: Any, ligatures: Ligatures) -> None:
        self._text_page = text_page
        self._ligatures = ligatures
        self.odd = 0

    def at(self, index: int) -> str:
        """Return the character to keep: " " for white space, "" for what has no place in a text."""
        code = pdfium.FPDFText_GetUnicode(self._text_page, index)
        # Most letters are such, and nothing else concerns them.
        return chr(code) if code in _PLAIN else self._unlike_most(index, code)

    def _unlike_most(self, index: int, code: int) -> str:
        if code in _LINE_END_HYPHENS:
            return "\u00ad"
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            return self._astral(index, code)
        if letters := self._by_its_glyph(index, code):
            return letters
        character = chr(code)
        if character.isspace():
            return " "
        if code in _BULLETS:
            return "•"
        if letters := self._ligature(index, code):
            return letters
        # Below, PDFium's guess without a map is right: it is a Latin letter.
        if (code >= 0x370 and self._is_unmapped(index)) or _is_odd(character):
            self.odd += 1
            return ""
        return character if _is_text(character) else ""

    def font_name(self, index: int) -> str:
        """Return what the file calls the font of a character."""
        buffer = ctypes.create_string_buffer(_NAME_BYTES)
        pdfium.FPDFText_GetFontInfo(self._text_page, index, buffer, len(buffer), None)
        return buffer.value.decode("utf-8", "replace")

    def _by_its_glyph(self, index: int, code: int) -> str:
        """Return the letter of a glyph that the file maps to nothing, for which PDFium gives its number."""
        if _CONTROLS <= code < _UNSURE or pdfium.FPDFText_IsGenerated(self._text_page, index):
            return ""
        if code >= _UNSURE and not self._is_unmapped(index):
            return ""
        return self._ligatures.letters(self.font_name(index), code)

    def _ligature(self, index: int, code: int) -> str:
        """Return the letters of a ligature that the file maps to nothing; its glyph's name has them."""
        if code and not 0xE000 <= code <= 0xF8FF:
            return ""
        return self._ligatures.letters(self.font_name(index), code)

    def _astral(self, index: int, high: int) -> str:
        # PDFium gives UTF-16 units, so a letter beyond the first plane comes as two.
        if not 0xD800 <= high <= 0xDBFF:
            return ""
        low = pdfium.FPDFText_GetUnicode(self._text_page, index + 1)
        if not 0xDC00 <= low <= 0xDFFF:
            return ""
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

    def _is_unmapped(self, index: int) -> bool:
        return bool(pdfium.FPDFText_HasUnicodeMapError(self._text_page, index) == 1)


def _is_odd(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs")


def _is_text(character: str) -> bool:
    category = unicodedata.category(character)
    return category not in ("Cc", "Cs", "Co", "Cn", "Cf") or character in _KEPT_FORMAT_CHARACTERS
