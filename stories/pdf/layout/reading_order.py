"""Geometry into reading order: glyphs > rows > columns > lines."""

from __future__ import annotations

import itertools
import math
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stories.pdf.layout.drop_caps import lifted
from stories.pdf.page.direction import is_right_to_left, line_direction, line_text
from stories.pdf.page.glyph import Glyph, Space

_ROW_TOLERANCE_EM = 0.4  # exponents and marks leave the baseline by less, the next line is further
_GUTTER_STEP_POINTS = 2.0
_GUTTER_EM = 0.7  # wider than the gaps of justified text
_TABLE_GAP_EM = 1.5  # wider than any gap within a line of text
_CLEAR_SHARE = 0.72  # of the glyphs: titles and pictures' captions may span the gutter
_MIN_COLUMN_ROWS = 4  # fewer rows that happen to leave white are chance
_MIN_COLUMN_SHARE = 0.2  # of the glyphs on each side: less is a margin note
_FEWEST_ROWS = 1  # where the pages before have shown the gutter
_COLUMN_FILL = 0.55  # of its widest line, what the median line of running text fills
_DEEPEST_SPLIT = 3  # columns within columns: up to eight on a page
_OTHER_SIZE = 0.8  # of the row's largest type
_MIN_CELLS = 20
_MAX_CELLS = 600  # bounds the time for a huge page
_GUTTERS_TRIED = 8  # each try reads all rows
_LETTERS_PER_SPACE = 25  # more letters for each written space: the file does not write its spaces
_LETTERS_OF_A_LINE = 12  # fewer are a table's cell


@dataclass(slots=True)
class Line:
    """One line of text: its words in logical order and its box in points.

    `column` numbers the block the line belongs to, in reading order on its page. `starts` says that
    who read the line from a picture saw a paragraph begin.
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


def lines_in_reading_order(
    glyphs: Sequence[Glyph], spaces: Sequence[Space] = (), gutters: list[float] | None = None
) -> list[Line]:
    """Return the page's lines, each column from top to bottom before the next one.

    `spaces` are the spaces the file itself has; without them words are told apart by their gaps.
    `gutters` are those of the pages before, in points from the left, to which the page's own are added:
    the last few lines of columns are too few to tell.
    """
    if not glyphs:
        return []
    glyphs = lifted(glyphs)
    rtl = is_right_to_left(glyph.text for glyph in glyphs)
    written = spaces if len(spaces) * _LETTERS_PER_SPACE >= len(glyphs) else None
    blocks = _blocks(_rows(glyphs), rtl, _DEEPEST_SPLIT, [] if gutters is None else gutters)
    lines = (
        _line(row, written, rtl, number) for number, block in enumerate(blocks) for row in block
    )
    return [line for line in lines if line.text]


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group glyphs that share a baseline, rows from the top; a mark follows the letter it belongs to."""
    letters = [glyph for glyph in glyphs if not _is_loose_mark(glyph)]
    rows: list[list[Glyph]] = []
    heights: list[float] = []
    # Marks are left out, as they stand off the baseline of their letters.
    for glyph in sorted(letters or glyphs, key=lambda glyph: -glyph.baseline):
        if rows and abs(heights[-1] - glyph.baseline) <= _ROW_TOLERANCE_EM * glyph.em:
            rows[-1].append(glyph)
            # The mean so far, so that a row on a slightly turned scan stays one row.
            heights[-1] += (glyph.baseline - heights[-1]) / len(rows[-1])
        else:
            rows.append([glyph])
            heights.append(glyph.baseline)
    rows, heights = _untangled(rows)
    if letters:
        _place_marks((glyph for glyph in glyphs if _is_loose_mark(glyph)), rows, heights)
    return rows


