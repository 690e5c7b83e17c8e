"""A table in words: its rows, each value after the name of its column, as a person reads it to a child."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.tables.series import is_series
from stories.reading.blanks import without_empty_boxes

_FEWEST_COLUMNS = 2
_MOST_COLUMNS = 10  # names said before more values would bury them
_NAME_WORDS = 6  # a longer cell is text, not a column's name
_FEWEST_TO_COUNT = 3  # columns: of two, “Name Tom” over “Age 8” looks like a header
_AMOUNT = re.compile(r"[½⅓¼¾⅔⅛]|\d{1,4}(?:[.,/]\d{1,3})?\s?[½⅓¼¾⅔⅛]?(?:\s?[^\W\d]{1,10}\.?)?$")
_HAS_DIGIT = re.compile(r"\d")
_ARABIC = re.compile(r"[\u0620-\u064a]")


def table_lines(rows: Sequence[Sequence[str]], *, headed: bool = False) -> list[str]:
    """Return a table's rows as lines to be told, each a paragraph of its own.

    `rows` are the cells in the order in which they are read, the row's name first; all rows have the same
    number of cells, and an empty text is an empty cell. `headed` says that the first row is set apart, in
    bold type for example; else its words have to show whether it names the columns. It is told as it is, and
    then its names before each value: “Monday — Maths: 9 o'clock; English: 10 o'clock”. A table without
    names is told row by row. Rows without words are left out.
    """
    filled = [[" ".join(cell.split()) for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    if not filled or not _has_names(filled, headed=headed):
        return [_plain(row) for row in filled]
    names, *rest = filled
    return [_plain(names), *(_named(names, row) for row in rest)]


def once(texts: Sequence[str]) -> str:
    """Return the texts in a row, each that comes again only once."""
    return " ".join(dict.fromkeys(text for text in texts if text))


def _plain(row: Sequence[str]) -> str:
    return " ".join(cell for cell in row if cell)


def _named(names: Sequence[str], row: Sequence[str]) -> str:
    pairs = zip(names[1:], row[1:], strict=True)
    # A box to tick is what the row leaves open.
    first, values = row[0], [pair for pair in pairs if without_empty_boxes(pair[1])]
    sentence = names[0] and first.endswith(SENTENCE_END) and " " in first
    if first and (sentence or is_series(names)):
        # A sentence names no row, nor does what is of Monday: the first column says it, as the others do.
        first, values = "", [(names[0], first), *values]
    if not values:
        return first or _plain(row)
    if len(names) == _FEWEST_COLUMNS and _AMOUNT.match(first):
        # “2 carrots” says more than the names of both.
        return _plain(row)
    said = ""
    for name, value in values:
        ended = said.endswith(SENTENCE_END) and not said.endswith(")")
        pause = " " if ended else "؛ " if _ARABIC.search(said) else "; "
        said += (pause if said else "") + (f"{_before_colon(name)} {value}" if name else value)
    return f"{first} — {said}" if first else said


def _before_colon(name: str) -> str:
    return name if name.endswith((":", "?", "؟", "!")) else f"{name}:"


def _has_names(rows: Sequence[Sequence[str]], *, headed: bool) -> bool:
    """Return whether the first row names the columns of the others."""
    names, *rest = rows
    # Without its own type one row below says too little.
    if len(rest) < (1 if headed else 2) or not _FEWEST_COLUMNS <= len(names) <= _MOST_COLUMNS:
        return False
    if not all(names[1:]) or any(len(name.split()) > _NAME_WORDS for name in names):
        return False
    return headed or _has_empty_corner(names, rest) or _counts_under_words(names, rest)


def _has_empty_corner(names: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    return not names[0] and all(row[0] for row in rest)


def _counts_under_words(names: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Return whether there is no figure in the first row, and nothing but figures in one column below it."""
    if len(names) < _FEWEST_TO_COUNT or any(_HAS_DIGIT.search(name) for name in names):
        return False
    return any(
        all(_HAS_DIGIT.search(row[column]) for row in rest) for column in range(1, len(names))
    )
