"""Whether text runs on from a line to the one below it: in columns it does, in the cells of a table not."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from stories.pdf.layout.rows import Piece, Row
from stories.pdf.page.glyph import Glyph

SENTENCE_END = tuple(".!?…:؟۔।\"”»'’)")
_WORD_GAP_EM = 0.17  # where the file has no space of its own
_FARTHEST_EM = 2.4  # from a line to the one below it
_SAME_SIZE = 1.15
_LABEL_WORDS = 3
_LOOK_BACK = 4  # pieces above in which the line before is looked for
_FEWEST_LETTERS = 8  # fewer letters are a cell's, of which a full line says nothing
_SPACE_EM = 0.2  # at least, before a word that is to follow
_FLOWS = 0.6  # of the lines that could take in the next one's first word do not
_ARTICLE_AND_WORD = 2
_STOPS = (*SENTENCE_END, ",", "،", ";", "-")
_ORDINAL = re.compile(r"(\d{1,3})[.)]$")
_COUNTED = re.compile(r"[()]?([^\W\d_]|\d{1,3})[.()\-–]")
_ABJAD = "أبجدهوزحط"
_FEWEST_MATCHED = 3


@dataclass(frozen=True)
class Strip:
    """The pieces between two gutters, from the top; `rtl` says which way they are read."""

    pieces: Sequence[Piece]
    rtl: bool

    @cached_property
    def words(self) -> int:
        """The median number of words of a piece."""
        counts = sorted(len(words_of(piece, rtl=self.rtl)) for piece in self.pieces)
        return counts[len(counts) // 2] if counts else 0

    @cached_property
    def has_sentences(self) -> bool:
        """Whether a line of several words ends a sentence, as labels do not."""
        return any(
            ends_sentence(piece, rtl=self.rtl)
            and not _last(piece, rtl=self.rtl).text.endswith(":")
            and len(words_of(piece, rtl=self.rtl)) > 1
            for piece in self.pieces
        )

    @cached_property
    def letters(self) -> int:
        """How many glyphs it has."""
        return sum(len(piece.glyphs) for piece in self.pieces)

    @cached_property
    def flow(self) -> float | None:
        """The share, 0 to 1, of full lines among those that end no sentence; None where there are none."""
        full, free = 0, 0
        for before, after in self._pairs():
            if self._is_full(before, after):
                full += 1
            else:
                free += 1
        return full / (full + free) if full + free else None

    @property
    def flows(self) -> bool:
        """Whether its text runs on from line to line; single words do not."""
        return (
            self.flow is not None
            and self.flow >= _FLOWS
            and self.words > 1
            and not self.is_figures
            and not self._is_list_of_words
        )

    @cached_property
    def _is_list_of_words(self) -> bool:
        """Whether each line is a word or one with its article, as in a list of words to learn."""
        lines = [words_of(piece, rtl=self.rtl) for piece in self.pieces]
        first = Counter(words[0].casefold() for words in lines)
        # Of running text few lines begin alike.
        return (
            max(map(len, lines)) <= _ARTICLE_AND_WORD
            and not any(word.endswith(_STOPS) for words in lines for word in words)
            and sum(count for count in first.values() if count > 1) * 2 >= len(lines)
        )

    @cached_property
    def is_figures(self) -> bool:
        """Whether most of its words have no letter, as times and prices."""
        words = [word for piece in self.pieces for word in words_of(piece, rtl=self.rtl)]
        return sum(any(map(str.isalpha, word)) for word in words) * 2 < len(words)

    @property
    def is_prose(self) -> bool:
        """Whether it is sentences that run on, which the cells of a table seldom are."""
        return self.flows and self.has_sentences and self.words > _LABEL_WORDS

    @property
    def is_ragged(self) -> bool:
        """Whether its lines end before they have to, as cells do and verses."""
        return self.flow is not None and self.flow < _FLOWS

    @cached_property
    def ordinals(self) -> list[int]:
        """The numbers that its pieces begin with, as those of a numbered list do."""
        firsts = (words_of(piece, rtl=self.rtl)[0] for piece in self.pieces)
        return [int(found[1]) for first in firsts if (found := _ORDINAL.match(first))]

    @cached_property
    def _measures(self) -> dict[int, float]:
        """Where lines end at the furthest, by where they start."""
        ends: dict[int, float] = defaultdict(lambda: float("-inf"))
        for piece in self.pieces:
            for place in self._places(piece):
                ends[place] = max(ends[place], self._end(piece))
        return ends

    def _pairs(self) -> Iterator[tuple[Piece, Piece]]:
        """Yield each line with the one below it, where the first could run on."""
        for number, after in enumerate(self.pieces):
            for before in self.pieces[max(number - _LOOK_BACK, 0) : number][::-1]:
                if not (before.left < after.right and after.left < before.right):
                    continue
                near = 0 < before.baseline - after.baseline < _FARTHEST_EM * before.em
                alike = 1 / _SAME_SIZE < before.em / max(after.em, 0.1) < _SAME_SIZE
                long = len(before.glyphs) >= _FEWEST_LETTERS
                if near and alike and long and not ends_sentence(before, rtl=self.rtl):
                    yield before, after
                break

    def _is_full(self, before: Piece, after: Piece) -> bool:
        room = max(self._measures[place] for place in self._places(before)) - self._end(before)
        word = first_word(after.glyphs, rtl=self.rtl)
        return word + _SPACE_EM * before.em > room

    def _places(self, piece: Piece) -> tuple[int, int]:
        # Two overlapping sets of ems, so that neighbours share one of them.
        start = (-piece.right if self.rtl else piece.left) / max(piece.em, 1.0)
        return round(start) * 2, round(start + 0.5) * 2 + 1

    def _end(self, piece: Piece) -> float:
        return -piece.left if self.rtl else piece.right


def counts_across(band: Sequence[Row], *, rtl: bool) -> bool:
    """Return whether items are counted from left to right, as answers in a row: “a) … b) … c) …”."""
    beside = [level for level in band if len(level) > 1]
    counted = [_counts(level, rtl=rtl) for level in beside]
    # Items that go on below are each read whole.
    wraps = any(before and not after for before, after in itertools.pairwise(counted))
    return sum(counted) > 1 and not wraps and sum(counted) * 2 > len(beside)


def are_to_be_matched(strips: Sequence[Strip]) -> bool:
    """Return whether lists stand side by side of which one is counted in figures and another in letters.

    What stands on one line of both belongs together by chance, or by no means.
    """
    marks = [_marks(strip.pieces, rtl=strip.rtl) for strip in strips]
    listed = all(
        len(found) >= max(_FEWEST_MATCHED, len(strip.pieces) - 1)
        and all(map(_follows, found, found[1:]))
        for found, strip in zip(marks, strips, strict=True)
    )
    return listed and {found[0].isdecimal() for found in marks} == {True, False}


def _counts(level: Row, *, rtl: bool) -> bool:
    marks = _marks(level[::-1] if rtl else level, rtl=rtl)
    return len(marks) == len(level) and all(map(_follows, marks, marks[1:]))


def _marks(pieces: Sequence[Piece], *, rtl: bool) -> list[str]:
    """Return the figures and letters that pieces are counted with, of those that are."""
    firsts = (_COUNTED.match(words_of(piece, rtl=rtl)[0]) for piece in pieces)
    return [found[1].casefold() for found in firsts if found]


def _follows(one: str, other: str) -> bool:
    if one.isdecimal() and other.isdecimal():
        return int(other) == int(one) + 1
    if one in _ABJAD and other in _ABJAD:
        return _ABJAD.index(other) == _ABJAD.index(one) + 1
    return len(one) == len(other) == 1 and ord(other) == ord(one) + 1


def words_of(piece: Piece, *, rtl: bool) -> list[str]:
    """Return the piece's words by its gaps, their letters as they stand: enough to count and to compare."""
    if rtl not in piece.words:
        words = _words(piece.glyphs, rtl=rtl)
        piece.words[rtl] = ["".join(glyph.text for glyph in word) for word in words]
    return piece.words[rtl]


