"""What people wear on their heads: it says who they are."""

from __future__ import annotations

from collections.abc import Callable

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import WHITE, Sticker

_GOLD = colour("#f2b93b")
_STRAW = colour("#e3bd6a")


def put_on(sheet: Sticker, role: str, x: float, y: float, scale: float) -> None:
    """Draw what somebody with this role wears, on the head whose middle is (x, y)."""
    if role in _WORN:
        _WORN[role](sheet, x, y, scale)


def _crown(sheet: Sticker, x: float, y: float, scale: float) -> None:
    foot, top, half = y - 8 * scale, y - 17 * scale, 9 * scale
    points = [(x - half, foot), (x - half, top + 2 * scale), (x - half / 2, foot - 4 * scale)]
    points += [
        (x, top),
        (x + half / 2, foot - 4 * scale),
        (x + half, top + 2 * scale),
        (x + half, foot),
    ]
    sheet.polygon(points, _GOLD)
    for place in (-0.5, 0, 0.5):
        sheet.oval(x + place * half, foot - 2 * scale, scale, scale, colour("#d9584f"))


def _tiara(sheet: Sticker, x: float, y: float, scale: float) -> None:
    foot = y - 8.6 * scale
    points = [(x - 6 * scale, foot), (x - 3 * scale, foot - 3.4 * scale), (x, foot - 6.5 * scale)]
    sheet.polygon([*points, (x + 3 * scale, foot - 3.4 * scale), (x + 6 * scale, foot)], _GOLD)
    sheet.oval(x, foot - 2.4 * scale, scale, scale, colour("#e86f9a"))


def _glasses(sheet: Sticker, x: float, y: float, scale: float) -> None:
    for side in (-1, 1):
        middle, size = x + side * 4.2 * scale, 3.1 * scale
        sheet.curve(
            (middle - size, y - size + 0.6, middle + size, y + size + 0.6), 0, 360, 0.7 * scale
        )
    sheet.line([(x - 1.2 * scale, y + 0.4), (x + 1.2 * scale, y + 0.4)], 0.7 * scale)


def _straw_hat(sheet: Sticker, x: float, y: float, scale: float) -> None:
    sheet.oval(x, y - 8 * scale, 18 * scale, 4 * scale, _STRAW)
    sheet.box(x - 8.5 * scale, y - 16 * scale, x + 8.5 * scale, y - 7.6 * scale, _STRAW, 4 * scale)
    sheet.box(
        x - 8.5 * scale, y - 10.4 * scale, x + 8.5 * scale, y - 8 * scale, darker(_STRAW, 0.3)
    )


def _cap(tint: Colour) -> Callable[[Sticker, float, float, float], None]:
    def worn(sheet: Sticker, x: float, y: float, scale: float) -> None:
        sheet.box(
            x - 10.5 * scale, y - 14 * scale, x + 10.5 * scale, y - 7 * scale, tint, 4 * scale
        )
        sheet.oval(x, y - 7 * scale, 12 * scale, 2 * scale, darker(tint, 0.3))

    return worn


def _nurse_cap(sheet: Sticker, x: float, y: float, scale: float) -> None:
    sheet.box(x - 8 * scale, y - 15 * scale, x + 8 * scale, y - 8.6 * scale, WHITE, 2 * scale)
    red = colour("#d9584f")
    sheet.box(x - 0.8 * scale, y - 14 * scale, x + 0.8 * scale, y - 9.6 * scale, red)
    sheet.box(x - 2.4 * scale, y - 12.6 * scale, x + 2.4 * scale, y - 11 * scale, red)


def _cook_hat(sheet: Sticker, x: float, y: float, scale: float) -> None:
    for side in (-7, 0, 7):
        sheet.oval(x + side * scale, y - 16 * scale, 6 * scale, 5 * scale, WHITE)
    sheet.box(x - 8.6 * scale, y - 15 * scale, x + 8.6 * scale, y - 8 * scale, WHITE, scale)


def _helmet(sheet: Sticker, x: float, y: float, scale: float) -> None:
    grey = colour("#8f97a8")
    # A dome, of which nothing comes down over the eyes.
    sheet.bowl(
        (x - 12 * scale, y - 16.4 * scale, x + 12 * scale, y + 1.4 * scale), grey, turned=True
    )
    sheet.box(
        x - 12.6 * scale, y - 7.6 * scale, x + 12.6 * scale, y - 5 * scale, darker(grey, 0.2), 1
    )
    sheet.oval(x, y - 15.6 * scale, 2 * scale, 2 * scale, _GOLD)


def _veil(sheet: Sticker, x: float, y: float, scale: float) -> None:
    pale = lighter(colour("#e9edf4"), 0.5)
    for side in (-1, 1):
        sheet.leaning(x + side * 12 * scale, y + 7 * scale, 4 * scale, 17 * scale, side * 10, pale)
    sheet.oval(x, y - 9 * scale, 11 * scale, 4 * scale, pale)


def _space_helmet(sheet: Sticker, x: float, y: float, scale: float) -> None:
    sheet.curve(
        (x - 14 * scale, y - 14 * scale, x + 14 * scale, y + 14 * scale), 0, 360, 2.4 * scale, WHITE
    )


def _feathers(sheet: Sticker, x: float, y: float, scale: float) -> None:
    band = colour("#b5432f")
    for lean, tint in ((-16, _GOLD), (0, colour("#e2703a")), (16, _GOLD)):
        sheet.leaning(x - lean * 0.3 * scale, y - 15 * scale, 2.2 * scale, 6.5 * scale, lean, tint)
    sheet.box(x - 11 * scale, y - 10.6 * scale, x + 11 * scale, y - 7.6 * scale, band, 1)


_WORN: dict[str, Callable[[Sticker, float, float, float], None]] = {
    "king": _crown,
    "queen": _crown,
    "princess": _tiara,
    "prince": _tiara,
    "teacher": _glasses,
    "manteacher": _glasses,
    "oldman": _glasses,
    "farmer": _straw_hat,
    "fisherman": _cap(colour("#3d5a7a")),
    "police": _cap(colour("#2c4169")),
    "builder": _cap(colour("#e3a13a")),
    "nurse": _nurse_cap,
    "cook": _cook_hat,
    "guard": _helmet,
    "bride": _veil,
    "astronaut": _space_helmet,
    "chief": _feathers,
    "hunter": _cap(colour("#6b7a45")),
    "shepherd": _straw_hat,
    "trader": _cap(darker(colour("#a0527a"), 0.1)),
}
