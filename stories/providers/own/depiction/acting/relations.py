"""Which things somebody or something is said to be in, on, under or behind, and is not drawn so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.depiction.whereabouts import TREES, Read
from stories.providers.own.depiction.words import Sentence, plain

_WITHIN = 3  # words between "under" and the thing: "the old kitchen"


def _each(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(plain(said).split()) for language, said in words.items()}


_IN = _each({
    "en": "in into inside within", "es": "en dentro", "fr": "dans", "ar": "في داخل",
})  # fmt: skip
_ON = _each({"en": "on onto upon atop", "es": "sobre encima", "fr": "sur", "ar": "على فوق"})
_HIDDEN = _each({
    "en": "under beneath underneath behind over above",
    "es": "bajo debajo detrás tras encima", "fr": "sous derrière dessus", "ar": "تحت خلف وراء فوق",
})  # fmt: skip
_ENTERED = TREES | frozenset(
    "boat ship car bus trainrail plane rocket bed chair sofa bathtub cart sled truck tractor window door"
    " swing hotairballoon helicopter submarine".split()
)
_MOUNTED = _ENTERED | frozenset("table bicycle ladder".split())
_SEATS = frozenset({"chair"})  # an empty one beside who sits on it would be wrong
_SHELTERS = TREES | frozenset({"umbrella"})
_VEHICLES = frozenset({"bus", "trainrail", "car", "truck", "plane"})
_RUNNING = frozenset(
    "came comes stopped stops arrived arrives waited waits passed passes drove drives left leaves stood was"
    " pulled rolled roared honked broke went".split()
)
_HOUSES = frozenset({"house", "castle"})
_COMING = frozenset(plain("to from at of a al de à الى من").split())
_IN_THE_SKY = frozenset({"sky", "air"})


def ill_placed(
    said: Sequence[Thing],
    read: Read,
    language: str,
    *,
    has_people: bool,
    is_sat_on: bool,
) -> frozenset[str]:
    """Return the keys of the things that are only named for what is in, on, under or behind them.

    A cat in a basket is drawn without the basket: beside it would be wrong.
    """
    standing: dict[str, list[bool]] = defaultdict(list)
    for sentence, found in read:
        for it in found:
            if it.entry.kind == "thing":
                standing[it.entry.key].append(_is_ill_placed(sentence, it, language))
    return frozenset(
        it.key
        for it in said
        if not (it.is_animal or it.hero or it.stand in _IN_THE_SKY)
        and standing[it.key]
        and all(standing[it.key])
    ) | frozenset(
        it.key
        for it in said
        if (has_people and it.key in _VEHICLES and _is_in_use(read, it.key, language))
        or (it.key in _SEATS and not is_sat_on)
    )


def _is_in_use(read: Read, key: str, language: str) -> bool:
    """Return whether the people may be inside the car or bus: no verb of coming or stopping follows it."""
    return language == "en" and not any(
        word.plain in _RUNNING
        for sentence, found in read
        for it in found
        if it.entry.key == key
        for word in sentence[it.start + it.length : it.start + it.length + _WITHIN]
    )


def _is_ill_placed(sentence: Sentence, mention: Mention, language: str) -> bool:
    key = mention.entry.key
    for word in reversed(sentence[max(mention.start - _WITHIN, 0) : mention.start]):
        if word.is_mark:
            return False
        if key in _HOUSES and word.plain in _COMING:
            return True  # what follows is inside
        if word.plain in _HIDDEN[language]:
            return key not in _SHELTERS
        if word.plain in _IN[language]:
            return key not in _ENTERED
        if word.plain in _ON[language]:
            return key not in _MOUNTED
        if word.plain in GRAMMAR[language].place_words:
            return False
    return False
