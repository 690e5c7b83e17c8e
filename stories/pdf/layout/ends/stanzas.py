"""Verses that only the lines around them show: stanzas of two lines, a refrain, the second half of a song."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from stories.pdf.layout.ends.measures import Measure, Way, early_ends
from stories.pdf.layout.ends.verses import OPENERS, are_stanzas, are_verses
from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.line import Line

_SAME_SIZE = 1.05
_STANZA = 4  # lines
_PAUSED = 0.5  # of the lines
_MOST_WORDS = 10  # of a verse
_PAUSES = (*SENTENCE_END, ",", "،", ";", "؛", "–", "—")


@dataclass(frozen=True, slots=True)
class Around:
    """The runs of a page, by number, that are stanzas, and those that stand among verses."""

    stanzas: frozenset[int]
    among: frozenset[int]


def verses_around(runs: Sequence[Sequence[Line]], measured: Mapping[Way, Measure]) -> Around:
    """Return what the runs of a page say of each other."""
    texts = [[line.text for line in run] for run in runs]
    several = [number for number, run in enumerate(runs) if len(run) > 1]
    sizes = {
        runs[number][0].em
        for number in several
        if are_verses(texts[number], early_ends(runs[number], measured)[0])
    }
    among = frozenset(
        number for number in several if any(_is_size(runs[number][0].em, size) for size in sizes)
    )
    stanzas: set[int] = set()
    for _, group in groupby(
        several, key=lambda number: (len(runs[number]), round(runs[number][0].em, 1))
    ):
        numbers = list(group)
        if are_stanzas([texts[number] for number in numbers]):
            stanzas.update(numbers)
    stanzas |= _among_capitals(runs)
    return Around(frozenset(stanzas), among)


def _among_capitals(runs: Sequence[Sequence[Line]]) -> set[int]:
    """Return the runs set as a poem of capitals on their page is, with a pause at the end of each line."""
    poems = {run[0].em for run in runs if len(run) >= _STANZA and _are_of_capitals(run, _PAUSED)}
    return {
        number
        for number, run in enumerate(runs)
        if len(run) > 1
        and any(_is_size(run[0].em, size) for size in poems)
        and _are_of_capitals(run, 1)
    }


def _are_of_capitals(run: Sequence[Line], share: float) -> bool:
    """Return whether all lines begin large and are short, and this share of them ends with a pause."""
    paused = sum(line.text.endswith(_PAUSES) for line in run)
    return paused >= share * len(run) and all(
        line.text.lstrip(OPENERS)[:1].isupper() and len(line.text.split()) <= _MOST_WORDS
        for line in run
    )


def _is_size(one: float, other: float) -> bool:
    return max(one, other) < _SAME_SIZE * max(min(one, other), 0.1)
