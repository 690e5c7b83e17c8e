"""How one person of a story looks, the same in every scene."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter

# Skin and hair of one story's people, so that they are a family and none looks thrown together.
_FAMILIES = (
    ("#8f5a3c", "#2b2124"),
    ("#c98a62", "#3d2a26"),
    ("#e0ac86", "#2c2430"),
    ("#7b4f38", "#211c22"),
    ("#a8703f", "#2a2022"),
    ("#d9a57e", "#4a332c"),
)
_CLOTHES = (
    ("#e0594c", "#3f8fc0", "#eeb03c", "#4fa57c", "#8f70c8"),
    ("#d2573c", "#2f8f96", "#efbb45", "#7064b4", "#62a05a"),
    ("#ec7a62", "#4a78c5", "#e5a636", "#3f9f98", "#bb6098"),
)
_OTHER_CLOTHES = ("#b8507c", "#5a72b8", "#c98a3a", "#6f9a45", "#7a5fae")
# By the number among those of a kind: how far the hair's style, and with it the pattern, is from the first's.
_OTHER_STYLES = (0, 1, 3, 2, 5, 4)
_GREY = colour("#dcd8e0")
# Clothes that say who it is; of all others the story's colours decide.
_DRESS = {
    "nurse": "#f4f6f8",
    "doctor": "#f6f4ee",
    "police": "#34507e",
    "king": "#8c3b52",
    "queen": "#7a4a9a",
    "bride": "#fbf7ef",
    "astronaut": "#eef0f4",
    "cook": "#f7f3ea",
    "guard": "#8a4b3a",
    "chief": "#b5652f",
}
# Faces: eyes apart, mouth and nose low, size and roundness of the eyes, nose, cheeks, mouth.
_KINDS = (
    (0.38, 0.0, 1.0, 1.0, 0, 1.0, 1.0),
    (0.45, 0.04, 0.82, 0.86, 1, 1.3, 1.2),
    (0.33, -0.04, 1.1, 1.16, 2, 0.8, 0.85),
    (0.42, 0.05, 1.16, 0.92, 3, 0.0, 1.1),
    (0.35, 0.02, 0.8, 1.1, 1, 1.15, 0.9),
)
Jaw = Literal["round", "long", "full", "chin"]
_JAWS: tuple[Jaw, ...] = ("round", "full", "long", "chin", "round")
_FRECKLED = frozenset({1, 2})
_IRISES = (None, colour("#5a3a22"), colour("#3f6b4a"), colour("#6b4a2a"))
_TOGETHER = (
    "girl", "mother", "boy", "father", "oldwoman", "aunt", "woman", "uncle", "man", "oldman",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """What makes a face somebody's own. Measures are shares of the usual ones, but `apart` and `low`: how far
    the eyes are from the middle and the mouth and nose below it, in radii of the head.
    """

    apart: float = 0.38
    low: float = 0.0
    eyes: float = 1.0
    round_eyes: float = 1.0
    brows: float = 1.0
    nose: int = 0
    cheeks: float = 1.0
    mouth: float = 1.0
    has_freckles: bool = False
    parting: int = 0
    iris: Colour | None = None
    jaw: Jaw = "round"


@dataclass(frozen=True, slots=True)
class Look:
    """Skin, hair and clothes of one person; `style` tells which hair and which pattern, from 0 to 5."""

    role: str
    age: str
    is_woman: bool
    skin: Colour
    hair: Colour
    clothes: Colour
    second: Colour
    style: int
    features: Features = Features()
    is_bald: bool = False


def look(role: str, age: str, sex: str, title: str) -> Look:
    """Return how the person with this role looks in the story with this title."""
    # By text, whose order Python keeps between versions and processes; hash() it does not.
    family = random.Random(f"family:{title}")  # noqa: S311  no secret
    skin, hair = family.choice(_FAMILIES)
    wardrobe = family.choice(_CLOTHES)
    # "king 2" is another king, and dressed as one.
    kind, number = role.partition(" ")[0], number_of_kind(role)
    own = random.Random(f"look:{title}:{role}")  # noqa: S311  no secret
    first = random.Random(f"look:{title}:{kind}")  # noqa: S311  no secret
    place = _place(role) + family.randrange(5)
    # Two of ten roles that share a place wear the colours of two wardrobes.
    colours = _OTHER_CLOTHES if _place(role) // len(wardrobe) % 2 else wardrobe
    clothes = _DRESS.get(kind) or colours[place % len(wardrobe)]
    grey = _GREY if age == "old" else colour(hair)
    second = colour(wardrobe[(place + 2) % len(wardrobe)])
    # Those who are often together have other hair, and each of a kind other hair than the first.
    place_of_first = place - _place(role) + _place(kind)
    turn = family.randrange(6)
    style = turn + first.randrange(2) * 2 + place_of_first + _OTHER_STYLES[number % 6]
    is_woman = sex == "f" or (sex == "n" and own.random() < 0.5)
    return Look(
        kind,
        age,
        is_woman,
        _skin(colour(skin), number),
        grey,
        colour(clothes),
        second,
        style % 6,
        _features(own, place),
    )


def number_of_kind(role: str) -> int:
    """Return which of a kind somebody is: 0 for the king, 1 for "king 2"."""
    number = role.partition(" ")[2]
    return int(number) - 1 if number.isdecimal() else 0


def _skin(tint: Colour, number: int) -> Colour:
    """Return the family's skin; of two of a kind one is a little darker."""
    return (tint, darker(tint, 0.14), lighter(tint, 0.14))[number % 3]


def _features(own: random.Random, place: int) -> Features:
    """Return a face; those with neighbouring places, who are often together, never have the same."""
    number = place % len(_KINDS)
    apart, low, eyes, round_eyes, nose, cheeks, mouth = _KINDS[number]
    return Features(
        apart, low, eyes, round_eyes, own.choice((0.8, 1.0, 1.35)), nose, cheeks, mouth,
        has_freckles=number in _FRECKLED, parting=place % 3, iris=own.choice(_IRISES),
        jaw=_JAWS[number],
    )  # fmt: skip


def _place(role: str) -> int:
    """Return the role's place in the wardrobe: those who are often together wear different colours."""
    kind, _, number = role.partition(" ")
    place = _TOGETHER.index(kind) if kind in _TOGETHER else len(kind)
    # A second girl wears neither the first one's colours nor her mother's.
    return place + 3 * (int(number) - 1) if number.isdecimal() else place
