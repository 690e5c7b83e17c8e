"""The marks of Arabic: short vowels, doubled letters, and none."""

import re
from typing import Final

FATHA: Final = "\u064e"
DAMMA: Final = "\u064f"
KASRA: Final = "\u0650"
SHADDA: Final = "\u0651"
SUKUN: Final = "\u0652"
_FATHATAN: Final = "\u064b"
_DAMMATAN: Final = "\u064c"
_KASRATAN: Final = "\u064d"
_VOWELS: Final = (FATHA, DAMMA, KASRA)
_NUNATIONS: Final = (_FATHATAN, _DAMMATAN, _KASRATAN)

CHOICES: Final = (
    "", *_VOWELS, SUKUN, *_NUNATIONS, *(vowel + SHADDA for vowel in (*_VOWELS, *_NUNATIONS))
)  # fmt: skip
"""What a letter can carry, in the order of the scores' columns; marks in Unicode's order."""

ENDINGS_ONLY: Final = frozenset(
    n for n, choice in enumerate(CHOICES) if choice[:1] in _NUNATIONS and choice
)
"""Choices that only the last letter of a word can have: nunation."""

ANY: Final = "\u064b-\u0652\u0670"
LETTER: Final = "\u0621-\u063a\u0641-\u064a\u0671"
_LETTERS: Final = re.compile(rf"([{LETTER}])([{ANY}]*)")


def has_letters(text: str) -> bool:
    """Return whether the text has a letter of Arabic."""
    return _LETTERS.search(text) is not None


def letters(word: str) -> list[tuple[str, str]]:
    """Return the letters of a word, each with its marks in Unicode's order."""
    return [(letter, "".join(sorted(marks))) for letter, marks in _LETTERS.findall(word)]


def bare(text: str) -> str:
    """Return the text without vowel marks."""
    return re.sub(f"[{ANY}]", "", text)


def choice_of(marks: str) -> int | None:
    """Return the choice that these marks are; None for a dagger alef or a bare shadda."""
    sorted_marks = "".join(sorted(marks))
    found = [n for n, choice in enumerate(CHOICES) if "".join(sorted(choice)) == sorted_marks]
    return found[0] if found else None
