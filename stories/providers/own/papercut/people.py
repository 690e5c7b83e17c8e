"""People of paper: one doll in many heads, hairs and clothes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from stories.providers.own.papercut import headwear
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import BLUSH, INK, WHITE, Sticker

# Skin and hair of one story's people, so that they are a family and none looks thrown together.
_FAMILIES = (
    ("#8f5a3c", "#2b2124"),
    ("#c98a62", "#3d2a26"),
    ("#e0ac86", "#2c2430"),
    ("#6f4630", "#211c22"),
    ("#a8703f", "#2a2022"),
    ("#d9a57e", "#4a332c"),
)
_CLOTHES = (
    ("#d9584f", "#3f7fb0", "#e3a13a", "#4f9d78", "#8a6cc0"),
    ("#c8553d", "#2f7f86", "#e0b040", "#6a5aa8", "#5d9455"),
    ("#e0705a", "#4a6fb5", "#d99a2b", "#3f8f8b", "#b0588f"),
)
_GREY = colour("#d8d4dc")
_GOLD = colour("#f2b93b")
_TROUSERS = colour("#4a5078")
_SHOE = colour("#5b4038")
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
_GOWNS = frozenset({"king", "queen", "princess", "bride", "chief"})
_BEARDS = frozenset({"oldman", "king", "fisherman", "chief"})


@dataclass(frozen=True, slots=True)
class Look:
    """How one person of a story looks: the same in every scene."""

    role: str
    age: str
    is_woman: bool
    skin: Colour
    hair: Colour
    clothes: Colour
    style: int


def look(role: str, age: str, sex: str, title: str) -> Look:
    """Return how the person with this role looks in the story with this title."""
    # By text, whose order Python keeps between versions and processes; hash() it does not.
    family = random.Random(f"family:{title}")  # noqa: S311  no secret
    skin, hair = family.choice(_FAMILIES)
    wardrobe = family.choice(_CLOTHES)
    own = random.Random(f"look:{title}:{role}")  # noqa: S311  no secret
    clothes = _DRESS.get(role) or wardrobe[(_place(role) + family.randrange(5)) % len(wardrobe)]
    is_woman = sex == "f" or (sex == "n" and own.random() < 0.5)
    grey = _GREY if age == "old" else colour(hair)
    return Look(role, age, is_woman, colour(skin), grey, colour(clothes), own.randrange(3))


def _place(role: str) -> int:
    """Return the role's place in the wardrobe: those who are often together wear different colours."""
    return _TOGETHER.index(role) if role in _TOGETHER else len(role)


def person(looks: Look, *, smiles: bool) -> Sticker:
    """Return the person standing, on a sheet whose foot is the ground."""
    if looks.age == "baby":
        return _baby(looks)
    return _child(looks, smiles) if looks.age == "child" else _grown(looks, smiles)


@cache
def figure_height(age: str) -> float:
    """Return how tall a person is, as a share of a grown one."""
    return {"baby": 0.3, "child": 0.72, "old": 0.94}.get(age, 1.0)


def _grown(looks: Look, smiles: bool) -> Sticker:
    sheet = Sticker()
    _back_of_hair(sheet, looks, 50, 19, 1.0)
    if looks.role in _GOWNS or looks.is_woman:
        _skirt(sheet, looks, 36, 88 if looks.role not in _GOWNS else 95, 17)
    else:
        _trousers(sheet, 36, 62)
    _arms(sheet, looks, 37, 60)
    sheet.polygon([(40, 34), (60, 34), (63, 62), (37, 62)], looks.clothes)
    sheet.oval(50, 35, 10.5, 4, looks.clothes)
    _badge(sheet, looks)
    _head(sheet, looks, 50, 19, 1.0, smiles)
    return sheet


def _child(looks: Look, smiles: bool) -> Sticker:
    sheet = Sticker()
    _back_of_hair(sheet, looks, 50, 29, 1.5)
    if looks.is_woman:
        _skirt(sheet, looks, 50, 88, 17)
    else:
        _trousers(sheet, 50, 74)
    _arms(sheet, looks, 52, 70)
    sheet.polygon([(41, 50), (59, 50), (62, 74), (38, 74)], looks.clothes)
    sheet.oval(50, 51, 9.5, 4, looks.clothes)
    _head(sheet, looks, 50, 29, 1.5, smiles)
    return sheet


def _baby(looks: Look) -> Sticker:
    """A baby wrapped in a blanket, asleep: it smiles in no scene and cries in none."""
    sheet = Sticker().leaning(50, 66, 24, 34, 0, looks.clothes)
    sheet.oval(50, 40, 23, 22, lighter(looks.clothes, 0.4)).oval(50, 42, 17.5, 17, looks.skin)
    sheet.oval(50, 28, 6, 3, looks.hair)
    for x in (43, 57):
        sheet.curve((x - 3.5, 38, x + 3.5, 44), 20, 160, 1.4)
        sheet.oval(x + (x - 50) * 0.5, 48, 3, 2, BLUSH)
    sheet.polygon([(30, 60), (70, 60), (50, 96)], lighter(looks.clothes, 0.25))
    return sheet


