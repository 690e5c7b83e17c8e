"""The chords above the words of a song: for who plays, and not to be sung."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from stories.pdf.furniture.told import Told
from stories.pdf.layout.line import Line

_CHORD = re.compile(
    r"[A-H](?:#|b|♯|♭)?(?:maj|min|m|M|dim|aug|sus|add|°|\+)?\d{0,2}(?:sus\d|add\d)?(?:/[A-H](?:#|b|♯|♭)?)?"
)
_BELOW_EM = 2.2  # the words that are sung to them
_FEWEST_LINES = 2


def take_chords(told: Told) -> None:
    """Take lines of chords off the pages where there are several above lines of words.

    An alphabet has letters above words too, but no letter twice and none with a 7.
    """
    for number, page in enumerate(told.pages):
        lines = list(_above_words(page))
        if len(lines) >= _FEWEST_LINES and _are_played(lines):
            told.take(number, lines, "chords", 0.9)


def _above_words(page: list[Line]) -> Iterator[Line]:
    for line, below in itertools.pairwise(page):
        chords = all(_CHORD.fullmatch(word) for word in line.text.split())
        near = 0 < line.baseline - below.baseline < _BELOW_EM * below.em
        is_sung = any(not _CHORD.fullmatch(word) for word in below.text.split())
        if chords and near and is_sung and below.column == line.column:
            yield line


def _are_played(lines: list[Line]) -> bool:
    words = [line.text.split() for line in lines]
    if not any(len(chords) > 1 for chords in words):
        return False
    if any(len(chord) > 1 for chords in words for chord in chords):
        return True
    seen = Counter(chord for chords in words for chord in set(chords))
    return max(seen.values()) > 1
