"""Things of a kitchen that no sheet of others has."""

from __future__ import annotations

from stories.providers.own.papercut.palette import colour, darker, lighter
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
