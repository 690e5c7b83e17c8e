"""Trees, plants, boats and other things, each a sticker."""

from __future__ import annotations

import math

from stories.providers.own.papercut.palette import (
    Colour,
    colour,
    darker,
    lighter,
    mix,
)
from stories.providers.own.papercut.sticker import WHITE, Sticker


def mushroom(cap: Colour) -> Sticker:
    """Return a spotted mushroom."""
    sheet = Sticker().box(40, 54, 60, 97, colour("#fbeedb"), 8).oval(50, 50, 38, 27, cap)
    sheet.oval(50, 56, 38, 8, darker(cap, 0.2)).oval(50, 54, 30, 5, colour("#f7dfc6"))
    for x, y, size in ((34, 38, 6), (54, 32, 7.5), (70, 44, 5)):
        sheet.oval(x, y, size, size * 0.8, WHITE)
    return sheet


def sailing_boat(hull: Colour, sail: Colour) -> Sticker:
    """Return a boat with two full sails and a pennant."""
    sheet = Sticker().line([(50, 5), (50, 74)], 2.4, colour("#7a5140"))
    full = [(53 + 35 * share**0.8, 10 + 56 * share) for share in (0, 0.2, 0.4, 0.6, 0.8, 1)]
    sheet.polygon([*full, (53, 66)], sail)
    jib = [(47 - 31 * share**0.86, 17 + 49 * share) for share in (0, 0.2, 0.4, 0.6, 0.8, 1)]
    sheet.polygon([*jib, (47, 66)], lighter(sail, 0.6))
    for y in (32, 49):
        sheet.line([(54, y), (53 + 35 * ((y - 10) / 56) ** 0.8 - 2, y)], 0.9, darker(sail, 0.12))
    sheet.polygon([(51, 3), (70, 8), (51, 13)], colour("#ffca5c"))
    rim = [(5 + 7.5 * step, 70 + 4 * (1 - ((step - 6) / 6) ** 2)) for step in range(13)]
    keel = [(95 - 7.5 * step, 70 + 27 * (1 - abs((step - 6) / 6) ** 2.8)) for step in range(13)]
    sheet.polygon([*rim, *keel], hull)
    sheet.line(rim, 4, lighter(hull, 0.55))
    for x in (34, 50, 66):
        sheet.oval(x, 84, 3.2, 3.2, WHITE)
    return sheet


def rowing_boat(hull: Colour) -> Sticker:
    """Return an open boat with its oars, seen from its side: bow and stern rise."""
    wood, pole = darker(hull, 0.3), colour("#d9a066")
    sheet = Sticker().box(24, 50, 36, 58, wood, 1).box(60, 50, 72, 58, wood, 1)
    sheet.line([(38, 45), (58, 66)], 2, pole)
    rim = [(2 + 8 * step, 46 + 9 * (1 - ((step - 6) / 6) ** 2)) for step in range(13)]
    keel = [(98 - 8 * step, 46 + 40 * (1 - abs((step - 6) / 6) ** 3.2)) for step in range(13)]
    sheet.polygon([*rim, *keel], hull)
    for down, tint in ((13, darker(hull, 0.16)), (23, darker(hull, 0.16))):
        inner = 1 if down < 20 else 2
        plank = [(x, y + down) for x, y in rim[inner : 13 - inner]]
        sheet.line(plank, 1, tint)
    sheet.line(rim, 4, lighter(hull, 0.45))
    sheet.line([(62, 46), (84, 82)], 2.2, pole)
    return sheet.leaning(86.4, 86, 3, 7, 31, lighter(pole, 0.2))


def kite(first: Colour, second: Colour) -> Sticker:
    """Return a kite with a ribboned tail."""
    sheet = Sticker().line([(50, 58), (44, 70), (54, 80), (46, 96)], 1.6, darker(second, 0.2))
    sheet.polygon([(50, 4), (78, 30), (50, 60)], first).polygon(
        [(50, 4), (22, 30), (50, 60)], second
    )
    for x, y in ((45, 71), (53, 81)):
        sheet.polygon([(x, y), (x - 7, y - 4), (x - 7, y + 4)], first)
        sheet.polygon([(x, y), (x + 7, y - 4), (x + 7, y + 4)], first)
    return sheet


