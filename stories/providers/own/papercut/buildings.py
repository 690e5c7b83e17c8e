"""Houses, towers and what else is built, each a sticker."""

from __future__ import annotations

import random

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import STICKER_SIDE, WHITE, Sticker

_LIT = colour("#ffe08a")


def house(wall: Colour, roof: Colour, *, lit: bool, side: int = STICKER_SIDE) -> Sticker:
    """Return a small house with a door, windows and a chimney."""
    glass = _LIT if lit else colour("#bfe6f5")
    sheet = Sticker(side).box(66, 14, 76, 40, darker(roof, 0.2)).box(20, 44, 80, 98, wall)
    sheet.box(20, 44, 80, 50, darker(wall, 0.12)).polygon([(8, 48), (50, 8), (92, 48)], roof)
    for row in range(3):
        sheet.line(
            [(22 + row * 9, 42 - row * 9), (78 - row * 9, 42 - row * 9)], 0.9, lighter(roof, 0.25)
        )
    sheet.box(43, 70, 58, 98, darker(roof, 0.25), 7).oval(54, 84, 1.5, 1.5, _LIT)
    for x in (30, 70):
        sheet.box(x - 7, 57, x + 7, 71, WHITE, 2).box(x - 5.4, 58.6, x + 5.4, 69.4, glass, 1)
        sheet.box(x - 0.7, 58.6, x + 0.7, 69.4, WHITE).box(x - 5.4, 63.3, x + 5.4, 64.7, WHITE)
    return sheet.oval(50, 32, 6.5, 6.5, WHITE).oval(50, 32, 4.8, 4.8, glass)


def hut(wall: Colour, thatch: Colour, *, lit: bool, side: int = STICKER_SIDE) -> Sticker:
    """Return a round house under thatch."""
    sheet = Sticker(side).box(22, 52, 78, 97, wall, 5).box(42, 64, 58, 97, darker(wall, 0.45), 3)
    sheet.oval(68, 70, 4, 5, _LIT if lit else darker(wall, 0.4))
    sheet.polygon([(50, 12), (92, 58), (8, 58)], thatch)
    for x in (20, 35, 50, 65, 80):
        sheet.line([(50, 16), (x, 56)], 1.2, darker(thatch, 0.18))
    return sheet


def barn(*, lit: bool) -> Sticker:
    """Return a red barn."""
    red = colour("#a8564a") if not lit else colour("#6b4560")
    beam = lighter(red, 0.12)  # white ones look like sticks beside whoever stands before them
    sheet = Sticker().polygon(
        [(14, 46), (28, 22), (50, 12), (72, 22), (86, 46), (86, 97), (14, 97)], red
    )
    sheet.line([(12, 46), (28, 21), (50, 11), (72, 21), (88, 46)], 4, colour("#6d5a63"))
    sheet.box(36, 58, 64, 97, darker(red, 0.25)).line([(36, 58), (64, 97)], 2, beam)
    return sheet.line([(64, 58), (36, 97)], 2, beam).box(43, 30, 57, 42, darker(red, 0.35), 2)


def tower(wall: Colour, roof: Colour, rng: random.Random, *, lit: bool) -> Sticker:
    """Return a tall narrow house."""
    glass = _LIT if lit else colour("#cdeaf5")
    sheet = Sticker().box(30, 26, 70, 98, wall).polygon([(26, 28), (50, 4), (74, 28)], roof)
    for row in range(4):
        for column in (40, 60):
            # Some windows are dark, since not all are at home.
            pane = glass if rng.random() < 0.75 else darker(wall, 0.3)
            sheet.box(column - 4.5, 34 + row * 14, column + 4.5, 43 + row * 14, pane, 2)
    return sheet.box(45, 88, 55, 98, darker(roof, 0.3), 3)


def lighthouse(stripe: Colour) -> Sticker:
    """Return a striped lighthouse on its rock."""
    sheet = Sticker().polygon([(36, 30), (64, 30), (72, 90), (28, 90)], WHITE)
    for row in range(3):
        top = 36 + row * 18
        left, right = 36 - row * 2.4 - 0.8, 64 + row * 2.4 + 0.8
        sheet.polygon(
            [(left, top), (right, top), (right + 1.4, top + 9), (left - 1.4, top + 9)], stripe
        )
    sheet.box(40, 16, 60, 30, _LIT).box(33, 28, 67, 32, darker(stripe, 0.4), 2)
    sheet.polygon([(36, 17), (50, 4), (64, 17)], stripe).box(45, 78, 55, 90, darker(stripe, 0.4), 4)
    return sheet.oval(50, 94, 40, 8, colour("#7d7693")).oval(36, 90, 14, 6, colour("#918aa6"))


