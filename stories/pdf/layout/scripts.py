"""Small raised and lowered letters, as in 1st, m² and H₂O: put on the line they belong to."""

from __future__ import annotations

import bisect
import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from stories.pdf.page.characters import kind_of
from stories.pdf.page.glyph import Glyph

_SMALL = 0.85  # of the letter before it, at most
# Some programs hardly set the figures of notes smaller; so high above the line they are some all the same.
_HARDLY_SMALL, _WELL_RAISED_EM = 0.93, 0.3
_LEAST = 0.45  # smaller beside a large letter is text beside an initial
_RAISED_EM = (0.12, 0.7)  # of the large letter's size above its baseline
_LOWERED_EM = (-0.4, -0.06)
_NEAR_EM = 0.3  # of the large letter's size, between the two
_BACK_EM = 0.15  # kerned into the letter before
_LONGEST = 4  # letters: more are text in small type
_SPACE_EM = 0.16
_CELL_POINTS = 8.0
_AROUND = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
_SIZE_STEP = 1.1
_MOST_NEAR = 64  # letters that one is compared with
_RTL_SIGNS = frozenset("،؛؟.!»«")  # before the mark of a note, in a line from right to left


def on_the_line(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs with short runs of raised and lowered ones on their line, marked as such."""
    if len({round(glyph.em, 1) for glyph in glyphs}) < 2:
        return list(glyphs)
    runs = [run for run in _runs(glyphs, _Ends(glyphs)) if len(run) <= _LONGEST + 1]
    placed = _left_of_words(glyphs)
    for base, *small in runs:
        script = 1 if small[0].baseline > base.baseline else -1
        before = base
        for glyph in small:
            placed[glyph.index] = replace(
                glyph,
                baseline=base.baseline,
                script=script,
                after_space=glyph.left - before.right > _SPACE_EM * base.em,
            )
            before = glyph
    return [placed.get(glyph.index, glyph) for glyph in glyphs]


def _left_of_words(glyphs: Sequence[Glyph]) -> dict[int, Glyph]:
    """Return raised figures left of words that run from right to left, by index, on the words' lines."""
    ends: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if kind_of(glyph.text) == "R" or glyph.text in _RTL_SIGNS:
            ends[int(glyph.left / _CELL_POINTS)].append(glyph)
    for cell in ends.values():
        cell.sort(key=_baseline)
    placed: dict[int, Glyph] = {}
    is_rtl = any(kind_of(glyph.text) == "R" for glyph in glyphs)
    for figures in _figures(glyphs) if is_rtl else ():
        if len(figures) > _LONGEST:
            continue
        near = _ends_near(figures[-1], ends)
        word = next((other for other in near if _is_raised_after(figures[-1], other)), None)
        if word:
            line = word.baseline
            placed.update((it.index, replace(it, baseline=line, script=1)) for it in figures)
    return placed


def _ends_near(figure: Glyph, ends: Mapping[int, Sequence[Glyph]]) -> Iterator[Glyph]:
    """Yield some letters that begin near the figure's right edge, at heights where it may be theirs."""
    cell = int(figure.right / _CELL_POINTS)
    reach = _RAISED_EM[1] / _LEAST * figure.em
    for column in (cell, cell - 1, cell + 1):
        letters = ends.get(column, ())
        first = bisect.bisect_left(letters, figure.baseline - reach, key=_baseline)
        yield from itertools.islice(letters, first, first + _MOST_NEAR)


def _figures(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the runs of figures, and brackets, that touch each other, each from the left."""
    run: list[Glyph] = []
    for glyph in sorted(
        (glyph for glyph in glyphs if glyph.text.isdecimal() or glyph.text in "()"),
        key=lambda glyph: (round(glyph.baseline, 1), glyph.left),
    ):
        if run and not _is_next_to(glyph, run[-1]):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _is_raised_after(figure: Glyph, word: Glyph) -> bool:
    """Return whether the figure stands raised at the left end of a word's last letter."""
    if not _LEAST * word.em < figure.em < _SMALL * word.em:
        return False
    height = (figure.baseline - word.baseline) / word.em
    gap = (word.left - figure.right) / word.em
    return _RAISED_EM[0] < height < _RAISED_EM[1] and -_BACK_EM < gap < _NEAR_EM


class _Ends:
    """Where letters end on the page, by size: most have none of a size that they could belong to."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._cells: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        for glyph in sorted(glyphs, key=_baseline):
            self._cells[_size(glyph.em), int(glyph.right / _CELL_POINTS)].append(glyph)
        self._sizes = {size for size, _ in self._cells}

    def larger_near(self, glyph: Glyph) -> Iterator[Glyph]:
        """Yield larger letters that end near the glyph's beginning, at heights where it may be theirs."""
        cell = int(glyph.left / _CELL_POINTS)
        reach = _RAISED_EM[1] / _LEAST * glyph.em
        sizes = range(_size(glyph.em / _HARDLY_SMALL), _size(glyph.em / _LEAST) + 1)
        for size in self._sizes.intersection(sizes):
            for column in (cell - 1, cell, cell + 1):
                ends = self._cells.get((size, column), [])
                first = bisect.bisect_left(ends, glyph.baseline - reach, key=_baseline)
                last = bisect.bisect_right(ends, glyph.baseline + reach, key=_baseline)
                yield from ends[first:last]


def _size(em: float) -> int:
    return math.floor(math.log(em, _SIZE_STEP))


def _baseline(glyph: Glyph) -> float:
    return glyph.baseline


def _runs(glyphs: Sequence[Glyph], ends: _Ends) -> list[list[Glyph]]:
    """Return each large letter with the small ones that follow it, from the left."""
    runs: list[list[Glyph]] = []
    run_of: dict[int, list[Glyph]] = {}
    begun: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in sorted(glyphs, key=lambda glyph: glyph.left):
        before = _before(glyph, begun) if begun else None
        larger = [other for other in ends.larger_near(glyph) if _is_script_of(glyph, other)]
        if before:
            run = run_of[before.index]
        elif larger:
            run = [min(larger, key=lambda other: abs(glyph.left - other.right))]
            runs.append(run)
        else:
            continue
        run.append(glyph)
        run_of[glyph.index] = run
        begun[int(glyph.right / _CELL_POINTS), int(glyph.baseline / _CELL_POINTS)].append(glyph)
    return runs


def _before(glyph: Glyph, begun: Mapping[tuple[int, int], Sequence[Glyph]]) -> Glyph | None:
    """Return a letter of a run that the glyph goes on."""
    across, up = int(glyph.left / _CELL_POINTS), int(glyph.baseline / _CELL_POINTS)
    near = (other for x, y in _AROUND for other in begun.get((across + x, up + y), ()))
    return next((other for other in near if _is_next_to(glyph, other)), None)


def _is_next_to(glyph: Glyph, script: Glyph) -> bool:
    """Return whether the letter goes on in the size and at the height of a script before it."""
    same = abs(glyph.baseline - script.baseline) < 0.1 * script.em and glyph.em < 1.1 * script.em
    return same and -_BACK_EM < (glyph.left - script.right) / script.em < _NEAR_EM


def _is_script_of(glyph: Glyph, other: Glyph) -> bool:
    # Right-to-left scripts set their letters at many heights.
    if kind_of(glyph.text) in "RM" or kind_of(other.text) in "RM":
        return False
    height = (glyph.baseline - other.baseline) / other.em
    most = _HARDLY_SMALL if glyph.text.isdecimal() and height > _WELL_RAISED_EM else _SMALL
    if not _LEAST * other.em < glyph.em < most * other.em:
        return False
    gap = (glyph.left - other.right) / other.em
    raised = _RAISED_EM[0] < height < _RAISED_EM[1] or _LOWERED_EM[0] < height < _LOWERED_EM[1]
    return raised and -_BACK_EM < gap < _NEAR_EM