def _skirt(sheet: Sticker, looks: Look, top: float, hem: float, half: float) -> None:
    for x in (45, 55):
        sheet.box(x - 2, hem - 4, x + 2, 97, looks.skin, 1).oval(x, 97, 4.4, 2.4, _SHOE)
    sheet.polygon([(42, top), (58, top), (50 + half, hem), (50 - half, hem)], looks.clothes)
    trim = _GOLD if looks.role in _GOWNS else lighter(looks.clothes, 0.35)
    lower = half - 1.2
    sheet.polygon(
        [(50 - half, hem), (50 + half, hem), (50 + lower, hem - 4), (50 - lower, hem - 4)], trim
    )


def _trousers(sheet: Sticker, top: float, waist: float) -> None:
    for x in (44.5, 55.5):
        sheet.box(x - 4.6, top + 12, x + 4.6, 96, _TROUSERS, 2).oval(x, 96.6, 6, 2.8, _SHOE)
    sheet.box(39.9, waist - 6, 60.1, waist + 6, _TROUSERS, 2)


def _arms(sheet: Sticker, looks: Look, shoulder: float, hand: float) -> None:
    sleeve = darker(looks.clothes, 0.1)
    for side in (-1, 1):
        x = 50 + side * 10
        sheet.line([(x, shoulder + 2), (x + side * 7, hand - 5)], 6, sleeve)
        sheet.oval(x + side * 7.8, hand - 2, 3.2, 3.4, looks.skin)


def _badge(sheet: Sticker, looks: Look) -> None:
    if looks.role == "nurse":
        sheet.box(48.6, 44, 51.4, 54, colour("#d9584f")).box(45, 47.6, 55, 50.4, colour("#d9584f"))
    elif looks.role == "doctor":
        sheet.curve((43, 30, 57, 52), 20, 160, 1.2, colour("#5a6b86"))
        sheet.oval(50, 53, 2, 2, colour("#5a6b86"))
    elif looks.role == "police":
        sheet.oval(55, 44, 2.2, 2.2, _GOLD).box(37, 59, 63, 62, INK)
    elif looks.role in ("teacher", "manteacher"):
        sheet.box(54, 52, 68, 64, colour("#3f7fb0"), 1).box(55.2, 53, 67, 63, WHITE, 0.6)
    elif looks.role == "astronaut":
        sheet.box(44, 44, 56, 54, colour("#c9ced8"), 1).oval(47, 49, 1.2, 1.2, colour("#d9584f"))


def _back_of_hair(sheet: Sticker, looks: Look, x: float, y: float, scale: float) -> None:
    if not looks.is_woman or looks.role in ("astronaut",):
        return
    if looks.age == "old":
        sheet.oval(x, y - 13 * scale, 5 * scale, 5 * scale, looks.hair)
    elif looks.style == 0:
        sheet.box(x - 13 * scale, y - 6, x + 13 * scale, y + 17 * scale, looks.hair, 6 * scale)
    elif looks.style == 1:
        for side in (-1, 1):
            sheet.leaning(
                x + side * 13 * scale, y + 9 * scale, 3.6 * scale, 11 * scale, side * 12, looks.hair
            )
    else:
        sheet.oval(x, y - 3 * scale, 15 * scale, 14 * scale, looks.hair)


def _head(sheet: Sticker, looks: Look, x: float, y: float, scale: float, smiles: bool) -> None:
    sheet.oval(x, y - 1.5 * scale, 12 * scale, 12 * scale, looks.hair)
    sheet.oval(x, y + 1 * scale, 10.4 * scale, 10.6 * scale, looks.skin)
    # The hair over the forehead, parted to one side.
    sheet.leaning(x - 4 * scale, y - 7.6 * scale, 8.4 * scale, 3.8 * scale, 14, looks.hair)
    sheet.leaning(x + 6 * scale, y - 7.4 * scale, 6.4 * scale, 3.4 * scale, -20, looks.hair)
    if looks.role in _BEARDS:
        sheet.oval(x, y + 8.4 * scale, 8.6 * scale, 6 * scale, looks.hair)
        sheet.oval(x, y + 3.4 * scale, 9.4 * scale, 5 * scale, looks.skin)
    for side in (-1, 1):
        sheet.eye(x + side * 4.2 * scale, y + 0.6 * scale, 1.35 * scale)
        sheet.oval(x + side * 7 * scale, y + 4.4 * scale, 1.9 * scale, 1.2 * scale, _cheek(looks))
    _mouth(sheet, x, y + 5.6 * scale, scale, smiles)
    headwear.put_on(sheet, looks.role, x, y, scale)


def _cheek(looks: Look) -> Colour:
    return (
        lighter(darker(colour("#e0685f"), 0.05), 0.15)
        if sum(looks.skin) > 420
        else colour("#b5543f")
    )


def _mouth(sheet: Sticker, x: float, y: float, scale: float, smiles: bool) -> None:
    if smiles:
        box = (x - 3 * scale, y - 3 * scale, x + 3 * scale, y + 1.2 * scale)
        sheet.curve(box, 20, 160, 0.9 * scale)
    else:
        sheet.line([(x - 1.7 * scale, y), (x + 1.7 * scale, y)], 0.8 * scale)
