"""Tables are told row by row, as those of a PDF are: the names of the columns before their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stories.pdf.layout.tables.told import table_lines

_WORDS_OF_A_CELL = 40  # more is text that was only put into a table to place it
_MOST_COLUMNS = 60  # that cells may span; no table that is read to anybody is wider
_NAME_WORDS = 6  # a cell over several rows with more words is told once


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words, and how many columns and rows it spans; it may itself go on with the cell above."""

    text: str
    columns: int = 1
    rows: int = 1
    goes_on: bool = False


def laid_out(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Return the words by row and column: each cell of several rows names all of them."""
    below: dict[int, tuple[str, int]] = {}
    laid: list[list[str]] = []
    for row in rows:
        texts: list[str] = []
        for cell in row:
            _cover(texts, below)
            above = laid[-1] if laid else []
            text = (
                _again(above[len(texts)]) if cell.goes_on and len(texts) < len(above) else cell.text
            )
            for column in range(min(cell.columns, max(_MOST_COLUMNS - len(texts), 1))):
                said = "" if column else text
                if cell.rows > 1 and len(texts) < _MOST_COLUMNS:
                    below[len(texts)] = (_again(said), cell.rows - 1)
                texts.append(said)
        _cover(texts, below)
        laid.append(texts)
    return laid


def _cover(texts: list[str], below: dict[int, tuple[str, int]]) -> None:
    """Add what cells of the rows above span, up to the next free column."""
    while len(texts) in below:
        text, rows = below.pop(len(texts))
        if rows > 1:
            below[len(texts)] = (text, rows - 1)
        texts.append(text)


def _again(text: str) -> str:
    return text if len(text.split()) <= _NAME_WORDS else ""


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
