"""Horns and ears of animals that are seen from their side, about a head at (x, y)."""

from __future__ import annotations

from stories.providers.own.papercut.palette import Colour, colour, darker
from stories.providers.own.papercut.sticker import Sticker


def _short(sheet: Sticker, x: float, y: float, size: float) -> None:
    for side in (-0.5, 0.5):
        foot = x + side * size
        sheet.line(
            [(foot, y - size * 0.7), (foot + side * 4, y - size * 1.2)], 4, colour("#e9d3a8")
        )


def _wide(sheet: Sticker, x: float, y: float, size: float) -> None:
    for side in (-1, 1):
        sheet.line(
            [(x + side * size * 0.5, y - size * 0.7), (x + side * size * 1.05, y - size * 0.95),
             (x + side * size * 1.2, y - size * 1.4)], 4.4, colour("#efdcb4"),
        )  # fmt: skip


def _curved(sheet: Sticker, x: float, y: float, size: float) -> None:
    for side in (-1, 1):
        sheet.line(
            [(x + side * size * 0.4, y - size * 0.8), (x + side * size * 1.1, y - size * 0.6),
             (x + side * size * 1.35, y - size * 1.25), (x + side * size * 1.0, y - size * 1.5)],
            5, colour("#cfc3b4"),
        )  # fmt: skip


def _back(sheet: Sticker, x: float, y: float, size: float) -> None:
    for side in (-0.4, 0.3):
        foot = x + side * size
        sheet.line(
            [(foot, y - size * 0.7), (foot + 2, y - size * 1.35), (foot + 9, y - size * 1.6)],
            4, colour("#b8a68f"),
        )  # fmt: skip


def _antlers(sheet: Sticker, x: float, y: float, size: float) -> None:
    wood = colour("#8a6242")
    for side in (-1, 1):
        foot, tip = (
            (x + side * size * 0.3, y - size * 0.8),
            (x + side * size * 0.95, y - size * 1.9),
        )
        middle = (x + side * size * 0.75, y - size * 1.3)
        sheet.line([foot, middle, tip], 2.6, wood)
        sheet.line([middle, (x + side * size * 1.3, y - size * 1.5)], 2.2, wood)
        sheet.line([(x + side * size * 0.55, y - size * 1.1), (x + side * size * 0.3, y - size * 1.6)],
                   2.2, wood)  # fmt: skip


def _knobs(sheet: Sticker, x: float, y: float, size: float) -> None:
    for side in (-0.3, 0.3):
        top = (x + side * size * 1.3, y - size * 1.4)
        sheet.line([(x + side * size, y - size * 0.8), top], 2.2, colour("#c98f45"))
        sheet.oval(*top, 2.4, 2.4, colour("#7d4d2b"))


def _nose(sheet: Sticker, x: float, y: float, size: float) -> None:
    sheet.polygon(
        [(x - size * 1.35, y + size * 0.3), (x - size * 0.85, y + size * 0.1),
         (x - size * 1.5, y - size * 0.75)], colour("#efe6d6"),
    )  # fmt: skip


def _single(sheet: Sticker, x: float, y: float, size: float) -> None:
    top = (x - size * 0.42, y - size * 1.9)
    sheet.polygon(
        [(x - size * 0.32, y - size * 0.7), (x + size * 0.14, y - size * 0.8), top],
        colour("#f3c65a"),
    )


def _leaf(sheet: Sticker, x: float, y: float, size: float, fur: Colour) -> None:
    for side in (-0.56, 0.62):
        at, angle = x + side * size, -30 * side
        sheet.leaning(at, y - size * 0.92, size * 0.22, size * 0.5, angle, darker(fur, 0.06))
        sheet.leaning(at, y - size * 0.88, size * 0.11, size * 0.3, angle, colour("#f3c4bd"))


def _long(sheet: Sticker, x: float, y: float, size: float, fur: Colour) -> None:
    for side in (-0.5, 0.62):
        at, angle = x + side * size * 1.15, -26 * side
        sheet.leaning(at, y - size * 1.3, size * 0.27, size * 0.86, angle, darker(fur, 0.06))
        sheet.leaning(at, y - size * 1.24, size * 0.14, size * 0.62, angle, colour("#f3c4bd"))


def _side(sheet: Sticker, x: float, y: float, size: float, fur: Colour) -> None:
    for side in (-1, 1):
        at = x + side * size * 1.05
        sheet.leaning(at, y - size * 0.42, size * 0.42, size * 0.22, -side * 16, darker(fur, 0.1))


def _floppy(sheet: Sticker, x: float, y: float, size: float, fur: Colour) -> None:
    for side in (-1, 1):
        foot = x + side * size * 0.5
        sheet.polygon(
            [(foot - side * 4, y - size * 0.7), (foot + side * 6, y - size * 0.5),
             (foot + side * 5, y - size * 1.35)], darker(fur, 0.12),
        )  # fmt: skip


def _small(sheet: Sticker, x: float, y: float, size: float, fur: Colour) -> None:
    for side in (-0.4, 0.62):
        at = x + side * size
        sheet.oval(at, y - size * 0.9, size * 0.2, size * 0.24, darker(fur, 0.08))
        sheet.oval(at, y - size * 0.88, size * 0.1, size * 0.14, colour("#f0b8bd"))


HORNS = {
    "short": _short, "wide": _wide, "curved": _curved, "back": _back, "antlers": _antlers,
    "knobs": _knobs, "nose": _nose, "single": _single,
}  # fmt: skip
EARS = {
    "leaf": _leaf, "long": _long, "side": _side, "floppy": _floppy, "small": _small,
}  # fmt: skip
