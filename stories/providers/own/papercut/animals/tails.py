"""Tails of the furry animals: as they sit, and as they run to the left."""

from __future__ import annotations

from collections.abc import Callable

from stories.providers.own.papercut.palette import Colour, darker, lighter
from stories.providers.own.papercut.sticker import WHITE, Sticker

Tail = Callable[[Sticker, Colour], object]


def _plume(sheet: Sticker, fur: Colour) -> None:
    """A squirrel's, as large as itself and rolled outwards at its tip."""
    dark = darker(fur, 0.12)
    sheet.leaning(82, 68, 15, 29, -6, dark).oval(86, 40, 15, 15, dark).oval(95, 46, 9, 10, dark)
    sheet.leaning(82, 66, 8, 22, -6, lighter(fur, 0.28)).oval(85, 43, 8, 8, lighter(fur, 0.28))


def _rings(sheet: Sticker, fur: Colour) -> None:
    sheet.leaning(79, 78, 9, 21, -32, fur)
    for step in range(3):
        sheet.leaning(76 + step * 5, 82 - step * 8, 8.4, 3, -32, darker(fur, 0.5))


def _rings_behind(sheet: Sticker, fur: Colour) -> None:
    sheet.leaning(120, 42, 11, 25, -40, fur)
    for at in range(3):
        sheet.leaning(115 + at * 7, 48 - at * 8, 10, 3, -40, darker(fur, 0.5))


def _plume_behind(sheet: Sticker, fur: Colour) -> None:
    sheet.leaning(118, 42, 13, 27, -36, darker(fur, 0.12)).leaning(
        118, 42, 6, 19, -36, lighter(fur, 0.28)
    )


TAILS: dict[str, tuple[Tail, Tail]] = {
    "bushy": (
        lambda sheet, fur: sheet.leaning(78, 78, 10, 21, -32, fur).leaning(
            87, 65, 6, 8, -32, WHITE
        ),
        lambda sheet, fur: sheet.leaning(122, 46, 9, 20, -58, fur).leaning(
            133, 39, 6, 8, -58, WHITE
        ),
    ),
    "thin": (
        lambda sheet, fur: sheet.curve((60, 58, 90, 98), -60, 100, 4.5, darker(fur, 0.12)),
        lambda sheet, fur: sheet.line([(112, 56), (124, 46), (134, 47)], 4.5, darker(fur, 0.12)),
    ),
    "thick": (
        lambda sheet, fur: sheet.line([(62, 92), (80, 92), (92, 84)], 7.5, darker(fur, 0.08)),
        lambda sheet, fur: sheet.line([(112, 56), (124, 46), (134, 47)], 8, darker(fur, 0.08)),
    ),
    "puff": (
        lambda sheet, _: sheet.oval(73, 88, 7, 7, WHITE),
        lambda sheet, _: sheet.oval(117, 52, 7, 7, WHITE),
    ),
    "stub": (
        lambda sheet, fur: sheet.oval(72, 89, 6, 5, darker(fur, 0.1)),
        lambda sheet, fur: sheet.oval(115, 55, 6, 5, darker(fur, 0.1)),
    ),
    "flat": (
        lambda sheet, fur: sheet.leaning(80, 86, 10, 20, -62, darker(fur, 0.35)),
        lambda sheet, fur: sheet.leaning(122, 62, 9, 17, -76, darker(fur, 0.35)),
    ),
    "plume": (_plume, _plume_behind),
    "rings": (_rings, _rings_behind),
}