def _untangled(rows: list[list[Glyph]]) -> tuple[list[list[Glyph]], list[float]]:
    """Set rows apart that are printed over each other in different sizes, as running lines can be."""
    apart: list[list[Glyph]] = []
    for row in rows:
        largest = max(glyph.em for glyph in row)
        small = [glyph for glyph in row if glyph.em < _OTHER_SIZE * largest]
        large = [glyph for glyph in row if glyph.em >= _OTHER_SIZE * largest]
        covered = sum(any(g.left < _middle(s) < g.right for g in large) for s in small)
        apart.extend([large, small] if covered * 2 > len(small) else [row])
    return apart, [statistics.median(glyph.baseline for glyph in row) for row in apart]


def _is_loose_mark(glyph: Glyph) -> bool:
    return unicodedata.combining(glyph.text[0]) > 0


def _place_marks(marks: Iterable[Glyph], rows: list[list[Glyph]], heights: list[float]) -> None:
    for mark in marks:
        nearest = min(range(len(rows)), key=lambda row: abs(heights[row] - mark.baseline))
        rows[nearest].append(mark)


def _blocks(
    rows: list[list[Glyph]], rtl: bool, depth: int, gutters: list[float]
) -> list[list[list[Glyph]]]:
    """Return rows cut at a column gutter, spanning rows kept between the columns they separate."""
    if not depth:
        return [rows]
    if len(rows) >= 2 * _MIN_COLUMN_ROWS:
        gutter = _gutter(rows, depth)
    else:
        gutter = _known_gutter(rows, depth, gutters)
    if gutter is None:
        return [rows]
    if gutter not in gutters:
        gutters.append(gutter)
    blocks: list[list[list[Glyph]]] = []
    for spanning, band in _bands(rows, gutter):
        if spanning:
            blocks.append(band)
            continue
        sides = [_side(band, gutter, left=True), _side(band, gutter, left=False)]
        # The right column is read first where the language is.
        for side in reversed(sides) if rtl else sides:
            blocks.extend(_blocks(side, rtl, depth - 1, gutters) if side else [])
    return blocks


def _side(rows: list[list[Glyph]], gutter: float, *, left: bool) -> list[list[Glyph]]:
    """Return the part of each row on one side; rows of two columns seldom share a baseline exactly."""
    halves = [[glyph for glyph in row if (_middle(glyph) < gutter) is left] for row in rows]
    return _rows([glyph for half in halves for glyph in half])


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _bands(rows: list[list[Glyph]], gutter: float) -> list[tuple[bool, list[list[Glyph]]]]:
    bands: list[tuple[bool, list[list[Glyph]]]] = []
    for row in rows:
        spanning = not _is_clear(row, gutter)
        if bands and bands[-1][0] is spanning:
            bands[-1][1].append(row)
        else:
            bands.append((spanning, [row]))
    return bands


def _is_clear(row: list[Glyph], x: float) -> bool:
    return any(start <= x <= end for start, end in _white(row))


def _white(row: list[Glyph]) -> list[tuple[float, float]]:
    """Return where the row leaves room for a gutter: its margins and the wide gaps between its glyphs."""
    ordered = sorted(row, key=lambda glyph: glyph.left)
    white = [(-math.inf, ordered[0].left)]
    edge = ordered[0].right
    for glyph in ordered:
        if glyph.left - edge >= _GUTTER_EM * glyph.em:
            white.append((edge, glyph.left))
        edge = max(edge, glyph.right)
    return [*white, (edge, math.inf)]


def _gutter(rows: list[list[Glyph]], depth: int) -> float | None:
    """Return where most rows leave white between two columns of text, if there are two or, deeper, more."""
    left = min(glyph.left for row in rows for glyph in row)
    width = max(glyph.right for row in rows for glyph in row) - left
    cells = min(int(width / _GUTTER_STEP_POINTS), _MAX_CELLS)
    if cells < _MIN_CELLS:
        return None
    shares = _clear_shares(rows, left, width / cells, cells)
    # Not at the margins, which are white as well.
    middle = range(int(cells * 0.2), int(cells * 0.8))
    # The whitest first: a gutter is white in nearly every row.
    likely = [cell for cell in middle if shares[cell] > _CLEAR_SHARE]
    for cell in sorted(likely, key=lambda cell: -shares[cell])[:_GUTTERS_TRIED]:
        x = left + (cell + 0.5) * width / cells
        if _divides_columns([row for row in rows if _is_clear(row, x)], x, depth):
            return x
    return None


