"""Tables are told row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def told_rows(rows: Sequence[Sequence[str]], *, has_head: bool = False) -> Iterator[str]:
    """Yield a line for each row that has words; `has_head` says that the first row names the columns."""
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells):
            yield " ".join(cell for cell in cells if cell)
