"""Strips of a page side by side: whether they are columns of text, the cells of rows, or nothing sure."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Sequence

from stories.pdf.layout.flow import Strip
from stories.pdf.layout.rows import Piece, Row

_ALIGNED_EM = 0.25  # between baselines of one row of cells
_ALIGNED_SHARE = 0.6  # of a strip's pieces; in columns lines share their baselines by chance or all
_FEWEST_ROWS = 3  # of a table; two may be anything
_LABEL_WORDS = 3
_ROW_APART = 1.2  # times the distance of lines: white between rows whose cells wrap
_ROWS_BEGUN = 0.8  # of the cells, those with text at their top
_EDGE_SHARE = 0.6  # of a strip's pieces: they begin or end one below the other
_EDGE_POINTS = 6.0
_HANGING_SHARE = 0.9
_LARGER = 1.09
_VERSE_WORDS = 8
_RHYMED = 0.75  # of the verses
_LONG_VOWELS = "اويىه"
_STANZAS_LINES = 6  # two short ones
_REFRAIN_LETTERS = 10
_TEXT_WORDS = 3  # a piece with fewer may be a cell or a label


def strips_of(band: Sequence[Row], edges: Sequence[float]) -> list[list[Row]]:
    """Return the band's levels strip by strip, from the left."""
    bounds = [float("-inf"), *edges, float("inf")]
    return [
        [
            part
            for level in band
            if (part := [piece for piece in level if left <= piece.middle < right])
        ]
        for left, right in itertools.pairwise(bounds)
    ]


def lines_of(level: Row) -> list[Piece]:
    """Return the pieces of a strip's level, those of one baseline as one: justified text has wide gaps."""
    lines: dict[int, list[Piece]] = {}
    for piece in level:
        lines.setdefault(piece.row, []).append(piece)
    return [pieces[0] if len(pieces) == 1 else _joined(pieces) for pieces in lines.values()]


def _joined(pieces: list[Piece]) -> Piece:
    return Piece(
        tuple(glyph for piece in pieces for glyph in piece.glyphs),
        pieces[0].row,
        left=min(piece.left for piece in pieces),
        right=max(piece.right for piece in pieces),
        baseline=pieces[0].baseline,
        em=max(piece.em for piece in pieces),
    )


def lowest(level: Row) -> float:
    """Return the lowest baseline of the level's pieces, in points."""
    return min(piece.baseline for piece in level)


def highest(level: Row) -> float:
    """Return the highest baseline of the level's pieces, in points."""
    return max(piece.baseline for piece in level)


def crosses(level: Row, edges: Sequence[float]) -> bool:
    """Return whether a piece runs over one of the edges."""
    return any(piece.left < edge < piece.right for piece in level for edge in edges)


def are_columns(strips: Sequence[Strip]) -> bool:
    """Return whether each strip holds running text, verses or questions, and not cells."""
    flows = [strip.flows for strip in strips]
    if not all(strip.words >= _TEXT_WORDS or strip.flows for strip in strips):
        return False
    if any(flows) and not any(strip.is_ragged for strip in strips):
        return True
    return len(strips) == 2 and min(len(strip.pieces) for strip in strips) > _FEWEST_ROWS


def is_parted(one: Strip, other: Strip) -> bool:
    """Return whether two neighbours have nothing to do with each other: their lines stand at other heights.

    So has running text beside a table whose rows follow each other line by line.
    """
    few, many = sorted((one, other), key=lambda strip: len(strip.pieces))
    heights = sorted(piece.baseline for piece in many.pieces)
    aligned = 0
    for piece in few.pieces:
        at = bisect.bisect(heights, piece.baseline)
        near = heights[max(at - 1, 0) : at + 1]
        aligned += any(abs(height - piece.baseline) < _ALIGNED_EM * piece.em for height in near)
    if aligned < _ALIGNED_SHARE * len(few.pieces):
        return len(few.pieces) > 1
    return _is_prose(one) is not _is_prose(other) and len(few.pieces) > len(many.pieces) / 2


def are_rows(band: Sequence[Row], strips: Sequence[Strip]) -> bool:
    """Return whether the band is rows of cells in which lines wrap: wider white parts them all across.

    Two columns that are parted so may be one text in two languages, each of which is read by itself.
    """
    label, *others = strips[::-1] if strips[0].rtl else strips
    if any(_counts_down(strip) for strip in others) and not label.ordinals:
        return False
    if len(strips) < _FEWEST_ROWS and (label.words > _LABEL_WORDS or label.has_sentences):
        return False
    pairs = [pair for strip in strips for pair in itertools.pairwise(strip.pieces)]
    distances = [above.baseline - below.baseline for above, below in pairs]
    least = _ROW_APART * min((gap for gap in distances if gap > 1.0), default=0.0)
    heights = [highest(level) for level in band]
    tops = heights[:1] + [low for high, low in itertools.pairwise(heights) if high - low > least]
    if not _FEWEST_ROWS <= len(tops) < len(band):
        return False
    # Paragraphs of columns begin at other heights, where the text beside them runs on.
    begun = [below for (above, below) in pairs if above.baseline - below.baseline > least]
    begun += [strip.pieces[0] for strip in strips]
    at_top = sum(any(_is_level(piece, top) for top in tops) for piece in begun)
    return at_top == len(begun) >= _ROWS_BEGUN * len(tops) * len(strips)


def _counts_down(strip: Strip) -> bool:
    """Return whether the strip is a list whose items are numbered from one."""
    return len(strip.ordinals) >= _FEWEST_ROWS and strip.ordinals == list(
        range(1, len(strip.ordinals) + 1)
    )