def _known_gutter(rows: list[list[Glyph]], depth: int, gutters: Sequence[float]) -> float | None:
    """Return the gutter of a page before that every one of these few rows leaves white."""
    for x in gutters:
        clear = all(_is_clear(row, x) for row in rows)
        if clear and _divides_columns(rows, x, depth, gutters):
            return x
    return None


def _clear_shares(rows: list[list[Glyph]], left: float, step: float, cells: int) -> list[float]:
    """Return for each cell across the page the share of its glyphs in rows that are white there."""
    changes = [0.0] * (cells + 1)
    total = sum(map(len, rows))
    for row in rows:
        for start, end in _white(row):
            first = 0 if start < left else math.ceil((start - left) / step - 0.5)
            last = cells if end == math.inf else math.ceil((end - left) / step - 0.5)
            if first < last:
                changes[first] += len(row) / total
                changes[min(last, cells)] -= len(row) / total
    # Differences summed up once, instead of each row's white filled cell by cell.
    return list(itertools.accumulate(changes[:cells]))


def _divides_columns(
    rows: list[list[Glyph]], x: float, depth: int, known: Sequence[float] = ()
) -> bool:
    """Return whether both sides hold running text or columns of it: enough rows, and enough in them.

    Gutters that are `known` make a few rows enough.
    """
    total = sum(map(len, rows))
    least = _FEWEST_ROWS if known else _MIN_COLUMN_ROWS
    for left in (True, False):
        side = [half for row in rows if (half := [g for g in row if (_middle(g) < x) is left])]
        if len(side) < least or sum(map(len, side)) < _MIN_COLUMN_SHARE * total:
            return False
        if not (_is_running_text(side) or _is_columns(side, depth - 1, known)):
            return False
    return True


def _is_running_text(side: list[list[Glyph]]) -> bool:
    """Return whether lines fill the side; the cells of a table do not, so a table is read along its rows."""
    widths = [max(g.right for g in half) - min(g.left for g in half) for half in side]
    gapped = sum(_widest_gap_em(half) > _TABLE_GAP_EM for half in side)
    return statistics.median(widths) >= _COLUMN_FILL * max(widths) and gapped <= len(side) / 4


def _is_columns(side: list[list[Glyph]], depth: int, known: Sequence[float]) -> bool:
    """Return whether the side is itself columns, of lines longer than the cells of a table are."""
    if depth <= 0 or statistics.median(map(len, side)) < 2 * _LETTERS_OF_A_LINE:
        return False
    gutter = _known_gutter(side, depth, known) if known else _gutter(side, depth)
    return gutter is not None


def _widest_gap_em(row: list[Glyph]) -> float:
    inner = _white(row)[1:-1]
    return max(((end - start) / row[0].em for start, end in inner), default=0.0)


def _spaces_in(row: list[Glyph], spaces: Sequence[Space]) -> list[float]:
    baseline = statistics.median(glyph.baseline for glyph in row)
    reach = _ROW_TOLERANCE_EM * row[0].em
    return [space.origin for space in spaces if abs(space.baseline - baseline) <= reach]


def _line(row: list[Glyph], spaces: Sequence[Space] | None, page_rtl: bool, column: int) -> Line:
    sizes = statistics.multimode(round(glyph.em, 1) for glyph in row)
    return Line(
        text=line_text(row, page_rtl, None if spaces is None else _spaces_in(row, spaces)),
        left=min(glyph.left for glyph in row),
        right=max(glyph.right for glyph in row),
        baseline=statistics.median(glyph.baseline for glyph in row),
        em=max(sizes),
        bold=sum(glyph.bold for glyph in row) * 2 > len(row),
        rtl=line_direction(row, page_rtl),
        column=column,
    )
