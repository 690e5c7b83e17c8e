"""Rows that belong to no columns: a newspaper's date, who writes on a sheet, words to choose from."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from stories.pdf.layout.flow import ends_sentence, words_of
from stories.pdf.layout.rows import Piece, Row

_FIRST_LEVELS = 6
_DATE_PIECES = 4
_DATE_GAP_EM = 2.0
_DATE_LETTERS = 40
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEARS = range(1900, 2100)
_FILLED, _FEWEST_FILLED = "._…/", 4
_ASKED_PIECES = 2
_ANSWER = re.compile(r"[^\W\d]{1,12}[/|·][^\W\d]{1,12}")
_BOX = "☐□❏❑❒◻○"
_FEWEST_WORDS, _MOST_WORDS = 3, 12  # to choose from, in one row
_CHOICE_WORDS = 2
_TICKED_WORDS = 5
_CHOICE_LETTERS = 20
_CHOICE_GAP_EM = 1.5
_AROUND = 3  # levels: what has as many pieces there is a table's


def lone_rows(levels: Sequence[Row], *, rtl: bool) -> dict[int, bool]:
    """Return the levels that stand alone above and below text, whatever white runs on from them into it.

    True says that the pieces of one are told one by one, False that they are a line.
    """
    alone = dict.fromkeys(_to_circle(levels, rtl=rtl), False)
    alone |= dict.fromkeys(_to_choose_from(levels, rtl=rtl), True)
    dated = _dated(levels)
    return dict(sorted((alone | ({} if dated is None else {dated: True})).items()))


def _to_circle(levels: Sequence[Row], *, rtl: bool) -> Iterator[int]:
    """Yield the levels whose text has an answer beside it that comes again in the next, as “T / F”."""
    before = ""
    for number, level in enumerate(levels):
        answer = _text(level[0 if rtl else -1]) if len(level) == _ASKED_PIECES else ""
        if not _ANSWER.fullmatch(answer):
            answer = ""
        if answer and answer == before:
            yield from (number - 1, number)
        before = answer


def _dated(levels: Sequence[Row]) -> int | None:
    """Return the level that says when a newspaper came out and its price, or asks who writes on a sheet."""
    for number, level in enumerate(levels[:_FIRST_LEVELS]):
        if not 2 <= len(level) <= _DATE_PIECES or len({piece.row for piece in level}) > 1:
            continue
        around = [*levels[max(number - 1, 0) : number], *levels[number + 1 : number + 2]]
        texts = list(map(_text, level))
        dated = sum(map(_has_year, texts)) == 1 or all(map(_is_to_fill, texts))
        short = max(map(len, texts)) <= _DATE_LETTERS
        if (
            dated
            and _are_apart(level, _DATE_GAP_EM)
            and short
            and all(len(it) == 1 for it in around)
            and levels[number + 1 :]
        ):
            return number
    return None


def _to_choose_from(levels: Sequence[Row], *, rtl: bool) -> Iterator[int]:
    """Yield the levels of a few words set apart in one row, as those that are to be filled in below."""
    for number, level in enumerate(levels):
        if not _FEWEST_WORDS <= len(level) <= _MOST_WORDS or len({it.row for it in level}) > 1:
            continue
        near = [*levels[max(number - _AROUND, 0) : number], *levels[number + 1 :][:_AROUND]]
        beside = [*levels[max(number - 1, 0) : number], *levels[number + 1 : number + 2]]
        if (
            number
            and _are_apart(level, _CHOICE_GAP_EM)
            and all(_is_choice(piece, rtl=rtl) for piece in level)
            and not any(len(it) >= _FEWEST_WORDS for it in near)
            and all(len(it) == 1 for it in beside)
        ):
            yield number


def _is_choice(piece: Piece, *, rtl: bool) -> bool:
    text = _text(piece)
    boxed = text[0] in _BOX
    is_word = boxed or (len(text) <= _CHOICE_LETTERS and text[0].isalpha())
    is_word = is_word and not any(map(str.isdigit, text))
    few = len(words_of(piece, rtl=rtl)) <= (_TICKED_WORDS if boxed else _CHOICE_WORDS)
    return is_word and few and not ends_sentence(piece, rtl=rtl) and not text.endswith((":", ","))


def _are_apart(level: Row, least: float) -> bool:
    return all(b.left - a.right > least * a.em for a, b in itertools.pairwise(level))


def _text(piece: Piece) -> str:
    return "".join(glyph.text for glyph in piece.glyphs)


def _is_to_fill(text: str) -> bool:
    """Return whether it is mostly a space to write in, as “Name: ........” is."""
    return sum(map(text.count, _FILLED)) >= max(_FEWEST_FILLED, len(text) / 3)


def _has_year(text: str) -> bool:
    """Return whether a year is in it, among letters: alone it may head a column of figures."""
    years = (int(found) for found in _YEAR.findall(text))
    return any(year in _YEARS for year in years) and any(map(str.isalpha, text))
