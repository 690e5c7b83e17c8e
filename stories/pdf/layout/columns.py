"""Where a page is read column by column and where row by row: by white strips and the text beside them."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from stories.pdf.layout.flow import Strip, are_to_be_matched, counts_across, ends_sentence
from stories.pdf.layout.gutters import Gutter, gutters_in
from stories.pdf.layout.lone_rows import lone_rows
from stories.pdf.layout.pairs import (
    are_headed,
    are_labelled,
    are_lists_of_words,
    are_marked_lists,
    are_pairs,
    are_to_match,
    end_of_match,
)
from stories.pdf.layout.rows import Row
from stories.pdf.layout.sections import Area, is_headline, section
from stories.pdf.layout.strips import (
    are_columns,
    are_half_verses,
    are_headed_lists,
    are_rows,
    are_stanzas,
    counts_on,
    crosses,
    hangs,
    has_edge,
    highest,
    is_parted,
    lines_of,
    share_refrain,
    strips_of,
)

_GUTTERS_TRIED = 6  # each try looks at the rows beside it
_DEEPEST = 12  # regions within regions
_WIDER = 1.8  # times a gap in a line of justified text
_TEXT_WORDS = 2
_BESIDE_SHARE = 0.8  # of its rows, what another gutter shares to be one of the same columns
_FEWEST_ROWS = 3  # of a table; two may be anything
_WIDE_EM = 1.4  # few rows leave white by chance, but not this much
_ROWS_FOR_NARROW = 5
_ROW_APART = 1.2  # times the distance of lines: white between rows whose cells wrap
_SPREAD = 1.2  # times its height: a page that wide may be two
_MIDDLE_SHARE = 0.06  # of the page's width
_KNOWN_POINTS = 6.0  # gutters of one document's pages are at one place


class Kind(enum.Enum):
    """How a block is read."""

    TEXT = "text"
    TABLE = "table"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Block:
    """Levels of pieces that are read together, from the top, each level from its beginning."""

    levels: list[Row]
    kind: Kind = Kind.TEXT
    edges: tuple[float, ...] = ()


@dataclass(slots=True)
class Columns:
    """The blocks of pages in reading order; `known` keeps where gutters of earlier pages are, in points.

    `page` is the page's width and height in points, `boxes` its coloured areas.
    """

    rtl: bool
    known: list[float] = field(default_factory=list)
    page: tuple[float, float] = (0.0, 0.0)
    boxes: Sequence[Area] = ()

    def blocks(self, levels: Sequence[Row]) -> list[Block]:
        """Return the page's blocks in the order they are read."""
        found: list[Block] = []
        start = 0
        for lone, parted in lone_rows(levels, rtl=self.rtl).items():
            pieces = levels[lone][::-1] if self.rtl else levels[lone]
            found += self._region(list(levels[start:lone]), _DEEPEST)
            rows = [[piece] for piece in pieces] if parted else [pieces]
            found += [Block([row], Kind.ITEMS) for row in rows]
            start = lone + 1
        return [*found, *self._region(list(levels[start:]), _DEEPEST)]

    def _region(self, levels: list[Row], depth: int) -> Iterator[Block]:
        if not levels:
            return
        found = self._division(levels) if depth else None
        if found is None:
            yield Block(levels)
            return
        first, last, edges, kind = found
        yield from self._region(levels[:first], depth - 1)
        band = levels[first : last + 1]
        if kind is Kind.TABLE:
            yield Block(band, kind, edges)
        else:
            strips = strips_of(band, edges)
            # The right column is read first where the language is.
            for strip in reversed(strips) if self.rtl else strips:
                if kind is Kind.ITEMS:
                    yield Block(strip, kind)
                else:
                    yield from self._region(strip, depth - 1)
        yield from self._region(levels[last + 1 :], depth - 1)

    def _division(self, levels: list[Row]) -> tuple[int, int, tuple[float, ...], Kind] | None:
        """Return the first and last level, the edges and the kind of the surest table or columns."""
        gutters = gutters_in(levels)
        tallest = sorted(gutters, key=lambda g: (-_height(levels, g), -g.width))[:_GUTTERS_TRIED]
        sets = [
            sorted((g for g in gutters if _is_beside(gutter, g)), key=lambda g: g.middle)
            for gutter in tallest
        ]
        # Three columns before two that happen to be taller: a gutter may run on into a short line's white.
        for beside in sorted(sets, key=lambda one: -sum(_height(levels, g) for g in one)):
            first, last = min(g.top for g in beside), max(g.low for g in beside)
            lists = self._strips(levels[first : last + 1], beside)
            if are_to_match(levels[:first], lists):
                edges = tuple(g.middle for g in beside)
                return first, end_of_match(levels, last, edges, lists), edges, Kind.ITEMS
            cuts = self._cuts(levels, beside)
            if cuts is None:
                cuts = self._wide_ones(levels, beside)
            if cuts:
                edges = tuple(cut.middle for cut in cuts)
                self.known.extend(x for x in edges if not self._is_known(x))
                first, last = max(g.first for g in cuts), min(g.last for g in cuts)
                strips = self._strips(levels[first : last + 1], cuts)
                if share_refrain(strips):
                    # Titles over both are alone on their lines.
                    first = max(first, min(g.top for g in cuts))
                elif not (self._is_spread(cuts) or are_headed_lists(strips) or are_stanzas(strips)):
                    first, last = section(levels, first, last, edges, self.boxes)
                first += is_headline(levels[first : last + 1], self.page[0])
                return first, last, edges, Kind.TEXT
            first, last = min(g.top for g in beside), max(g.low for g in beside)
            if cuts is None and last - first + 1 >= _FEWEST_ROWS:
                edges = tuple(g.middle for g in beside)
                labelled = len(edges) == 1 and are_labelled(
                    self._strips(levels[first : last + 1], beside)
                )
                last = self._end_of_cells(levels, first, last, edges, labelled=labelled)
                return first, last, edges, Kind.TABLE
        return None

    def _wide_ones(self, levels: list[Row], beside: list[Gutter]) -> list[Gutter] | None:
        """Return the gutters that part columns, where others are wide gaps in lines of justified text."""
        widest = max(gutter.width for gutter in beside)
        wide = [gutter for gutter in beside if gutter.width * _WIDER > widest]
        if len(wide) == len(beside):
            return None
        band = levels[max(g.first for g in wide) : min(g.last for g in wide) + 1]
        strips = self._strips(band, wide)
        flows = all(strip.flows and strip.words >= _TEXT_WORDS for strip in strips)
        return self._cuts(levels, wide) or None if flows else None

    def _strips(self, band: Sequence[Row], gutters: Sequence[Gutter]) -> list[Strip]:
        return [
            Strip([line for level in part for line in lines_of(level)], self.rtl)
            for part in strips_of(band, [gutter.middle for gutter in gutters])
        ]

    def _end_of_cells(
        self,
        levels: Sequence[Row],
        first: int,
        last: int,
        edges: Sequence[float],
        *,
        labelled: bool,
    ) -> int:
        """Return the last level of a table, to which lines belong that wrap in a cell of its last row.

        Beside a label a sentence goes on to its end, though no white parts the rows.
        """
        heights = [highest(level) for level in levels[first:]]
        gaps = [high - low for high, low in itertools.pairwise(heights[: last - first + 1])]
        tight = min((gap for gap in gaps if gap > 1.0), default=0.0)
        parted = max(gaps, default=0.0) >= _ROW_APART * tight
        if not parted and not labelled:
            return last
        while last + 1 < len(levels):
            strips = strips_of([levels[last + 1]], edges)
            label = strips[-1] if self.rtl else strips[0]
            gap = highest(levels[last]) - highest(levels[last + 1])
            if label or gap > _ROW_APART * tight or crosses(levels[last + 1], edges):
                break
            text = levels[last][0 if self.rtl else -1]
            if not parted and ends_sentence(text, rtl=self.rtl):
                break
            last += 1
        return last

    def _is_spread(self, cuts: Sequence[Gutter]) -> bool:
        """Return whether the page is two pages side by side: each is read whole, whatever gaps it has."""
        wide, high = self.page
        middle = abs(cuts[0].middle - wide / 2) < _MIDDLE_SHARE * wide
        return len(cuts) == 1 and wide > _SPREAD * high and middle

    def _is_known(self, x: float) -> bool:
        return any(abs(x - known) < _KNOWN_POINTS for known in self.known)

    def _cuts(self, levels: list[Row], beside: list[Gutter]) -> list[Gutter] | None:
        """Return the gutters that part columns of text; none where nothing is sure, None for a table."""
        band = levels[max(g.first for g in beside) : min(g.last for g in beside) + 1]
        edges = [gutter.middle for gutter in beside]
        strips = self._strips(band, beside)
        if not all(strip.pieces for strip in strips):
            return []
        if counts_across(band, rtl=self.rtl):
            return []
        if are_to_be_matched(strips) or (self._is_spread(beside) and _are_numbered(levels)):
            return beside
        if are_rows(band, strips) or are_half_verses(strips) or are_pairs(strips):
            return None
        if all(map(self._is_known, edges)) and all(strip.words >= 2 for strip in strips):
            return beside
        fewest = min(len(strip.pieces) for strip in strips)
        em = max(piece.em for level in band for piece in level)
        by_chance = fewest < _ROWS_FOR_NARROW and min(g.width for g in beside) < _WIDE_EM * em
        if by_chance and not (fewest >= _FEWEST_ROWS and all(strip.flows for strip in strips)):
            return []
        # Text that hangs is enough for columns, and not for cells.
        straight = all(map(has_edge, strips[1:]))
        if len(band) < 2 or not (straight or all(map(hangs, strips[1:]))):
            return []
        parting = _parting(band, beside, strips)
        return parting or (None if fewest > 1 and straight else [])


