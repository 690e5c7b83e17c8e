"""Geometry into reading order: glyphs > rows > blocks > lines."""

from __future__ import annotations

import bisect
import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from stories.pdf.layout.columns import Block, Columns, Kind
from stories.pdf.layout.drop_caps import lifted
from stories.pdf.layout.flow import first_word
from stories.pdf.layout.line import Line
from stories.pdf.layout.list_marks import is_item
from stories.pdf.layout.marginalia import watermark, without_line_numbers
from stories.pdf.layout.overprints import once
from stories.pdf.layout.rows import Row, leads_in_bold, levels_of, rows_of, type_size
from stories.pdf.layout.scripts import on_the_line
from stories.pdf.layout.tables.cards import cards, sums
from stories.pdf.layout.tables.cells import has_header, table_rows
from stories.pdf.layout.tables.framed import boxes_in_rows, framed_rows, stand_in
from stories.pdf.layout.tables.grids import Grid, grids_in
from stories.pdf.layout.tables.rules import Rule
from stories.pdf.layout.tables.shades import Shade, areas, coloured_boxes, is_shaded_head
from stories.pdf.layout.tables.told import table_lines
from stories.pdf.layout.turned import TURNED
from stories.pdf.page.direction import line_direction, line_text, page_direction
from stories.pdf.page.glyph import Glyph, Space

_HEIGHT = attrgetter("baseline")
FIRST_BOX = 1000  # a block's number; more than the blocks of a page
_ROW_TOLERANCE_EM = 0.4  # of a space, from the baseline of its line
_DOTS = " •●○◦∙·⚫"  # that a line is to be drawn from
_HOLLOW_BULLET = "○"  # for which word processors write an o and a tabulator
_NOTE_MARK = re.compile(r"\d{1,2}|[a-h]|[*†‡]{1,2}")
_RAISED_EM = (0.12, 0.7)  # of the line's type, above its baseline
_MARK_GAP_EM = 0.6
_SENTENCE_WORDS, _SENTENCE_GAP_EM, _CAPTION_GAP_EM = 3, 1.5, 2.5
_LETTERS_PER_SPACE = 25  # more letters for each written space: the file does not write its spaces


def lines_in_reading_order(
    glyphs: Sequence[Glyph],
    spaces: Sequence[Space] = (),
    gutters: list[float] | None = None,
    page: tuple[float, float] = (0.0, 0.0),
    rules: Sequence[Rule] = (),
    shades: Sequence[Shade] = (),
    turned: Sequence[Glyph] = (),
) -> list[Line]:
    """Return the page's lines, each column from top to bottom before the next one.

    `spaces` are the spaces the file itself has; without them words are told apart by their gaps.
    `gutters` are those of the pages before, in points from the left, to which the page's own are added:
    the last few lines of columns are too few to tell. `page` is its width and height in points, `rules`
    are the lines drawn on it, which frame the cells of tables, and `shades` its coloured areas. `turned` are
    lines on their side, a glyph each: in frames they name columns and rows, elsewhere they are not told.
    """
    if not glyphs:
        return list(_Setter(rtl=False, spaces=None, shades=()).untold(turned, TURNED))
    glyphs = on_the_line(lifted(once(glyphs)))
    rtl = page_direction(glyphs)
    # By height, so that each row finds its own.
    written = (
        sorted(spaces, key=_HEIGHT) if len(spaces) * _LETTERS_PER_SPACE >= len(glyphs) else None
    )
    marks = watermark(glyphs)
    crossing = {id(glyph) for glyph in marks}
    free = [glyph for glyph in glyphs if id(glyph) not in crossing]
    grids, rest = grids_in(rules, [*free, *turned], coloured_boxes(shades))
    unread = [glyph for glyph in rest if glyph.turn]
    rest = [glyph for glyph in rest if not glyph.turn]
    setter = _Setter(rtl, written, shades)
    for number, grid in enumerate(grids):
        rest += setter.stand_ins(grid, number)
    rows, numbers = without_line_numbers(rest, rtl=rtl)
    columns = Columns(rtl, [] if gutters is None else gutters, page, areas(shades))
    blocks = columns.blocks(levels_of(rows))
    lines = [line for number, block in enumerate(blocks) for line in setter.lines(block, number)]
    lines = list(_with_marks(lines))
    lines += setter.untold(marks, "watermark")
    lines += setter.untold(numbers, "line numbers")
    lines += setter.untold(unread, TURNED)
    return [line for line in lines if line.text]


