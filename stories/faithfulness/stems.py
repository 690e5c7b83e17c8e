"""Words as they are compared between a document and what was told of it, whatever their endings."""

from __future__ import annotations

import re
from functools import cache

from stories.levels.familiar_words import FAMILIAR
from stories.providers.own.depiction.arabic import stems as arabic_stems
from stories.providers.own.depiction.vocabulary import rows
from stories.providers.own.depiction.words import plain
from stories.reading.language import COMMON_WORDS

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670])*")
_FEWEST_LETTERS = {"en": 5, "es": 5, "fr": 5, "ar": 4}
_STEM_LETTERS = 5
_ENDINGS = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|ly)$")
_LANGUAGES = ("en", "es", "fr", "ar")


def words(text: str) -> list[str]:
    """Return the text's words as they are written."""
    return _WORD.findall(text)


def stems(word: str, language: str) -> frozenset[str]:
    """Return what the word has in common with its other forms; two words are one that share any."""
    small = plain(word)
    if language == "ar":
        return frozenset(stem for stem in arabic_stems(small) if len(stem) > 2)
    if language == "en":
        bare = _ENDINGS.sub("", small) if len(small) > _STEM_LETTERS else small
        # "Happy" and "happily", "cry" and "cried".
        bare = bare.rstrip("iey") or bare
        return frozenset({bare[: _STEM_LETTERS + 1]})
    return frozenset({small[:_STEM_LETTERS]})


def is_telling(word: str, language: str) -> bool:
    """Return whether the word says something of its own: neither small, common, nor a feeling."""
    small = plain(word)
    return len(small) >= _FEWEST_LETTERS[language] and not stems(word, language) & _said_anyway(
        language
    )


@cache
def _said_anyway(language: str) -> frozenset[str]:
    """Return the stems of words that tellers add without inventing: common, familiar, and feelings."""
    column = _LANGUAGES.index(language) - len(_LANGUAGES)
    said = [
        word.strip(" *")
        for row in rows("moods")
        if row[0] in {"sad", "glad"}
        for word in row[column].split(",")
    ]
    # Of "stood all alone" no word by itself is a feeling.
    feelings = [word for word in said if " " not in word]
    known = (*COMMON_WORDS[language], *FAMILIAR[language], *feelings)
    return frozenset(stem for word in known for stem in stems(word, language))
