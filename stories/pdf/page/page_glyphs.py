"""The glyphs of a page with their places, as PDFium reports them."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
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
from stories.pdf.page.written import Written

_BOLD = 600  # semibold, on the scale of font weights
_HEAVY = re.compile(r"bold|black|heavy|demi|cmbx|sfbx", re.IGNORECASE)
_LIGHT = re.compile(r"regular|light|medium|thin|book\b|roman\b", re.IGNORECASE)
_UPRIGHT = 0.985  # cosine of the writing's angle: a slanted watermark or stamp is not told
_SIDEWAYS = 0.1  # at most, of writing that stands on its side
_LETTERS_ASKED = 200  # spread over the page; they tell how it lies as well as all would
_MOST_LETTERS = 0.8  # of those asked: a table with turned headings stays as it is
_LEGIBLE_POINTS = 2.0  # smaller type is hidden text, such as keywords for search engines
_LEGIBLE_SHARE = 0.003  # of the page's height, for pages of unusual size


@dataclass(slots=True)
class _Style:
    """What every glyph of one text object shares."""

    scale: float
    turn: int
    slanted: bool
    size: float
    bold: bool
    undrawn: bool
    suspicion: str | None


_PLAIN = _Style(1.0, 0, slanted=False, size=0.0, bold=False, undrawn=False, suspicion=None)


class PageGlyphs:
    """The glyphs of one loaded PDFium page, which stand on `ground`; close() frees it.

    `count` is the page's characters with its spaces. `spaces` fills while reading with the spaces
    the file itself has, without those PDFium infers, and `turned` with the letters of lines that are
    written upwards, 1, or downwards, -1, as if those were laid level. `ligatures` are the document's.
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
        self.turned: dict[int, list[Glyph]] = {1: [], -1: []}
        self._slanted = ""
        self._written = Written(self._text_page, ligatures)
        # Filled again for each letter: to make new ones costs as much as to ask PDFium.
        self._box, self._x, self._y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
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
        for turn, letters in self.turned.items():
            self.turned[turn] = [it for it in letters if not it.hidden and self._on_page(it, turn)]
        if any(kind_of(glyph.text) == "R" for glyph in glyphs):
            glyphs, spaces = with_spans(self._page, glyphs, self._owners, self.upright)
            self.spaces.extend(spaces)
            ligatures_in_order(glyphs)
            glyphs = without_strays(glyphs, self._ligatures.is_stray)
        return [glyph for glyph in glyphs if self._on_page(glyph)]

    @property
    def odd(self) -> int:
        """How many of the characters read mean nothing."""
        return self._written.odd

    def slanted(self, at_most: int) -> str:
        """Return up to `at_most` characters of words that are neither level nor upright, once read."""
        text = fold(self._slanted.strip()[:at_most])
        return text if any(map(str.isalnum, text)) else ""

    def _all(self, at_most: int) -> Iterator[Glyph]:
        style, text_object = _PLAIN, None
        after_space = False
        for index in range(min(self.count, at_most)):
            text = self._written.at(index)
            if text == " ":
                after_space = True
                self._note_space(index)
            if not text.strip():
                continue
            item = pdfium.FPDFText_GetTextObject(self._text_page, index)
            current = ctypes.addressof(item.contents) if item else 0
            # Once for each text object, not for each letter: the calls into PDFium cost the most here.
            if current != text_object:
                text_object, style = current, self._style(index)
            if style.slanted:
                self._slanted += f" {text}" if after_space else text
            elif style.turn:
                self.turned[style.turn].append(self._glyph(index, text, style, after_space))
            else:
                self._owners[index] = current
                yield self._glyph(index, text, style, after_space)
            after_space = False

    def _note_space(self, index: int) -> None:
        """Keep its place; a space that belongs to no text object has only its neighbour's."""
        is_drawn = bool(pdfium.FPDFText_GetTextObject(self._text_page, index))
        if is_drawn and pdfium.FPDFText_IsGenerated(self._text_page, index) == 0:
            self.spaces.append(Space(*self.upright(*self._pen(index))))

    def _pen(self, index: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self._text_page, index, self._x, self._y)
        return self._x.value, self._y.value

    def _style(self, index: int) -> _Style:
        matrix = pdfium.FS_MATRIX()
        if not pdfium.FPDFText_GetMatrix(self._text_page, index, matrix):
            return _PLAIN
        angle = math.atan2(matrix.b, matrix.a) - self._rotation * math.pi / 2
        is_on_side = abs(math.cos(angle)) < _SIDEWAYS
        return _Style(
            scale := math.hypot(matrix.c, matrix.d) or 1.0,
            (1 if math.sin(angle) > 0 else -1) if is_on_side else 0,
            not is_on_side and math.cos(angle) <= _UPRIGHT,
            pdfium.FPDFText_GetFontSize(self._text_page, index) * scale,
            self._is_bold(index),
            *self._unseen(index),
        )

    def _is_bold(self, index: int) -> bool:
        """Return what the font's name says; where it says nothing, its weight, which PDFium guesses."""
        name = self._written.font_name(index)
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

    def _glyph(self, index: int, text: str, style: _Style, after_space: bool) -> Glyph:
        box, turn = self._box, style.turn
        pdfium.FPDFText_GetLooseCharBox(self._text_page, index, box)
        x, y = self._laid(box.left, box.bottom, turn)
        other_x, other_y = self._laid(box.right, box.top, turn)
        origin, baseline = self._laid(*self._pen(index), turn)
        # Some programs write size 1 and scale by the matrix, or nonsense; then the box tells.
        em = style.size if 0.5 < style.size < 2000 else abs(other_y - y)
        return Glyph(
            index=index,
            text=text,
            left=min(x, other_x),
            right=max(x, other_x),
            origin=origin,
            baseline=baseline,
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

    def _laid(self, x: float, y: float, turn: int) -> tuple[float, float]:
        """Return `upright`, and of a line on its side where it would be if that were laid level."""
        x, y = self.upright(x, y)
        return (turn * y, -turn * x) if turn else (x, y)

    def _on_page(self, glyph: Glyph, turn: int = 0) -> bool:
        x = (glyph.left + glyph.right) / 2
        # A third above the baseline, about the middle of a small letter.
        y = glyph.baseline + glyph.em / 3
        if turn:
            x, y = -turn * y, turn * x
        return bool(0 <= x <= self.width and 0 <= y <= self.height)


def _crop_origin(page: Any) -> tuple[float, float]:
    edges = [ctypes.c_float() for _ in range(4)]
    for box in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if box(page, *edges):
            return min(edges[0].value, edges[2].value), min(edges[1].value, edges[3].value)
    return 0.0, 0.0