@dataclass(frozen=True, slots=True, eq=False)
class _FramedRow:
    """A row of the page's frames `number`, and the lines that it is told as."""

    number: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class _Setter:
    """Makes lines of a page's rows. `spaces` are None where the file writes none.

    `framed` has the rows of frames by the id of the letters that keep their place, `told` those that are told
    already, `boxes` numbers blocks.
    """

    rtl: bool
    spaces: Sequence[Space] | None
    shades: Sequence[Shade]
    framed: dict[int, _FramedRow] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    boxes: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_BOX))

    def lines(self, block: Block, number: int) -> Iterator[Line]:
        """Yield the block's lines, of a table one for each row."""
        rows = [
            [glyph for piece in row for glyph in piece.glyphs] for row in _rows_again(block.levels)
        ]
        if any(id(glyph) in self.framed for row in rows for glyph in row):
            yield from self._around_frames(rows, number)
        elif block.kind is Kind.TABLE:
            yield from self._table(block, number)
        elif block.kind is Kind.ITEMS:
            for line in (self._line(glyphs, number) for glyphs in rows):
                yield replace(line, text=line.text.rstrip(_DOTS), apart=True)
        else:
            for row in _rows_again(block.levels):
                yield from self._items(row, number)

    def _items(self, row: Row, number: int) -> Iterator[Line]:
        """Yield the row as a line; answers that stand side by side, each with its mark, as one each."""
        if len(row) > 1 and [glyph.text for glyph in row[0].glyphs] == ["o"] and not self.rtl:
            row[0].glyphs[0].text = _HOLLOW_BULLET
        pieces = [self._line(piece.glyphs, number) for piece in row] if len(row) > 1 else []
        if pieces and all(is_item(line.text) for line in pieces):
            ordered = pieces[::-1] if self.rtl else pieces
            # What stands side by side is short, and seldom goes on in the next line.
            yield from (replace(line, apart=True) for line in ordered)
        elif pieces and _are_sentences_apart(pieces):
            ordered = pieces[::-1] if self.rtl else pieces
            yield from (replace(line, apart=True) for line in ordered)
        else:
            yield self._line([glyph for piece in row for glyph in piece.glyphs], number)

    def stand_ins(self, grid: Grid, number: int) -> Iterator[Glyph]:
        """Yield letters that keep the place of the rows of frames `number`."""
        for lines, letters in self._table_lines(grid) if grid.is_table else self._box_lines(grid):
            row = _FramedRow(number, lines)
            glyphs = stand_in(grid, letters)
            self.framed.update((id(glyph), row) for glyph in glyphs)
            yield from glyphs

    def _table_lines(self, grid: Grid) -> Iterator[tuple[list[Line], list[Glyph]]]:
        for text, letters in framed_rows(grid, self._cell, self.shades, rtl=self.rtl):
            yield [replace(self._line(letters, 0, text), apart=True)], letters

    def _box_lines(self, grid: Grid) -> Iterator[tuple[list[Line], list[Glyph]]]:
        for boxes in boxes_in_rows(grid, rtl=self.rtl):
            lines: list[Line] = []
            for box in boxes:
                # Each a block of its own: its lines do not run on in the next one.
                number = next(self.boxes)
                lines += [self._line(line, number) for line in box]
            yield lines, [glyph for box in boxes for line in box for glyph in line]

    def _around_frames(self, rows: Sequence[Sequence[Glyph]], number: int) -> Iterator[Line]:
        """Yield the lines, each framed table whole where tables stand side by side."""
        waiting: list[_FramedRow] = []
        for row in rows:
            framed = {id(found): found for g in row if (found := self.framed.get(id(g)))}
            plain = [glyph for glyph in row if id(glyph) not in self.framed]
            if plain or not framed:
                yield from self._lines_of(waiting, number)
                waiting = []
            waiting += framed.values()
            if plain:
                yield self._line(plain, number)
        yield from self._lines_of(waiting, number)

    def _lines_of(self, framed: Sequence[_FramedRow], number: int) -> Iterator[Line]:
        """Yield the lines of rows, each once: columns may have parted the letters in its place."""
        for row in sorted(framed, key=lambda row: row.number):
            if id(row) not in self.told:
                self.told.add(id(row))
                yield from (replace(it, column=number) if it.apart else it for it in row.lines)

    def untold(self, glyphs: Sequence[Glyph], why: str) -> Iterator[Line]:
        """Yield lines that are no part of the text."""
        rows = [[glyph] for glyph in glyphs] if why == TURNED else rows_of(glyphs) if glyphs else []
        for row in rows:
            yield replace(self._line(row, -1), why=why)

    def _table(self, block: Block, number: int) -> Iterator[Line]:
        rows = table_rows(block, rtl=self.rtl)
        if sheet := cards(rows) or sums(rows, rtl=self.rtl):
            for card in sheet:
                yield from (replace(self._line(line, number), apart=True) for line in card)
            return
        words = [[self._cell(lines) for lines in row.cells] for row in rows]
        shaded = is_shaded_head([row.glyphs for row in rows], self.shades)
        told = table_lines(words, headed=shaded or has_header(rows))
        for row, text in zip(rows, told, strict=True):
            yield replace(self._line(row.glyphs, number, text), apart=True)

    def _cell(self, lines: Sequence[Sequence[Glyph]]) -> str:
        """Return a cell's words, its lines from the top."""
        return " ".join(map(self._text, lines))

    def _text(self, row: Sequence[Glyph]) -> str:
        if len(row) == 1 and row[0].turn:
            return row[0].text
        return line_text(
            row, self.rtl, None if self.spaces is None else _spaces_in(row, self.spaces)
        )

    def _line(self, row: Sequence[Glyph], column: int, text: str | None = None) -> Line:
        """Return the letters as one line, its `text` by their places where it is not known."""
        rtl = line_direction(row, self.rtl)
        leads = leads_in_bold(row, rtl=rtl)
        return Line(
            text=self._text(row) if text is None else text,
            left=min(glyph.left for glyph in row),
            right=max(glyph.right for glyph in row),
            baseline=statistics.median(glyph.baseline for glyph in row),
            em=type_size(row),
            # The place that a report begins with, in a narrow column more than half of its line.
            bold=sum(glyph.bold for glyph in row) * 2 > len(row) and not leads,
            rtl=rtl,
            column=column,
            leads=leads,
            first=first_word(row, rtl=rtl),
        )


