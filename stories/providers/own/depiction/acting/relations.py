"""Which things somebody or something is said to be in, on, under or behind, and is not drawn so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from stories.providers.own.depiction.acting.acts import Act
from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.sureness.sure import KIN
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
    plain(
        "boat ship car bus trainrail plane rocket bed chair sofa bathtub cart sled truck tractor"
        " window door swing hotairballoon helicopter submarine"
    ).split()
)
_MOUNTED = _ENTERED | frozenset(["table", "bicycle", "ladder"])
_SEATS = frozenset({"chair"})  # an empty one beside who sits on it would be wrong
_SHELTERS = TREES | frozenset({"umbrella", "bed", "sofa"})
_VEHICLES = frozenset({"bus", "trainrail", "car", "truck", "plane"})
_RIDING = frozenset(
    plain("on in into onto aboard inside take takes took catch caught rode ride rides").split()
)
_HOUSES = frozenset({"house", "castle"})
_COMING = _each({"en": "to from at of", "es": "a al de", "fr": "à de", "ar": "الى من"})
#: Where a bridge stands on which somebody is: under them.
DECK = "deck"
_CROSSING = _each({
    "en": "on onto upon across over", "es": "sobre por", "fr": "sur", "ar": "على فوق عبر",
})  # fmt: skip
# How verbs of crossing begin.
_CROSSED = {
    "en": ("cross",), "es": ("cruz",), "fr": ("travers", "franchi"),
    "ar": tuple(map(plain, ("عبر", "يعبر", "تعبر", "نعبر"))),
}  # fmt: skip
_IN_THE_SKY = frozenset({"sky", "air"})


def _ill_placed(
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
        if not (it.is_animal or it.hero or it.stand in _IN_THE_SKY or it.stand == DECK)
        and standing[it.key]
        and all(standing[it.key])
    ) | frozenset(
        it.key
        for it in said
        if (has_people and it.key in _VEHICLES and _is_ridden(read, it.key, language))
        or (it.key in _SEATS and not is_sat_on)
    )


def _is_ridden(read: Read, key: str, language: str) -> bool:
    """Return whether people are inside the car or bus, beside which they would be drawn."""
    return language == "en" and any(
        not _RIDING.isdisjoint(
            word.plain for word in sentence[max(it.start - _WITHIN, 0) : it.start]
        )
        for sentence, found in read
        for it in found
        if it.entry.key == key
    )


def _is_crossed(read: Read, language: str) -> bool:
    """Return whether somebody is on the bridge: "on the old bridge", "crossed the bridge"."""
    return any(
        word.plain in _CROSSING[language] or word.plain.startswith(_CROSSED[language])
        for sentence, found in read
        for it in found
        if it.entry.key == "bridge"
        for word in sentence[max(it.start - _WITHIN, 0) : it.start]
    )


def _is_ill_placed(sentence: Sentence, mention: Mention, language: str) -> bool:
    key = mention.entry.key
    for word in reversed(sentence[max(mention.start - _WITHIN, 0) : mention.start]):
        if word.is_mark:
            return False
        if key in _HOUSES and word.plain in _COMING[language]:
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


def well_placed(
    said: tuple[Thing, ...],
    people: tuple[Role, ...],
    deeds: tuple[Act, ...],
    read: Read,
    language: str,
) -> tuple[Thing, ...]:
    """Return the things without those that would be drawn elsewhere than the text says."""
    sitting = {it.who for it in deeds if it.deed == "sit"}
    is_sat_on = not people or bool(sitting & _keys(people))
    if (
        people
        and any(it.key == "bridge" and not it.hero for it in said)
        and _is_crossed(read, language)
    ):
        said = tuple(replace(it, stand=DECK) if it.key == "bridge" else it for it in said)
    astray = _ill_placed(said, read, language, has_people=bool(people), is_sat_on=is_sat_on)
    if people and not any(act.deed == "climb" for act in deeds):
        astray |= {"ladder"}  # it leans on nothing
    return tuple(
        it for it in said if it.key not in astray or (it.is_held and it.stand == "held") or it.hero
    )


def grounded(
    people: tuple[Role, ...], deeds: tuple[Act, ...], pets: Sequence[str]
) -> tuple[tuple[Role, ...], tuple[Act, ...]]:
    """Return the people and deeds without those of people who fly: "the mother" is then a bird's."""
    winged = {act.who for act in deeds if act.deed == "fly"}
    people = tuple(it for it in people if it.key not in winged & KIN)
    there = _keys(people)
    return people, tuple(
        it for it in deeds if it.who in pets or (it.who in there and it.deed != "fly")
    )


def _keys(people: tuple[Role, ...]) -> set[str]:
    return {role.key for role in people}
