"""Footnotes: notes in small type under the text that points at them by a figure or a sign."""

from __future__ import annotations

import itertools
import re

from stories.pdf.furniture.told import Told
from stories.pdf.page.direction import SUPERSCRIPT
from stories.reading.records import LeftOut

_NOTE = re.compile(r"(\[\d{1,2}\]|[*†‡§¶]{1,3}(?=\s*\w))|\W?(\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\W")
# After a word of several letters: a raised figure after a unit is its power.
_MARK_IN_TEXT = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.!?,;:…»”’\"']))[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?!\w)")
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}")
_NOTE_SIZE = 0.88  # of the text's type size


def take_notes(told: Told, number: int, body_em: float) -> None:
    """Take the notes under the text of the page at index `number`, and their numbers in it."""
    page = told.pages[number]
    lowest = sorted(page, key=lambda line: line.baseline)
    small = list(itertools.takewhile(lambda line: line.em < _NOTE_SIZE * body_em, lowest))[::-1]
    if not small or len(small) == len(page) or not (first := _NOTE.match(small[0].text)):
        return
    mark = _mark(first)
    # A note is one only if the text points at it.
    if not any(mark in line.text for line in page if line.em >= _NOTE_SIZE * body_em):
        return
    told.take(number, small, "footnote", 0.9)
    marks = {_mark(found) for line in small if (found := _NOTE.match(line.text))}
    signs = "|".join(sorted(map(re.escape, marks - _figures(marks)), key=len, reverse=True))
    for line in told.pages[number]:
        line.text = _MARK.sub(lambda found: "" if found[0] in marks else found[0], line.text)
        if signs:
            # A star before a word is a list's, or stresses it.
            line.text = re.sub(rf"(?<=\S) ?(?:{signs})(?=[\s.,;:!?)]|$)", "", line.text)


def _mark(found: re.Match[str]) -> str:
    """Return what the text points at the note with."""
    return found[1] or found[2].translate(SUPERSCRIPT)


def _figures(marks: set[str]) -> set[str]:
    return {mark for mark in marks if _MARK.fullmatch(mark)}


def take_marks(told: Told, number: int) -> None:
    """Take the numbers of notes out of the sentences of the page at index `number`."""
    for line in told.pages[number]:
        if marks := _MARK_IN_TEXT.findall(line.text):
            line.text = _MARK_IN_TEXT.sub("", line.text)
            told.left_out.append(LeftOut(number + 1, "note mark", " ".join(marks), 0.8))
