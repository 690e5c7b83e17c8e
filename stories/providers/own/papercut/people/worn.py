"""What a text says is worn: on the head, the nose or the neck of a person or of an animal that sits."""

from __future__ import annotations

from stories.providers.own.papercut.cutouts import cutout
from stories.providers.own.papercut.palette import colour, darker, lighter
from stories.providers.own.papercut.people.build import Worn
from stories.providers.own.papercut.sticker import INK, Sticker

#: The keys of what is worn, and of what of it takes the place of what a role has on its head.
WORN = frozenset({"scarf", "hat", "cap", "glasses"})
ON_THE_HEAD = frozenset({"hat", "cap"})
_SCARF = "#d8434f"
_DRAWINGS = {"hat": ("top-hat", 1.6, 0.55), "cap": ("billed-cap", 1.9, 0.42)}
_SIDE = 200  # pixels


def put_on_head(sheet: Sticker, worn: Worn, x: float, y: float, size: float) -> None:
    """Lay hat, cap and spectacles on the head whose middle and radius are given."""
    for key, tint in worn:
        if key == "glasses":
            _spectacles(sheet, x, y, size, tint)
        elif key in _DRAWINGS:
            name, wide, up = _DRAWINGS[key]
            sheet.laid(cutout(name, _SIDE, tint), x, y - up * size, wide * size)


def put_round_neck(sheet: Sticker, worn: Worn, x: float, y: float, wide: float) -> None:
    """Lay a scarf round a neck that is twice `wide`, with one end that hangs down."""
    for key, tint in worn:
        if key != "scarf":
            continue
        cloth = colour(tint or _SCARF)
        end = darker(cloth, 0.12)
        sheet.leaning(x + 0.5 * wide, y + 0.62 * wide, 0.24 * wide, 0.62 * wide, -8, end)
        for step in (0.86, 1.04):
            at = y + step * wide
            sheet.line(
                [(x + 0.36 * wide, at), (x + 0.76 * wide, at)], 0.07 * wide, lighter(cloth, 0.4)
            )
        sheet.oval(x, y, wide, 0.34 * wide, cloth)
        sheet.oval(x, y - 0.1 * wide, 0.78 * wide, 0.12 * wide, end)
        sheet.oval(x + 0.46 * wide, y + 0.14 * wide, 0.25 * wide, 0.25 * wide, lighter(cloth, 0.1))


def _spectacles(sheet: Sticker, x: float, y: float, size: float, tint: str) -> None:
    rim, half, thick = colour(tint) if tint else INK, 0.29 * size, 0.07 * size
    for side in (-1, 1):
        middle = x + side * 0.43 * size
        sheet.curve((middle - half, y - half, middle + half, y + half), 0, 360, thick, rim)
    sheet.line([(x - 0.14 * size, y), (x + 0.14 * size, y)], thick, rim)