def well() -> Sticker:
    """Return a well with its roof."""
    stone, wood = colour("#a9a4b5"), colour("#8a5a44")
    sheet = Sticker().box(24, 30, 30, 70, wood).box(70, 30, 76, 70, wood)
    sheet.polygon([(50, 6), (88, 34), (12, 34)], colour("#b5574a")).line([(50, 34), (50, 58)], 1.4)
    sheet.box(43, 50, 57, 62, lighter(wood, 0.2), 2).box(16, 62, 84, 98, stone, 5)
    for row, y in enumerate((70, 79, 88)):
        sheet.line([(16, y), (84, y)], 1, darker(stone, 0.2))
        for x in range(24 + row % 2 * 7, 84, 14):
            sheet.line([(x, y), (x, y + 9)], 1, darker(stone, 0.2))
    return sheet.oval(50, 63, 33, 5, darker(stone, 0.5))


def bridge() -> Sticker:
    """Return a stone bridge with one arch."""
    stone = colour("#b3a699")
    sheet = Sticker().box(0, 60, 100, 97, stone).oval(50, 60, 60, 20, stone)
    sheet.oval(50, 97, 28, 24, colour("#6fb3c9"))
    sheet.curve((-12, 36, 112, 84), 195, 345, 4, darker(stone, 0.2))
    return sheet.curve((21, 72, 79, 122), 180, 360, 3, darker(stone, 0.3))


def pyramid() -> Sticker:
    """Return a pyramid of stone, one side in the sun."""
    lit, shade = colour("#edc27c"), colour("#b98546")
    sheet = Sticker(wide=170).polygon([(104, 8), (2, 97), (124, 97)], lit)
    sheet.polygon([(104, 8), (124, 97), (168, 97)], shade)
    for row in range(1, 7):
        y, share = 8 + row * 89 / 7, row / 7
        left, ridge, right = 104 - 102 * share, 104 + 20 * share, 104 + 64 * share
        sheet.line([(left + 1, y), (ridge, y)], 0.8, darker(lit, 0.14))
        sheet.line([(ridge, y), (right - 1, y)], 0.8, darker(shade, 0.18))
        for step in range(row * 2):
            x = left + (ridge - left) * (step + 0.5 * (row % 2) + 0.3) / (row * 2)
            if x > left + 13:
                sheet.line([(x, y - 89 / 7), (x, y)], 0.6, darker(lit, 0.12))
    return sheet


def volcano(*, erupts: bool) -> Sticker:
    """Return a volcano; fire runs down from it only where it `erupts`."""
    rock = colour("#7a6a86")
    shade, light = darker(rock, 0.22), lighter(rock, 0.24)
    sheet = Sticker(480)
    if erupts:
        for x, y, size in ((40, 14, 9), (50, 9, 11), (60, 15, 8), (46, 20, 8), (55, 20, 8)):
            sheet.oval(x, y, size, size * 0.8, colour("#cfc6d6"))
        for x, y in ((33, 27), (67, 25), (38, 6), (62, 4)):
            sheet.oval(x, y, 1.6, 1.6, colour("#ff9a3c"))
    west = [(40, 30), (37, 42), (31, 58), (22, 76), (6, 97)]
    east = [(94, 97), (77, 77), (68, 60), (63, 44), (60, 30)]
    sheet.polygon([*west, *east], rock)
    inner = [(60, 30), (53, 42), (57, 56), (62, 76), (59, 97)]
    sheet.polygon([*inner, *east[:-1]], shade)
    sheet.polygon([*west[:-1], (15, 86), (33, 66), (42, 46), (45, 32)], light)
    for x, top, low in ((47, 46, 62), (39, 66, 82), (52, 70, 90), (67, 72, 88)):
        sheet.line([(x, top), (x - 2, (top + low) / 2), (x - 1, low)], 1.1, darker(rock, 0.12))
    sheet.oval(50, 31, 10.4, 3.6, light).oval(50, 31.6, 8.4, 2.6, darker(rock, 0.5))
    if erupts:
        fire, glow = colour("#ef5a2c"), colour("#ffb23f")
        for points in (((46, 33), (43, 48), (46, 60), (42, 76)), ((52, 33), (54, 52), (51, 66), (56, 88)),
                       ((58, 32), (61, 44), (63, 58))):  # fmt: skip
            sheet.line(points, 4.6, fire).line(points, 1.9, glow)
        sheet.oval(50, 31.4, 8.4, 2.6, glow)
    for x, size in ((10, 5), (18, 7), (28, 5), (72, 6), (82, 7), (91, 5)):
        sheet.oval(x, 96, size, size * 0.62, colour("#6f9a63"))
    return sheet
