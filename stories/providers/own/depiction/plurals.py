"""The plurals that follow a language's rules; others are written out in the lists."""

from __future__ import annotations

_WITHOUT_ACCENT = str.maketrans("áéíóú", "aeiou")


def plurals(phrase: str, language: str) -> list[str]:
    """Return the phrase in the plural, none for a language whose plurals follow no rule."""
    if language not in _RULES:
        return []
    words = phrase.split(" ")
    # "Cooking pots", but "cañas de pescar": the noun is last in English and first in the others.
    place = -1 if language == "en" else 0
    words[place] = _RULES[language](words[place])
    return [" ".join(words)]


def _english(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _spanish(word: str) -> str:
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith(("n", "s")) and word[-2:-1] in "áéíóú":
        return word[:-2] + word[-2:].translate(_WITHOUT_ACCENT) + "es"
    return word + ("s" if word[-1] in "aeiouáéó" else "es")


def _french(word: str) -> str:
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def _arabic(word: str) -> str:
    return word.removesuffix("ة") + "ات" if word.endswith("ة") else word


_RULES = {"en": _english, "es": _spanish, "fr": _french, "ar": _arabic}
