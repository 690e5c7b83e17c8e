"""Glyphs into rows that share a baseline, and rows into the pieces that wide gaps part."""

from __future__ import annotations

import bisect
import itertools
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stories.pdf.page.characters import BULLETS, kind_of
from stories.pdf.page.glyph import Glyph

_ROW_TOLERANCE_EM = 0.4  # exponents and marks leave the baseline by less, the next line is further
_OTHER_SIZE = 0.8  # of the row's largest type
_WATERMARK = 1.8  # times the other type of a row
_SAME_LEVEL_EM = 0.75  # between baselines; lines of one column are further apart
_INTERLACED_EM = 2.1  # between the lines of a column that has a neighbour's line between them
_FEWEST_INTERLACED = 4
_MOST_PIECES = 24  # in a row that is compared with its neighbour piece by piece
_BULLET_GAP_EM = 2.5
GAP_EM = 0.7  # wider than the gaps of justified text


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of row `row` that no wide gap parts; edges, baseline and type size in points.

    `words` keeps them once they were asked for, as they are many times: from the right and from the left.
    """

    glyphs: tuple[Glyph, ...]
    row: int
    left: float
    right: float
    baseline: float
    em: float
    words: dict[bool, list[str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def middle(self) -> float:
        """Half way between its edges, in points."""
        return (self.left + self.right) / 2


Row = list[Piece]


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group glyphs that share a baseline, rows from the top; a mark follows the letter it belongs to."""
    letters = [glyph for glyph in glyphs if not _is_loose_mark(glyph)]
    rows: list[list[Glyph]] = []
    height = 0.0
    # Marks are left out, as they stand off the baseline of their letters.
    for glyph in sorted(letters or glyphs, key=lambda glyph: -glyph.baseline):
        if rows and abs(height - glyph.baseline) <= _ROW_TOLERANCE_EM * glyph.em:
            rows[-1].append(glyph)
            # The mean so far, so that a row on a slightly turned scan stays one row.
            height += (glyph.baseline - height) / len(rows[-1])
        else:
            rows.append([glyph])
            height = glyph.baseline
    rows = [apart for row in rows for apart in _untangled(row)]
    if letters:
        _place_marks((glyph for glyph in glyphs if _is_loose_mark(glyph)), rows)
    return rows


def levels_of(rows: Sequence[Sequence[Glyph]]) -> list[Row]:
    """Return the rows in pieces; rows that overlap in height and stand beside each other are one level.

    Lines of neighbouring columns seldom share a baseline.
    """
    levels: list[Row] = []
    for number, row in enumerate(rows):
        pieces = _pieces(row, number)
        if levels and _stands_beside(pieces, levels[-1]):
            levels[-1] = sorted([*levels[-1], *pieces], key=lambda piece: piece.left)
        else:
            levels.append(pieces)
    return _with_interlaced(levels)


def _with_interlaced(levels: list[Row]) -> list[Row]:
    """Return the levels, each line with the one that its neighbour column has half a line below it.

    Widely set columns of which one begins lower have no two lines that overlap in height.
    """
    triples = zip(levels, levels[1:], levels[2:], strict=False)
    close = [*(_are_interlaced(*triple) for triple in triples), False, False]
    if sum(close) < _FEWEST_INTERLACED:
        return levels
    lines = [
        piece
        for at, found in enumerate(close)
        if found
        for piece in (levels[at][0], levels[at + 1][0])
    ]
    gutter = min(piece.right for piece in lines)
    left_ends = [piece.right for piece in lines if piece.left < gutter]
    if max(left_ends) > min((it.left for it in lines if it.left >= gutter), default=gutter):
        return levels
    merged: list[Row] = []
    at = 0
    while at < len(levels):
        pair = levels[at : at + 2]
        if (close[at] or (at and close[at - 1])) and _are_a_pair(pair, gutter):
            merged.append(sorted(itertools.chain(*pair), key=lambda piece: piece.left))
            at += 2
        else:
            merged.append(levels[at])
            at += 1
    return merged


def _are_interlaced(above: Row, between: Row, below: Row) -> bool:
    """Return whether the first and the third line stand in one column and the second beside both."""
    if not len(above) == len(between) == len(below) == 1:
        return False
    (one,), (other,), (next_one,) = above, between, below
    near = one.baseline - next_one.baseline < _INTERLACED_EM * min(one.em, other.em, next_one.em)
    return (
        near
        and one.left < next_one.right
        and next_one.left < one.right
        and all(_are_apart(other, it) for it in (one, next_one))
    )


