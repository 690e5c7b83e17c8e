"""A kite flies where the text says so; else somebody has it in the hand, or it lies there."""

from __future__ import annotations

from dataclasses import replace

from stories.providers.own.depiction.depiction import Depiction
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
_REACH = 3  # words between a denial and what it denies


def as_it_flies(depiction: Depiction, text: str) -> Depiction:
    """Return the depiction with a kite on the ground or in a hand where nothing is said of its flight.

    Indoors no kite flies, whatever is said of the sky.
    """
    if not any(it.key == "kite" for it in depiction.things):
        return depiction
    if not depiction.is_indoors and _says_that_it_flies(text):
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


def _says_that_it_flies(text: str) -> bool:
    words = tokens(text[:_LONGEST])
    return any(
        (word in _UP or word.startswith(_FLYING))
        and not _DENIALS.intersection(words[max(at - _REACH, 0) : at])
        for at, word in enumerate(words)
    )
