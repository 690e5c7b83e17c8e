"""Ears and masks of the sitting animals, about a head in the middle of its sheet."""

from __future__ import annotations

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import BLUSH, WHITE, Sticker

_INK = colour("#3a3640")
_DARK = 96  # of 255: on darker fur eyes need white around them


def is_dark(fur: Colour) -> bool:
    """Return whether eyes on this fur need white around them."""
    return sum(fur) / 3 < _DARK


def _bands(sheet: Sticker, _: Colour) -> None:
    """A badger's: a dark band from each ear over the eye to the nose."""
    for side in (-1, 1):
        sheet.leaning(50 + side * 13, 39, 6.4, 20, side * 14, _INK)


def _bandit(sheet: Sticker, _: Colour) -> None:
    for side in (-1, 1):
        sheet.leaning(50 + side * 14, 43, 12, 7, side * 20, _INK)


def _panda(sheet: Sticker, _: Colour) -> None:
    for side in (-1, 1):
        sheet.leaning(50 + side * 13, 42, 7, 9, side * 28, _INK)


def _blaze(sheet: Sticker, _: Colour) -> None:
    sheet.oval(50, 27, 6, 9, WHITE)


def _stripes(sheet: Sticker, fur: Colour) -> None:
    tint = darker(fur, 0.72)
    for x in (42, 50, 58):
        sheet.polygon([(x - 2.2, 20), (x + 2.2, 20), (x + (50 - x) * 0.15, 31)], tint)
    for side in (-1, 1):
        for y in (40, 48):
            edge, tip = 50 + side * 27, 50 + side * 18
            sheet.polygon([(edge, y - 2), (edge, y + 2.4), (tip, y + 1)], tint)
            sheet.polygon(
                [(50 + side * 21, y + 32), (50 + side * 21, y + 36), (50 + side * 13, y + 34)], tint
            )


MASKS = {"bands": _bands, "bandit": _bandit, "panda": _panda, "blaze": _blaze, "stripes": _stripes}


def _round_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.oval(50 + side * 20, 23, 9, 9, fur).oval(50 + side * 20, 24, 5, 5, lighter(fur, 0.5))


def _pointed_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.polygon([(50 + side * 6, 26), (50 + side * 24, 4), (50 + side * 27, 36)], fur)
    inner = [(50 + side * 12, 25), (50 + side * 22, 12), (50 + side * 23, 30)]
    sheet.polygon(inner, lighter(fur, 0.5))


def _long_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.leaning(50 + side * 13, 20, 7, 18.5, -side * 14, fur)
    sheet.leaning(50 + side * 13, 20, 3.4, 13, -side * 14, colour("#f7c8cf"))


def _large_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.oval(50 + side * 23, 24, 14, 14, fur)
    sheet.oval(50 + side * 23, 25, 9, 9, colour("#f5c3c8"))


def _flopped_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.leaning(50 + side * 26, 38, 7, 15, side * 16, darker(fur, 0.2))


def _side_ears(sheet: Sticker, side: int, fur: Colour, belly: Colour) -> None:
    sheet.oval(50 + side * 27, 42, 9, 9, fur).oval(50 + side * 27, 42, 5.5, 5.5, belly)


def _wide_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.oval(50 + side * 29, 40, 17, 21, darker(fur, 0.1))
    sheet.oval(50 + side * 29, 41, 11, 15, colour("#e7bcc4"))


def _eyes_on_top(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.oval(50 + side * 15, 22, 10, 10, fur).oval(50 + side * 15, 21, 7, 7, WHITE)


def _tufted_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    _pointed_ears(sheet, side, fur, _)
    sheet.polygon(
        [(50 + side * 21, 9), (50 + side * 25, -1), (50 + side * 26, 12)], darker(fur, 0.4)
    )


def _low_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.oval(50 + side * 23, 27, 7, 6.4, darker(fur, 0.12)).oval(
        50 + side * 23, 28, 3.8, 3.4, BLUSH
    )


def _no_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    """Of a mole no ears are seen."""


EARS = {
    "round": _round_ears,
    "pointed": _pointed_ears,
    "long": _long_ears,
    "large": _large_ears,
    "flopped": _flopped_ears,
    "side": _side_ears,
    "wide": _wide_ears,
    "eyes": _eyes_on_top,
    "tufted": _tufted_ears,
    "low": _low_ears,
    "none": _no_ears,
}