def rocket(body: Colour) -> Sticker:
    """Return a rocket flying up."""
    sheet = Sticker().polygon([(40, 80), (60, 80), (50, 99)], colour("#ffb545"))
    sheet.polygon([(45, 80), (55, 80), (50, 92)], colour("#fff0b0"))
    sheet.polygon([(34, 54), (18, 82), (38, 78)], body).polygon(
        [(66, 54), (82, 82), (62, 78)], body
    )
    sheet.oval(50, 46, 18, 40, WHITE).polygon([(36, 24), (50, 2), (64, 24)], body)
    sheet.box(36, 72, 64, 81, darker(body, 0.2), 2).oval(50, 40, 9.5, 9.5, body)
    return sheet.oval(50, 40, 7, 7, colour("#a8e0f5")).oval(48, 38, 2.4, 2.4, WHITE)


def planet(tint: Colour, *, ring: bool) -> Sticker:
    """Return a planet, perhaps with its ring."""
    sheet = Sticker()
    if ring:
        sheet.leaning(50, 50, 48, 13, 18, lighter(tint, 0.55))
        sheet.leaning(50, 50, 39, 8, 18, darker(tint, 0.3))
    sheet.oval(50, 50, 30, 30, tint).leaning(44, 38, 22, 5, 14, lighter(tint, 0.25))
    sheet.leaning(55, 58, 22, 6, 14, darker(tint, 0.12)).oval(60, 42, 5, 4, darker(tint, 0.14))
    if ring:
        # The front of the ring again: the planet was drawn over it.
        sheet.curve((3, 33, 97, 67), 20, 160, 4, lighter(tint, 0.55))
    return sheet


def hive() -> Sticker:
    """Return a straw beehive on a wooden stand."""
    straw = colour("#f0b94a")
    sheet = Sticker().box(26, 84, 32, 98, colour("#8a5a44")).box(68, 84, 74, 98, colour("#8a5a44"))
    for row, half in enumerate((38, 37, 33, 26, 16)):
        y = 76 - row * 14
        sheet.box(50 - half, y - 8, 50 + half, y + 7, lighter(straw, 0.12 * (row % 2)), 7)
        sheet.line([(50 - half + 5, y + 4), (50 + half - 5, y + 4)], 1, darker(straw, 0.18))
    sheet.box(14, 82, 86, 88, colour("#a8714f"), 2)
    return sheet.oval(50, 70, 8, 9, darker(straw, 0.6))


def cloud(tint: Colour) -> Sticker:
    """Return a puffed cloud with a flat foot."""
    puffs = ((28, 52, 18), (50, 42, 24), (72, 52, 18), (14, 62, 10), (86, 62, 10))
    sheet, shade = Sticker(), mix(tint, colour("#8fa3dc"), 0.3)
    # Its shaded foot is seen below the light that lies on it.
    for down, fill in ((0.0, shade), (-5.0, tint)):
        sheet.box(8, 56 + down, 92, 72 + down, fill, 8)
        for x, y, size in puffs:
            sheet.oval(x, y + down, size, size * 0.86, fill)
    return sheet.oval(44, 30, 13, 6, lighter(tint, 0.6)).oval(24, 41, 8, 4, lighter(tint, 0.45))


def blanket(first: Colour, second: Colour) -> Sticker:
    """Return a folded blanket with stripes."""
    sheet = Sticker().box(6, 44, 94, 96, first, 8)
    for row in range(3):
        y = 52 + row * 15
        sheet.box(6, y, 94, y + 6, second if row % 2 else lighter(second, 0.4))
    for x in range(10, 94, 7):
        sheet.line([(x, 94), (x, 99)], 1.4, darker(first, 0.2))
    return sheet


def laid_table(ratio: float, cloth: Colour) -> Sticker:
    """Return a table with a runner on it, its top seen from above, `ratio` times as wide as high."""
    wide, wood = 100 * ratio, colour("#c48a56")
    sheet = Sticker(200, wide)
    for x in (9, wide - 19):
        sheet.box(x, 30, x + 10, 100, darker(wood, 0.28), 2)
    sheet.box(6, 26, wide - 6, 44, darker(wood, 0.16), 2)
    sheet.polygon([(9, 0), (wide - 9, 0), (wide - 1, 25), (1, 25)], lighter(wood, 0.32))
    sheet.box(0, 24, wide, 33, wood, 3).box(1, 24, wide - 1, 26.5, lighter(wood, 0.42), 1)
    left, right = 0.24 * wide, 0.76 * wide
    light = lighter(cloth, 0.5)
    sheet.polygon([(left + 4, 0), (right - 4, 0), (right, 25), (left, 25)], light)
    sheet.box(left, 24, right, 56, lighter(cloth, 0.36))
    step = (right - left) / 6
    for number in range(6):
        sheet.oval(left + (number + 0.5) * step, 56, step / 2, 7, lighter(cloth, 0.36))
    return sheet.box(left, 47, right, 51, lighter(cloth, 0.75))


