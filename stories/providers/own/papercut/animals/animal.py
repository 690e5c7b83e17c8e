"""Friendly animals, each a sticker in its own colour or in the one that the text says."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from stories.providers.own.papercut.animals.acting import curled, flying, leaping_frog, running
from stories.providers.own.papercut.animals.features import is_dark
from stories.providers.own.papercut.animals.hides import HIDES, hide
from stories.providers.own.papercut.animals.lowly import (
    WATERFOWL,
    crocodile,
    hedgehog,
    turtle,
    waterfowl,
)
from stories.providers.own.papercut.animals.seated import COATS, Coat, sitting
from stories.providers.own.papercut.palette import colour, darker, hexadecimal, lighter
from stories.providers.own.papercut.sticker import INK, WHITE, Sticker

Figure = Callable[[str], Sticker]
Posed = Callable[..., Sticker]


def bird(tint: str) -> Sticker:
    """Return a plump little bird on two legs."""
    body = colour(tint)
    sheet = Sticker().line([(44, 84), (44, 96)], 2.4, colour("#e8943a"))
    sheet.line([(56, 84), (56, 96)], 2.4, colour("#e8943a"))
    sheet.polygon([(14, 46), (2, 34), (6, 62), (30, 66)], darker(body, 0.2))
    sheet.oval(50, 60, 33, 28, body).oval(56, 68, 21, 18, lighter(body, 0.6))
    sheet.leaning(36, 60, 12, 18, 30, darker(body, 0.22))
    sheet.polygon([(78, 48), (95, 53), (78, 60)], colour("#f6a53c"))
    sheet.oval(66, 57, 4.5, 3, colour("#ff9c96"))
    if is_dark(body):
        sheet.oval(67, 47, 5.2, 5.8, WHITE)
    return sheet.eye(67, 47, 3.6)


def owl(tint: str) -> Sticker:
    """Return an owl with very large eyes."""
    brown = colour(tint)
    sheet = Sticker().polygon([(22, 8), (42, 22), (24, 36)], brown)
    sheet.polygon([(78, 8), (58, 22), (76, 36)], brown).oval(50, 56, 32, 38, brown)
    sheet.oval(50, 70, 20, 22, colour("#f1dcc4"))
    for row, y in enumerate((62, 70, 78)):
        for step in range(3 - row % 2):
            x = 42 + row % 2 * 4 + step * 8
            sheet.curve((x - 3, y - 3, x + 3, y + 3), 0, 180, 1.2, colour("#c9a183"))
    sheet.leaning(21, 62, 8, 20, -12, darker(brown, 0.2))
    sheet.leaning(79, 62, 8, 20, 12, darker(brown, 0.2))
    for x in (37, 63):
        sheet.oval(x, 38, 14, 14, WHITE).eye(x, 38, 7)
    sheet.polygon([(45, 46), (55, 46), (50, 56)], colour("#f6a53c"))
    return sheet.oval(42, 95, 6, 3.4, colour("#f6a53c")).oval(58, 95, 6, 3.4, colour("#f6a53c"))


def chicken(tint: str) -> Sticker:
    """Return a hen, white where nothing else is said."""
    body = colour(tint)
    sheet = Sticker().line([(44, 82), (44, 96)], 2.6, colour("#f0a03c"))
    sheet.line([(58, 82), (58, 96)], 2.6, colour("#f0a03c"))
    for x, y in ((62, 12), (69, 10), (76, 14)):
        sheet.oval(x, y, 5.5, 6.5, colour("#e2504f"))
    sheet.polygon([(6, 34), (34, 50), (30, 76), (8, 62)], darker(body, 0.08))
    sheet.oval(44, 64, 32, 24, body).oval(68, 34, 17, 19, body)
    sheet.polygon([(53, 38), (84, 38), (74, 74), (46, 76)], body)
    sheet.leaning(38, 64, 17, 12, 18, darker(body, 0.12))
    sheet.polygon([(83, 30), (97, 36), (83, 42)], colour("#f6a53c"))
    sheet.oval(82, 46, 3.4, 5.4, colour("#e2504f"))
    if is_dark(body):
        sheet.oval(72, 30, 4.2, 4.6, WHITE)
    return sheet.eye(72, 30, 3)


def bee(_: str) -> Sticker:
    """Return a round bee with two light wings."""
    sheet = Sticker().leaning(42, 26, 13, 24, 20, colour("#d9f0fa"))
    sheet.leaning(62, 28, 12, 22, -18, colour("#eef9fd"))
    sheet.polygon([(10, 60), (22, 52), (22, 68)], INK).oval(50, 60, 34, 25, colour("#ffca4b"))
    for x, high in ((30, 20), (44, 24.5)):
        sheet.box(x - 4, 60 - high, x + 4, 60 + high, INK, 3)
    sheet.curve((60, 18, 84, 44), 190, 280, 1.8).curve((70, 16, 94, 44), 190, 270, 1.8)
    sheet.oval(73, 18.5, 3, 3, INK).oval(82, 16.5, 3, 3, INK)
    return sheet.face(66, 54, 7.5, INK, 2.5)


def butterfly(tint: str) -> Sticker:
    """Return a butterfly with open wings."""
    wing = colour(tint)
    sheet = Sticker()
    for side in (-1, 1):
        sheet.leaning(50 + side * 24, 34, 17, 26, -side * 34, wing)
        sheet.leaning(50 + side * 19, 68, 13, 19, side * 30, darker(wing, 0.14))
        sheet.leaning(50 + side * 25, 33, 8, 13, -side * 34, lighter(wing, 0.55))
        sheet.oval(50 + side * 19, 69, 5.5, 7, colour("#ffd76a"))
        sheet.line([(50, 26), (50 + side * 11, 8)], 1.8)
        sheet.oval(50 + side * 11, 8, 2.6, 2.6, INK)
    return sheet.oval(50, 54, 5, 27, INK).oval(50, 27, 7, 7, INK)


def fish(tint: str) -> Sticker:
    """Return a fish swimming to the right."""
    body = colour(tint)
    sheet = Sticker().polygon([(26, 50), (2, 28), (8, 50), (2, 72)], darker(body, 0.12))
    sheet.polygon([(38, 32), (56, 12), (68, 32)], darker(body, 0.12)).oval(54, 50, 38, 25, body)
    sheet.oval(57, 58, 28, 15, lighter(body, 0.5)).leaning(46, 56, 6, 11, 40, darker(body, 0.16))
    for x in (36, 48):
        sheet.curve((x - 10, 34, x + 6, 66), -60, 60, 2, lighter(body, 0.75))
    sheet.oval(76, 57, 4, 2.8, colour("#ff7f7a"))
    return sheet.eye(74, 44, 4.4).curve((76, 50, 90, 62), 40, 130, 1.4)


def whale(tint: str) -> Sticker:
    """Return a whale with a fountain."""
    blue = colour(tint)
    sheet = Sticker()
    for x in (-1, 1):
        sheet.curve(
            (50 + x * 10 - 10, 10, 50 + x * 10 + 10, 34),
            180 if x > 0 else 270,
            270 if x > 0 else 360,
            3,
            colour("#d8f1fb"),
        )
    sheet.line([(50, 20), (50, 36)], 3, colour("#d8f1fb"))
    sheet.polygon([(88, 66), (84, 44), (74, 34), (90, 38), (98, 30), (100, 46), (98, 66)], blue)
    sheet.oval(48, 66, 44, 29, blue).oval(42, 80, 34, 14, colour("#dcebf9"))
    for x in (24, 34, 44):
        sheet.line([(x, 76), (x + 1, 90)], 1, colour("#b4cdea"))
    sheet.leaning(62, 78, 7, 14, 40, darker(blue, 0.18)).oval(16, 70, 4, 3, colour("#f7a1ab"))
    return sheet.eye(22, 62, 3.6).curve((8, 66, 26, 80), 20, 100, 1.5)


def camel(tint: str) -> Sticker:
    """Return a camel seen from its side."""
    fur = colour(tint)
    sheet = Sticker()
    for x in (28, 38, 60, 70):
        sheet.box(x - 3.5, 60, x + 3.5, 97, darker(fur, 0.1), 3)
    sheet.oval(48, 54, 32, 17, fur).oval(46, 38, 15, 16, fur).line([(18, 50), (12, 66)], 3, fur)
    sheet.line([(76, 52), (86, 44), (86, 24)], 12, fur).leaning(
        88, 20, 13, 9, -12, lighter(fur, 0.08)
    )
    sheet.polygon([(30, 40), (62, 40), (66, 58), (26, 58)], colour("#d9534f"))
    sheet.box(26, 55, 66, 58, colour("#ffd166")).oval(79, 11, 3.4, 5, darker(fur, 0.15))
    return sheet.eye(87, 17, 2.4).curve((90, 18, 100, 28), 40, 140, 1.3)


def heron(tint: str) -> Sticker:
    """Return a heron on its long legs."""
    grey, leg = colour(tint), colour("#e0a052")
    sheet = Sticker().line([(42, 66), (42, 97)], 2.2, leg).line([(52, 66), (52, 97)], 2.2, leg)
    sheet.polygon([(10, 62), (30, 44), (40, 66)], darker(grey, 0.3))
    sheet.oval(45, 57, 22, 14, grey).leaning(40, 57, 15, 8, 14, darker(grey, 0.16))
    sheet.line([(60, 52), (70, 42), (62, 30), (66, 16)], 6, lighter(grey, 0.5))
    sheet.oval(68, 13, 8, 7, lighter(grey, 0.5)).line([(64, 8), (48, 10)], 2.4, colour("#33313c"))
    return sheet.polygon([(74, 9), (98, 15), (74, 17)], colour("#f0b040")).eye(69, 12, 2.4)


def firefly(tint: str) -> Sticker:
    """Return a firefly with its light."""
    glow = colour(tint)
    sheet = Sticker()
    sheet.leaning(52, 34, 12, 24, 24, colour("#d9f0fa")).leaning(
        66, 36, 11, 22, -14, colour("#eef9fd")
    )
    sheet.oval(52, 60, 30, 18, colour("#6a5a4a")).oval(33, 62, 19, 17, glow)
    sheet.oval(80, 54, 16, 15, colour("#7d6a56"))
    return sheet.face(82, 51, 6.4, INK, 2.4)


def starfish(tint: str) -> Sticker:
    """Return a starfish with a face."""
    body, corners = colour(tint), []
    for step in range(10):
        turn, far = math.pi * step / 5 - math.pi / 2, 46 if step % 2 == 0 else 24
        corners.append((50 + far * math.cos(turn), 52 + far * math.sin(turn)))
    sheet = Sticker().polygon(corners, body)
    for x, y in corners[::2]:
        sheet.oval(x * 0.94 + 3, y * 0.94 + 3.1, 5.5, 5.5, body)
        sheet.oval(x * 0.6 + 20, y * 0.6 + 20.8, 2, 2, lighter(body, 0.4))
    return sheet.face(50, 46, 8, darker(body, 0.3), 3)


FIGURES: dict[str, tuple[Figure, str]] = {
    "owl": (owl, "#8d6a8f"),
    "heron": (heron, "#8fa3b8"),
    "chicken": (chicken, "#fffaf2"),
    "camel": (camel, "#d9a066"),
    "bird": (bird, "#5aa9e6"),
    "crow": (bird, "#514a78"),
    "gull": (bird, "#f4f5f8"),
    "bee": (bee, ""),
    "butterfly": (butterfly, "#ff86a8"),
    "fish": (fish, "#ff9f5a"),
    "whale": (whale, "#5b8fd6"),
    "firefly": (firefly, "#ffe169"),
    "starfish": (starfish, "#f2855e"),
}
_POSED: dict[str, Posed] = {"hedgehog": hedgehog, "turtle": turtle, "crocodile": crocodile}
_BIRDS = {
    "bird": "#5aa9e6", "crow": "#5b4a9c", "parrot": "#f0287f", "dove": "#eef1f6", "gull": "#f4f5f8",
}  # fmt: skip
#: Who is drawn with the head on the right; all others look to the left or at the reader.
LOOKING_RIGHT = frozenset({
    "bird", "crow", "gull", "chicken", "camel", "heron", "fish", "firefly", "bee",
})  # fmt: skip
_RUNNING = frozenset({"run", "jump"})


def animal(kind: str, deed: str = "", fur: str = "", *, smiles: bool = True) -> Sticker | None:
    """Return the animal as it does what is said, None for one that is not drawn here.

    `fur` is the colour of its body where the text says one: belly, face, nose and beak stay its own.
    """
    if deed == "fly" and kind in _BIRDS:
        return flying(colour(fur or _BIRDS[kind]))
    if kind in HIDES:
        return hide(kind, deed, fur, smiles=smiles)
    if kind in WATERFOWL:
        return waterfowl(kind, deed, fur, smiles=smiles)
    if kind in _POSED:
        return _POSED[kind](deed, fur, smiles=smiles)
    if kind in COATS:
        return _furry(kind, deed, dyed(COATS[kind], fur) if fur else COATS[kind], smiles=smiles)
    figure, tint = FIGURES.get(kind, (None, ""))
    return figure(fur or tint) if figure else None


def dyed(coat: Coat, fur: str) -> Coat:
    """Return the coat in another colour; a dark animal is dark below too, a mane stays a shade of it."""
    base = colour(fur)
    belly = hexadecimal(lighter(base, 0.32 if is_dark(base) else 0.8))
    if not coat.mane:
        return replace(coat, fur=fur, belly=belly)
    is_lighter = sum(colour(coat.mane)) > sum(colour(coat.fur))
    mane = lighter(base, 0.3) if is_lighter else darker(base, 0.2)
    return replace(coat, fur=fur, belly=belly, mane=hexadecimal(mane))


def _furry(kind: str, deed: str, coat: Coat, *, smiles: bool) -> Sticker:
    if kind == "frog":
        return (
            leaping_frog(coat, smiles=smiles) if deed in _RUNNING else sitting(coat, smiles=smiles)
        )
    if kind == "elephant":
        return sitting(coat, smiles=smiles)
    if deed == "sleep":
        return curled(coat)
    return running(coat, smiles=smiles) if deed in _RUNNING else sitting(coat, smiles=smiles)
