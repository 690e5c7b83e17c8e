"""Letters drawn twice at nearly one place, for bold type or a shadow: one of them is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stories.pdf.page.characters import kind_of
from stories.pdf.page.glyph import Glyph

_NEAR_EM = 0.13  # narrower than any letter, wider than a shadow's shift
_SAME_SIZE = 1.05
_CELLS = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs without those that repeat another one; linear in their number."""
    kept: list[Glyph] = []
    places: dict[tuple[str, bool, int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        # Letters of one right-to-left ligature share a place and are not the same.
        if kind_of(glyph.text) in "RM":
            kept.append(glyph)
            continue
        reach = _NEAR_EM * glyph.em
        across, up = int(glyph.left / reach), int(glyph.baseline / reach)
        near = (places.get((glyph.text, glyph.hidden, across + x, up + y), ()) for x, y in _CELLS)
        if any(_repeats(glyph, other) for cell in near for other in cell):
            continue
        places[glyph.text, glyph.hidden, across, up].append(glyph)
        kept.append(glyph)
    return kept


def _repeats(glyph: Glyph, other: Glyph) -> bool:
    reach = _NEAR_EM * glyph.em
    return (
        abs(glyph.left - other.left) < reach
        and abs(glyph.baseline - other.baseline) < reach
        and 1 / _SAME_SIZE < glyph.em / other.em < _SAME_SIZE
    )
