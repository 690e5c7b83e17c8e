"""Geometry into reading order: glyphs > rows > blocks > lines."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stories.pdf.layout.columns import Block, Columns, Kind
from stories.pdf.layout.drop_caps import lifted
from stories.pdf.layout.marginalia import watermark, without_line_numbers
from stories.pdf.layout.overprints import once
from stories.pdf.layout.rows import Row, levels_of, rows_of
from stories.pdf.layout.scripts import on_the_line
from stories.pdf.page.direction import is_right_to_left, line_direction, line_text
from stories.pdf.page.glyph import Glyph, Space

_ROW_TOLERANCE_EM = 0.4  # of a space, from the baseline of its line
_LETTERS_PER_SPACE = 25  # more letters for each written space: the file does not write its spaces


@dataclass(slots=True)
class Line:
    """One line of text: its words in logical order and its box in points.

    `column` numbers the block the line belongs to, in reading order on its page. `starts` says that
    who read the line from a picture saw a paragraph begin. A line that stands `apart` is a paragraph of
    its own, as a row of a table is. `why` says why it is not told where its place on the page shows it.
    """

    text: str
    left: float
    right: float
    baseline: float
    em: float
    bold: bool
    rtl: bool
    column: int
    starts: bool = False
    apart: bool = False
    why: str = ""


def lines_in_reading_order(
    glyphs: Sequence[Glyph],
    spaces: Sequence[Space] = (),
    gutters: list[float] | None = None,
    page: tuple[float, float] = (0.0, 0.0),
) -> list[Line]:
    """Return the page's lines, each column from top to bottom before the next one.

    `spaces` are the spaces the file itself has; without them words are told apart by their gaps.
    `gutters` are those of the pages before, in points from the left, to which the page's own are added:
    the last few lines of columns are too few to tell. `page` is its width and height in points.
    """
    if not glyphs:
        return []
    glyphs = on_the_line(lifted(once(glyphs)))
    rtl = is_right_to_left(glyph.text for glyph in glyphs)
    written = spaces if len(spaces) * _LETTERS_PER_SPACE >= len(glyphs) else None
    marks = watermark(glyphs)
    crossing = {id(glyph) for glyph in marks}
    rows, numbers = without_line_numbers([g for g in glyphs if id(g) not in crossing], rtl=rtl)
    columns = Columns(rtl, [] if gutters is None else gutters, page)
    setter = _Setter(rtl, written)
    blocks = columns.blocks(levels_of(rows))
    lines = [line for number, block in enumerate(blocks) for line in setter.lines(block, number)]
    lines += setter.untold(marks, "watermark")
    lines += setter.untold(numbers, "line numbers")
    return [line for line in lines if line.text]


@dataclass(frozen=True, slots=True)
class _Setter:
    """Makes lines of a page's rows. `spaces` are None where the file writes none."""

    rtl: bool
    spaces: Sequence[Space] | None

    def lines(self, block: Block, number: int) -> Iterator[Line]:
        """Yield the block's lines, those of a table row by row."""
        for row in _rows_again(block.levels):
            line = self._line([glyph for piece in row for glyph in piece.glyphs], number)
            if block.kind is Kind.TABLE:
                line.apart = True
                if len(row) > 1:
                    line.text = self._cells(row)
            yield line

    def untold(self, glyphs: Sequence[Glyph], why: str) -> Iterator[Line]:
        """Yield lines that are no part of the text."""
        for row in rows_of(glyphs) if glyphs else ():
            yield replace(self._line(row, -1), why=why)

    def _cells(self, row: Row) -> str:
        """Return the words of each cell, in the order that the row is read."""
        ordered = sorted(row, key=lambda piece: -piece.right if self.rtl else piece.left)
        return " ".join(self._line(piece.glyphs, 0).text for piece in ordered)

    def _line(self, row: Sequence[Glyph], column: int) -> Line:
        sizes = statistics.multimode(round(glyph.em, 1) for glyph in row)
        spaces = None if self.spaces is None else _spaces_in(row, self.spaces)
        return Line(
            text=line_text(row, self.rtl, spaces),
            left=min(glyph.left for glyph in row),
            right=max(glyph.right for glyph in row),
            baseline=statistics.median(glyph.baseline for glyph in row),
            em=max(sizes),
            bold=sum(glyph.bold for glyph in row) * 2 > len(row),
            rtl=line_direction(row, self.rtl),
            column=column,
        )


def _rows_again(levels: Sequence[Row]) -> Iterator[Row]:
    """Yield the pieces row by row: a level may have rows of several baselines."""
    for level in levels:
        rows: dict[int, Row] = {}
        for piece in level:
            rows.setdefault(piece.row, []).append(piece)
        yield from (rows[number] for number in sorted(rows))


def _spaces_in(row: Sequence[Glyph], spaces: Sequence[Space]) -> list[float]:
    baseline = statistics.median(glyph.baseline for glyph in row)
    reach = _ROW_TOLERANCE_EM * row[0].em
    return [space.origin for space in spaces if abs(space.baseline - baseline) <= reach]
