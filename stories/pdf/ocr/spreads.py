"""Two facing pages in one picture: Tesseract reads across the fold where their lines stand side by side."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import replace

from stories.pdf.ocr.recognised import Row, Word

_WIDE = 1.1  # times its height: two pages side by side are wider than high
_MIDDLE = (0.35, 0.65)  # of the width
_LEAST_EM = 1.2  # of white between the pages
_CROSSING = 0.1  # of the rows, at most, as a headline over both pages
_FEWEST_ROWS = 2  # on each side
_FEWEST_WORDS = 2.5  # in a row of each side, or the sides are cells of a table


def pages_apart(rows: Sequence[Row], size: tuple[float, float], *, rtl: bool) -> list[Row]:
    """Return the rows of the page that is read first, then those of the other; all as they are of one page.

    `size` is the picture's width and height in points.
    """
    fold = _fold(rows, *size)
    if fold is None:
        return list(rows)
    parts = [_parted(row, fold) for row in rows]
    left = [part for part, _ in parts if part]
    right = [part for _, part in parts if part]
    first, second = (right, left) if rtl else (left, right)
    # Its blocks are others than those of the first page, which the same rows may be part of.
    after = max((row.column for row in first), default=0) + 1
    return [*first, *(replace(row, column=row.column + after) for row in second)]


def _fold(rows: Sequence[Row], width: float, height: float) -> float | None:
    """Return where the pages meet, from the left; None where the picture is of one."""
    filled = [row for row in rows if row.words]
    if width < _WIDE * height or not filled:
        return None
    em = statistics.median(row.size for row in filled)
    most = int(_CROSSING * len(filled))
    whites = _whites(filled, _MIDDLE[0] * width, _MIDDLE[1] * width, most)
    left, right = max(whites, key=lambda white: white[1] - white[0], default=(0.0, 0.0))
    middle = (left + right) / 2
    if right - left < _LEAST_EM * em:
        return None
    halves = [_parted(row, middle) for row in filled]
    return middle if all(_is_text([half[at] for half in halves]) for at in (0, 1)) else None


def _whites(rows: Sequence[Row], begin: float, end: float, most: int) -> list[tuple[float, float]]:
    """Return the strips between two places that the words of no more than `most` rows reach over."""
    edges = [(begin, 0), (end, 0)]
    for row in rows:
        for word in row.words:
            edges += [(word.left, 1), (word.right, -1)]
    found: list[tuple[float, float]] = []
    open_words = 0
    for (place, change), (following, _) in itertools.pairwise(sorted(edges)):
        open_words += change
        low, high = max(place, begin), min(following, end)
        if open_words > most or high <= low:
            continue
        if found and found[-1][1] == low:
            found[-1] = found[-1][0], high
        else:
            found.append((low, high))
    return found


def _is_text(rows: Sequence[Row | None]) -> bool:
    counts = [len(row.words) for row in rows if row]
    return len(counts) >= _FEWEST_ROWS and statistics.fmean(counts) >= _FEWEST_WORDS


def _parted(row: Row, fold: float) -> tuple[Row | None, Row | None]:
    """Return what of the row is left and right of the fold; a row with a word across it is whole, left."""
    if any(word.left < fold < word.right for word in row.words):
        return row, None
    left = [word for word in row.words if word.right <= fold]
    right = [word for word in row.words if word.right > fold]
    return _of(row, left), _of(row, right)


def _of(row: Row, words: list[Word]) -> Row | None:
    if not words:
        return None
    _, top, _, bottom = row.box
    sides = min(word.left for word in words), max(word.right for word in words)
    return replace(row, box=(sides[0], top, sides[1], bottom), words=words)
