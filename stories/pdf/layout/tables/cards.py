"""Cards and sums that stand in rows and columns on a sheet, and look like a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stories.pdf.layout.tables.cells import TableRow
from stories.pdf.page.glyph import Glyph

_LARGER = 1.09  # times the smallest type
_MOST_COLUMNS = 6
_SUM = re.compile(r"\d[^=]{0,40}=")


def cards(rows: Sequence[TableRow]) -> Iterator[list[list[Glyph]]] | None:
    """Return the cards of a sheet, each its lines from the top; None where the rows are those of a table.

    Cards are rows of one number, of which the first is set in other type than the others, over and over.
    """
    smallest = min(row.em for row in rows)
    heads = [n for n, row in enumerate(rows) if row.is_bold or row.em > _LARGER * smallest]
    if len(heads) < 2 or heads[0] or len(rows[0].cells) > _MOST_COLUMNS:
        return None
    step = heads[1]
    if step < 2 or len(rows) % step or heads != list(range(0, len(rows), step)):
        return None
    return (
        [line for row in rows[start : start + step] for line in row.cells[column]]
        for start in heads
        for column in range(len(rows[0].cells))
    )


def sums(rows: Sequence[TableRow], *, rtl: bool) -> list[list[list[Glyph]]]:
    """Return each cell as a card of its own where all of them are sums to be worked out; else none."""
    cells = [cell for row in rows for cell in row.cells if cell]
    texts = [_text(line, rtl=rtl) for cell in cells for line in cell]
    return cells if all(_SUM.search(text) for text in texts) else []


def _text(line: Sequence[Glyph], *, rtl: bool) -> str:
    return "".join(glyph.text for glyph in sorted(line, key=lambda g: g.left, reverse=rtl))
