"""Which words are worth learning at a grade: long for it, and not among those that its readers know."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from stories.levels import word_forms
from stories.levels.familiar_words import FAMILIAR
from stories.reading.language import COMMON_WORDS

_LIST = Path(__file__).with_name("known_words.txt")
_GRADES_A_STEP = 3
#: From how many letters on a word is hard, in steps of three grades. Arabic letters count without particles.
_FEWEST_LETTERS = {"en": (6, 6, 8, 9), "es": (6, 7, 8, 9), "fr": (6, 7, 8, 9), "ar": (4, 5, 5, 6)}
#: Languages whose verbs have more forms than can be listed: words that begin alike count as one.
_ROOT_LETTERS = {"es": 5, "fr": 5}


def is_hard(word: str, language: str, grade: int) -> bool:
    """Return whether readers of the grade, 1 to 12, may not know the word."""
    forms = word_forms(word, language)
    fewest = _FEWEST_LETTERS[language][min((grade - 1) // _GRADES_A_STEP, 3)]
    if any(letter.isdigit() for letter in word) or min(map(len, forms)) < fewest:
        return False
    root = _ROOT_LETTERS.get(language)
    roots = {form[:root] for form in forms} if root else frozenset[str]()
    return not forms & _known(language) and not roots & _known_roots(language)


@cache
def _known(language: str) -> frozenset[str]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    listed = next(line for line in lines if line.startswith(f"{language}|")).partition("|")[2]
    return frozenset((*listed.split(), *FAMILIAR[language], *COMMON_WORDS[language]))


@cache
def _known_roots(language: str) -> frozenset[str]:
    root = _ROOT_LETTERS.get(language, 0)
    return frozenset(word[:root] for word in _known(language) if len(word) >= root > 0)
