"""The glyphs of a page with their places, as PDFium reports them."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2_raw.bindings as pdfium

from stories.pdf.page.actual_text import with_spans
from stories.pdf.page.characters import fold, kind_of
from stories.pdf.page.clusters import ligatures_in_order, without_strays
from stories.pdf.page.glyph import Glyph, Space
from stories.pdf.page.hidden_text import Box, Ground
from stories.pdf.page.ligatures import Ligatures

# What PDFium gives for a hyphen at a line's end: 2 and FFFE are its own, AD is Unicode's.
_LINE_END_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
# Bullets of Symbol and Wingdings, which word processors write with the fonts' own codes.
_BULLETS = frozenset({0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF0A8, 0xF06E, 0xF0E0, 0xF0BE})
# Where a glyph is mapped to nothing PDFium gives its number: below are none of its own guesses, or few.
_CONTROLS, _UNSURE = 0x20, 0x100
_KEPT_FORMAT_CHARACTERS = frozenset("\u200c\u200d")
_BOLD = 600  # semibold, on the scale of font weights
_HEAVY = re.compile(r"bold|black|heavy|demi|cmbx|sfbx", re.IGNORECASE)
_LIGHT = re.compile(r"regular|light|medium|thin|book\b|roman\b", re.IGNORECASE)
_UPRIGHT = 0.9  # cosine of the writing's angle: a slanted watermark is not told
_SPACE_SHARE = 0.1  # of the height of letters
_SIDEWAYS = 0.1  # at most, of writing that stands on its side
_LETTERS_ASKED = 200  # spread over the page; they tell how it lies as well as all would
_MOST_LETTERS = 0.8  # of those asked: a table with turned headings stays as it is
_LEGIBLE_POINTS = 2.0  # smaller type is hidden text, such as keywords for search engines
_LEGIBLE_SHARE = 0.003  # of the page's height, for pages of unusual size


@dataclass(slots=True)
class _Style:
    """What every glyph of one text object shares."""

    scale: float
    upright: bool
    across: str
    bold: bool
    undrawn: bool
    suspicion: str | None


_PLAIN = _Style(1.0, upright=True, across="", bold=False, undrawn=False, suspicion=None)


class PageGlyphs:
    """The glyphs of one loaded PDFium page, which stand on `ground`; close() frees it.

    `count` is the page's characters with its spaces. `spaces` fills while reading with the spaces
    the file itself has, without those PDFium infers, and `odd` counts the characters that mean
    nothing. `ligatures` are the document's.
    """

    def __init__(self, page: Any, ground: Ground, ligatures: Ligatures) -> None:
        self._ground = ground
        self._ligatures = ligatures
        self._rotation = pdfium.FPDFPage_GetRotation(page)
        self.width = pdfium.FPDF_GetPageWidthF(page)
        self.height = pdfium.FPDF_GetPageHeightF(page)
        self._text_page = pdfium.FPDFText_LoadPage(page)
        if not self._text_page:
            raise ValueError("page has no readable content")
        self._origin = _crop_origin(page)
        self._page = page
        self._owners: dict[int, int] = {}
        self.spaces: list[Space] = []
        self.odd = 0
        self._turned = pdfium.FS_RECTF()
        self._across: defaultdict[str, str] = defaultdict(str)
        self.count = max(int(pdfium.FPDFText_CountChars(self._text_page)), 0)
        self._turn_to_the_text()

    def _turn_to_the_text(self) -> None:
        """Turn a page that lies on its side, or its head, as a reader would turn it."""
        matrix = pdfium.FS_MATRIX()
        turns: Counter[int] = Counter()
        for index in range(0, self.count, max(self.count // _LETTERS_ASKED, 1)):
            if pdfium.FPDFText_GetMatrix(self._text_page, index, matrix):
                turns[round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4] += 1
        turn, letters = turns.most_common(1)[0] if turns else (self._rotation, 0)
        if turn != self._rotation and letters > _MOST_LETTERS * turns.total():
            if (turn - self._rotation) % 2:
                self.width, self.height = self.height, self.width
            self._rotation = turn

    def close(self) -> None:
        """Free the text page; the page itself belongs to the caller."""
        pdfium.FPDFText_ClosePage(self._text_page)

    def read(self, at_most: int) -> list[Glyph]:
        """Return up to `at_most` visible upright glyphs, in PDFium's order."""
        glyphs = list(self._all(at_most))
        if any(kind_of(glyph.text) == "R" for glyph in glyphs):
            glyphs, spaces = with_spans(self._page, glyphs, self._owners, self.upright)
            self.spaces.extend(spaces)
            ligatures_in_order(glyphs)
            glyphs = without_strays(glyphs, self._ligatures.is_stray)
        return [glyph for glyph in glyphs if self._on_page(glyph)]

    def across(self, at_most: int) -> dict[str, str]:
        """Return up to `at_most` characters written at other angles, by why they are not told, once read."""
        found = {why: fold(text.strip()[:at_most]) for why, text in self._across.items()}
        return {why: text for why, text in found.items() if any(map(str.isalnum, text))}

    def _all(self, at_most: int) -> Iterator[Glyph]:
        style, text_object = _PLAIN, None
        after_space = False
        for index in range(min(self.count, at_most)):
            text = self._character(index)
            if text == " ":
                after_space = True
                self._note_space(index)
            if not text.strip():
                continue
            current = ctypes.cast(
                pdfium.FPDFText_GetTextObject(self._text_page, index), ctypes.c_void_p
            ).value
            # Once for each text object, not for each letter: the calls into PDFium cost the most here.
            if current != text_object:
                text_object, style = current, self._style(index)
            if style.upright:
                self._owners[index] = current or 0
                yield self._glyph(index, text, style, after_space)
                after_space = False
            else:
                spaced = self._is_apart(index, style) and after_space
                self._across[style.across] += f" {text}" if spaced else text
                after_space = False

    def _is_apart(self, index: int, style: _Style) -> bool:
        """Return whether a space stands before a letter that is written at another angle.

        PDFium sees a line's end between letters that stand above each other.
        """
        if style.across != "turned":
            return True
        before, self._turned = self._turned, pdfium.FS_RECTF()
        box = self._turned
        pdfium.FPDFText_GetLooseCharBox(self._text_page, index, box)
        gap = max(box.bottom - before.top, before.bottom - box.top)
        return bool(gap > _SPACE_SHARE * (box.right - box.left))

    def _note_space(self, index: int) -> None:
        """Keep its place; a space that belongs to no text object has only its neighbour's."""
        is_drawn = bool(pdfium.FPDFText_GetTextObject(self._text_page, index))
        if is_drawn and pdfium.FPDFText_IsGenerated(self._text_page, index) == 0:
            pen = self._pen(index)
            self.spaces.append(Space(*pen))

    def _pen(self, index: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._text_page, index, x, y)
        return self.upright(x.value, y.value)

    def _character(self, index: int) -> str:
        """Return the character to keep: " " for white space, "" for what has no place in a text."""
        code = pdfium.FPDFText_GetUnicode(self._text_page, index)
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

    def _by_its_glyph(self, index: int, code: int) -> str:
        """Return the letter of a glyph that the file maps to nothing, for which PDFium gives its number."""
        if _CONTROLS <= code < _UNSURE or pdfium.FPDFText_IsGenerated(self._text_page, index):
            return ""
        if code >= _UNSURE and not self._is_unmapped(index):
            return ""
        return self._ligatures.letters(self._font_name(index), code)

    def _ligature(self, index: int, code: int) -> str:
        """Return the letters of a ligature that the file maps to nothing; its glyph's name has them."""
        if code and not 0xE000 <= code <= 0xF8FF:
            return ""
        return self._ligatures.letters(self._font_name(index), code)

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

    def _style(self, index: int) -> _Style:
        matrix = pdfium.FS_MATRIX()
        if not pdfium.FPDFText_GetMatrix(self._text_page, index, matrix):
            return _PLAIN
        angle = math.atan2(matrix.b, matrix.a) - self._rotation * math.pi / 2
        return _Style(
            math.hypot(matrix.c, matrix.d) or 1.0,
            math.cos(angle) > _UPRIGHT,
            "turned" if abs(math.cos(angle)) < _SIDEWAYS else "watermark",
            self._is_bold(index),
            *self._unseen(index),
        )

    def _is_bold(self, index: int) -> bool:
        """Return what the font's name says; where it says nothing, its weight, which PDFium guesses."""
        name = self._font_name(index)
        if _HEAVY.search(name) or _LIGHT.search(name):
            return _HEAVY.search(name) is not None
        return bool(pdfium.FPDFText_GetFontWeight(self._text_page, index) >= _BOLD)

    def _unseen(self, index: int) -> tuple[bool, str | None]:
        """Return whether its text object is not drawn, and why it may be unseen although it is."""
        item = pdfium.FPDFText_GetTextObject(self._text_page, index)
        if not item:
            return False, None
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        undrawn = mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
        return undrawn, None if undrawn else self._ground.suspicion(item)

    def _font_name(self, index: int) -> str:
        buffer = ctypes.create_string_buffer(128)
        pdfium.FPDFText_GetFontInfo(self._text_page, index, buffer, len(buffer), None)
        return buffer.value.decode("utf-8", "replace")

    def _glyph(self, index: int, text: str, style: _Style, after_space: bool) -> Glyph:
        box, pen = pdfium.FS_RECTF(), self._pen(index)
        pdfium.FPDFText_GetLooseCharBox(self._text_page, index, box)
        corners = (self.upright(box.left, box.bottom), self.upright(box.right, box.top))
        size = pdfium.FPDFText_GetFontSize(self._text_page, index) * style.scale
        # Some programs write size 1 and scale by the matrix, or nonsense; then the box tells.
        em = size if 0.5 < size < 2000 else abs(corners[1][1] - corners[0][1])
        return Glyph(
            index=index,
            text=text,
            left=min(corners[0][0], corners[1][0]),
            right=max(corners[0][0], corners[1][0]),
            origin=pen[0],
            baseline=pen[1],
            em=min(max(em, 0.1), 2000),
            after_space=after_space,
            bold=style.bold,
            hidden=style.undrawn
            or em < min(_LEGIBLE_POINTS, _LEGIBLE_SHARE * self.height)
            or (
                style.suspicion is not None
                and not self._ground.shows(self._tight_box(index), style.suspicion)
            ),
            undrawn=style.undrawn,
        )

    def _tight_box(self, index: int) -> Box:
        edges = [ctypes.c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(self._text_page, index, *edges)
        left, right, low, top = (edge.value for edge in edges)
        return Box(left, low, right, top)

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """Turn a vector from the page's own space to the page as it is shown, /Rotate and crop applied."""
        x, y = x - self._origin[0], y - self._origin[1]
        if self._rotation == 1:
            return y, self.height - x
        if self._rotation == 2:
            return self.width - x, self.height - y
        if self._rotation == 3:
            return self.width - y, x
        return x, y

    def _on_page(self, glyph: Glyph) -> bool:
        middle = (glyph.left + glyph.right) / 2
        # A third above the baseline, about the middle of a small letter.
        height = glyph.baseline + glyph.em / 3
        return bool(0 <= middle <= self.width and 0 <= height <= self.height)


def _crop_origin(page: Any) -> tuple[float, float]:
    edges = [ctypes.c_float() for _ in range(4)]
    for box in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if box(page, *edges):
            return min(edges[0].value, edges[2].value), min(edges[1].value, edges[3].value)
    return 0.0, 0.0


def _is_odd(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs")


def _is_text(character: str) -> bool:
    category = unicodedata.category(character)
    return category not in ("Cc", "Cs", "Co", "Cn", "Cf") or character in _KEPT_FORMAT_CHARACTERS
