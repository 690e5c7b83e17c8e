"""Verbs of what only will be: "en verano iremos al pueblo", "nous mangerons des crêpes", سنذهب."""

from __future__ import annotations

import re

from stories.providers.own.depiction.words import Sentence

_FUTURE = {
    "es": re.compile(
        r"(?:[aei]|d|b|ll|r)r(?:é|á|ás|emos|án)$|^(?:seré|será|serán|iré|irá|iremos|irán)$"
    ),
    "fr": re.compile(
        r"(?:e|i|d|v)r(?:ai|ons|ont)$|era$|^(?:ira|verra|pourra|voudra|viendra|deviendra|prendra)$"
    ),
    "ar": re.compile(r"^(?:و|ف)?س[ناتي][^\W\d_]{3,}$|^سوف$"),
}
# Words that end so and are no future.
_NOT_FUTURE = frozenset(
    [
        "quizá",
        "acá",
        "sofá",
        "mamá",
        "papá",
        "allá",
        "irons",
        "tirons",
        "entrons",
        "mourons",
        "courons",
        "montrons",
        "rencontrons",
        "environ",
        "سيارة",
        "سيارته",
        "سيارتها",
        "سنوات",
        "سنتين",
        "ستائر",
        "سياج",
        "سيدة",
        "سيدي",
        "سيدتي",
        "ستارة",
        "سناجب",
        "سنجاب",
        "سنابل",
    ]
)
_ENDS = frozenset({"que", "y", "e", "pero", "porque", "et", "mais", "car", "qui", "و", "لكن"})


def is_of_the_future(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether the clause around the word has a verb of the future."""
    pattern = _FUTURE.get(language)
    if not pattern:
        return False
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(sentence):
            word = sentence[place]
            if word.is_mark or word.quoted or word.plain in _ENDS:
                break
            if pattern.search(word.plain) and word.plain not in _NOT_FUTURE:
                return True
            place += step
    return False
