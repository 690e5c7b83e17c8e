"""Faces: what somebody feels is in brows, eyes and mouth."""

from __future__ import annotations

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter, mix
from stories.providers.own.papercut.people.build import Feeling, Spot
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.sticker import INK, WHITE, Sticker

_MOUTH = colour("#8e3038")
_TONGUE = colour("#f08a86")
_TEAR = colour("#8fd0f2")
_TURN, _NOD = 0.17, 0.13  # of the head's radius: how far a face moves that looks aside, or up
_SHUT = frozenset({"asleep", "crying"})


def face(
    sheet: Sticker, looks: Look, x: float, y: float, size: float, feeling: Feeling,
    gaze: Spot = (0.0, 0.0),
) -> None:  # fmt: skip
    """Draw eyes, brows, nose, cheeks and mouth on a head of this radius about (x, y)."""
    x, y = x + gaze[0] * _TURN * size, y + gaze[1] * _NOD * size
    for side in (-1, 1):
        if feeling == "merry":
            _laughing_eye(sheet, looks, x, y, size, side)
        elif feeling in _SHUT:
            _shut_eye(sheet, looks, x, y, size, side, feeling)
        else:
            _eye(sheet, looks, x, y, size, side, gaze)
        _brow(sheet, looks, x, y, size, side, feeling)
        _cheek(sheet, looks, x, y, size, side)
    own = looks.features
    _nose(
        sheet,
        looks,
        x + gaze[0] * 0.06 * size,
        y + (0.3 + own.low / 2 + gaze[1] * 0.03) * size,
        size,
    )
    _MOUTHS[feeling](sheet, x, y + (0.56 + own.low) * size, size * own.mouth)


def _cheek(sheet: Sticker, looks: Look, x: float, y: float, size: float, side: int) -> None:
    own = looks.features
    at, low = x + side * 0.62 * size, y + (0.4 + own.low / 2) * size
    if own.cheeks:
        blush = mix(looks.skin, colour("#f0605e"), 0.34)
        sheet.oval(at, low, 0.17 * own.cheeks * size, 0.11 * own.cheeks * size, blush)
    if own.has_freckles:
        for across, down in ((-0.09, -0.06), (0.03, -0.1), (0.1, -0.01), (-0.02, 0.03)):
            spot = (at + side * across * size, low + down * size)
            sheet.oval(*spot, 0.018 * size, 0.018 * size, darker(looks.skin, 0.26))


