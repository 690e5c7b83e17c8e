"""Things that are somebody in a story: a drop, a star, a leaf with a face."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image

from stories.providers.own.depiction.vocabulary import rows
from stories.providers.own.papercut.palette import colour, darker, lighter
from stories.providers.own.papercut.sticker import BLUSH, INK, WHITE, Sticker

_NO_FACE = "-"


def hero_sticker(key: str) -> Sticker | None:
    """Return the drawing of a hero that is drawn otherwise than the thing is, None for all others."""
    return _OWN[key]() if key in _OWN else None


def with_face(image: Image.Image, key: str, *, smiles: bool) -> Image.Image:
    """Return the drawing with the face where the list of heroes has it; what is not listed has none.

    A window or a bowl that has a name would be a mask.
    """
    spot = {row[0]: row[3] for row in rows("heroes")}.get(key, _NO_FACE)
    if spot == _NO_FACE:
        return image
    x, y, wide = (int(part) / 100 for part in spot.split(","))
    face = _face(smiles=smiles)
    width = max(round(image.width * wide), 2)
    face = face.resize((width, round(face.height * width / face.width)), Image.Resampling.LANCZOS)
    seen = image.copy()
    place = (round(image.width * x - face.width / 2), round(image.height * y - face.height / 2))
    seen.alpha_composite(face, (max(place[0], 0), max(place[1], 0)))
    return seen


def _face(*, smiles: bool) -> Image.Image:
    """Two eyes with white around them, seen on dark things too, cheeks and a mouth."""
    sheet = Sticker()
    for x in (28, 72):
        sheet.oval(x, 38, 15, 17, WHITE).eye(x, 39, 11)
    for x in (11, 89):
        sheet.oval(x, 62, 8, 5.5, BLUSH)
    if not smiles:
        return sheet.curve((38, 68, 62, 84), 200, 340, 4).finished()
    return sheet.bowl((37, 54, 63, 82), INK).bowl((44, 68, 56, 80), BLUSH).finished()


def _drop() -> Sticker:
    blue = colour("#4aa8e0")
    point = [(50 + side * 29 * math.sin(turn), 64 - 29 * math.cos(turn))
             for side, turn in ((-1, 1.05), (1, 1.05))]  # fmt: skip
    sheet = Sticker().polygon([(50, 3), point[1], (50, 64), point[0]], blue)
    sheet.oval(50, 64, 32, 32, blue).oval(50, 68, 27, 26, lighter(blue, 0.18))
    for side in (-1, 1):
        sheet.line([(50 + side * 31, 66), (50 + side * 42, 56)], 5, darker(blue, 0.12))
        sheet.oval(50 + side * 12, 96, 8, 3.6, darker(blue, 0.25))
    return sheet.leaning(35, 44, 4, 9, -28, lighter(blue, 0.65))


def _cloud() -> Sticker:
    tint = colour("#f4f6fb")
    sheet = Sticker().box(6, 52, 94, 82, darker(tint, 0.08), 14)
    for x, y, size in ((26, 50, 20), (50, 38, 27), (74, 50, 20), (14, 64, 13), (86, 64, 13)):
        sheet.oval(x, y, size, size * 0.9, tint)
    return sheet.box(8, 54, 92, 78, tint, 12).oval(42, 26, 12, 5, WHITE)


def _star() -> Sticker:
    gold = colour("#ffd25e")
    sheet = Sticker()
    for reach, tint in ((48, darker(gold, 0.14)), (43, gold)):
        corners = []
        for step in range(10):
            turn = math.pi * step / 5 - math.pi / 2
            far = reach if step % 2 == 0 else reach * 0.56
            corners.append((50 + far * math.cos(turn), 52 + far * math.sin(turn)))
        sheet.polygon(corners, tint)
    return sheet


def _moon() -> Sticker:
    pale = colour("#ffe9b0")
    sheet = Sticker().oval(50, 50, 46, 46, pale)
    for x, y, size in ((28, 22, 8), (76, 30, 6), (68, 84, 7)):
        sheet.oval(x, y, size, size, darker(pale, 0.1))
    return sheet


_OWN: dict[str, Callable[[], Sticker]] = {
    "drop": _drop, "cloud": _cloud, "star": _star, "moon": _moon,
}  # fmt: skip
