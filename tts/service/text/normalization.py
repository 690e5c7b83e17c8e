"""Text made sayable, cut into chunks and words, never losing where it stood in the original.

Every offset here counts Unicode code points, as Python's `str` does.
"""

import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_SYMBOLS: Final = frozenset("&%@#°")
_ALWAYS_JOIN: Final = frozenset("'’ʼ-‐‑·_\u200c\u200d")
_NUMBERS_JOIN: Final = frozenset(".,:٫٬")
_LINE_BREAKS: Final = frozenset("\n\v\f\x85\u2028\u2029")
_JOINERS: Final = frozenset("\u200c\u200d")
_SILENT: Final = frozenset("\u0640\u20e3")
_PICTURES_START: Final = 0x2190
_MODIFIERS: Final = (range(0xFE00, 0xFE10), range(0x1F3FB, 0x1F400))
_COMPATIBILITY: Final = (
    range(0xFB00, 0xFE00),
    range(0xFE70, 0xFF00),
    range(0xFF01, 0xFFF0),
    range(0x1D400, 0x1D800),
)
_IDEOGRAPHS: Final = (
    range(0x3040, 0x3100),
    range(0x3400, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)


@dataclass(frozen=True, slots=True)
class Span:
    """The characters from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SayableText:
    """Text an engine can read, and for each of its characters the span it came from."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def origin(self, span: Span) -> Span:
        """Where `span` of the sayable text stood in the original."""
        return Span(self.starts[span.start], self.ends[span.end - 1])


def sayable(original: str) -> SayableText:
    """Compose to NFC, drop what is never read aloud, turn pictures and controls into spaces."""
    if unicodedata.is_normalized("NFC", original):
        read = "".join(map(_as_read, original))
        if len(read) == len(original) and all(map(_as_read, original)):
            count = len(original)
            return SayableText(read, array("I", range(count)), array("I", range(1, count + 1)))
    characters: list[str] = []
    starts, ends = array("I"), array("I")
    for segment in _segments(original):
        composed = unicodedata.normalize("NFC", original[segment.start : segment.end])
        for character in "".join(map(_as_read, composed)):
            characters.append(character)
            starts.append(segment.start)
            ends.append(segment.end)
    return SayableText("".join(characters), starts, ends)


def is_speakable(text: str) -> bool:
    """Whether it holds one letter or digit; punctuation and pictures alone are not speech."""
    return any(map(str.isalnum, text))


def words(text: str, within: Span) -> Iterator[Span]:
    """Spans of the words in part of a text: letters, digits and symbols with what joins them."""
    at = within.start
    while at < within.end:
        if not _in_word(text[at]):
            at += 1
            continue
        start, at = at, _word_end(text, at, within.end)
        yield Span(start, at)


def _word_end(text: str, start: int, limit: int) -> int:
    at = start + 1
    alone = _is_ideograph(text[start])
    while at < limit:
        if alone and not _is_mark(text[at]):
            break
        if _is_ideograph(text[at]) or not (_in_word(text[at]) or _joins(text, start, at, limit)):
            break
        at += 1
    return at


def _joins(text: str, start: int, at: int, limit: int) -> bool:
    """Whether the mark at `at` belongs inside a word: it's, well-known, 3.14, U.S."""
    if at + 1 >= limit or not _in_word(text[at + 1]):
        return False
    if text[at] in _ALWAYS_JOIN:
        return True
    if text[at] in _NUMBERS_JOIN and text[at - 1].isdigit() and text[at + 1].isdigit():
        return True
    return text[at] == "." and (at - 1 == start or text[at - 2] == ".")


def _segments(original: str) -> Iterator[Span]:
    """Smallest spans that compose on their own, so offsets survive normalisation."""
    if unicodedata.is_normalized("NFC", original):
        yield from (Span(at, at + 1) for at in range(len(original)))
        return
    start = 0
    for at in range(1, len(original) + 1):
        if at == len(original) or not _composes(original, start, at):
            yield Span(start, at)
            start = at


def _composes(original: str, start: int, at: int) -> bool:
    if unicodedata.combining(original[at]):
        return True
    before = unicodedata.normalize("NFC", original[start:at])
    alone = unicodedata.normalize("NFC", original[at])
    return unicodedata.normalize("NFC", before + alone) != before + alone


@lru_cache(maxsize=4096)
def _as_read(character: str) -> str:
    """What to give the engine for one composed character: itself, another, a space, nothing."""
    if character in _LINE_BREAKS:
        return "\n"
    if character in _JOINERS:
        return character
    code = ord(character)
    category = unicodedata.category(character)
    if category == "Cf" or character in _SILENT or any(code in block for block in _MODIFIERS):
        return ""
    if category[0] in "CZ" or (category == "So" and code >= _PICTURES_START):
        return " "
    if any(code in block for block in _COMPATIBILITY):
        return unicodedata.normalize("NFKC", character)
    return character


@lru_cache(maxsize=4096)
def _in_word(character: str) -> bool:
    return character.isalnum() or character in _SYMBOLS or _is_mark_or_sign(character)


def _is_mark_or_sign(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Sc", "Sm")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _is_ideograph(character: str) -> bool:
    """Scripts written without spaces, where each sign is followed on its own."""
    code = ord(character)
    return code >= 0x3040 and any(code in block for block in _IDEOGRAPHS)
