"""What is said in one picture of a comic: words that stand together, each in their own balloon."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from stories.pdf.layout.rows import Piece, levels_of
from stories.pdf.page.glyph import Glyph

_LEADING_EM = 1.8  # between two lines of one balloon, at most
_ALIGNED_EM = 0.25
_ALIGNED_SHARE = 0.6  # of the lines: labels and what stands beside each
_MOST_PIECES = 60

Lines = list[list[Glyph]]


def balloons(lines: Sequence[Sequence[Glyph]], *, rtl: bool) -> list[Lines]:
    """Return the lines of a box balloon by balloon, as they are read; all together where they are none."""
    whole = [[list(line) for line in lines]]
    if any(glyph.turn for line in lines for glyph in line):
        return whole
    pieces = [piece for level in levels_of(lines) for piece in level]
    if not 2 <= len(pieces) <= _MOST_PIECES:
        return whole
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda it: -it.baseline):
        above = next((it for it in found if _goes_on(it[-1], piece)), None)
        if above is None:
            found.append([piece])
        else:
            above.append(piece)
    if len(found) < 2 or any(_are_aligned(*pair) for pair in combinations(found, 2)):
        return whole
    ordered = sorted(found, key=lambda it: (-it[0].baseline, -it[0].right if rtl else it[0].left))
    return [[list(piece.glyphs) for piece in balloon] for balloon in ordered]


def _goes_on(above: Piece, piece: Piece) -> bool:
    near = 0 < above.baseline - piece.baseline < _LEADING_EM * above.em
    return near and above.left < piece.right and piece.left < above.right


def _are_aligned(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Return whether the lines of two share their heights, as those of a table do."""
    few, many = sorted((one, other), key=len)
    level = sum(
        any(abs(piece.baseline - it.baseline) < _ALIGNED_EM * it.em for it in many) for piece in few
    )
    return level >= _ALIGNED_SHARE * len(few)