def _nose(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    tint, kind = darker(looks.skin, 0.24), looks.features.nose
    if kind == 0:
        sheet.oval(x, y, 0.085 * size, 0.06 * size, tint)
    elif kind == 1:
        sheet.curve(
            (x - 0.12 * size, y - 0.12 * size, x + 0.12 * size, y + 0.07 * size),
            25,
            155,
            0.05 * size,
            tint,
        )
    elif kind == 2:
        sheet.oval(x, y - 0.02 * size, 0.06 * size, 0.1 * size, tint)
    else:
        sheet.oval(x, y, 0.14 * size, 0.075 * size, tint)
        sheet.oval(x, y - 0.05 * size, 0.06 * size, 0.05 * size, lighter(looks.skin, 0.15))


def _eye(
    sheet: Sticker, looks: Look, x: float, y: float, size: float, side: int, gaze: Spot
) -> None:
    at = x + side * looks.features.apart * size
    own = looks.features
    wide, high = 0.15 * own.eyes * size, 0.18 * own.eyes * own.round_eyes * size
    sheet.oval(at, y + 0.1 * size, wide, high, INK)
    if own.iris:
        sheet.oval(at, y + 0.12 * size, 0.76 * wide, 0.74 * high, own.iris)
        sheet.oval(at, y + 0.12 * size, 0.42 * wide, 0.42 * high, INK)
    # The glint goes where the eye looks.
    glint_x, glint_y = at + (0.05 + 0.05 * gaze[0]) * size, y + (0.03 + 0.05 * gaze[1]) * size
    sheet.oval(glint_x, glint_y, 0.06 * size, 0.06 * size, WHITE)
    sheet.oval(at - 0.05 * size, y + 0.17 * size, 0.03 * size, 0.03 * size, WHITE)
    if looks.is_woman:
        _lash(sheet, at, y, size, side)


def _lash(sheet: Sticker, at: float, y: float, size: float, side: int) -> None:
    ends = [
        (at + side * 0.13 * size, y + 0.04 * size),
        (at + side * 0.22 * size, y - 0.02 * size),
    ]
    sheet.line(ends, 0.04 * size)


def _laughing_eye(sheet: Sticker, looks: Look, x: float, y: float, size: float, side: int) -> None:
    at = x + side * looks.features.apart * size
    lid = (at - 0.18 * size, y + 0.0 * size, at + 0.18 * size, y + 0.3 * size)
    sheet.curve(lid, 200, 340, 0.075 * size)


def _shut_eye(
    sheet: Sticker, looks: Look, x: float, y: float, size: float, side: int, feeling: Feeling
) -> None:
    at = x + side * looks.features.apart * size
    lid = (at - 0.17 * size, y - 0.04 * size, at + 0.17 * size, y + 0.2 * size)
    sheet.curve(lid, 20, 160, 0.065 * size)
    if feeling == "crying":
        for down, drop in ((0.36, 0.075), (0.62, 0.055)):
            tear_x, tear_y = at + side * 0.1 * size, y + down * size
            sheet.oval(tear_x, tear_y, drop * size, 1.35 * drop * size, _TEAR)


def _brow(
    sheet: Sticker, looks: Look, x: float, y: float, size: float, side: int, feeling: Feeling
) -> None:
    tint, at = _brow_colour(looks), x + side * looks.features.apart * size
    if feeling in ("sad", "crying", "afraid"):
        # The inner ends rise.
        up = 0.06 if feeling == "afraid" else 0.0
        ends = [
            (x + side * 0.24 * size, y - (0.3 + up) * size),
            (x + side * 0.54 * size, y - (0.16 + up) * size),
        ]
        sheet.line(ends, 0.06 * looks.features.brows * size, tint)
        return
    up = 0.4 if feeling in ("glad", "laughing", "merry") else 0.31
    arch = (at - 0.2 * size, y - up * size, at + 0.2 * size, y - (up - 0.3) * size)
    sheet.curve(arch, 212, 328, 0.06 * looks.features.brows * size, tint)


def _brow_colour(looks: Look) -> Colour:
    return darker(looks.hair, 0.25) if looks.age == "old" else looks.hair


def _laugh(sheet: Sticker, x: float, y: float, size: float) -> None:
    half = 0.27 * size
    sheet.bowl((x - half, y - 0.3 * size, x + half, y + 0.24 * size), _MOUTH)
    sheet.oval(x, y + 0.15 * size, 0.13 * size, 0.07 * size, _TONGUE)
    sheet.box(x - 0.18 * size, y - 0.035 * size, x + 0.18 * size, y + 0.02 * size, WHITE)


def _smile(sheet: Sticker, x: float, y: float, size: float) -> None:
    half = 0.28 * size
    sheet.curve((x - half, y - 0.32 * size, x + half, y + 0.08 * size), 20, 160, 0.075 * size)


def _closed(sheet: Sticker, x: float, y: float, size: float) -> None:
    """Draw lips that rest: neither glad nor sad."""
    half = 0.22 * size
    sheet.curve((x - half, y - 0.15 * size, x + half, y + 0.05 * size), 24, 156, 0.066 * size)


def _level(sheet: Sticker, x: float, y: float, size: float) -> None:
    """Draw lips of which nobody can tell anything."""
    sheet.line(
        [(x - 0.16 * size, y + 0.03 * size), (x + 0.16 * size, y + 0.03 * size)], 0.066 * size
    )


def _grief(sheet: Sticker, x: float, y: float, size: float) -> None:
    half = 0.16 * size
    sheet.curve((x - half, y - 0.02 * size, x + half, y + 0.22 * size), 205, 335, 0.075 * size)


def _asleep(sheet: Sticker, x: float, y: float, size: float) -> None:
    sheet.curve(
        (x - 0.13 * size, y - 0.14 * size, x + 0.13 * size, y + 0.06 * size), 25, 155, 0.06 * size
    )


def _gasp(sheet: Sticker, x: float, y: float, size: float) -> None:
    sheet.oval(x, y + 0.06 * size, 0.1 * size, 0.12 * size, _MOUTH)


_MOUTHS = {
    "glad": _smile, "laughing": _laugh, "merry": _laugh, "calm": _closed, "still": _level, "sad": _grief,
    "crying": _grief, "asleep": _asleep, "afraid": _gasp,
}  # fmt: skip
