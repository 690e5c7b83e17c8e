"""Hair, behind the head and over the forehead."""

from __future__ import annotations

from stories.providers.own.papercut.palette import darker, lighter, mix
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.sticker import Sticker

_HAIRLINES = (
    0.14,
    0.02,
    -0.1,
)  # of the head's radius, below its middle: the foot of the cap's oval
_OF_MEN = (1, 0, 0, 3)  # which fringe each of their styles has; the second is curls
_PLAIN = frozenset({"astronaut"})  # under a helmet


def behind(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    """Draw what is seen of the hair behind the head, whose middle and radius are given."""
    dark = darker(looks.hair, 0.12)
    if not looks.is_woman or looks.role in _PLAIN:
        return
    if looks.age == "old":
        sheet.oval(x, y - 1.1 * size, 0.46 * size, 0.42 * size, dark)
    elif looks.style == 0:
        sheet.box(
            x - 1.12 * size, y - 0.5 * size, x + 1.12 * size, y + 1.25 * size, dark, 0.5 * size
        )
    elif looks.style == 1:
        for side in (-1, 1):
            sheet.leaning(
                x + side * 1.2 * size, y + 0.75 * size, 0.32 * size, 0.85 * size, side * 14, dark
            )
            sheet.oval(
                x + side * 1.06 * size, y + 0.12 * size, 0.16 * size, 0.14 * size, looks.second
            )
    elif looks.style == 2:
        for side in (-1, 1):
            sheet.oval(x + side * 0.92 * size, y - 0.72 * size, 0.55 * size, 0.53 * size, dark)
            sheet.oval(
                x + side * 0.62 * size, y - 0.6 * size, 0.16 * size, 0.16 * size, looks.second
            )
    else:
        sheet.oval(x, y - 0.2 * size, 1.34 * size, 1.26 * size, dark)


def above(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    """Draw the hair over the forehead, with the light on it."""
    hair = looks.hair
    if not looks.is_woman and looks.style == 1:
        _curls(sheet, looks, x, y, size)
    else:
        # The cap of hair ends above the brows, parted to one side.
        line = y + _HAIRLINES[looks.features.parting] * size
        sheet.bowl((x - 1.07 * size, y - 1.18 * size, x + 1.07 * size, line), hair, turned=True)
        _fringe(sheet, looks, x, y, size)
    if looks.is_woman and looks.style == 0 and looks.age != "old":
        for side in (-1, 1):
            sheet.leaning(
                x + side * 0.98 * size, y + 0.25 * size, 0.2 * size, 0.72 * size, side * 4, hair
            )
    shine = lighter(mix(hair, looks.skin, 0.35), 0.1)
    sheet.curve(
        (x - 0.72 * size, y - 0.98 * size, x + 0.72 * size, y + 0.2 * size),
        215,
        275,
        0.09 * size,
        shine,
    )


def _fringe(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    """Draw what falls over the forehead: each style of hair has its own."""
    kind = 0 if looks.age == "old" else looks.style if looks.is_woman else _OF_MEN[looks.style]
    if kind == 1:
        for across, high in ((-0.7, 0.2), (-0.36, 0.25), (0.0, 0.27), (0.36, 0.25), (0.7, 0.2)):
            sheet.oval(x + across * size, y - 0.58 * size, 0.25 * size, high * size, looks.hair)
    elif kind == 2:
        # Combed back under a band.
        ring = (x - 1.0 * size, y - 0.94 * size, x + 1.0 * size, y + 0.5 * size)
        sheet.curve(ring, 205, 335, 0.13 * size, looks.second)
    elif kind == 3:
        for side in (-1, 1):
            sheet.leaning(
                x + side * 0.5 * size,
                y - 0.58 * size,
                0.56 * size,
                0.22 * size,
                side * 30,
                looks.hair,
            )
    else:
        _parted(sheet, looks, x, y, size)


def _parted(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    part = (-0.3, 0.3, 0.0)[(looks.features.parting + looks.style) % 3]
    lean = 16 if part < 0 else -16
    sheet.leaning(x - part * size, y - 0.62 * size, 0.74 * size, 0.24 * size, lean, looks.hair)
    side = 1 if part > 0 else -1
    sheet.leaning(
        x + side * 0.72 * size, y - 0.52 * size, 0.36 * size, 0.2 * size, -side * 28, looks.hair
    )


def _curls(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    for across, up in (
        (-0.9, 0.35),
        (-0.72, 0.72),
        (-0.36, 0.98),
        (0.06, 1.06),
        (0.46, 0.94),
        (0.78, 0.68),
        (0.92, 0.32),
    ):
        sheet.oval(x + across * size, y - up * size, 0.34 * size, 0.32 * size, looks.hair)
    sheet.bowl(
        (x - 0.98 * size, y - 1.14 * size, x + 0.98 * size, y + 0.02 * size),
        looks.hair,
        turned=True,
    )
