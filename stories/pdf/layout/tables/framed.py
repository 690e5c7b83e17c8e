"""The rows of a framed table as they are told: names of columns joined, cells that span several told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from stories.pdf.layout.tables.balloons import balloons
from stories.pdf.layout.tables.grids import Grid
from stories.pdf.layout.tables.shades import Shade, is_shaded_head
from stories.pdf.layout.tables.told import once, table_lines
from stories.pdf.page.glyph import Glyph

_STAND_IN_WORDS = 4  # a row stands in the page as a full line of so many words
_GAP_EM = 0.3

Lines = Sequence[Sequence[Glyph]]
Words = Callable[[Lines], str]


def framed_rows(
    grid: Grid, words: Words, shades: Sequence[Shade], *, rtl: bool
) -> Iterator[tuple[str, list[Glyph]]]:
    """Yield each row in words with its letters, as `table_lines` says them; `words` reads a cell's lines."""
    rows = [number for number in range(len(grid.rows) - 1) if any(grid.row(number))]
    while rows and _is_one_cell(grid, rows[0]):
        yield once(_texts(grid, rows[0], words, rtl=rtl)), _letters(grid, rows.pop(0))
    if not rows:
        return
    letters = [_letters(grid, number) for number in rows]
    texts = [_texts(grid, number, words, rtl=rtl) for number in rows]
    spanned = [_has_span(grid, number) for number in rows]
    if len(rows) > 2 and spanned[0] and not spanned[1]:
        # Names above names: “Autumn” over “Boys” and “Girls”.
        texts[:2] = [[once(pair) for pair in zip(texts[0], texts[1], strict=True)]]
        letters[:2] = [letters[0] + letters[1]]
        spanned[:2] = [False]
    told = table_lines(
        [
            [once(row), *("" for _ in row[1:])] if spans else row
            for row, spans in zip(texts, spanned, strict=True)
        ],
        headed=_is_set_apart(letters) or is_shaded_head(letters, shades),
    )
    yield from zip(told, letters, strict=True)


def boxes_in_rows(grid: Grid, *, rtl: bool) -> Iterator[list[Lines]]:
    """Yield the boxes of each row in the order of reading; one that spans rows is in its first."""
    seen: set[int] = set()
    for number in range(len(grid.rows) - 1):
        row = grid.row(number)
        boxes: list[Lines] = []
        for box in row[::-1] if rtl else row:
            if box and id(box) not in seen:
                seen.add(id(box))
                boxes += balloons(box, rtl=rtl)
        if boxes:
            yield boxes


def stand_in(grid: Grid, letters: Sequence[Glyph]) -> list[Glyph]:
    """Return letters as wide as the table, which keep a row's place among the lines of the page."""
    first = max(letters, key=lambda glyph: glyph.baseline)
    gap = _GAP_EM * first.em
    width = (grid.right - grid.left + gap) / _STAND_IN_WORDS
    return [
        replace(
            first, text="□", left=grid.left + number * width,
            right=grid.left + (number + 1) * width - gap, origin=grid.left + number * width,
        )
        for number in range(_STAND_IN_WORDS)
    ]  # fmt: skip


def _texts(grid: Grid, number: int, words: Words, *, rtl: bool) -> list[str]:
    texts = [words(lines) for lines in grid.row(number)]
    return texts[::-1] if rtl else texts


def _letters(grid: Grid, number: int) -> list[Glyph]:
    found = {id(glyph): glyph for lines in grid.row(number) for line in lines for glyph in line}
    return list(found.values())


def _has_span(grid: Grid, number: int) -> bool:
    count = len(grid.columns) - 1
    return any(
        grid.spans.get((number, column), 1) > 1 and grid.cells.get((number, column))
        for column in range(count)
    )


def _is_one_cell(grid: Grid, number: int) -> bool:
    return grid.spans.get((number, 0), 1) == len(grid.columns) - 1


def _is_set_apart(rows: Sequence[Sequence[Glyph]]) -> bool:
    """Return whether the first row alone is bold."""
    bold = [sum(glyph.bold for glyph in row) * 2 > len(row) for row in rows]
    return bold[0] and sum(bold[1:]) * 2 < len(bold)