def counts_on(strips: Sequence[Strip]) -> bool:
    """Return whether a numbered list runs down each strip and goes on at the top of the next."""
    numbers = [strip.ordinals for strip in strips]
    return all(
        before and after and before[0] < before[-1] and after[0] == before[-1] + 1
        for before, after in itertools.pairwise(numbers if not strips[0].rtl else numbers[::-1])
    )


def are_headed_lists(strips: Sequence[Strip]) -> bool:
    """Return whether each strip is a heading with items set in under it."""
    return all(_is_headed_list(strip) for strip in strips)


def _is_headed_list(strip: Strip) -> bool:
    heading, *items = (-piece.right if strip.rtl else piece.left for piece in strip.pieces)
    em = strip.pieces[0].em
    return (
        len(items) > 1 and min(items) - heading > em and max(items) - min(items) < _ALIGNED_EM * em
    )


def share_refrain(strips: Sequence[Strip]) -> bool:
    """Return whether the same lines stand in each strip at one height, below others, as a refrain does."""
    if len(strips) != 2:
        return False
    one, other = (strip.pieces for strip in strips)
    lines = {round(piece.baseline): _says(piece) for piece in one}
    shared = [
        _says(piece) == lines.get(round(piece.baseline)) and len(piece.glyphs) >= _REFRAIN_LETTERS
        for piece in other
    ]
    return sum(shared) >= _FEWEST_ROWS and not any(shared[:2])


def are_stanzas(strips: Sequence[Strip]) -> bool:
    """Return whether a poem stands in strips whose lines and stanzas share their heights.

    Cards in rows and columns have text that runs on, or headings.
    """
    # A title may stand above one of them.
    least = _LARGER * min(piece.em for strip in strips for piece in strip.pieces)
    lines = [[piece for piece in strip.pieces if piece.em < least] for strip in strips]
    if len({len(pieces) for pieces in lines}) != 1 or len(lines[0]) < _STANZAS_LINES:
        return False
    alike = all(
        abs(piece.baseline - first.baseline) < _ALIGNED_EM * first.em
        # Before a refrain its name may stand, in each of them.
        and (not any(glyph.bold for glyph in piece.glyphs) or _says(piece) == _says(first))
        for pieces in lines
        for piece, first in zip(pieces, lines[0], strict=True)
    )
    return alike and all(s.is_ragged and s.words > _TEXT_WORDS for s in strips)


def _says(piece: Piece) -> str:
    return "".join(glyph.text for glyph in piece.glyphs)


def are_half_verses(strips: Sequence[Strip]) -> bool:
    """Return whether verses of Arabic stand in two halves beside each other, each read across.

    Their lines share their heights, and rhyme with each other or with their own first half.
    """
    if len(strips) != 2 or not strips[0].rtl or any(strip.has_sentences for strip in strips):
        return False
    # A title may stand above one of them, and who wrote it below.
    top = min(strip.pieces[0].baseline + strip.pieces[0].em / 2 for strip in strips)
    low = max(strip.pieces[-1].baseline - strip.pieces[-1].em / 2 for strip in strips)
    second, first = ([it for it in strip.pieces if low < it.baseline < top] for strip in strips)
    if len(first) != len(second):
        return False
    pairs = list(zip(first, second, strict=True))
    level = all(abs(one.baseline - other.baseline) < _ALIGNED_EM * one.em for one, other in pairs)
    if (
        len(pairs) < _FEWEST_ROWS
        or not level
        or max(strip.words for strip in strips) > _VERSE_WORDS
    ):
        return False
    ends = Counter(_rhyme(piece) for piece in second)
    within = sum(_rhyme(one) == _rhyme(other) for one, other in pairs)
    return max(within, *ends.values()) >= _RHYMED * len(pairs)


def _rhyme(piece: Piece) -> str:
    """Return the last letter of a line of Arabic, of those that are more than a long vowel."""
    letters = (g.text[-1] for g in sorted(piece.glyphs, key=lambda g: g.left) if g.text.isalpha())
    return next((letter for letter in letters if letter not in _LONG_VOWELS), "")


def has_edge(strip: Strip) -> bool:
    """Return whether most pieces begin, end or have their middle one below the other."""
    if len(strip.pieces) < 2:
        return True
    needed = _EDGE_SHARE * len(strip.pieces)
    lefts = Counter(round(piece.left / _EDGE_POINTS) for piece in strip.pieces)
    rights = Counter(round(piece.right / _EDGE_POINTS) for piece in strip.pieces)
    middles = Counter(round(piece.middle / _EDGE_POINTS) for piece in strip.pieces)
    # Neighbouring places count as one, as places are rounded.
    return any(
        max(places[at] + places[at + 1] for at in places) >= needed
        for places in (lefts, rights, middles)
    )


def hangs(strip: Strip) -> bool:
    """Return whether nearly all lines begin at one of two places, as the entries of a dictionary do."""
    first, *rest = strip.pieces
    # A heading may stand further out than both.
    pieces = rest if rest and first.em > _LARGER * rest[0].em else strip.pieces
    starts = Counter(
        round((piece.right if strip.rtl else piece.left) / _EDGE_POINTS) for piece in pieces
    )
    most = sorted(starts.values(), reverse=True)[:2]
    return len(most) == 2 and most[1] > 1 and sum(most) >= _HANGING_SHARE * len(pieces)


def _is_prose(strip: Strip) -> bool:
    return strip.flows and strip.words > _TEXT_WORDS and len(strip.pieces) > _FEWEST_ROWS


def _is_level(piece: Piece, height: float) -> bool:
    return abs(piece.baseline - height) < _ALIGNED_EM * piece.em
