"""A figure on the ground, whole and within the picture."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image

from stories.providers.own.papercut.composing.frames import CUT_OFF
from stories.providers.own.papercut.figures import who_is
from stories.providers.own.papercut.stage import Box, Figure, Stage

WIDEST = 44  # percent of the picture, for what is much wider than high
_WIDE = 66  # percent, for a bed with somebody in it
_SIDE_RIM = 1.5  # percent that stay free beside it
_CLOTH = 0.2  # of an umbrella's height: under its middle it is dry from there
_RIM = 2.0  # percent of the picture that stay free above the highest figure


def stand(
    stage: Stage, image: Image.Image, x: float, y: float, height: float, *, dry: bool = True,
    is_wide: bool = False, faces: tuple[Box, ...] = (),
) -> float:  # fmt: skip
    """Put a figure on its foot, with its shadow where it is `dry`; returns how wide it is, in percent.

    `faces` are shares of the image's sides.
    """
    wide = seen_width(image, height, y, is_wide=is_wide)
    x, high = bounded(x, wide), wide * image.height / image.width
    stage.put(image, x, y, wide, 1.0, stands=dry)
    box = (x - wide / 2, y - high, x + wide / 2, y)
    seen = tuple(within(box, it) for it in faces)
    stage.figures.append(Figure(box, seen, y > CUT_OFF, who_is(image)))
    return wide


def seen_width(image: Image.Image, height: float, y: float, *, is_wide: bool = False) -> float:
    """Return how wide a figure is that is this high, or lower where it would not be whole."""
    if y > CUT_OFF:
        # Who is seen from near is cut by the picture's edge; of all others the whole is seen.
        return height * image.width / image.height
    height = min(height, max(y - _RIM, 1))
    return min(height * image.width / image.height, _WIDE if is_wide else WIDEST)


def bounded(x: float, wide: float) -> float:
    """Return the middle next to x at which something so wide is whole."""
    half = wide / 2 + _SIDE_RIM
    return min(max(x, half), 100 - half) if half < 50 else 50


def within(box: Box, shares: Box) -> Box:
    """Return a part of a box, given in shares of its sides."""
    left, top, right, low = box
    wide, high = right - left, low - top
    return (
        left + shares[0] * wide, top + shares[1] * high,
        left + shares[2] * wide, top + shares[3] * high,
    )  # fmt: skip


def is_clear(box: Box, faces: Iterable[Box], rim: float = 0.0) -> bool:
    """Return whether a box is before no face, `rim` percent of the picture around it counted."""
    left, top, right, low = box
    return not any(
        left - rim < it[2] and it[0] < right + rim and top - rim < it[3] and it[1] < low + rim
        for it in faces
    )


def seen_faces(stage: Stage) -> list[Box]:
    """Return where the faces are of all who are in the picture already."""
    return [face for figure in stage.figures for face in figure.faces]


def dry_places(stage: Stage) -> list[Box]:
    """Return where no rain falls: below the umbrellas of a picture."""
    found = []
    for figure in stage.figures:
        if "umbrella" in figure.who:
            left, top, right, low = figure.box
            found.append((left + 1, top + _CLOTH * (low - top), right - 1, 100.0))
    return found
