"""In which state a thing is drawn, by what the text says of it: a kite that flies, a volcano that sleeps."""

from __future__ import annotations

from dataclasses import replace

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.depiction.words import plain, tokens

_LONGEST = 8_000  # characters that are read
_HELD = 27  # percent of a grown person's height: as large as what is carried by one hand
# How words of flying and of the sky begin, and those that are whole words.
_FLYING = tuple(
    plain(
        "fly flies flew flown soar sky skies cloud hover vuel volaba volando cielo nube voler volait vola"
        " ciel nuage envol طار طير تطير يطير حلق تحلق سماء السماء هواء الهواء"
    ).split()
)
_UP = frozenset(plain("air above overhead aire voló vole").split())
_DENIALS = frozenset(plain("not t never no cannot nunca ne pas jamais لم لا لن").split())
# How words of a volcano that is at work begin.
_ERUPTING = tuple(
    plain(
        "erupt explod lava magma ash spew spat spit erupc explot estall ceniza éruption explos cendre crache"
        " ثار يثور تثور ثوران انفجر ينفجر حمم الحمم رماد الرماد"
    ).split()
)
_REACH = 3  # words between a denial and what it denies


def as_it_is(depiction: Depiction, text: str) -> Depiction:
    """Return the depiction with its kites and volcanoes as they are by the scene's text."""
    things = tuple(as_it_erupts(it, text) for it in depiction.things)
    return _as_it_flies(replace(depiction, things=things), text)


def as_it_erupts(thing: Thing, text: str) -> Thing:
    """Return a volcano with fire where the text says that it erupts, and any other thing as it is."""
    if thing.key != "volcano" or thing.hero or not _says(text, _ERUPTING, frozenset()):
        return thing
    return replace(thing, drawing="own:eruption")


def _as_it_flies(depiction: Depiction, text: str) -> Depiction:
    """Return the depiction with a kite on the ground or in a hand where nothing is said of its flight.

    Indoors no kite flies, whatever is said of the sky.
    """
    if not any(it.key == "kite" for it in depiction.things):
        return depiction
    if not depiction.is_indoors and _says(text, _FLYING, _UP):
        return depiction
    stand = "ground" if depiction.is_indoors else "held"
    return replace(
        depiction,
        things=tuple(
            replace(it, stand=stand, height=_HELD, is_held=True)
            if it.key == "kite" and not it.hero
            else it
            for it in depiction.things
        ),
    )


def _says(text: str, begun: tuple[str, ...], whole: frozenset[str]) -> bool:
    """Return whether a word begins as one of these or is one of those, and nothing denies it."""
    words = tokens(text[:_LONGEST])
    return any(
        (word in whole or word.startswith(begun))
        and not _DENIALS.intersection(words[max(at - _REACH, 0) : at])
        for at, word in enumerate(words)
    )
