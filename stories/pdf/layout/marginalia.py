"""What stands on a page beside or across its text: numbers of lines, and watermarks."""

from __future__ import annotations

import bisect
import itertools
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence

from stories.pdf.layout.flow import Strip
from stories.pdf.layout.rows import Piece, Row, levels_of, rows_of
from stories.pdf.page.glyph import Glyph

_FEWEST = 3  # numbers; two may be anything
_VERSE_STEPS = frozenset({5, 10})
_FEWEST_OF_EACH = 5  # where each line has one, as the items of a list can
_SMALL = 0.75  # of the text's size
_MOST_DIGITS = 4
_SAME_EDGE_POINTS = 4.0
_TEXT_WORDS = 4
_WATERMARK_SIZE = 1.8  # times the text's size
_CROSSED_SHARE = 0.34  # of its letters have text upon them
_HUGE = 4.0  # times the text's size: of a word so large one such letter is enough
_WORD = 3  # letters


def line_numbers(levels: Sequence[Row], *, rtl: bool) -> list[Piece]:
    """Return the pieces in a margin that number the lines: each line, or each fifth or tenth."""
    found: list[Piece] = []
    for column in _columns_of_numbers(levels):
        numbers = [int(_text(piece)) for _, piece in column]
        steps = {after - before for before, after in itertools.pairwise(numbers)}
        # A poem of a dozen lines has but a 5 and a 10, its next page a 15 and a 20.
        in_fives = (
            len(steps & _VERSE_STEPS) == len(steps) and min(numbers) % min(steps, default=1) == 0
        )
        fewest = 2 if in_fives else _FEWEST
        if len(numbers) < fewest or len(steps) != 1 or min(steps) < 1:
            continue
        if _is_each(levels, column, rtl=rtl) if steps == {1} else _is_each_nth(column, *steps):
            found += [piece for _, piece in column]
    return found


def watermark(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return large letters that the text is printed over."""
    body = statistics.median(glyph.em for glyph in glyphs)
    large = [glyph for glyph in glyphs if glyph.em >= _WATERMARK_SIZE * body]
    if not large:
        return []
    text = sorted(
        ((glyph.left + glyph.right) / 2, glyph.baseline + glyph.em / 4)
        for glyph in glyphs
        if glyph.em < _WATERMARK_SIZE * body
    )
    marks: list[Glyph] = []
    for row in rows_of(large):
        crossed = sum(_is_crossed(glyph, text) for glyph in row)
        is_huge = len(row) >= _WORD and min(glyph.em for glyph in row) >= _HUGE * body
        if crossed >= (1 if is_huge else _CROSSED_SHARE * len(row)):
            marks += row
    return marks


def _is_crossed(glyph: Glyph, text: Sequence[tuple[float, float]]) -> bool:
    """Return whether a letter of the text stands where this one is drawn."""
    first = bisect.bisect(text, (glyph.left, float("-inf")))
    last = bisect.bisect(text, (glyph.right, float("inf")))
    top = glyph.baseline + 0.7 * glyph.em
    return any(glyph.baseline < height < top for _, height in text[first:last])


def _columns_of_numbers(levels: Sequence[Row]) -> Iterator[list[tuple[int, Piece]]]:
    """Yield the numbers that stand one below the other outside of the text, with their level's number."""
    for side in (0, -1):
        for edge in ("left", "right"):
            columns: dict[int, list[tuple[int, Piece]]] = defaultdict(list)
            for number, level in enumerate(levels):
                piece = level[side]
                if len(level) > 1 and _is_number(piece):
                    columns[round(getattr(piece, edge) / _SAME_EDGE_POINTS)].append((number, piece))
            if columns:
                yield max(columns.values(), key=len)


def _is_each(levels: Sequence[Row], column: list[tuple[int, Piece]], *, rtl: bool) -> bool:
    """Return whether each line of a running text has its number."""
    numbers = {id(piece) for _, piece in column}
    rest = [piece for at, _ in column for piece in levels[at] if id(piece) not in numbers]
    # Numbers of items are as large as these.
    small = all(piece.em < _SMALL * min(it.em for it in rest) for _, piece in column)
    if len(column) < (_FEWEST if small else _FEWEST_OF_EACH):
        return False
    strip = Strip(rest, rtl)
    return strip.flows and strip.words >= _TEXT_WORDS


def _is_each_nth(column: list[tuple[int, Piece]], step: int) -> bool:
    """Return whether as many lines are from number to number as they say."""
    lines = [after - before for (before, _), (after, _) in itertools.pairwise(column)]
    return statistics.median(lines) == step


def _is_number(piece: Piece) -> bool:
    return len(piece.glyphs) <= _MOST_DIGITS and _text(piece).isdecimal()


def _text(piece: Piece) -> str:
    return "".join(glyph.text for glyph in sorted(piece.glyphs, key=lambda glyph: glyph.left))


def without_line_numbers(
    glyphs: Sequence[Glyph], *, rtl: bool
) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Return the rows of the glyphs without the numbers of lines, and these."""
    rows = rows_of(glyphs)
    numbers = {
        id(glyph): glyph
        for piece in line_numbers(levels_of(rows), rtl=rtl)
        for glyph in piece.glyphs
    }
    if not numbers:
        return rows, []
    kept = [[glyph for glyph in row if id(glyph) not in numbers] for row in rows]
    return [row for row in kept if row], list(numbers.values())