def _are_apart(one: Piece, other: Piece) -> bool:
    least = GAP_EM * max(one.em, other.em)
    return one.right + least <= other.left or other.right + least <= one.left


def _are_a_pair(pair: Sequence[Row], gutter: float) -> bool:
    if [len(level) for level in pair] != [1, 1]:
        return False
    (one,), (other,) = pair
    near = one.baseline - other.baseline < _INTERLACED_EM / 2 * min(one.em, other.em)
    return near and _are_apart(one, other) and (one.middle < gutter) is not (other.middle < gutter)


def _stands_beside(pieces: Row, level: Row) -> bool:
    if len(pieces) * len(level) > _MOST_PIECES:
        return False
    least = GAP_EM * max(piece.em for piece in pieces)
    lowest = min(piece.baseline for piece in level)
    near = lowest - pieces[0].baseline < _SAME_LEVEL_EM * min(pieces[0].em, level[0].em)
    # Levels do not grow: what stands beside stands beside all of it.
    return near and all(
        one.right + least <= other.left or other.right + least <= one.left
        for one in pieces
        for other in level
    )


def _pieces(row: Sequence[Glyph], number: int) -> Row:
    """Return the row cut at its wide gaps, from the left."""
    ordered = sorted(row, key=lambda glyph: glyph.left)
    parts = [[ordered[0]]]
    edge = ordered[0].right
    for glyph in ordered[1:]:
        gap = (glyph.left - edge) / glyph.em
        if gap >= GAP_EM and not (gap < _BULLET_GAP_EM and _is_bulleted(parts[-1], glyph)):
            parts.append([])
        parts[-1].append(glyph)
        edge = max(edge, glyph.right)
    return [_piece(part, number) for part in parts]


def _is_bulleted(part: Sequence[Glyph], glyph: Glyph) -> bool:
    """Return whether there is only the bullet of an item between the part and the glyph right of it."""
    if glyph.text in BULLETS:
        return kind_of(part[-1].text) == "R"
    return len(part) == 1 and part[0].text in BULLETS and kind_of(glyph.text) in "LD"


def _piece(glyphs: list[Glyph], number: int) -> Piece:
    return Piece(
        tuple(glyphs),
        number,
        left=min(glyph.left for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        baseline=statistics.median(glyph.baseline for glyph in glyphs),
        em=type_size(glyphs),
    )


def type_size(glyphs: Sequence[Glyph]) -> float:
    """Return the type size of most of the letters, in points; of several the largest."""
    sizes = {glyph.em for glyph in glyphs}
    if len(sizes) == 1:
        return round(sizes.pop(), 1)
    return max(statistics.multimode(round(glyph.em, 1) for glyph in glyphs))


def _untangled(row: list[Glyph]) -> list[list[Glyph]]:
    """Set apart what is printed over each other in different sizes, as running lines can be."""
    largest = max(glyph.em for glyph in row)
    small = [glyph for glyph in row if glyph.em < _OTHER_SIZE * largest]
    if not small:
        return [row]
    large = sorted((g for g in row if g.em >= _OTHER_SIZE * largest), key=lambda g: g.left)
    lefts = [glyph.left for glyph in large]
    covered = 0
    for glyph in small:
        middle = (glyph.left + glyph.right) / 2
        before = bisect.bisect_left(lefts, middle) - 1
        covered += before >= 0 and middle < large[before].right
    # A watermark's letters lie on those of a line.
    towers = covered and largest > _WATERMARK * statistics.median(glyph.em for glyph in small)
    return [large, small] if towers or covered * 2 > len(small) else [row]


def _is_loose_mark(glyph: Glyph) -> bool:
    return unicodedata.combining(glyph.text[0]) > 0


def _place_marks(marks: Iterable[Glyph], rows: list[list[Glyph]]) -> None:
    """Put each mark into the row of the nearest baseline."""
    heights = sorted(
        (statistics.median(glyph.baseline for glyph in row), number)
        for number, row in enumerate(rows)
    )
    for mark in marks:
        at = bisect.bisect(heights, (mark.baseline, -1))
        near = heights[max(at - 1, 0) : at + 1]
        _, number = min(near, key=lambda height: abs(height[0] - mark.baseline))
        rows[number].append(mark)


def leads_in_bold(row: Sequence[Glyph], *, rtl: bool) -> bool | None:
    """Return whether a row begins bold and goes on plain; None where all of it or nothing is bold."""
    count = sum(glyph.bold for glyph in row)
    if not 0 < count < len(row):
        return None
    ordered = sorted(row, key=lambda glyph: -glyph.right if rtl else glyph.left)
    return all(glyph.bold for glyph in ordered[:count])
