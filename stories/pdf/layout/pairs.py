"""Strips side by side whose lines belong to each other, as who speaks and what, or are to be matched."""

from __future__ import annotations

import bisect
import itertools
import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence

from stories.pdf.layout.flow import Strip, ends_sentence, words_of
from stories.pdf.layout.list_marks import is_mark
from stories.pdf.layout.rows import Piece, Row

_ALIGNED_EM = 0.25  # between baselines of one row
_LABEL_WORDS = 3
_FEWEST = 3  # rows; two may be anything
_STRAIGHT_EM = 0.2
_RAGGED_EM = 1.0
_OPENERS = "\"'“‘«¿¡([‹—–-"
_LARGER = 1.09
_MATCHED_WORDS = 6
_ASKED_ABOVE = 2  # levels
_NEXT_STEP = 1.6  # times the distance of items: one more of them is no further
_DOTS = frozenset("•●○◦∙·⚫")
# How it is asked for in a sheet: “2. Match the animals with their homes.”
_MATCH = re.compile(
    r"(?:[^\W\d]{4,12} ?\d{1,2} ?[.:)] |\d{1,2} ?[.)] |[a-z][.)] |[^\W\d]{3,9}[\u064b-\u0652]?[^\W\d]? ?: )?"
    r"(?:match|draw (?:a line|lines|arrows)|connect|join|relie[rz]?|associe[rz]?|"
    r"une (?:con|cada|los|las|lo|mediante)|unir |relaciona|empareja|conecta|"
    r"(?:أ|ا)?صل(?:ي|وا)? |وصّ?ل |صِلْ? )",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(r"[^\W\d][^–—=→]{0,40} [–—=→-] ?[^\W\d]")


def are_pairs(strips: Sequence[Strip]) -> bool:
    """Return whether of two strips each line belongs to the one beside it."""
    return len(strips) == 2 and (are_labelled(strips) or _are_mirrored(strips))


def are_labelled(strips: Sequence[Strip]) -> bool:
    """Return whether each piece of the first strip names what begins on its line, as speakers do."""
    labels, text = strips[::-1] if strips[0].rtl else strips
    if labels.words > _LABEL_WORDS or labels.has_sentences or len(labels.pieces) < _FEWEST:
        return False
    lines = dict(enumerate(text.pieces))
    heights = [-piece.baseline for piece in text.pieces]
    for label in labels.pieces:
        at = _on_its_line(label, text.pieces, heights)
        if at is None or not _begins(lines[at], lines.get(at - 1), rtl=text.rtl):
            return False
    return True


def _on_its_line(label: Piece, pieces: Sequence[Piece], heights: Sequence[float]) -> int | None:
    at = bisect.bisect(heights, -label.baseline)
    near = range(max(at - 1, 0), min(at + 1, len(pieces)))
    reach = _ALIGNED_EM * label.em
    return next((n for n in near if abs(pieces[n].baseline - label.baseline) < reach), None)


def _begins(piece: Piece, before: Piece | None, *, rtl: bool) -> bool:
    """Return whether a sentence begins with the piece, below one that ends."""
    first = words_of(piece, rtl=rtl)[0].lstrip(_OPENERS)[:1]
    is_begun = not first.islower()
    return is_begun and (before is None or ends_sentence(before, rtl=rtl))


def _are_mirrored(strips: Sequence[Strip]) -> bool:
    """Return whether two strips are set towards each other from the middle, as a cast's list is."""
    one, other = strips
    if not _FEWEST <= len(one.pieces) == len(other.pieces):
        return False
    pairs = list(zip(one.pieces, other.pieces, strict=True))
    em = one.pieces[0].em
    return (
        all(abs(a.baseline - b.baseline) < _ALIGNED_EM * em for a, b in pairs)
        and _spread([a.right for a, _ in pairs]) < _STRAIGHT_EM * em
        and _spread([b.left for _, b in pairs]) < _STRAIGHT_EM * em
        and _spread([a.left for a, _ in pairs]) > _RAGGED_EM * em
    )


def are_to_match(above: Sequence[Row], strips: Sequence[Strip]) -> bool:
    """Return whether what stands on one line of two strips is no pair: a child is to find the pairs.

    A dot stands on the inner side of each, to draw lines between, or the text `above` asks for that.
    """
    if len(strips) != 2 or min(len(strip.pieces) for strip in strips) < _FEWEST:
        return False
    if max(len(words_of(it, rtl=s.rtl)) for s in strips for it in s.pieces) > _MATCHED_WORDS:
        return False
    left, right = ([_drawn(piece) for piece in strip.pieces] for strip in strips)
    if all(text[-1:] in _DOTS for text in left) and all(text[:1] in _DOTS for text in right):
        return True
    pieces = [piece for level in above[-_ASKED_ABOVE:] for piece in level]
    asked = [" ".join(words_of(piece, rtl=strips[0].rtl)) for piece in pieces]
    return any(_MATCH.match(unicodedata.normalize("NFKC", text)) for text in asked)


def end_of_match(
    levels: Sequence[Row], last: int, edges: Sequence[float], strips: Sequence[Strip]
) -> int:
    """Return the last level of lists to be matched: each may have one more item below, level with none."""
    ended: set[int] = set()
    for level in levels[last + 1 :]:
        at = bisect.bisect(edges, level[0].middle)
        if len(level) > 1 or at in ended or not _is_next(strips[at], level[0]):
            break
        ended.add(at)
        last += 1
    return last


def _is_next(strip: Strip, piece: Piece) -> bool:
    steps = [one.baseline - other.baseline for one, other in itertools.pairwise(strip.pieces)]
    ends = [(it.right if strip.rtl else it.left) for it in (*strip.pieces, piece)]
    return (
        _spread(ends) < _ALIGNED_EM * piece.em
        and strip.pieces[-1].baseline - piece.baseline < _NEXT_STEP * statistics.median(steps)
        and len(words_of(piece, rtl=strip.rtl)) <= _MATCHED_WORDS
        and not ends_sentence(piece, rtl=strip.rtl)
    )


def _drawn(piece: Piece) -> str:
    return "".join(glyph.text for glyph in sorted(piece.glyphs, key=lambda glyph: glyph.left))


def are_lists_of_words(strips: Sequence[Strip]) -> bool:
    """Return whether each strip is a list of words with their meanings, as “tide – the rise of the sea”."""
    return all(_is_list_of_words(strip) for strip in strips)


def are_marked_lists(strips: Sequence[Strip]) -> bool:
    """Return whether most lines of each strip begin with a bullet, as lists side by side do."""
    return all(_is_marked_list(strip) for strip in strips)


def _is_marked_list(strip: Strip) -> bool:
    firsts = [words_of(piece, rtl=strip.rtl)[0] for piece in strip.pieces]
    marked = sum(is_mark(first) and not first.strip("()[].").isalnum() for first in firsts)
    return marked > 1 and marked * 2 >= len(firsts)


def _is_list_of_words(strip: Strip) -> bool:
    lines = [" ".join(words_of(piece, rtl=strip.rtl)) for piece in strip.pieces]
    entries = sum(_EXPLAINED.match(line) is not None for line in lines)
    # A meaning may go on in a second line.
    return entries > 1 and entries * 2 >= len(lines)


def are_headed(band: Sequence[Row], edges: Sequence[float], strips: Sequence[Strip]) -> bool:
    """Return whether each strip has a heading, and one of them sentences below it, as leaflets have."""
    return (
        min(strip.words for strip in strips) > 1
        and any(strip.is_prose for strip in strips)
        and bool(headed_levels(band, edges))
    )


def headed_levels(band: Sequence[Row], edges: Sequence[float]) -> set[int]:
    """Return the levels of a band with a heading above each column; none if the first has none."""
    texts = [piece for level in band for piece in level]
    usual = sorted(piece.em for piece in texts)[len(texts) // 2]
    plain_bold = sum(map(_is_bold, texts)) * 2 > len(texts)
    columns = [[p for p in texts if low <= p.middle < high] for low, high in _bounds(edges)]
    found = {
        number
        for number, level in enumerate(band)
        if len(level) == len(edges) + 1
        and _are_above(level, columns, edges)
        and all(p.em > _LARGER * usual or (_is_bold(p) and not plain_bold) for p in level)
    }
    # A headline may stand above them over one column.
    first = next((number for number, level in enumerate(band) if len(level) > 1), 0)
    return found if first in found and len(found) * 3 <= len(band) else set()


def _bounds(edges: Sequence[float]) -> Iterator[tuple[float, float]]:
    return itertools.pairwise([float("-inf"), *edges, float("inf")])


def _are_above(level: Row, columns: Sequence[Sequence[Piece]], edges: Sequence[float]) -> bool:
    """Return whether one piece stands over each column, at its edge or in its middle."""
    return all(
        low <= piece.middle < high and _is_above(piece, column)
        for piece, column, (low, high) in zip(level, columns, _bounds(edges), strict=True)
    )


def _is_above(piece: Piece, column: Sequence[Piece]) -> bool:
    left, right = min(p.left for p in column), max(p.right for p in column)
    places = (piece.left - left, right - piece.right, piece.middle - (left + right) / 2)
    return min(map(abs, places)) < piece.em / 2


def _is_bold(piece: Piece) -> bool:
    return sum(glyph.bold for glyph in piece.glyphs) * 2 > len(piece.glyphs)


def _spread(places: Sequence[float]) -> float:
    return max(places) - min(places)
