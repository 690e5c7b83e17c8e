"""Things of a house that no sheet of others has."""

from __future__ import annotations

from stories.providers.own.papercut.cutouts import cutout
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import Sticker


def kettle() -> Sticker:
    """Return a round kettle with its spout to the right."""
    red = colour("#d9604f")
    sheet = Sticker().curve((24, 8, 76, 60), 180, 360, 5, colour("#6b4a3a"))
    sheet.polygon([(66, 58), (92, 34), (98, 38), (76, 78)], darker(red, 0.12))
    sheet.oval(50, 66, 34, 29, red).box(20, 84, 80, 96, red, 5)
    sheet.oval(50, 38, 16, 5, darker(red, 0.2)).oval(50, 33, 5, 4, colour("#6b4a3a"))
    return sheet.leaning(32, 58, 6, 14, -20, lighter(red, 0.4))


def loaf() -> Sticker:
    """Return a loaf of bread with three cuts."""
    crust = colour("#c98a4b")
    sheet = Sticker().oval(50, 72, 46, 22, crust).box(6, 70, 94, 90, crust, 10)
    sheet.oval(50, 66, 38, 13, lighter(crust, 0.18))
    for x in (30, 50, 70):
        sheet.line([(x - 5, 76), (x + 6, 56)], 4.5, lighter(crust, 0.6))
    return sheet.box(10, 86, 90, 91, darker(crust, 0.18), 3)


def tap() -> Sticker:
    """Return a tap on its pipe, from which water runs."""
    grey, water = colour("#a9b4c4"), colour("#7cc4ec")
    sheet = Sticker().box(14, 26, 24, 98, darker(grey, 0.2), 2)
    sheet.box(14, 26, 70, 40, grey, 5).box(58, 28, 72, 52, grey, 4)
    sheet.box(40, 14, 46, 30, darker(grey, 0.2), 2).box(28, 8, 58, 16, colour("#4f86c6"), 4)
    sheet.box(18, 29, 66, 32, lighter(grey, 0.5), 1)
    return sheet.box(61, 54, 69, 86, water, 4).oval(65, 94, 14, 3.5, lighter(water, 0.2))


def broom() -> Sticker:
    """Return a broom that stands on its bristles."""
    stick, straw = colour("#a8714f"), colour("#e2b457")
    sheet = Sticker().box(47.6, 2, 52.4, 74, stick, 2)
    sheet.polygon([(44, 70), (56, 70), (66, 98), (34, 98)], straw)
    for x in (40, 47, 54, 61):
        sheet.line([(50 + (x - 50) * 0.4, 74), (x, 97)], 1, darker(straw, 0.22))
    return sheet.box(42.4, 69, 57.6, 76, colour("#c8584a"), 2)


def hearth() -> Sticker:
    """Return a fireplace of brick in which a fire burns."""
    brick, soot = colour("#b5705a"), colour("#43323f")
    sheet = Sticker().box(6, 14, 94, 97, brick)
    for row in range(6):
        y, shift = 18 + row * 14, 11 * (row % 2)
        sheet.line([(7, y + 12), (93, y + 12)], 1.2, lighter(brick, 0.35))
        for x in range(17 + shift, 93, 22):
            sheet.line([(x, y), (x, y + 12)], 1.2, lighter(brick, 0.35))
    sheet.oval(50, 58, 29, 24, soot).box(21, 57, 79, 97, soot)
    sheet.laid(cutout("fire"), 50, 94, 27)
    sheet.line([(30, 93), (70, 91)], 5, colour("#7a5140"))
    return sheet.box(2, 8, 98, 17, colour("#8a5a44"), 2)


def camp_fire() -> Sticker:
    """Return a fire on crossed logs."""
    log = colour("#8a5a44")
    sheet = Sticker().laid(cutout("fire"), 50, 88, 58)
    sheet.line([(18, 94), (78, 80)], 9, log).line([(82, 94), (22, 80)], 9, darker(log, 0.15))
    for x in (18, 82):
        sheet.oval(x, 94, 4, 4.4, lighter(log, 0.45))
    return sheet


def umbrella(tint: Colour) -> Sticker:
    """Return an open umbrella on a long stick; its cloth is the upper third."""
    sheet = Sticker().box(49, 4, 51.4, 95, colour("#7a5140"), 1)
    sheet.curve((50, 88, 60, 99), 0, 180, 2.4, colour("#7a5140"))
    sheet.bowl((12, 6, 88, 66), tint, turned=True)
    sheet.bowl((35, 6, 65, 66), lighter(tint, 0.2), turned=True)
    for x in (21.5, 40.5, 59.5, 78.5):
        sheet.oval(x, 36, 9.5, 3.4, darker(tint, 0.12))
    return sheet


def lantern() -> Sticker:
    """Return a lantern with a flame behind its glass."""
    iron, glass = colour("#5a5468"), colour("#ffe7a3")
    sheet = Sticker().curve((34, 2, 66, 40), 180, 360, 3.4, iron)
    sheet.polygon([(30, 34), (70, 34), (60, 20), (40, 20)], iron)
    sheet.box(32, 34, 68, 84, glass, 4).oval(50, 62, 15, 19, lighter(glass, 0.5))
    sheet.leaning(50, 62, 6, 13, 0, colour("#f6a53c")).oval(50, 66, 3, 6, colour("#fff3c4"))
    for x in (33, 67):
        sheet.line([(x, 34), (x, 84)], 3.4, iron)
    return sheet.box(27, 82, 73, 94, iron, 3)


def sofa(tint: Colour) -> Sticker:
    """Return a sofa for two, its cushions a little paler."""
    sheet, dark = Sticker(wide=190), darker(tint, 0.18)
    for x in (22, 168):
        sheet.box(x - 4, 88, x + 4, 98, colour("#8a5a44"), 1.5)
    sheet.box(14, 18, 176, 80, dark, 14).box(22, 24, 168, 76, tint, 10)
    sheet.line([(95, 28), (95, 62)], 1.4, dark)
    for x in (58, 132):
        for y in (38, 52):
            sheet.oval(x, y, 1.6, 1.6, dark)
    sheet.box(16, 70, 174, 93, dark, 6)
    for left in (24, 96):
        sheet.box(left, 60, left + 70, 78, lighter(tint, 0.22), 7)
    for left in (4, 160):
        sheet.box(left, 46, left + 26, 93, lighter(tint, 0.08), 11)
        sheet.box(left + 5, 58, left + 21, 91, dark, 7)
    return sheet
