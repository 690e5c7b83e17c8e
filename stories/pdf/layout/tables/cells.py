"""The rows of a table on a page: its pieces in cells, and lines that wrap inside a cell joined."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from stories.pdf.layout.columns import Block
from stories.pdf.layout.flow import SENTENCE_END, Strip
from stories.pdf.layout.pairs import are_labelled
from stories.pdf.layout.rows import Row
from stories.pdf.layout.strips import lines_of, strips_of
from stories.pdf.page.glyph import Glyph

_TIGHT = 1.15  # times the smallest distance of two lines: they may be of one cell
_ROW_APART = 1.25  # times it: the distance of rows where cells wrap
_FEWEST_APART = 2  # such distances, below the names of the columns
_LARGER = 1.09  # times the type of the other rows
_FEWEST_LETTERS = 16
_BELOW_EM = 0.9  # closer baselines are of one line


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells in the order of reading, each the letters of its lines from the top."""

    cells: list[list[list[Glyph]]]

    @property
    def glyphs(self) -> list[Glyph]:
        """All letters of the row."""
        return [glyph for cell in self.cells for line in cell for glyph in line]

    @property
    def em(self) -> float:
        """The type size in points of most of its letters."""
        return statistics.mode(round(glyph.em, 1) for glyph in self.glyphs)

    @property
    def is_bold(self) -> bool:
        """Whether most of its letters are bold."""
        return sum(glyph.bold for glyph in self.glyphs) * 2 > len(self.glyphs)


def table_rows(block: Block, *, rtl: bool) -> list[TableRow]:
    """Return the rows of a block that is a table, from the top."""
    lines = [_in_cells(level, block.edges, rtl=rtl) for level in block.levels]
    heights = [max(piece.baseline for piece in level) for level in block.levels]
    gaps = [above - below for above, below in itertools.pairwise(heights)]
    tight = _TIGHT * min((gap for gap in gaps if gap > 0), default=0.0)
    apart = sum(gap > _ROW_APART * tight / _TIGHT for gap in gaps[1:])
    sides = strips_of(block.levels, block.edges) if len(block.edges) == 1 else []
    labelled = bool(sides) and are_labelled(
        [Strip([line for level in side for line in lines_of(level)], rtl) for side in sides]
    )
    rows: list[TableRow] = []
    for line, gap in zip(lines, [0.0, *gaps], strict=True):
        wraps = apart >= _FEWEST_APART and gap <= tight and not all(line)
        goes_on = (
            bool(rows) and not line[0] and _runs_on(rows[-1], line, rtl=rtl, labelled=labelled)
        )
        if rows and (wraps or goes_on) and not _says_more(rows[-1], line, gap):
            for cell, more in zip(rows[-1].cells, line, strict=True):
                cell += [_letters(more)] if more else []
        else:
            rows.append(TableRow([[_letters(cell)] if cell else [] for cell in line]))
    return rows


def has_header(rows: Sequence[TableRow]) -> bool:
    """Return whether the first row is set in other type than those below it."""
    if len(rows) < 2 or not all(rows[0].cells[1:]):
        return False
    first, rest = rows[0], rows[1:]
    bold = first.is_bold and sum(row.is_bold for row in rest) * 2 < len(rest)
    return bold or all(first.em > _LARGER * row.em for row in rest)


def _in_cells(level: Row, edges: Sequence[float], *, rtl: bool) -> list[Row]:
    bounds = [float("-inf"), *edges, float("inf")]
    cells = [
        [piece for piece in level if left <= piece.middle < right]
        for left, right in itertools.pairwise(bounds)
    ]
    return cells[::-1] if rtl else cells


def _runs_on(row: TableRow, line: Sequence[Row], *, rtl: bool, labelled: bool) -> bool:
    """Return whether what is in the cells goes on in the middle of a sentence of the row above.

    In a `labelled` table each sentence that begins has a label, so capitals say nothing.
    """
    return all(
        (labelled and not _has_ended(above, rtl=rtl))
        or _goes_on(above, _first_letter(cell, rtl=rtl), rtl=rtl)
        for above, cell in zip(row.cells, line, strict=True)
        if cell
    )


def _goes_on(above: Sequence[Sequence[Glyph]], first: str, *, rtl: bool) -> bool:
    if first.islower():
        return True
    # Without small letters only a sentence that has not ended tells, of several words as labels are not.
    if not first.isalpha() or first.isupper() or not above or len(above[-1]) < _FEWEST_LETTERS:
        return False
    return not _has_ended(above, rtl=rtl)


def _has_ended(above: Sequence[Sequence[Glyph]], *, rtl: bool) -> bool:
    """Return whether the cell's last line ends a sentence; a cell without lines has."""
    if not above:
        return True
    last = (min if rtl else max)(above[-1], key=lambda glyph: glyph.left)
    return last.text.endswith(SENTENCE_END)


def _says_more(row: TableRow, line: Sequence[Row], gap: float) -> bool:
    """Return whether the line is set in other type than the cells that it would go on in, below them."""
    pairs = [
        (cell[-1], _letters(more))
        for cell, more in zip(row.cells, line, strict=True)
        if more and cell
    ]
    return (
        bool(pairs)
        and gap > _BELOW_EM * pairs[0][1][0].em
        and all(
            not 1 / _LARGER < _size(one) / _size(other) < _LARGER or _bold(one) != _bold(other)
            for one, other in pairs
        )
    )


def _size(glyphs: Sequence[Glyph]) -> float:
    return statistics.mode(glyph.em for glyph in glyphs)


def _bold(glyphs: Sequence[Glyph]) -> bool:
    return sum(glyph.bold for glyph in glyphs) * 2 > len(glyphs)


def _letters(cell: Row) -> list[Glyph]:
    return [glyph for piece in cell for glyph in piece.glyphs]


def _first_letter(cell: Row, *, rtl: bool) -> str:
    glyphs = _letters(cell)
    first = max(glyphs, key=lambda g: g.right) if rtl else min(glyphs, key=lambda g: g.left)
    return first.text[:1]