def ends_sentence(piece: Piece, *, rtl: bool) -> bool:
    """Return whether the piece ends with a stop or a closing mark."""
    return _last(piece, rtl=rtl).text.endswith(SENTENCE_END)


def _last(piece: Piece, *, rtl: bool) -> Glyph:
    if rtl:
        return min(piece.glyphs, key=lambda g: g.left)
    return max(piece.glyphs, key=lambda g: g.right)


def first_word(glyphs: Sequence[Glyph], *, rtl: bool) -> float:
    """Return how much room the first word of a line takes, in points."""
    word = _words(glyphs, rtl=rtl)[0]
    return max(glyph.right for glyph in word) - min(glyph.left for glyph in word)


def _words(glyphs: Sequence[Glyph], *, rtl: bool) -> list[list[Glyph]]:
    """Return a line's glyphs word by word as they are read."""
    ordered = sorted(glyphs, key=lambda g: -g.right if rtl else g.left)
    words = [[ordered[0]]]
    for before, glyph in itertools.pairwise(ordered):
        gap = before.left - glyph.right if rtl else glyph.left - before.right
        # The flag says that a space comes before the glyph in the file, which is not always so on the page.
        spaced = glyph.after_space and glyph.index == before.index + 2 and not rtl
        if spaced or gap > _WORD_GAP_EM * glyph.em:
            words.append([])
        words[-1].append(glyph)
    return words
