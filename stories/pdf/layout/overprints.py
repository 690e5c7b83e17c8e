"""What is drawn twice at nearly one place, for bold type, a shadow or a button: one of them is kept."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from stories.pdf.page.characters import kind_of
from stories.pdf.page.glyph import Glyph

_NEAR_EM = 0.13  # narrower than any letter, wider than a shadow's shift
_SAME_SIZE = 1.05
_FEWEST = 3  # letters of words that are compared as a whole
_SHIFT_EM = 0.6  # between the baselines: less than to the next line
_COVERED = 0.6  # of its width
_ALIKE = 1.5  # between the sizes
_CELL_POINTS = 24.0
_MOST_NEAR = 8  # words alike that are compared
_DOUBLED = frozenset("ft")  # letters of which fonts have a pair as one glyph
_CELLS = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs without those that repeat another one; linear in their number."""
    return _words_once(_letters_once(glyphs))


def _words_once(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs without words that are drawn over the same words again, further off or in other type.

    So is the caption of a button, by the page and by the form.
    """
    places: dict[tuple[str, bool, int, int], list[list[Glyph]]] = defaultdict(list)
    dropped: set[int] = set()
    for word in _drawn_words(glyphs):
        text, first = "".join(glyph.text for glyph in word), word[0]
        if len(text) < _FEWEST:
            continue
        across, up = int(first.left / _CELL_POINTS), int(first.baseline / _CELL_POINTS)
        near = [
            other
            for x, y in _CELLS
            for other in places.get((text, first.hidden, across + x, up + y), [])[-_MOST_NEAR:]
        ]
        if any(_covers(other, word) for other in near):
            dropped.update(map(id, word))
        else:
            places[text, first.hidden, across, up].append(word)
    return [glyph for glyph in glyphs if id(glyph) not in dropped] if dropped else glyphs


def _drawn_words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the letters that the file draws one after the other, without a space."""
    word: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.index):
        goes_on = word and glyph.index == word[-1].index + 1 and not glyph.after_space
        if not goes_on or abs(glyph.baseline - word[-1].baseline) > _NEAR_EM * glyph.em:
            if word:
                yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _covers(one: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    low, high = sorted((one[0].em, other[0].em))
    if abs(one[0].baseline - other[0].baseline) > _SHIFT_EM * low or high > _ALIKE * low:
        return False
    lefts = [min(glyph.left for glyph in word) for word in (one, other)]
    rights = [max(glyph.right for glyph in word) for word in (one, other)]
    shared = min(rights) - max(lefts)
    return shared > _COVERED * min(b - a for a, b in zip(lefts, rights, strict=True))


def _letters_once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs without those that stand upon the same letter."""
    kept: list[Glyph] = []
    places: dict[tuple[str, bool, int, int], list[Glyph]] = defaultdict(list)
    twins = _twins(glyphs)
    for glyph in glyphs:
        # Letters of one right-to-left ligature share a place and are not the same.
        if kind_of(glyph.text) in "RM" or id(glyph) in twins:
            kept.append(glyph)
            continue
        side = 2 * _NEAR_EM * glyph.em
        xs, ys = _cells(glyph.left / side), _cells(glyph.baseline / side)
        near = [
            other
            for x in xs
            for y in ys
            for other in places.get((glyph.text, glyph.hidden, x, y), ())
        ]
        if near and any(_repeats(glyph, other) for other in near):
            continue
        places[glyph.text, glyph.hidden, xs[0], ys[0]].append(glyph)
        kept.append(glyph)
    return kept


def _cells(place: float) -> tuple[int, int]:
    """Return the cell of a place, and the one with all others that are less than half a cell away."""
    cell = math.floor(place)
    return cell, cell - 1 if place - cell < 0.5 else cell + 1


def _twins(glyphs: Sequence[Glyph]) -> set[int]:
    """Return the second letters, by id, of ligatures of one letter twice, as in “difference”.

    Both have the box of their glyph. Where other letters are drawn twice in a row, these are too.
    """
    pairs = [
        (one, other)
        for one, other in itertools.pairwise(glyphs)
        if one.text == other.text
        and other.index == one.index + 1
        and (one.left, one.right, one.origin) == (other.left, other.right, other.origin)
    ]
    is_ligature = all(one.text in _DOUBLED for one, _ in pairs)
    # Drawn for the first time: a shadow of the ligature repeats both.
    first: dict[tuple[str, int, int], int] = {}
    for one, other in pairs if is_ligature else ():
        first.setdefault((one.text, round(one.left), round(one.baseline)), id(other))
    return set(first.values())


def _repeats(glyph: Glyph, other: Glyph) -> bool:
    reach = _NEAR_EM * glyph.em
    return (
        abs(glyph.left - other.left) < reach
        and abs(glyph.baseline - other.baseline) < reach
        and 1 / _SAME_SIZE < glyph.em / other.em < _SAME_SIZE
    )
