"""Which scenery, friends and weather the words of a scene call for, in any offered language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from stories.providers.own.papercut.vocabulary import (
    FRIEND_WORDS,
    SCENERY_WORDS,
    WEATHER_WORDS,
)

_TOKEN = re.compile(r"[^\W\d_]+")
# Particles that Arabic writes onto the word, and the endings of plural and owner.
_ARABIC_PREFIX = re.compile(r"^(?:[وف]?(?:ال|لل|بال|كال)|[وفبك](?=\w{3}))")
_ARABIC_ENDING = re.compile(r"(?<=\w{3})(?:ها|هم|هن|كم|نا|ات|ين|ان|ون|ة|ه|ك|ي)$")
_MARKS_AND_TATWEEL = re.compile(r"[\u064b-\u0652\u0670\u0640]")

_NIGHT_WORDS = 2  # one may be a dream told by day
_NEARLY = 0.5  # of the strongest: a second place is worth drawing too


@dataclass(frozen=True, slots=True)
class Calls:
    """What a scene's words call for, the strongest call first; empty when they call for nothing."""

    scenery: tuple[str, ...]
    friends: tuple[str, ...]
    weather: tuple[str, ...]
    is_night: bool


def calls(text: str) -> Calls:
    """Read the scene's words in any of the offered languages."""
    words = _TOKEN.findall(_plain(text))
    # Sorted, as the order of a set differs from process to process, and the picture with it.
    tokens = [form for word in words for form in sorted(_forms(word))]
    counts = _counts(tokens, _SCENERY)
    scenery = _strongest(counts)
    return Calls(
        # Night is a light, not a place: it is drawn over the place that the words call for.
        scenery=tuple(kind for kind in scenery if kind != "night") or scenery,
        friends=_strongest(_counts(tokens, _FRIENDS)),
        weather=_strongest(_counts(tokens, _WEATHER)),
        is_night=scenery[:1] == ("night",) or counts.get("night", 0) >= _NIGHT_WORDS,
    )


def _plain(text: str) -> str:
    """Small letters without accents, Arabic without vowel marks and with one form of alef."""
    text = _MARKS_AND_TATWEEL.sub("", text.casefold())
    text = "".join(
        character
        for character in unicodedata.normalize("NFD", text)
        if not unicodedata.combining(character)
    )
    # Alefs and the final ya are spelled one way or the other by different writers.
    return text.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا").replace("ى", "ي")


def _forms(token: str) -> set[str]:
    """Return the word as it stands and without plural or joined particles."""
    if "\u0600" <= token[0] <= "\u06ff":
        bare = _ARABIC_PREFIX.sub("", token)
        return {token, bare, _ARABIC_ENDING.sub("", bare), _ARABIC_ENDING.sub("", token)}
    forms = {token}
    for ending in ("s", "es", "x"):
        if len(token) > len(ending) + 2 and token.endswith(ending):
            forms.add(token.removesuffix(ending))
    return forms


def _index(words: dict[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind, spelled in words.items():
        for word in _plain(spelled).split():
            # The vocabulary in the forms that tokens are brought to.
            for form in {word, _ARABIC_ENDING.sub("", word)}:
                found.setdefault(form, set()).add(kind)
    return found


def _counts(tokens: list[str], index: dict[str, set[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for token in tokens:
        for kind in sorted(index.get(token, ())):
            counts[kind] = counts.get(kind, 0) + 1
    return counts


def _strongest(counts: dict[str, int]) -> tuple[str, ...]:
    """Return the kinds called for most, and those called for nearly as often."""
    # Sorting is stable: of equals, the one that the text names first wins.
    ordered = sorted(counts, key=lambda kind: -counts[kind])
    return tuple(kind for kind in ordered if counts[kind] >= _NEARLY * counts[ordered[0]])


_SCENERY = _index(SCENERY_WORDS)
_FRIENDS = _index(FRIEND_WORDS)
_WEATHER = _index(WEATHER_WORDS)
