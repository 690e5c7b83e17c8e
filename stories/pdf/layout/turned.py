"""Lines that are written on their side: laid level they are read as others are, and then stand up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stories.pdf.layout.line import Line
from stories.pdf.layout.overprints import once
from stories.pdf.layout.rows import Piece, levels_of, rows_of
from stories.pdf.page.direction import line_text, page_direction
from stories.pdf.page.glyph import Glyph

TURNED = "turned"  # why lines on their side are not told
_ABOVE_EM, _BELOW_EM = 0.75, 0.2  # that letters reach from their baseline


def turned_lines(letters: Mapping[int, Sequence[Glyph]]) -> list[Glyph]:
    """Return each line as one glyph, with all of its words and its place on the page, in the file's order.

    `letters` are those of lines written upwards, 1, and downwards, -1, each as if they were laid level.
    """
    lines: list[Glyph] = []
    for turn, laid in letters.items():
        glyphs = once(laid)
        rtl = bool(glyphs) and page_direction(glyphs)
        for level in levels_of(rows_of(glyphs)) if glyphs else ():
            lines += [_stood_up(it, line_text(it.glyphs, rtl, None), turn) for it in level]
    return sorted((it for it in lines if it.text), key=lambda it: it.index)


def without_turned(lines: Sequence[Line]) -> tuple[list[Line], str]:
    """Return the lines without those that are not told for being on their side, and the words of these."""
    words = " ".join(line.text for line in lines if line.why == TURNED)
    kept = [line for line in lines if line.why != TURNED]
    return kept, words if any(map(str.isalnum, words)) else ""


def _stood_up(piece: Piece, text: str, turn: int) -> Glyph:
    """Return the line as a glyph that stands where it does; the middle of the line is that of the glyph."""
    ends = sorted(-turn * (piece.baseline + share * piece.em) for share in (_ABOVE_EM, -_BELOW_EM))
    return Glyph(
        index=min(glyph.index for glyph in piece.glyphs),
        text=text,
        left=ends[0],
        right=ends[1],
        origin=ends[0],
        baseline=turn * piece.middle - piece.em / 3,
        em=piece.em,
        after_space=False,
        bold=sum(glyph.bold for glyph in piece.glyphs) * 2 > len(piece.glyphs),
        turn=turn,
    )