def _parting(band: Sequence[Row], beside: list[Gutter], strips: Sequence[Strip]) -> list[Gutter]:
    """Return the gutters beside which there is text that goes on below."""
    edges = [gutter.middle for gutter in beside]
    are_texts = counts_on(strips) or are_columns(strips) or are_headed_lists(strips)
    are_lists = are_lists_of_words(strips) or are_marked_lists(strips)
    if are_texts or are_lists or are_headed(band, edges, strips):
        return beside
    return [
        gutter
        for gutter, one, other in zip(beside, strips, strips[1:], strict=False)
        if is_parted(one, other)
    ]


def _are_numbered(levels: Sequence[Row]) -> bool:
    """Return whether both pages of a spread have their number, above or below their text."""
    for level in (levels[0], levels[-1]):
        texts = ["".join(glyph.text for glyph in piece.glyphs) for piece in level]
        if len(texts) == 2 and all(text.isdecimal() for text in texts):
            return abs(int(texts[1]) - int(texts[0])) == 1
    return False


def _height(levels: Sequence[Row], gutter: Gutter) -> float:
    """Return the gutter's height in points, from the first to the last row with text on both sides."""
    return levels[gutter.top][0].baseline - levels[gutter.low][0].baseline


def _is_beside(one: Gutter, other: Gutter) -> bool:
    shared = min(one.low, other.low) - max(one.top, other.top) + 1
    longest = max(one.low - one.top, other.low - other.top) + 1
    # Of a small table one row may have an empty cell.
    return shared >= min(_BESIDE_SHARE * longest, max(longest - 1, 2))
