"""Large letters at a paragraph's beginning that hang down over several lines."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from stories.pdf.page.glyph import Glyph

_LARGE = 1.8  # times the text's size
_MOST_LETTERS = 2  # on one baseline: more are a heading
_MOST_INITIALS = 30  # on a page
_NEAR_EM = 1.5  # text that runs beside it is not further away
_SAME_LINE_POINTS = 1.0  # fonts of different sizes are set on baselines a little apart
_LONGEST_BEGUN = 12  # letters
_LINE_ENDS = 2  # characters PDFium puts for a line's end
#: Initials that may be a word,
_WORDS = frozenset("AIOYÀÓ")
#: and the words that they begin more often than they are one, in the languages of stories.
_BEGUN = (
    " above across after again al all alors along already also although always among an and another any are"
    " around as así at au aunque autrefois avec away il ils imagine in inside instead into is it its o'clock"
    " of often old on once one only or other our out outside over où oui yes yesterday yet you young your "
)


def lifted(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs, with each hanging initial lifted to the first line that runs beside it."""
    if not glyphs:
        return []
    body = statistics.median(glyph.em for glyph in glyphs)
    large = [glyph for glyph in glyphs if glyph.em >= _LARGE * body]
    beside = Counter(round(glyph.baseline) for glyph in large)
    initials = [glyph for glyph in large if beside[round(glyph.baseline)] <= _MOST_LETTERS]
    tops: dict[int, float] = {}
    joined: set[int] = set()
    # Each is compared with all letters of the page.
    for glyph in initials if len(initials) <= _MOST_INITIALS else ():
        top = _first_line_beside(glyph, glyphs, body)
        if top is not None:
            # A quotation mark before it stands beside no line.
            tops.update((id(it), top) for it in initials if _is_one_cap(it, glyph))
            joined.update(id(after) for after in _rest_of_word(glyph, glyphs))
    return [_placed(glyph, tops.get(id(glyph)), body, id(glyph) in joined) for glyph in glyphs]


def _is_one_cap(glyph: Glyph, initial: Glyph) -> bool:
    near = max(glyph.left - initial.right, initial.left - glyph.right) < initial.em / 2
    level = abs(glyph.baseline - initial.baseline) < _SAME_LINE_POINTS
    return glyph is initial or (near and level and not glyph.text.isalnum())


def _placed(glyph: Glyph, top: float | None, body: float, joined: bool) -> Glyph:
    if top is not None:
        return replace(glyph, baseline=top, em=body)
    return replace(glyph, after_space=False) if joined else glyph


def _rest_of_word(initial: Glyph, glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return the letter that comes next; PDFium may put a line's end between it and the initial."""
    near = range(initial.index + 1, initial.index + _LONGEST_BEGUN + _LINE_ENDS)
    after = sorted((g for g in glyphs if g.index in near), key=lambda glyph: glyph.index)
    if not after or after[0].index - initial.index > 1 + _LINE_ENDS:
        return ()
    if initial.text in _WORDS and f" {_word(initial, after)} " not in _BEGUN:
        return ()
    return after[:1]


def _word(initial: Glyph, after: Sequence[Glyph]) -> str:
    rest = itertools.takewhile(lambda g: g is after[0] or not g.after_space, after)
    word = initial.text + "".join(glyph.text for glyph in rest)
    return word.casefold().rstrip(".,;:!?…’'")


def _first_line_beside(initial: Glyph, glyphs: Sequence[Glyph], body: float) -> float | None:
    """Return the baseline of the first of two or more lines of text right beside the initial."""
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
    # One line beside it is a heading's, two or more make it hang.
    return max(lines) if lines and max(lines) - min(lines) > body else None
