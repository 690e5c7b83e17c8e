"""Words of a text, in scripts with and without spaces between them."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tts.service.text.spans import Span

SYMBOLS: Final = frozenset("&%@#°")
"""Signs that are read aloud, as “and” or “percent”."""


# With the joiners that Persian and Indic words have inside.
_ALWAYS_JOIN: Final = frozenset("'’ʼ-‐‑·_\u200c\u200d")


_NUMBERS_JOIN: Final = frozenset(".,:٫٬")


_IDEOGRAPHS: Final = (
    range(0x3040, 0x3100),
    range(0x3400, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)


def is_speakable(text: str) -> bool:
    """Return whether the text has a letter or digit; punctuation and pictures are not speech."""
    return any(map(str.isalnum, text))


def words(text: str, within: Span) -> Iterator[Span]:
    """Yield the spans of the words: letters, digits and symbols with the signs that join them."""
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
    """Return whether the sign at `at` belongs inside a word: it's, well-known, 3.14, U.S."""
    if at + 1 >= limit or not _in_word(text[at + 1]):
        return False
    if text[at] in _ALWAYS_JOIN:
        return True
    if text[at] in _NUMBERS_JOIN and text[at - 1].isdigit() and text[at + 1].isdigit():
        return True
    return text[at] == "." and (at - 1 == start or text[at - 2] == ".")


# A text has few different characters: each is looked up once.
@lru_cache(maxsize=4096)
def _in_word(character: str) -> bool:
    return character.isalnum() or character in SYMBOLS or _is_mark_or_sign(character)


def _is_mark_or_sign(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Sc", "Sm")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _is_ideograph(character: str) -> bool:
    """Return whether the script is written without spaces, so that each sign is a word."""
    code = ord(character)
    return code >= 0x3040 and any(code in block for block in _IDEOGRAPHS)