def sheet_of_paper() -> Sticker:
    """Return a letter or a newspaper, unfolded."""
    white = colour("#fdf8ec")
    sheet = Sticker().polygon([(4, 10), (50, 16), (50, 92), (4, 86)], white)
    sheet.polygon([(96, 10), (50, 16), (50, 92), (96, 86)], darker(white, 0.06))
    for row in range(5):
        y = 28 + row * 11
        sheet.line([(11, y), (43, y + 4)], 2.2, colour("#a9a3b5"))
        sheet.line([(57, y + 4), (89, y)], 2.2, colour("#a9a3b5"))
    return sheet


def seed(count: int = 1) -> Sticker:
    """Return one seed, or a few that lie together: pale, with a stripe, and pointed above."""
    sheet = Sticker()
    if count == 1:
        return _seed(sheet)
    for x, y in ((2, 38), (50, 40), (26, 50)):
        _seed(sheet.move(x, y, 0.5))
    return sheet.move(0, 0)


def _seed(sheet: Sticker) -> Sticker:
    skin = colour("#d9a463")
    edge = [(50 + 29 * math.sin(turn) * math.sin(turn / 2) ** 0.7, 55 - 42 * math.cos(turn)) for turn in
            (math.tau * step / 40 for step in range(41))]  # fmt: skip
    sheet.polygon(edge, skin)
    sheet.line([(38, 44), (34, 66)], 3, lighter(skin, 0.45))
    return sheet.line([(50, 20), (50, 34)], 2, darker(skin, 0.25))


def nest() -> Sticker:
    """Return a nest of twigs, wider than high, with nothing in it that could be seen from its side."""
    wood = colour("#a87848")
    sheet = Sticker().bowl((2, 10, 98, 96), wood)
    sheet.oval(50, 54, 48, 9, darker(wood, 0.2))
    for number in range(16):
        x, lean = 8 + number * 37 % 84, (number % 5 - 2) * 5
        y = 60 + number * 23 % 24
        tint = (lighter(wood, 0.3), darker(wood, 0.22), lighter(wood, 0.12))[number % 3]
        if abs(x - 50) < 46 - (y - 54) * 0.9:
            sheet.line([(x - 9, y - lean * 0.4), (x + 9, y + lean * 0.4)], 2.2, tint)
    for x, lean in ((6, -7), (30, 5), (66, -4), (92, 7)):
        sheet.line([(x, 60), (x + lean, 46)], 2, darker(wood, 0.1))
    return sheet


def plate() -> Sticker:
    """Return a plate seen from the side."""
    return Sticker().oval(50, 90, 48, 8, darker(WHITE, 0.12)).oval(50, 88, 46, 6, WHITE)


def cart() -> Sticker:
    """Return a wooden cart on two wheels."""
    wood = colour("#b07a4a")
    sheet = Sticker().line([(60, 70), (98, 62)], 3, darker(wood, 0.2))
    sheet.polygon([(6, 40), (74, 40), (68, 72), (12, 72)], wood)
    for y in (48, 56, 64):
        sheet.line([(9, y), (71, y)], 1.2, darker(wood, 0.25))
    for size, tint in ((18, darker(wood, 0.45)), (14, lighter(wood, 0.3)), (3, darker(wood, 0.45))):
        sheet.oval(40, 80, size, size, tint)
    for angle in range(0, 180, 45):
        turn = math.radians(angle)
        across, down = 14 * math.cos(turn), 14 * math.sin(turn)
        spoke = [(40 - across, 80 - down), (40 + across, 80 + down)]
        sheet.line(spoke, 1.6, darker(wood, 0.45))
    return sheet


def fence() -> Sticker:
    """Return a piece of a white fence."""
    sheet = Sticker().box(0, 66, 100, 72, WHITE).box(0, 84, 100, 90, WHITE)
    for x in range(4, 100, 18):
        sheet.polygon([(x, 98), (x, 58), (x + 5, 50), (x + 10, 58), (x + 10, 98)], WHITE)
    return sheet
