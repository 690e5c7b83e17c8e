"""Tables are told row by row, as those of a PDF are: the names of the columns before their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stories.pdf.layout.tables.told import once, table_lines

_WORDS_OF_A_CELL = 40  # more is text that was only put into a table to place it
_MOST_COLUMNS = 60  # that cells may span; no table that is read to anybody is wider
_HAS_DIGIT = re.compile(r"\d")
_STOPS = (".", "!", "?", "…", "؟", "”", "»")
_SENTENCE_WORDS = 4
_NAME_WORDS = 6  # a cell over several rows with more words is told once


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words, and how many columns and rows it spans; it may itself go on with the cell above."""

    text: str
    columns: int = 1
    rows: int = 1
    goes_on: bool = False


def _laid_out(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Return the words by row and column: each cell of several rows or columns names all of them."""
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
            for _ in range(min(cell.columns, max(_MOST_COLUMNS - len(texts), 1))):
                if cell.rows > 1 and len(texts) < _MOST_COLUMNS:
                    below[len(texts)] = (_again(text), cell.rows - 1)
                texts.append(text)
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


def told_rows(rows: Sequence[Sequence[Cell]], *, has_head: bool = False) -> list[str]:
    """Return a line for each row that has words; `has_head` says that the first row names the columns.

    A row with a cell that spans columns is told once, as it stands.
    """
    texts = _laid_out(rows)
    spanned = [any(cell.columns > 1 and cell.text.strip() for cell in row) for row in rows]
    columns = max(map(len, texts), default=0)
    # Cells that were joined leave a row with fewer.
    texts = [[*row, *[""] * (columns - len(row))] for row in texts]
    above: list[str] = []
    while texts and spanned[0] and len(set(texts[0])) == 1:
        above.append(texts.pop(0)[0])
        spanned.pop(0)
    if len(texts) > 2 and spanned[0] and not spanned[1] and _stand_above(*texts[:2]):
        texts[:2] = [[once(pair) for pair in zip(texts[0], texts[1], strict=True)]]
        spanned[:2] = [False]
    told = [
        [once(row), *[""] * (columns - 1)] if spans else row
        for row, spans in zip(texts, spanned, strict=True)
    ]
    return [*above, *table_lines(told, headed=has_head)]


def _stand_above(first: Sequence[str], second: Sequence[str]) -> bool:
    """Return whether names that span columns head those below: “Autumn” over “Boys” and “Girls”.

    A column that nothing spans has no other name below then.
    """
    has_corner = False
    for above, name in zip(first, second, strict=True):
        spans = first.count(above) > 1
        if above and (not name if spans else name not in ("", above)):
            return False
        has_corner |= not above and name != ""
    # Above the name of a row of values nothing may stand either.
    return not has_corner or not any(_HAS_DIGIT.search(name) for name in second)


def only_places(rows: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Return whether the table only says where on the page its cells stand, each with its paragraphs.

    They hold running text then, or nothing but sentences.
    """
    filled = [cell for row in rows for cell in row if any(text.strip() for text in cell)]
    if any(sum(len(text.split()) for text in cell) > _WORDS_OF_A_CELL for cell in filled):
        return True
    return len(filled) > 1 and all(map(_is_sentence, filled))


def _is_sentence(cell: Sequence[str]) -> bool:
    text = " ".join(cell).strip()
    return text.endswith(_STOPS) and len(text.split()) >= _SENTENCE_WORDS


def stands_out(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row alone looks as it does; of each cell its colour or weight, "" for none."""
    if len(rows) < 2:
        return False
    first, *others = (frozenset(row) for row in rows)
    return bool(first) and "" not in first and all(first.isdisjoint(other) for other in others)
