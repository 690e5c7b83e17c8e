"""Tables are told row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_WORDS_OF_A_CELL = 40  # more is text that was only put into a table to place it


def told_rows(rows: Sequence[Sequence[str]], *, has_head: bool = False) -> Iterator[str]:
    """Yield a line for each row that has words; `has_head` says that the first row names the columns."""
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells):
            yield " ".join(cell for cell in cells if cell)


def cell_is_a_page(paragraphs: Sequence[str]) -> bool:
    """Return whether a cell holds running text, so that the table only says where on the page it stands."""
    return sum(len(text.split()) for text in paragraphs) > _WORDS_OF_A_CELL
