"""Tables and boxes in rows that are framed by lines: which letters stand in which cell."""

from __future__ import annotations

import bisect
import itertools
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from stories.pdf.layout.rows import rows_of
from stories.pdf.layout.tables.boxes import Box, boxes_in_rows
from stories.pdf.layout.tables.meeting import (
    by_place,
    covers,
    frame_around,
    joined,
    meeting,
    places_of,
)
from stories.pdf.layout.tables.rules import Rule
from stories.pdf.page.glyph import Glyph

_NEAR = 3.0  # points between lines that meet or are one
_MOST_RULES = 300  # level and upright ones: more are a drawing
_OPEN_SIDE = 10.0  # points that level lines go on beyond the last upright one
_FEWEST_FILLED = 0.4  # of the cells
_CELL_LETTERS = 70  # the median: more are boxes of text, not cells
_LONGEST_CELL = 500
_SENTENCE_LETTERS = 40
_SAID_LETTERS = 8
_CARD_LETTERS = 250
_STOPS = ".!?…؟"
_BORDER_SHARE = 0.6  # of the page's letters

Cell = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """A framed table: `columns` are the places of its upright lines, `rows` of its level ones, from above.

    `cells` has the lines of letters of each cell by its row and column; one that spans several is under
    each of them, and `spans` says how many columns wide it is. Boxes with running text, as the pictures of a
    comic, are in rows as well and no table.
    """

    columns: list[float]
    rows: list[float]
    cells: dict[Cell, list[list[Glyph]]] = field(default_factory=dict)
    spans: dict[Cell, int] = field(default_factory=dict)
    is_table: bool = True

    @property
    def left(self) -> float:
        """Its left edge in points."""
        return self.columns[0]

    @property
    def right(self) -> float:
        """Its right edge in points."""
        return self.columns[-1]

    def letters(self, cell: Cell) -> int:
        """Return how many letters are in the cell."""
        return sum(map(len, self.cells.get(cell, ())))

    def row(self, number: int) -> list[list[list[Glyph]]]:
        """Return the cells of row `number` from the left, each with its lines."""
        return [self.cells.get((number, column), []) for column in range(len(self.columns) - 1)]


def grids_in(
    rules: Sequence[Rule], glyphs: Sequence[Glyph], coloured: Sequence[Box] = ()
) -> tuple[list[Grid], list[Glyph]]:
    """Return the framed tables and rows of boxes that the lines make, and the letters in none of them.

    `coloured` are areas that may be boxes where no lines make some.
    """
    grids, rest = _framed(rules, glyphs)
    if not grids and (grid := _of_boxes(boxes_in_rows(coloured), rest)):
        held = {id(it) for lines in grid.cells.values() for line in lines for it in line}
        if len(held) > _BORDER_SHARE * len(rest):
            return [grid], [glyph for glyph in rest if id(glyph) not in held]
    return grids, rest


