"""The letters of one line in logical order, whatever way its scripts run.

PDF files place glyphs; most say nothing about the order letters are read in, and PDFium guesses it
word by word. Here the order comes from the places alone: a right-to-left line is read from its right
edge, the left-to-right runs in it (numbers, Latin words) are turned back, and the reverse.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from stories.reading.glyphs import Glyph

_WORD_GAP_EM = 0.13
_GLUED_GAP_EM = 0.3
_LOOSE_GAP_EM = 0.25
_SAME_BOX_POINTS = 0.05
_ALEFS = frozenset("اأإآٱ")
_LAM = "ل"
_ISOLATED_MARKS = range(0xFE70, 0xFE80)
_MIRRORED = {
    **{pair[0]: pair[1] for pair in ("()", "[]", "{}", "«»", "‹›")},
    **{pair[1]: pair[0] for pair in ("()", "[]", "{}", "«»", "‹›")},
}
_OPENING = frozenset("([{")


def is_right_to_left(texts: Iterable[str], otherwise: bool = False) -> bool:
    """Whether right-to-left letters outnumber the others; `otherwise` when there are no letters."""
    balance = {True: 0, False: 0}
    for text in texts:
        kind = _kind(text)
        if kind in "RL":
            balance[kind == "R"] += 1
    return otherwise if not any(balance.values()) else balance[True] > balance[False]


def line_text(row: Sequence[Glyph], page_rtl: bool) -> str:
    """The row's text in logical order with single spaces, presentation forms folded."""
    has_rtl = any(_kind(glyph.text) == "R" for glyph in row)
    rtl = is_right_to_left((glyph.text for glyph in row), page_rtl)
    text = _bidirectional(row, rtl) if has_rtl else _joined(_from_left(row), rtl=False)
    return " ".join(fold(text).split())


def fold(text: str) -> str:
    """Presentation forms and typographic ligatures as plain letters, the rest composed (NFC)."""
    folded = "".join(_folded(character) for character in text)
    return unicodedata.normalize("NFC", folded)


def _folded(character: str) -> str:
    code = ord(character)
    if not (0xFB00 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC):
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain.strip(" ـ") if code in _ISOLATED_MARKS else plain


def _kind(text: str) -> str:
    """R right-to-left letter, L other letter, D digit, M mark, N neutral."""
    code = ord(text[0])
    if code < 0x80:
        return "L" if text.isalpha() else "D" if text.isdigit() else "N"
    direction = unicodedata.bidirectional(text[0])
    if direction in ("R", "AL"):
        return "R"
    if direction in ("EN", "AN"):
        return "D"
    return {"L": "L", "NSM": "M"}.get(direction, "N")


def _from_left(row: Sequence[Glyph]) -> list[Glyph]:
    """Left to right; a mark keeps its place behind the letter PDFium put it after."""
    places: dict[int, float] = {}
    place = 0.0
    for glyph in sorted(row, key=lambda glyph: glyph.index):
        place = place if places and _kind(glyph.text) == "M" else glyph.left
        places[glyph.index] = place
    return sorted(row, key=lambda glyph: (places[glyph.index], glyph.index))


def _joined(glyphs: Sequence[Glyph], *, rtl: bool) -> str:
    pieces: list[str] = []
    for number, glyph in enumerate(glyphs):
        if number and _has_space(glyphs[number - 1], glyph, rtl=rtl):
            pieces.append(" ")
        pieces.append(glyph.text)
    return "".join(pieces)


def _has_space(before: Glyph, after: Glyph, *, rtl: bool) -> bool:
    if not rtl and after.index > before.index and after.index - before.index <= 3:
        return after.after_space
    gap = (before.left - after.right) if rtl else (after.left - before.right)
    em = max(before.em, after.em)
    if not rtl:
        return gap > _LOOSE_GAP_EM * em
    first, second = sorted((before, after), key=lambda glyph: glyph.index)
    if second.index - first.index == 1:
        return gap > _GLUED_GAP_EM * em
    if second.index - first.index == 2 and second.after_space:
        return gap > 0
    return gap > _WORD_GAP_EM * em


def _bidirectional(row: Sequence[Glyph], rtl: bool) -> str:
    from_right = _from_right(row)
    words: list[list[Glyph]] = []
    for number, glyph in enumerate(from_right):
        if not number or _has_space(from_right[number - 1], glyph, rtl=True):
            words.append([])
        words[-1].append(glyph)
    texts = [_word_from_right(word) for word in words]
    if not rtl:
        return " ".join(_turned_back(texts[::-1], "R"))
    return " ".join(_turned_back(texts, "L"))


def _from_right(row: Sequence[Glyph]) -> list[Glyph]:
    """Right to left; letters of one ligature glyph come out of PDFium last letter first."""
    ordered = sorted(row, key=lambda glyph: (-round(glyph.right, 1), -glyph.index))
    for number in range(len(ordered) - 1):
        first, second = ordered[number], ordered[number + 1]
        if first.text in _ALEFS and second.text == _LAM and _overlap(first, second) > 0.5:
            ordered[number], ordered[number + 1] = second, first
    return ordered


def _overlap(first: Glyph, second: Glyph) -> float:
    """The part of the narrower glyph that lies within the other, 0 to 1."""
    shared = min(first.right, second.right) - max(first.left, second.left)
    narrower = min(first.right - first.left, second.right - second.left)
    return shared / max(narrower, _SAME_BOX_POINTS)


def _word_from_right(word: Sequence[Glyph]) -> str:
    """One word's letters, runs of digits and Latin letters within it turned back to their order."""
    pieces: list[str] = []
    run: list[str] = []
    for number, glyph in enumerate(word):
        kind = _kind(glyph.text)
        if kind in "LD" or (run and kind in "NM" and _continues_run(word, number)):
            run.append(glyph.text)
            continue
        pieces.extend(reversed(run))
        run = []
        pieces.append(glyph.text)
    pieces.extend(reversed(run))
    return "".join(pieces)


def _continues_run(word: Sequence[Glyph], number: int) -> bool:
    return number + 1 < len(word) and _kind(word[number + 1].text) in "LD"


def _turned_back(words: list[str], inner: str) -> list[str]:
    """Runs of two and more words of the other direction, put in their own order."""
    ordered: list[str] = []
    run: list[str] = []
    for word in words:
        if _word_kind(word) == inner:
            run.append(word)
            continue
        ordered.extend(reversed(run))
        run = []
        ordered.append(word)
    return ordered + run[::-1]


def _word_kind(word: str) -> str:
    kinds = {_kind(character) for character in word}
    return "R" if "R" in kinds else "L" if "L" in kinds else "N"


def mirrored(text: str) -> str:
    """Right-to-left text with its brackets turned round if they all open the wrong way."""
    closing_first = opening_first = 0
    for position, character in enumerate(text):
        if character in _MIRRORED:
            before = text[position - 1] if position else " "
            opens = before.isspace() or before in _OPENING
            right_way = (character in "([{«‹") is opens
            opening_first += right_way
            closing_first += not right_way
    if closing_first <= opening_first:
        return text
    return "".join(_MIRRORED.get(character, character) for character in text)
