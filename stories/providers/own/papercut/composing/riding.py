"""Somebody on an animal's back."""

from __future__ import annotations

from PIL import Image

from stories.providers.own.papercut.palette import Colour
from stories.providers.own.papercut.people.body import SHOE
from stories.providers.own.papercut.people.person import Posed, Together
from stories.providers.own.papercut.sticker import Sticker

#: Where the saddle is on an animal's drawing, as shares of its width and height.
SADDLES = {
    "horse": (0.57, 0.22), "unicorn": (0.57, 0.28), "donkey": (0.57, 0.28), "zebra": (0.57, 0.25),
    "ox": (0.57, 0.14), "camel": (0.42, 0.2),
}  # fmt: skip
_ANIMAL = 52.0  # percent of the sheet's height
_UPPER = 0.66  # of a person: the rest is behind the animal or hangs down its side
_SIDE = 560  # pixels


def mounted(animal: Image.Image, key: str, posed: Posed, ratio: float, cloth: Colour) -> Together:
    """Return both as one figure, how much higher it is than the animal, and the rider's face.

    `ratio` is the person's height in heights of the animal.
    """
    across, down = SADDLES[key]
    person = posed.image
    sheet = Sticker(_SIDE, 130)
    wide = _ANIMAL * animal.width / animal.height
    x, saddle = 65 - wide / 2 + across * wide, 100 - _ANIMAL + down * _ANIMAL
    upper = person.crop((0, 0, person.width, round(person.height * _UPPER)))
    high = ratio * _ANIMAL * _UPPER
    across_sheet = high * upper.width / upper.height
    sheet.laid(upper, x, saddle + 3, across_sheet)
    for left, top, right, low in posed.faces:
        size = across_sheet * (right - left) / 1.9
        middle = x + ((left + right) / 2 - 0.5) * across_sheet
        sheet.has_face(middle, saddle + 3 - high + (top + low) / 2 / _UPPER * high, size)
    sheet.laid(animal, 65, 100, wide)
    leg = ratio * _ANIMAL * 0.3
    sheet.line(
        [(x, saddle + 2), (x + 3, saddle + leg * 0.5), (x + 1, saddle + leg)], leg * 0.3, cloth
    )
    sheet.oval(x + 3, saddle + leg + 1, leg * 0.24, leg * 0.13, SHOE)
    _, top, _, low = sheet.bounds()
    return sheet.finished(), (low - top) / _ANIMAL, sheet.faces()
