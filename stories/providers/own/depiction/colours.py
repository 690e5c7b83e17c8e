"""The colour that a text says a thing has: "a red fountain pen", "una yegua negra"."""

from __future__ import annotations

from functools import cache

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.vocabulary import LANGUAGES, rows
from stories.providers.own.depiction.words import Sentence, plain

_BEFORE = 3  # words among which a colour stands before its thing: "a black and white cow"
_AFTER = 1  # words after: "une jument noire"


def colour_of(sentence: Sentence, start: int, length: int, language: str) -> str:
    """Return the key of the only colour said of the phrase, or "" where none or several are."""
    end = start + length
    if language == "en":
        around = _clause_before(sentence[max(start - _BEFORE, 0) : start], language)
    else:
        around = sentence[end : end + _AFTER]
    names = _names(language)
    found = {
        names[form] for word in around for form in _forms(word.plain, language) if form in names
    }
    return found.pop() if len(found) == 1 else ""


def _clause_before(words: Sentence, language: str) -> Sentence:
    """Return the words after the last mark or article: a colour before those is another thing's."""
    for at in range(len(words) - 1, -1, -1):
        if words[at].is_mark or words[at].plain in GRAMMAR[language].determiners:
            return words[at + 1 :]
    return words


def _forms(word: str, language: str) -> list[str]:
    return list(stems(word)) if language == "ar" else [word]


@cache
def tints() -> dict[str, str]:
    """Return the tint of each colour, by key."""
    return {row[0]: row[1] for row in rows("colours")}


@cache
def colour_words(language: str) -> frozenset[str]:
    """Return every word for a colour, as it is compared."""
    return frozenset(_names(language))


@cache
def _names(language: str) -> dict[str, str]:
    column = LANGUAGES.index(language) - len(LANGUAGES)
    return {
        plain(name.strip()): row[0] for row in rows("colours") for name in row[column].split(",")
    }
