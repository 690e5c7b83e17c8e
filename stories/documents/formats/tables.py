"""Tables are told row by row, as those of a PDF are: the names of the columns before their values."""

from __future__ import annotations

from collections.abc import Sequence

from stories.pdf.layout.tables.told import table_lines

_WORDS_OF_A_CELL = 40  # more is text that was only put into a table to place it


def told_rows(rows: Sequence[Sequence[str]], *, has_head: bool = False) -> list[str]:
    """Return a line for each row that has words; `has_head` says that the first row names the columns."""
    columns = max(map(len, rows), default=0)
    # Cells that were joined leave a row with fewer.
    return table_lines([[*row, *[""] * (columns - len(row))] for row in rows], headed=has_head)


def cell_is_a_page(paragraphs: Sequence[str]) -> bool:
    """Return whether a cell holds running text, so that the table only says where on the page it stands."""
    return sum(len(text.split()) for text in paragraphs) > _WORDS_OF_A_CELL


def stands_out(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row alone looks as it does; of each cell its colour or weight, "" for none."""
    if len(rows) < 2:
        return False
    first, *others = (frozenset(row) for row in rows)
    return bool(first) and "" not in first and all(first.isdisjoint(other) for other in others)
