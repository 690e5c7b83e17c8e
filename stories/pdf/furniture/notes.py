"""Footnotes: notes in small type under the text that points at them by a figure or a sign."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from stories.pdf.furniture.told import Told
from stories.pdf.layout.line import Line
from stories.pdf.page.characters import SUPERSCRIPT
from stories.pdf.page.direction import RAISED
from stories.reading.records import LeftOut

_NOTE = re.compile(
    r"(\[\d{1,2}\]|[*†‡§¶]{1,3}(?=\s*\w))|\W?(\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\W|([a-h])(?=[\s.)]|[^\W\d_a-z])"
)
_HEAD = re.compile(
    r"(?:foot|end)?notes?:?|notes de bas de page|notas(?: al pie)?:?|(?:ال)?هوامش:?|(?:ال)?حواشي:?",
    re.IGNORECASE,
)
_LETTER = re.compile("[ᵃᵇᶜᵈᵉᶠᵍʰ⁽⁾]")
_PLAIN = str.maketrans("ᵃᵇᶜᵈᵉᶠᵍʰ⁽⁾", "abcdefgh()")
# After a word of several letters: a raised figure after a unit is its power.
_MARK_IN_TEXT = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[.!?,;:…»”’\"']))[⁽⁾]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}[⁽⁾]?(?!\w)"
)
_MARK = re.compile(r"[⁽⁾]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}[⁽⁾]?|[ᵃᵇᶜᵈᵉᶠᵍʰ]")
_BRACKETS = "⁽⁾"
_UNIT = re.compile(r"\d ?(?:[cdkm]?m|ft|in|yd|mi)$")
# Raised alone, these are powers more often than notes.
_POWERS = {"²": "¹", "³": "²"}
_NOTE_SIZE = 0.88  # of the text's type size


def take_notes(told: Told, number: int, body_em: float) -> None:
    """Take the notes under the text of the page at index `number`, and their numbers in it."""
    page = told.pages[number]
    # Of a short page with long notes most letters are the notes'.
    body_em = max([body_em, *(line.em for line in page if _MARK_IN_TEXT.search(line.text))])
    lowest = sorted(page, key=lambda line: line.baseline)
    lines = list(itertools.takewhile(lambda line: line.em < _NOTE_SIZE * body_em, lowest))
    # As they are read: below two columns the lines of one stand between those of the other.
    below = set(map(id, lines))
    small = [line for line in page if id(line) in below]
    if small and _HEAD.fullmatch(small[0].text):
        del small[0]
    if not small or len(small) == len(page) or not (first := _NOTE.match(small[0].text)):
        return
    mark = _mark(first)
    # A note is one only if the text points at it.
    if not any(mark in line.text for line in page if line.em >= _NOTE_SIZE * body_em):
        return
    told.take(number, _headed(small, page), "footnote", 0.9)
    marks = {_mark(found) for line in small if (found := _NOTE.match(line.text))}
    signs = "|".join(sorted(map(re.escape, marks - _figures(marks)), key=len, reverse=True))
    for line in told.pages[number]:
        line.text = _MARK.sub(lambda found: "" if _points(found, marks) else found[0], line.text)
        if signs:
            # A star before a word is a list's, or stresses it.
            line.text = re.sub(rf"(?<=\S) ?(?:{signs})(?=[\s.,;:!?)]|$)", "", line.text)


def _headed(notes: list[Line], page: Sequence[Line]) -> list[Line]:
    """Return the notes with the line above them, where it only says that they are notes."""
    above = next((line for line in page[::-1] if line.baseline > notes[0].baseline), None)
    return [above, *notes] if above and _HEAD.fullmatch(above.text) else notes


def _points(found: re.Match[str], marks: set[str]) -> bool:
    """Return whether it is one of the marks, and no power of a unit."""
    return found[0].strip(_BRACKETS) in marks and not _UNIT.search(found.string[: found.start()])


def _mark(found: re.Match[str]) -> str:
    """Return what the text points at the note with."""
    return found[1] or (found[2] or "").translate(SUPERSCRIPT) or found[3].translate(RAISED)


def _figures(marks: set[str]) -> set[str]:
    return {mark for mark in marks if _MARK.fullmatch(mark)}


def take_marks(told: Told) -> None:
    """Take the figures that point at notes out of the sentences; powers and exponents stay."""
    seen: set[str] = set()
    for number, page in enumerate(told.pages):
        found = {
            id(line): [mark.strip(_BRACKETS) for mark in _MARK_IN_TEXT.findall(line.text)]
            for line in page
        }
        counts = Counter(mark for marks in found.values() for mark in marks)
        for line in page:
            marks = [mark for mark in found[id(line)] if _is_mark(mark, counts, seen)]
            if marks:
                line.text = _without(line.text, marks)
                told.left_out.append(LeftOut(number + 1, "note mark", " ".join(marks), 0.8))
                seen.update(marks)


def _without(text: str, marks: Sequence[str]) -> str:
    return _MARK_IN_TEXT.sub(
        lambda found: "" if found[0].strip(_BRACKETS) in marks else found[0], text
    )


def _is_mark(mark: str, counts: Counter[str], seen: set[str]) -> bool:
    """Return whether it points at a note: each has its own, and they are counted from one."""
    before = _POWERS.get(mark)
    return (
        mark[0] != "⁰"
        and counts[mark] == 1
        and (before is None or before in seen or before in counts)
    )


def plain_letters(told: Told) -> None:
    """Make the raised letters and brackets that point at no note plain again, as those of ordinals are."""
    for line in (line for page in told.pages for line in page):
        if _LETTER.search(line.text):
            line.text = line.text.translate(_PLAIN)
