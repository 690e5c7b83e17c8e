"""A person standing: body, clothes, arms in a pose, and the head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from PIL import Image

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.people import hair, headwear
from stories.providers.own.papercut.people.faces import Feeling, face
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.sticker import BLUSH, INK, WHITE, Sticker

Pose = Literal["down", "wave", "cheer", "hip", "hold", "clasp"]
_GOLD = colour("#f2b93b")
_TROUSERS = colour("#4c5686")
_SHOE = colour("#5b4038")
_GOWNS = frozenset({"king", "queen", "princess", "bride", "chief"})
_BEARDS = frozenset({"oldman", "king", "fisherman", "chief"})
_FOOT = 97.0
# Where elbow and hand are, in lengths of an arm from the shoulder: outwards and down.
_POSES: dict[Pose, tuple[tuple[float, float], tuple[float, float]]] = {
    "down": ((0.24, 0.48), (0.26, 0.98)),
    "wave": ((0.5, 0.26), (0.72, -0.42)),
    "cheer": ((0.46, 0.02), (0.56, -0.62)),
    "hip": ((0.56, 0.42), (0.06, 0.7)),
    "hold": ((0.3, 0.52), (0.72, 0.42)),
    "clasp": ((0.26, 0.54), (-0.28, 0.7)),
}


@dataclass(frozen=True, slots=True)
class _Build:
    """A body's measures: the head's middle and radius, heights of shoulders, hips and hem, half widths."""

    head: float
    size: float
    shoulder: float
    hip: float
    hem: float
    narrow: float
    wide: float
    arm: float


_CHILD = _Build(head=29, size=17, shoulder=47.5, hip=71, hem=83, narrow=8.6, wide=17, arm=22)
_GROWN = _Build(head=17, size=11.4, shoulder=29.5, hip=58, hem=86, narrow=9.6, wide=17, arm=27)


@dataclass(frozen=True, slots=True)
class Posed:
    """A drawn person: the image, its height in heights of the body, and where its hands are in it,
    as shares of its width and height; the right one first.
    """

    image: Image.Image
    height: float
    hands: tuple[tuple[float, float], ...]


def person(
    looks: Look, feeling: Feeling, poses: tuple[Pose, Pose] = ("down", "down"), side: int = 340
) -> Posed:
    """Return the person standing, `side` pixels at most; `poses` are of the right and the left arm."""
    sheet = Sticker(side)
    if looks.age == "baby":
        _baby(sheet, looks)
        return Posed(sheet.finished(), 1.0, ())
    build = _CHILD if looks.age == "child" else _GROWN
    hair.behind(sheet, looks, 50, build.head, build.size)
    if looks.is_woman or looks.role in _GOWNS:
        _skirt(sheet, looks, build)
    else:
        _trousers(sheet, looks, build)
    _shirt(sheet, looks, build)
    hands = [_arm(sheet, looks, build, *arm) for arm in zip((1, -1), poses, strict=True)]
    _badge(sheet, looks)
    _head(sheet, looks, build, feeling)
    left, top, right, low = sheet.bounds()
    tall = _FOOT - (build.head - 1.16 * build.size)
    spots = tuple(((x - left) / (right - left), (y - top) / (low - top)) for x, y in hands)
    return Posed(sheet.finished(), (low - top) / tall, spots)


@cache
def figure_height(age: str) -> float:
    """Return how tall a person is, as a share of a grown one."""
    return {"baby": 0.3, "child": 0.72, "old": 0.94}.get(age, 1.0)


def _baby(sheet: Sticker, looks: Look) -> None:
    """A baby wrapped in a blanket, asleep: it smiles in no scene and cries in none."""
    cloth = lighter(looks.clothes, 0.3)
    sheet.leaning(50, 66, 25, 34, 0, looks.clothes).oval(50, 40, 24, 23, cloth)
    sheet.oval(50, 42, 18.5, 18, looks.skin).oval(50, 27.5, 6, 3, looks.hair)
    for x in (42.5, 57.5):
        sheet.curve((x - 4, 37, x + 4, 44), 20, 160, 1.5)
        sheet.oval(x + (x - 50) * 0.6, 49, 3.4, 2.2, BLUSH)
    sheet.curve((46, 47, 54, 53), 25, 155, 1.2)
    sheet.polygon([(28, 58), (72, 58), (50, 97)], cloth)
    sheet.line([(30, 60), (50, 96)], 1, lighter(cloth, 0.5))


def _legs(sheet: Sticker, top: float, half: float, thick: float, tint: Colour) -> None:
    for side in (-1, 1):
        x = 50 + side * half
        sheet.line([(x, top), (x, _FOOT - 3)], thick, tint)
        sheet.oval(x + side * 1.6, _FOOT - 1.6, thick * 0.85, 3, _SHOE)


def _skirt(sheet: Sticker, looks: Look, build: _Build) -> None:
    hem = 95.0 if looks.role in _GOWNS else build.hem
    _legs(sheet, hem - 4, 5.4, 4.6, looks.skin)
    top, wide = build.hip - 14, build.wide
    sheet.polygon([(42, top), (58, top), (50 + wide, hem), (50 - wide, hem)], looks.clothes)
    sheet.oval(50, hem, wide, 2.6, looks.clothes)
    trim = _GOLD if looks.role in _GOWNS else lighter(looks.clothes, 0.4)
    sheet.curve((50 - wide + 1, hem - 6.6, 50 + wide - 1, hem + 1), 8, 172, 1.5, trim)
    if looks.role not in _GOWNS and looks.style % 2 == 0:
        for step in range(5):
            x = 50 + (step - 2) * wide * 0.34
            sheet.oval(x, hem - 8 + abs(step - 2) * 0.4, 1.1, 1.1, trim)


def _trousers(sheet: Sticker, looks: Look, build: _Build) -> None:
    if looks.age == "child":
        _legs(sheet, build.hip, 5.6, 5.6, looks.skin)
        low = build.hip + 12
    else:
        _legs(sheet, build.hip, 5.4, 8.6, _TROUSERS)
        low = build.hip + 8
    for side in (-1, 1):
        x = 50 + side * 5.4
        sheet.box(x - 5.6, build.hip - 5, x + 5.6, low, _TROUSERS, 2)


def _shirt(sheet: Sticker, looks: Look, build: _Build) -> None:
    top, low, narrow = build.shoulder, build.hip, build.narrow
    waist = narrow + (1.4 if looks.is_woman else 2.6)
    sheet.box(50 - narrow - 2, top, 50 + narrow + 2, top + 12, looks.clothes, 5)
    sheet.polygon(
        [
            (50 - narrow - 1.6, top + 5),
            (50 + narrow + 1.6, top + 5),
            (50 + waist, low),
            (50 - waist, low),
        ],
        looks.clothes,
    )
    light = lighter(looks.clothes, 0.42)
    if not looks.is_woman and looks.role not in _GOWNS and looks.style % 2 == 0:
        for y in (top + 9, top + 15):
            sheet.box(50 - narrow - 1, y, 50 + narrow + 1, y + 2.2, light)
    elif looks.is_woman and looks.role not in _GOWNS:
        sheet.box(50 - waist, low - 12, 50 + waist, low - 9.4, looks.second, 1)
    # A neck, and a collar around it.
    sheet.box(46.6, top - 3, 53.4, top + 3, darker(looks.skin, 0.14), 2)
    sheet.curve((43, top - 6, 57, top + 5), 15, 165, 1.9, light)


def _arm(sheet: Sticker, looks: Look, build: _Build, side: int, pose: Pose) -> tuple[float, float]:
    """Draw an arm; returns where its hand is."""
    start = (50 + side * (build.narrow + 0.6), build.shoulder + 4)
    elbow, hand = (
        (start[0] + side * across * build.arm, start[1] + down * build.arm)
        for across, down in _POSES[pose]
    )
    thick = build.size * 0.34 + 1
    sheet.line([elbow, hand], thick * 0.82, looks.skin)
    sheet.line([start, elbow], thick, darker(looks.clothes, 0.07))
    sheet.oval(*hand, thick * 0.58, thick * 0.6, looks.skin)
    return hand


def _head(sheet: Sticker, looks: Look, build: _Build, feeling: Feeling) -> None:
    y, size = build.head, build.size
    for side in (-1, 1):
        sheet.oval(
            50 + side * 0.98 * size,
            y + 0.14 * size,
            0.2 * size,
            0.24 * size,
            darker(looks.skin, 0.08),
        )
    sheet.oval(50, y, size, 1.02 * size, looks.skin)
    hair.above(sheet, looks, 50, y, size)
    if looks.role in _BEARDS:
        sheet.oval(50, y + 0.74 * size, 0.72 * size, 0.5 * size, looks.hair)
        sheet.oval(50, y + 0.3 * size, 0.8 * size, 0.42 * size, looks.skin)
    face(sheet, looks, 50, y, size, feeling)
    headwear.put_on(sheet, looks.role, 50, y, size / 10.6)


def _badge(sheet: Sticker, looks: Look) -> None:
    if looks.role == "nurse":
        sheet.box(48.6, 40, 51.4, 50, colour("#d9584f")).box(45, 43.6, 55, 46.4, colour("#d9584f"))
    elif looks.role == "doctor":
        sheet.curve((43, 26, 57, 48), 20, 160, 1.2, colour("#5a6b86"))
        sheet.oval(50, 49, 2, 2, colour("#5a6b86"))
    elif looks.role == "police":
        sheet.oval(55, 40, 2.2, 2.2, _GOLD).box(38, 55, 62, 58, INK)
    elif looks.role in ("teacher", "manteacher"):
        sheet.box(54, 50, 68, 62, colour("#3f7fb0"), 1).box(55.2, 51, 67, 61, WHITE, 0.6)
    elif looks.role == "astronaut":
        sheet.box(44, 40, 56, 50, colour("#c9ced8"), 1).oval(47, 45, 1.2, 1.2, colour("#d9584f"))