def _framed(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    level = joined([rule for rule in rules if rule.is_level])
    upright = joined([rule for rule in rules if not rule.is_level])
    if not 3 <= len(level) <= _MOST_RULES or not 1 <= len(upright) <= _MOST_RULES:
        return [], list(glyphs)
    grids: list[Grid] = []
    rest = list(glyphs)
    lone: list[Box] = []
    for levels, uprights in meeting(level, upright):
        if box := frame_around(levels, uprights):
            lone.append(box)
            continue
        frame = _frame(levels, uprights)
        if frame is None:
            if len(levels) == len(uprights) == 2:
                lone.append(Box.of(levels, uprights))
            continue
        inside, outside = _inside(frame, rest)
        _fill(frame, inside, levels, uprights)
        if _is_in_rows(frame, len(glyphs)):
            frame.is_table = _has_cells(frame)
            grids.append(frame)
            rest = outside
    if grid := _of_boxes(boxes_in_rows(lone), rest):
        grids.append(grid)
        held = {id(it) for lines in grid.cells.values() for line in lines for it in line}
        rest = [glyph for glyph in rest if id(glyph) not in held]
    return grids, rest


def _of_boxes(boxes: Sequence[Sequence[Box]], glyphs: Sequence[Glyph]) -> Grid | None:
    """Return boxes in rows with the letters in them; None where they are empty, or hold a page each."""
    if not boxes:
        return None
    left, right = min(row[0].left for row in boxes), max(row[-1].right for row in boxes)
    width = max(map(len, boxes))
    grid = Grid(
        [left + (right - left) * number / width for number in range(width + 1)],
        [*(max(box.top for box in row) for row in boxes), min(box.low for box in boxes[-1])],
        is_table=False,
    )
    for number, row in enumerate(boxes):
        for column, box in enumerate(row):
            letters = [glyph for glyph in glyphs if box.holds(*_middle(glyph))]
            if len(letters) > _CARD_LETTERS:
                return None
            grid.cells[number, column] = _lines_in(letters)
            grid.spans[number, column] = 1
    return grid if len(_filled(grid)) * 2 > len(grid.spans) else None


def _frame(levels: Sequence[Rule], uprights: Sequence[Rule]) -> Grid | None:
    columns = places_of([rule.at for rule in uprights])
    rows = places_of([rule.at for rule in levels])[::-1]
    if not columns or len(rows) < 3:
        return None
    left, right = min(rule.start for rule in levels), max(rule.end for rule in levels)
    # Many tables have no line at their sides.
    columns = ([left] if columns[0] - left > _OPEN_SIDE else []) + columns
    columns += [right] if right - columns[-1] > _OPEN_SIDE else []
    return Grid(columns, rows) if len(columns) >= 3 else None


def _inside(frame: Grid, glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = _middle(glyph)
        is_in = frame.left < x < frame.right and frame.rows[-1] < y < frame.rows[0]
        (inside if is_in else outside).append(glyph)
    return inside, outside


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.left + glyph.right) / 2, glyph.baseline + glyph.em / 3


def _fill(
    frame: Grid, glyphs: Sequence[Glyph], levels: Sequence[Rule], uprights: Sequence[Rule]
) -> None:
    """Put the letters into the cells; cells without a wall between them are one."""
    owner = _owners(frame, levels, uprights)
    letters: dict[Cell, list[Glyph]] = defaultdict(list)
    falling = [-row for row in frame.rows]
    for glyph in glyphs:
        x, y = _middle(glyph)
        column = bisect.bisect(frame.columns, x) - 1
        row = bisect.bisect(falling, -y) - 1
        letters[owner[row, column]].append(glyph)
    lines = {cell: _lines_in(found) for cell, found in letters.items()}
    across = Counter((row, head) for (row, _), head in owner.items())
    for cell, head in owner.items():
        if head in lines:
            frame.cells[cell] = lines[head]
        frame.spans[cell] = across[cell[0], head]


def _lines_in(letters: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return a cell's lines; of those written upwards the left one is first, of others the right one."""
    turned = sorted((it for it in letters if it.turn), key=lambda it: it.turn * it.left)
    level = [glyph for glyph in letters if not glyph.turn]
    return [*([it] for it in turned), *(rows_of(level) if level else ())]


def _owners(frame: Grid, levels: Sequence[Rule], uprights: Sequence[Rule]) -> dict[Cell, Cell]:
    """Return for each cell the one at the upper left of those it is one with."""
    walls = by_place(uprights, frame.columns)
    floors = by_place(levels, frame.rows)
    owner: dict[Cell, Cell] = {}
    for row, (top, low) in enumerate(itertools.pairwise(frame.rows)):
        for column, (left, right) in enumerate(itertools.pairwise(frame.columns)):
            owner[row, column] = (row, column)
            if column and not covers(walls[column], low, top):
                owner[row, column] = owner[row, column - 1]
            elif row and not covers(floors[row], left, right):
                owner[row, column] = owner[row - 1, column]
    return owner


def _filled(grid: Grid) -> set[Cell]:
    return {cell for cell, lines in grid.cells.items() if lines}


def _is_in_rows(grid: Grid, all_letters: int) -> bool:
    """Return whether the frames stand in rows and columns; one with most of the page in it is its border."""
    filled = _filled(grid)
    if not filled or len({row for row, _ in filled}) < 2 or len({at for _, at in filled}) < 2:
        return False
    return max(grid.letters(cell) for cell in filled) <= _BORDER_SHARE * all_letters


def _has_cells(grid: Grid) -> bool:
    """Return whether the frames hold cells of a table, and not running text."""
    filled = _filled(grid)
    count = (len(grid.columns) - 1) * (len(grid.rows) - 1)
    letters = [grid.letters(cell) for cell in filled]
    sentences = sum(
        grid.letters(cell) > _SENTENCE_LETTERS
        and any(glyph.text in _STOPS for glyph in grid.cells[cell][-1])
        for cell in filled
    )
    return (
        sentences * 2 < len(filled)
        and not all(_is_sentence(grid.cells[cell]) for cell in filled)
        and len(filled) >= _FEWEST_FILLED * count
        and statistics.median(letters) <= _CELL_LETTERS
        and max(letters) <= _LONGEST_CELL
    )


def _is_sentence(lines: Sequence[Sequence[Glyph]]) -> bool:
    """Return whether a box holds something said: a few words and a stop."""
    letters = sum(map(len, lines))
    return letters >= _SAID_LETTERS and any(glyph.text in _STOPS for glyph in lines[-1])
