"""The list of given names, which tells girls from boys."""

from __future__ import annotations

from functools import cache

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.vocabulary import rows, vocabulary
from stories.providers.own.depiction.words import plain


@cache
def listed_names(language: str) -> dict[str, str]:
    """Return f or m by the given name, without those that are words of the language, as Spanish "ella"."""
    grammar = GRAMMAR[language]
    column = 2 if language == "ar" else 1
    return {
        name: row[0]
        for row in rows("given_names")
        for name in map(plain, row[column].split(", "))
        if (name,) not in vocabulary(language) and name not in grammar.she | grammar.he
    }
