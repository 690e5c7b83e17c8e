"""What kind of character one is, and the plain form of presentation characters."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

LAM = "ل"
ALEFS = frozenset("اأإآٱ")
#: Pairs of letters that fonts of Arabic draw as one glyph.
LIGATURES = frozenset(
    pair
    for code in range(0xFC00, 0xFDC8)
    if len(pair := unicodedata.normalize("NFKC", chr(code))) == 2
)
#: Figures, Arabic ones too, as raised ones.
SUPERSCRIPT = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩()", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2 + "⁽⁾")
BULLETS = frozenset("•◦▪▫●○■□‣➢➤")
OPENING = frozenset("([{«‹")
CLOSING = frozenset(")]}»›")
_BRACKETS = OPENING | CLOSING
_MOST_BRACKETS = 6
_MIRROR = str.maketrans("()[]{}«»‹›", ")(][}{»«›‹")
# Vowel marks on a space or a stretching line, neither of which was written.
_ISOLATED_MARKS = range(0xFE70, 0xFE80)
# Marks that follow a word without a space, so that they say nothing of a bracket's side.
_TIGHT_BEFORE_CLOSING = frozenset(".,،:؛;!?؟…\"'”’")


# Asked several times for every letter of a document, which has few different ones.
@functools.lru_cache(maxsize=4096)
def kind_of(text: str) -> str:
    """R right-to-left letter, L other letter, D digit, M mark, N neutral; by the first character."""
    code = ord(text[0])
    if code < 0x80:
        return "L" if text[0].isalpha() else "D" if text[0].isdigit() else "N"
    if unicodedata.combining(text[0]):
        return "M"
    direction = unicodedata.bidirectional(text[0])
    return {"R": "R", "AL": "R", "EN": "D", "AN": "D", "L": "L", "NSM": "M"}.get(direction, "N")


def fold(text: str) -> str:
    """Return presentation forms and typographic ligatures as plain letters, the rest composed (NFC)."""
    folded = "".join(_folded(character) for character in text)
    return unicodedata.normalize("NFC", folded)


def _folded(character: str) -> str:
    code = ord(character)
    # Only these: NFKC would also turn superscripts and fractions into plain digits.
    if not (0xFB00 <= code <= 0xFDF9 or 0xFE70 <= code <= 0xFEFC):
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain.strip(" ـ") if code in _ISOLATED_MARKS else plain


# A space for a mark between brackets, which say nothing of the way that they face.
_TO_FILL = re.compile(r"\)([\s._…]{1,12})\((?=[\s.]|$)")


def mirrored(text: str) -> str:
    """Return right-to-left text with the brackets turned round that open or close the wrong way."""
    characters = list(text)
    places = [place for place, character in enumerate(text) if character in _BRACKETS]
    # Programs that mirror brackets themselves write the wrong ones; the spaces around tell which are.
    said = [_opens(text, place) for place in places]
    for number, place in enumerate(places):
        opens = said[number]
        if opens is None:
            opens = _opens_beside(text, places, said, number)
        if opens is not None and opens is not (text[place] in OPENING):
            characters[place] = text[place].translate(_MIRROR)
    return _TO_FILL.sub(lambda found: f"({found[1]})", "".join(characters))


def _opens_beside(
    text: str, places: Sequence[int], said: Sequence[bool | None], number: int
) -> bool | None:
    """Return whether a bracket within a word opens, by the one of its kind that is next to it."""
    kind = {text[places[number]], text[places[number]].translate(_MIRROR)}
    if number + 1 < len(places) and said[number + 1] is False and text[places[number + 1]] in kind:
        return True
    if number and said[number - 1] is True and text[places[number - 1]] in kind:
        return False
    return None


def _opens(text: str, position: int) -> bool | None:
    """Return whether a bracket here must open or close, by its neighbours; None when they do not tell."""
    # Of several in a row each has what stands around all of them.
    start = position
    while start and position - start < _MOST_BRACKETS and text[start - 1] in _BRACKETS:
        start -= 1
    end = position + 1
    while end < len(text) and end - position < _MOST_BRACKETS and text[end] in _BRACKETS:
        end += 1
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    free_before = before.isspace()
    free_after = after.isspace() or after in _TIGHT_BEFORE_CLOSING
    return free_before if free_before is not free_after else None
