"""Letters that are drawn apart or stretched for the eye alone, put together as they are read."""

from __future__ import annotations

import itertools
import re

# Between two letters; “هـ” alone stands for the year's calendar, and keeps it.
_STRETCHED = re.compile(
    "(?<=[\u0620-\u064a\u064b-\u0652\u0670-\u06d3])\u0640+(?=[\u0620-\u064a\u064b-\u0652\u0670-\u06d3])"
)
_APART = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,60}(?!\S)")
_FEWEST = 4  # “A à B” is no word
_FEWEST_CAPITALS = 5
_VOWELS = frozenset("aeiouy")


def without_stretching(text: str) -> str:
    """Return Arabic words without the lines that make them longer."""
    return _STRETCHED.sub("", text) if "\u0640" in text else text


def letters_together(text: str) -> str:
    """Return the text with words whole that are set in s p a c e d letters; wider white parts them."""
    return _APART.sub(lambda found: joined(found[0].split(" ")), text)


def joined(letters: list[str]) -> str:
    """Return single letters as the word that they spell; an alphabet, vowels or a few capitals stay apart."""
    word = "".join(letters)
    return " ".join(letters) if are_letters(word) else word


def are_letters(word: str) -> bool:
    """Return whether letters that stand apart are meant one by one."""
    small = word.casefold()
    steps = [ord(after) - ord(before) for before, after in itertools.pairwise(small)]
    if all(step in (0, 1) for step in steps) or (len(small) > 1 and set(small) <= _VOWELS):
        return True
    if not set(small) & _VOWELS and small.isascii():
        return True
    few = len(word) < (_FEWEST_CAPITALS if word.isupper() else _FEWEST)
    # In one case Arabic letters are learnt as they stand apart, and are never spaced to be looked at.
    return few or word == word.upper() == word.lower()
