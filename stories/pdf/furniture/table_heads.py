"""The names of a table's columns, which are printed again where the table goes on on the next page."""

from __future__ import annotations

import itertools

from stories.pdf.furniture.told import Told


def take_repeated_heads(told: Told) -> None:
    """Take the first line of each page that goes on with a table, where it is its first row again."""
    heads: dict[int, str] = {}
    for number, (before, page) in enumerate(itertools.pairwise(told.pages), start=1):
        if not before or not page or not (before[-1].apart and page[0].apart):
            continue
        rows = list(itertools.takewhile(lambda line: line.apart, before[::-1]))
        # Where all of the page before is rows, its own head may have been taken.
        head = heads.get(number - 1, "") if len(rows) == len(before) else ""
        if page[0].text in (head, rows[-1].text):
            heads[number] = page[0].text
            told.take(number, [page[0]], "header", 0.9)
