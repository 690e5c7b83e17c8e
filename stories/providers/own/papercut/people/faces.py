"""Faces: what somebody feels is in brows, eyes and mouth."""

from __future__ import annotations

from typing import Literal

from stories.providers.own.papercut.palette import Colour, colour, darker, mix
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.sticker import INK, WHITE, Sticker

Feeling = Literal["glad", "calm", "sad"]
_MOUTH = colour("#8e3038")
_TONGUE = colour("#f08a86")


def face(sheet: Sticker, looks: Look, x: float, y: float, size: float, feeling: Feeling) -> None:
    """Draw eyes, brows, nose, cheeks and mouth on a head of this radius about (x, y)."""
    for side in (-1, 1):
        _eye(sheet, looks, x, y, size, side)
        _brow(sheet, looks, x, y, size, side, feeling)
        cheek = mix(looks.skin, colour("#f0605e"), 0.5)
        sheet.oval(x + side * 0.62 * size, y + 0.4 * size, 0.17 * size, 0.11 * size, cheek)
    nose = darker(looks.skin, 0.22)
    sheet.oval(x, y + 0.3 * size, 0.085 * size, 0.06 * size, nose)
    _MOUTHS[feeling](sheet, x, y + 0.56 * size, size)


def _eye(sheet: Sticker, looks: Look, x: float, y: float, size: float, side: int) -> None:
    at = x + side * 0.38 * size
    sheet.oval(at, y + 0.1 * size, 0.15 * size, 0.18 * size, INK)
    sheet.oval(at + 0.05 * size, y + 0.03 * size, 0.06 * size, 0.06 * size, WHITE)
    sheet.oval(at - 0.05 * size, y + 0.17 * size, 0.03 * size, 0.03 * size, WHITE)
    if looks.is_woman:
        lash = [
            (at + side * 0.13 * size, y + 0.04 * size),
            (at + side * 0.22 * size, y - 0.02 * size),
        ]
        sheet.line(lash, 0.04 * size)


def _brow(
    sheet: Sticker, looks: Look, x: float, y: float, size: float, side: int, feeling: Feeling
) -> None:
    tint, at = _brow_colour(looks), x + side * 0.38 * size
    if feeling == "sad":
        # The inner ends rise.
        ends = [(x + side * 0.24 * size, y - 0.3 * size), (x + side * 0.54 * size, y - 0.16 * size)]
        sheet.line(ends, 0.06 * size, tint)
        return
    up = 0.4 if feeling == "glad" else 0.31
    arch = (at - 0.2 * size, y - up * size, at + 0.2 * size, y - (up - 0.3) * size)
    sheet.curve(arch, 212, 328, 0.06 * size, tint)


def _brow_colour(looks: Look) -> Colour:
    return darker(looks.hair, 0.25) if looks.age == "old" else looks.hair


def _laugh(sheet: Sticker, x: float, y: float, size: float) -> None:
    half = 0.27 * size
    sheet.bowl((x - half, y - 0.3 * size, x + half, y + 0.24 * size), _MOUTH)
    sheet.oval(x, y + 0.15 * size, 0.13 * size, 0.07 * size, _TONGUE)
    sheet.box(x - 0.18 * size, y - 0.035 * size, x + 0.18 * size, y + 0.02 * size, WHITE)


def _smile(sheet: Sticker, x: float, y: float, size: float) -> None:
    half = 0.24 * size
    sheet.curve((x - half, y - 0.3 * size, x + half, y + 0.08 * size), 20, 160, 0.075 * size)


def _grief(sheet: Sticker, x: float, y: float, size: float) -> None:
    half = 0.16 * size
    sheet.curve((x - half, y - 0.02 * size, x + half, y + 0.22 * size), 205, 335, 0.075 * size)


_MOUTHS = {"glad": _laugh, "calm": _smile, "sad": _grief}
