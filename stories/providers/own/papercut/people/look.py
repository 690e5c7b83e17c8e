"""How one person of a story looks, the same in every scene."""

from __future__ import annotations

import random
from dataclasses import dataclass

from stories.providers.own.papercut.palette import Colour, colour

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
_TOGETHER = (
    "girl", "mother", "boy", "father", "oldwoman", "aunt", "woman", "uncle", "man", "oldman",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Skin, hair and clothes of one person; `style` tells which hair and which pattern, from 0 to 3."""

    role: str
    age: str
    is_woman: bool
    skin: Colour
    hair: Colour
    clothes: Colour
    second: Colour
    style: int


def look(role: str, age: str, sex: str, title: str) -> Look:
    """Return how the person with this role looks in the story with this title."""
    # By text, whose order Python keeps between versions and processes; hash() it does not.
    family = random.Random(f"family:{title}")  # noqa: S311  no secret
    skin, hair = family.choice(_FAMILIES)
    wardrobe = family.choice(_CLOTHES)
    own = random.Random(f"look:{title}:{role}")  # noqa: S311  no secret
    place = _place(role) + family.randrange(5)
    # Two of ten roles that share a place wear the colours of two wardrobes.
    colours = _OTHER_CLOTHES if _place(role) // len(wardrobe) % 2 else wardrobe
    clothes = _DRESS.get(role) or colours[place % len(wardrobe)]
    is_woman = sex == "f" or (sex == "n" and own.random() < 0.5)
    grey = _GREY if age == "old" else colour(hair)
    second = colour(wardrobe[(place + 2) % len(wardrobe)])
    return Look(role, age, is_woman, colour(skin), grey, colour(clothes), second, own.randrange(4))


def _place(role: str) -> int:
    """Return the role's place in the wardrobe: those who are often together wear different colours."""
    return _TOGETHER.index(role) if role in _TOGETHER else len(role)
