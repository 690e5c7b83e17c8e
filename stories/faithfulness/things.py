"""The things, animals, places, colours, weather and seasons of a text by what they are: a mare is a horse."""

from __future__ import annotations

from functools import cache

from stories.faithfulness.stems import words
from stories.providers.own.depiction.arabic import stems as arabic_stems
from stories.providers.own.depiction.vocabulary import LANGUAGES, rows, vocabulary
from stories.providers.own.depiction.words import plain

_KINDS = frozenset({"thing", "place", "weather", "season"})


def things(text: str, language: str) -> dict[str, str]:
    """Return the key of each thing that the text surely names, with how it is written there."""
    known = _known(language)
    found: dict[str, str] = {}
    for word in words(text):
        for form in (plain(word), *(arabic_stems(plain(word)) if language == "ar" else ())):
            if form in known:
                found.setdefault(known[form], word)
                break
    return found


@cache
def _known(language: str) -> dict[str, str]:
    """Return the words of one meaning; those that are also verbs need an article, and are left out."""
    column = LANGUAGES.index(language) - len(LANGUAGES)
    colours = {
        plain(form.strip()): row[0] for row in rows("colours") for form in row[column].split(",")
    }
    return colours | {
        phrase[0]: entries[0].key
        for phrase, entries in vocabulary(language).items()
        if len(phrase) == 1
        and len(entries) == 1
        and entries[0].kind in _KINDS
        and not entries[0].after
    }