def _are_sentences_apart(pieces: Sequence[Line]) -> bool:
    """Return whether lines side by side are each a sentence, as what stands below pictures in a row."""
    begun = all(
        len(it.text.split()) >= _SENTENCE_WORDS and not it.text[:1].islower() for it in pieces
    )
    ended = all(it.text.endswith((".", "!", "?", "؟")) for it in pieces)
    # Captions without a stop begin with a capital each, and stand further apart.
    least = _SENTENCE_GAP_EM if ended else _CAPTION_GAP_EM
    named = ended or all(it.text[:1].isupper() for it in pieces)
    gaps = (other.left - one.right for one, other in itertools.pairwise(pieces))
    return begun and named and min(gaps) > least * pieces[0].em


def _with_marks(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, the raised mark of a note with the line that it stands before."""
    waiting: Line | None = None
    for line in lines:
        if waiting and _stands_before(waiting, line):
            left, right = min(waiting.left, line.left), max(waiting.right, line.right)
            yield replace(line, text=f"{waiting.text} {line.text}", left=left, right=right)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = line if _NOTE_MARK.fullmatch(line.text) else None
        if not waiting:
            yield line
    if waiting:
        yield waiting


def _stands_before(mark: Line, line: Line) -> bool:
    raised = _RAISED_EM[0] * line.em < mark.baseline - line.baseline < _RAISED_EM[1] * line.em
    gap = mark.left - line.right if line.rtl else line.left - mark.right
    near = -_MARK_GAP_EM / 2 * line.em < gap < _MARK_GAP_EM * line.em
    return raised and near and mark.em < line.em and not line.apart


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
    first = bisect.bisect_left(spaces, baseline - reach, key=_HEIGHT)
    last = bisect.bisect_right(spaces, baseline + reach, key=_HEIGHT)
    return [space.origin for space in spaces[first:last]]
