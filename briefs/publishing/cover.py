"""The cover of a programme: an uploaded picture made square, or a drawn one."""

import colorsys
from functools import lru_cache
from typing import IO

from PIL import Image, ImageDraw, ImageFilter

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.decoding import NoPicture, TooManyPixels, encoded, square_jpeg
from edusmart.slots import MOST_OWN, MOST_WAITING, WAIT_SECONDS, Slots

SIDE = 1400  # pixels: the least that podcast directories take
MOST_BYTES = 10 * 1024 * 1024
# Each may take the memory and the processor of a process that opens pictures.
cover_slots = Slots(2, MOST_WAITING, WAIT_SECONDS)
SHADOW = (42, 33, 64)


def cover_from(file: IO[bytes], size: int, user: User) -> bytes:
    """Return the middle of the picture as a square JPEG, without what else the file says. People take turns.

    Args:
        size: bytes of the file.

    Raises:
        RequestRefused: too large (413), no picture, or too many are opened already (429, 503).
    """
    if size > MOST_BYTES:
        raise RequestRefused(
            "This picture is larger than 10 MB. Choose a smaller one.", "too_big", 413
        )
    try:
        with cover_slots.slot(user.pk, most_own=MOST_OWN):
            return square_jpeg(file.read(), SIDE)
    except TooManyPixels as bomb:
        raise RequestRefused(
            "This picture has too many pixels. Make it smaller.", "too_big", 413
        ) from bomb
    except NoPicture as error:
        raise RequestRefused(
            "This is no picture that can be read. Choose a JPEG or PNG.", "cover"
        ) from error


# It is drawn for each look at a programme without one.
@lru_cache(maxsize=32)
def drawn_cover(number: int) -> bytes:
    """Return a JPEG of a paper sun over paper hills. Each `number` has a hue of its own."""
    hue = (number * 0.381966) % 1  # the golden ratio: neighbouring numbers are far apart
    picture = Image.new("RGB", (SIDE, SIDE), _colour(hue, 0.88, 0.5))
    rays = ImageDraw.Draw(picture)
    for turn in range(0, 360, 30):
        rays.pieslice((-700, -900, 2100, 1900), turn, turn + 15, fill=_colour(0.12, 0.88, 0.75))
    _lay(picture, (420, 220, 980, 780), _colour(0.11, 0.6, 1.0))
    _lay(picture, (-700, 640, 1000, 2200), _colour(hue + 0.03, 0.7, 0.45))
    _lay(picture, (250, 800, 2300, 2500), _colour(hue + 0.06, 0.55, 0.45))
    _lay(picture, (-900, 1020, 1300, 2600), _colour(hue + 0.1, 0.4, 0.5))
    return encoded(picture, quality=85)


def _lay(picture: Image.Image, box: tuple[int, int, int, int], colour: tuple[int, ...]) -> None:
    """Lay a round sheet of paper onto the picture, with its shadow; `box` is in pixels."""
    # The shadow is soft, so that a quarter of the size has all of it.
    small = Image.new("L", (SIDE // 4, SIDE // 4))
    left, top, right, bottom = (edge / 4 for edge in box)
    ImageDraw.Draw(small).ellipse((left, top + 3, right, bottom + 3), fill=110)
    shadow = small.filter(ImageFilter.GaussianBlur(7)).resize((SIDE, SIDE))
    picture.paste(SHADOW, mask=shadow)
    ImageDraw.Draw(picture).ellipse(box, fill=colour)


def _colour(hue: float, lightness: float, saturation: float) -> tuple[int, ...]:
    return tuple(round(255 * part) for part in colorsys.hls_to_rgb(hue % 1, lightness, saturation))
