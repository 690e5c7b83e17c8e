"""An animal that sits with something beside its paw."""

from __future__ import annotations

from PIL import Image

from stories.providers.own.papercut.palette import Colour, darker
from stories.providers.own.papercut.sticker import Sticker

_PAW = (73.0, 76.0)
_STICK = 77.0  # where an umbrella's stick is, across
_UMBRELLA = 146.0  # percent of the animal's sheet
_STRING = (92.0, 18.0)  # where a balloon's string ends
_BALLOON = 34.0
_LEAST, _MOST = 16.0, 40.0
_BELOW = 0.34  # of its height is below the paw


def put_in_paw(sheet: Sticker, key: str, held: Image.Image, high: float, fur: Colour) -> None:
    """Lay what is held, `high` percent of the animal's sheet, and the arm whose paw holds it.

    An umbrella is above the head, a balloon on its string.
    """
    limb = darker(fur, 0.08)
    if key == "umbrella":
        sheet.laid(held, _STICK, 98, _UMBRELLA * held.width / held.height)
    elif key == "balloon":
        sheet.line([_PAW, (86.0, 46.0), _STRING], 0.9)
        sheet.laid(held, _STRING[0] + 1, _STRING[1] + 3, _BALLOON)
    else:
        high = min(max(high, _LEAST), _MOST)
        wide = min(high * held.width / held.height, _MOST)
        foot = _PAW[1] + _BELOW * wide * held.height / held.width
        sheet.laid(held, _PAW[0] + 6, min(foot, 98), wide)
    sheet.line([(63, 68), _PAW], 10, limb)
    sheet.oval(*_PAW, 6, 5.4, fur)
