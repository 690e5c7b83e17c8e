"""A table of people as text: CSV with commas, semicolons or tabs, and a first line that names its columns."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.people.headings import columns_of
from edusmart.plain.text import without_controls

SEPARATORS = ",;\t"
MOST_BYTES = 64 * 1024
MOST_PEOPLE = 500
LONGEST_HEADING = 80
MOST_NAMED_COLUMNS = 30
MOST_PASSWORDS = 60  # each is hashed, which is slow on purpose: half a minute for so many


@dataclass(frozen=True)
class Row:
    """One person's line: its number from 1, and what its columns say; "" for nothing.

    `too_many`: its first cell that no column is for.
    """

    line: int
    name: str
    username: str
    group: str
    school_class: str
    too_many: str = ""


@dataclass(frozen=True)
class Table:
    """The people of a table in its order, and what it calls the columns that are not read."""

    rows: list[Row]
    left_out: list[str]


def decoded(data: bytes) -> str:
    """Return the text of a file. Raises RequestRefused: 413 for its size, 400 for one that is no text."""
    if len(data) > MOST_BYTES:
        raise _too_long()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RequestRefused(
            "This file is not text in UTF-8. Save it as “CSV UTF-8”, or paste its lines.",
            "people_unreadable",
        ) from None


def table_of(text: str) -> Table:
    """Return the table; empty lines are left out, and whoever is there again under the same user name.

    A report has a line for each pupil and story. Raises RequestRefused: 400 for no line, for a first line
    that does not name the columns, 413 for too many people.
    """
    if len(text) > MOST_BYTES:
        raise _too_long()
    lines = list(_cells(text))
    if not lines:
        raise RequestRefused(
            "Write a first line with the columns, and one person on each line after it.",
            "people_empty",
        )
    head = lines[0][1]
    columns = columns_of(head)
    rows = [_row(line, columns, cells) for line, cells in lines[1:]]
    once = {replace(row, line=0) if row.username else row: row for row in reversed(rows)}
    if len(once) > MOST_PEOPLE:
        raise _too_long()
    left_out = [
        cell[:LONGEST_HEADING]
        for cell, column in zip(head, columns, strict=True)
        if cell and not column
    ]
    return Table(list(reversed(once.values())), left_out[:MOST_NAMED_COLUMNS])


def name_key(name: str) -> str:
    """Return a name as it is compared with others: however its letters are written."""
    return unicodedata.normalize("NFKC", name).casefold()


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that says something, with its number and its cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    for number, line in enumerate(text.splitlines(), 1):
        # Line by line: a quotation mark that nobody closes must not swallow the rest.
        cells = next(csv.reader([without_controls(line)], delimiter=separator), [])
        plain = [" ".join(cell.split()) for cell in cells]
        if any(plain):
            yield number, plain


def _row(line: int, columns: list[str], found: list[str]) -> Row:
    cells = dict(zip(columns, found, strict=False))
    too_many = next(filter(None, found[len(columns) :]), "")
    parts = (cells.get(column, "") for column in ("name", "first", "last"))
    name = " ".join(filter(None, parts))
    username, group, school_class = (cells.get(it, "") for it in ("username", "group", "class"))
    return Row(line, name, username, group, school_class, too_many[:LONGEST_HEADING])


def _too_long() -> RequestRefused:
    return RequestRefused(
        f"This list is too long: {MOST_PEOPLE} people at once. Import it in parts.",
        "people_long", 413,
    )  # fmt: skip
