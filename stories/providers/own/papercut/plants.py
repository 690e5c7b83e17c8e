"""Trees and flowers."""

from __future__ import annotations

import math
import random

from stories.providers.own.papercut.palette import Colour, Palette, colour, darker, lighter, mix
from stories.providers.own.papercut.sticker import STICKER_SIDE, WHITE, Sticker


def round_tree(
    leaf: Colour, trunk: Colour, *, snow: bool = False, side: int = STICKER_SIDE
) -> Sticker:
    """Return a tree with a cloud of leaves, under snow where there is some."""
    sheet = Sticker(side).polygon([(46, 60), (54, 60), (57, 98), (43, 98)], trunk)
    sheet.line([(50, 74), (62, 60)], 3, trunk)
    shade = darker(leaf, 0.16)
    for x, y, size in ((30, 46, 21), (70, 46, 21), (50, 52, 22)):
        sheet.oval(x, y, size, size * 0.9, shade)
    for x, y, size in ((34, 38, 21), (66, 38, 20), (50, 24, 22), (50, 42, 22)):
        sheet.oval(x, y, size, size * 0.92, leaf)
    if snow:
        for x, y, wide in ((34, 27, 17), (66, 27, 16), (50, 12, 18)):
            sheet.bowl((x - wide, y - 9, x + wide, y + 13), WHITE, turned=True)
            for step in (-0.6, 0, 0.6):
                sheet.oval(x + step * wide, y + 2, wide * 0.36, 4, WHITE)
        return sheet
    for x, y in ((40, 20), (58, 30), (32, 36), (68, 42), (48, 44)):
        sheet.oval(x, y, 4.5, 2.6, lighter(leaf, 0.28))
    return sheet


def fir_tree(
    leaf: Colour, trunk: Colour, *, snow: bool = False, side: int = STICKER_SIDE
) -> Sticker:
    """Return a fir of four tiers."""
    sheet = Sticker(side).box(46, 80, 54, 98, trunk)
    for tier in range(4):
        top, low, half = 62 - tier * 20, 88 - tier * 19, 30 - tier * 5.5
        tint = mix(darker(leaf, 0.18), leaf, tier / 3)
        sheet.polygon([(50, top - 6), (50 + half, low), (50 - half, low)], tint)
        for step in range(5):
            x = 50 - half + (step + 0.5) * half * 2 / 5
            sheet.oval(x, low - 0.5, half / 5, 2.6, WHITE if snow else tint)
    return sheet


def acacia(leaf: Colour, trunk: Colour) -> Sticker:
    """Return a tree with a flat crown, as it grows where it is dry."""
    sheet = Sticker().line([(50, 96), (48, 66), (32, 44)], 4, trunk)
    sheet.line([(48, 68), (66, 44)], 3.4, trunk)
    for x, y, wide in ((34, 42, 28), (64, 40, 30), (50, 34, 34)):
        sheet.oval(x, y, wide, 8.5, leaf)
    return sheet.oval(46, 31, 20, 3, lighter(leaf, 0.2))


def palm(leaf: Colour, trunk: Colour) -> Sticker:
    """Return a palm leaning a little."""
    sheet = Sticker().line([(44, 97), (47, 76), (52, 54), (56, 36)], 5.5, trunk)
    # Leaves all around but below, where the trunk is.
    for angle in (-78, -48, -15, 20, 52, 80):
        turn = math.radians(angle)
        sheet.leaning(56 + 19 * math.sin(turn), 34 - 13 * math.cos(turn), 5.5, 21, -angle, leaf)
    return sheet.oval(52, 38, 4, 4, colour("#7b4a35")).oval(60, 39, 4, 4, colour("#8a563d"))


def cactus(leaf: Colour, bloom: Colour) -> Sticker:
    """Return a cactus with two arms and a flower."""
    sheet = Sticker().line([(28, 52), (28, 66), (48, 66)], 11, leaf)
    sheet.line([(74, 40), (74, 56), (52, 56)], 11, leaf).box(40, 18, 60, 98, leaf, 10)
    for x in (46, 54):
        sheet.line([(x, 28), (x, 94)], 1, lighter(leaf, 0.35))
    return sheet.oval(50, 15, 8, 6, bloom).oval(50, 13, 4, 3, lighter(bloom, 0.5))


def flower(petal: Colour, leaf: Colour, petals: int = 6, *, side: int = STICKER_SIDE) -> Sticker:
    """Return a flower on its stem."""
    sheet = Sticker(side).line([(50, 46), (52, 70), (50, 98)], 3.2, leaf)
    sheet.leaning(62, 78, 5, 13, -50, leaf).leaning(38, 84, 5, 12, 50, leaf)
    for step in range(petals):
        turn = math.tau * step / petals
        x, y = 50 + 16 * math.cos(turn), 30 + 16 * math.sin(turn)
        sheet.leaning(x, y, 9.5, 12, -math.degrees(turn) - 90, petal)
    return sheet.oval(50, 30, 9, 9, colour("#ffd45e")).oval(48, 28, 4, 4, colour("#ffe69a"))


def tulip(petal: Colour, leaf: Colour, *, side: int = STICKER_SIDE) -> Sticker:
    """Return a tulip."""
    sheet = Sticker(side).line([(50, 40), (50, 98)], 3.4, leaf).leaning(62, 74, 5, 22, -16, leaf)
    sheet.leaning(39, 78, 5, 18, 18, darker(leaf, 0.12))
    sheet.leaning(41, 28, 10, 19, 10, darker(petal, 0.12))
    sheet.leaning(59, 28, 10, 19, -10, darker(petal, 0.12))
    return sheet.oval(50, 30, 11, 19, petal)


def tree_for(
    palette: Palette, rng: random.Random, *, snow: bool = False, side: int = STICKER_SIDE
) -> Sticker:
    """Return a leafy tree in one of the palette's greens."""
    return round_tree(rng.choice(palette.leaf), palette.trunk, snow=snow, side=side)


def bare_tree(trunk: Colour) -> Sticker:
    """Return a tree without leaves."""
    sheet = Sticker().polygon([(46, 56), (54, 56), (57, 98), (43, 98)], trunk)
    for path, wide in (
        ([(50, 60), (50, 10)], 4.0),
        ([(50, 58), (30, 34), (22, 14)], 3.4),
        ([(50, 54), (72, 32), (78, 12)], 3.4),
        ([(36, 40), (14, 34)], 2.2),
        ([(64, 40), (90, 32)], 2.2),
        ([(50, 36), (38, 16)], 2.0),
        ([(50, 32), (62, 14)], 2.0),
    ):
        sheet.line(path, wide, trunk)
    return sheet
