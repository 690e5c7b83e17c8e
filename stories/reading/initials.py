"""Large letters at a paragraph's beginning that hang down over several lines."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from stories.reading.places import Glyph

_LARGE = 1.8
_MOST_LETTERS = 2
_NEAR_EM = 1.5
_SAME_LINE_POINTS = 1.0
_LINE_ENDS = 2
#: Initials that may be a word.
_WORDS = frozenset("AIOYÀÓ")


def lifted(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs, with each hanging initial lifted to the first line that runs beside it."""
    if not glyphs:
        return []
    body = statistics.median(glyph.em for glyph in glyphs)
    large = [glyph for glyph in glyphs if glyph.em >= _LARGE * body]
    beside = Counter(round(glyph.baseline) for glyph in large)
    changed = {glyph.index: glyph for glyph in glyphs}
    for glyph in large:
        top = _first_line_beside(glyph, glyphs, body)
        if top is None or beside[round(glyph.baseline)] > _MOST_LETTERS:
            continue
        changed[glyph.index] = replace(glyph, baseline=top, em=body)
        # PDFium puts a line's end between an initial and its word.
        for index in range(glyph.index + 1, glyph.index + 2 + _LINE_ENDS):
            if glyph.text not in _WORDS and index in changed:
                changed[index] = replace(changed[index], after_space=False)
                break
    return [changed[glyph.index] for glyph in glyphs]


def _first_line_beside(initial: Glyph, glyphs: Sequence[Glyph], body: float) -> float | None:
    """The baseline of the first of two or more lines of text right beside the initial."""
    reach = _NEAR_EM * body
    lines = [
        glyph.baseline
        for glyph in glyphs
        if glyph.em < _LARGE * body
        and -_SAME_LINE_POINTS <= glyph.baseline - initial.baseline < 0.9 * initial.em
        and (
            0 <= glyph.left - initial.right + body / 2 < reach
            or 0 <= initial.left - glyph.right + body / 2 < reach
        )
    ]
    return max(lines) if lines and max(lines) - min(lines) > body else None
