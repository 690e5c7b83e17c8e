"""Somebody in bed, a person or an animal: the head on a pillow, the rest under a blanket."""

from __future__ import annotations

from PIL import Image

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.people import hair
from stories.providers.own.papercut.people.build import Posture
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.people.person import (
    Together,
    build_of,
    draw_head,
    figure_height,
)
from stories.providers.own.papercut.sticker import WHITE, Sticker

_WOOD = colour("#9a6a48")
_LONG = {True: 104.0, False: 122.0}  # percent of a grown person's height: a child's bed, and others
_ANIMAL = (37.0, 68.0, 46.0)  # where an animal that sleeps lies: middle, foot and width
_BODY = 87.0  # units of a person's sheet from foot to crown


def in_bed(looks: Look, posture: Posture, cloth: Colour, side: int) -> Together:
    """Return the bed with the person, its height as a share of a grown person's, and the face."""
    long = _LONG[looks.age == "child"]
    sheet = Sticker(side, long + 4)
    right = long + 2
    _bedstead(sheet, right)
    build = build_of(looks)
    size = 100 / _BODY * figure_height(looks.age)
    sheet.move(29 - 50 * size, 47 - build.head * size, size)
    hair.behind(sheet, looks, 50, build.head, build.size)
    draw_head(sheet, looks, build, posture)
    sheet.move(0, 0)
    _blanket(sheet, right, cloth)
    left, top, edge, low = sheet.bounds()
    del left, edge
    return sheet.finished(), (low - top) / 100, sheet.faces()


def animal_in_bed(animal: Image.Image, cloth: Colour, side: int) -> Together:
    """Return the bed with an animal that lies asleep, the head at its left, as `in_bed` does."""
    right = _LONG[True] + 2
    sheet = Sticker(side, _LONG[True] + 4)
    _bedstead(sheet, right)
    x, foot, wide = _ANIMAL
    sheet.laid(animal, x, foot, wide)
    high = wide * animal.height / animal.width
    size = 0.26 * wide
    sheet.has_face(x - wide / 2 + size, foot - high + 1.3 * size, size)
    over = foot - 0.62 * high
    edge = [
        (54.0, foot - 6),
        (62.0, over + 2),
        (74.0, over),
        (right - 9, over + 8),
        (right - 6, 84.0),
    ]
    sheet.polygon([*edge, (54.0, 84.0)], cloth)
    sheet.polygon(
        [(51, foot - 5), (60, over + 1), (66, over), (60, foot - 4), (60, 84), (51, 84)],
        lighter(cloth, 0.45),
    )
    _, top, _, low = sheet.bounds()
    return sheet.finished(), (low - top) / 100, sheet.faces()


def _bedstead(sheet: Sticker, right: float) -> None:
    sheet.box(2, 30, 8, 98, _WOOD, 2).box(right - 6, 56, right, 98, _WOOD, 2)
    sheet.box(4, 70, right - 2, 86, darker(_WOOD, 0.12), 1)
    sheet.box(6, 62, right - 4, 76, WHITE, 4)
    sheet.leaning(24, 55, 19, 11, 8, lighter(colour("#dfe6f3"), 0.4))


def _blanket(sheet: Sticker, right: float, cloth: Colour) -> None:
    """Lie over the body, higher over the chest and the feet."""
    edge = [(38.0, 64.0), (46.0, 55.0), (62.0, 53.0), (right - 26, 57.0), (right - 16, 53.0)]
    edge += [(right - 7, 57.0), (right - 6, 84.0), (38.0, 84.0)]
    sheet.polygon(edge, cloth)
    sheet.oval(46, 62, 9, 8, cloth)
    fold = lighter(cloth, 0.45)
    sheet.polygon([(36, 65), (44, 54), (50, 54.4), (45, 66), (45, 84), (36, 84)], fold)
    for x in (64, 84):
        if x < right - 16:
            sheet.line([(x, 62), (x - 2, 81)], 0.9, darker(cloth, 0.14))
