"""Small raised and lowered letters, as in 1st, m² and H₂O: put on the line they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from stories.pdf.page.characters import kind_of
from stories.pdf.page.glyph import Glyph

_SMALL = 0.85  # of the letter before it, at most
_LEAST = 0.45  # smaller beside a large letter is text beside an initial
_RAISED_EM = (0.12, 0.7)  # of the large letter's size above its baseline
_LOWERED_EM = (-0.4, -0.06)
_NEAR_EM = 0.3  # of the large letter's size, between the two
_BACK_EM = 0.15  # kerned into the letter before
_LONGEST = 4  # letters: more are text in small type
_SPACE_EM = 0.16
_CELL_POINTS = 8.0


def on_the_line(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs with short runs of raised and lowered ones on their line, marked as such."""
    if len({round(glyph.em, 1) for glyph in glyphs}) < 2:
        return list(glyphs)
    ends: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        ends[int(glyph.right / _CELL_POINTS)].append(glyph)
    runs = [run for run in _runs(glyphs, ends) if len(run) <= _LONGEST + 1]
    placed: dict[int, Glyph] = {}
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


def _runs(glyphs: Sequence[Glyph], ends: dict[int, list[Glyph]]) -> list[list[Glyph]]:
    """Return each large letter with the small ones that follow it, from the left."""
    runs: list[list[Glyph]] = []
    run_of: dict[int, list[Glyph]] = {}
    for glyph in sorted(glyphs, key=lambda glyph: glyph.left):
        cell = int(glyph.left / _CELL_POINTS)
        near = [other for at in (cell - 1, cell, cell + 1) for other in ends.get(at, ())]
        before = [other for other in near if other.index in run_of and _is_next_to(glyph, other)]
        larger = [other for other in near if _is_script_of(glyph, other)]
        if before:
            run = run_of[before[0].index]
        elif larger:
            run = [min(larger, key=lambda other: abs(glyph.left - other.right))]
            runs.append(run)
        else:
            continue
        run.append(glyph)
        run_of[glyph.index] = run
    return runs


def _is_next_to(glyph: Glyph, script: Glyph) -> bool:
    """Return whether the letter goes on in the size and at the height of a script before it."""
    same = abs(glyph.baseline - script.baseline) < 0.1 * script.em and glyph.em < 1.1 * script.em
    return same and -_BACK_EM < (glyph.left - script.right) / script.em < _NEAR_EM


def _is_script_of(glyph: Glyph, other: Glyph) -> bool:
    # Right-to-left scripts set their letters at many heights.
    if kind_of(glyph.text) in "RM" or kind_of(other.text) in "RM":
        return False
    if not _LEAST * other.em < glyph.em < _SMALL * other.em:
        return False
    height = (glyph.baseline - other.baseline) / other.em
    gap = (glyph.left - other.right) / other.em
    raised = _RAISED_EM[0] < height < _RAISED_EM[1] or _LOWERED_EM[0] < height < _LOWERED_EM[1]
    return raised and -_BACK_EM < gap < _NEAR_EM
