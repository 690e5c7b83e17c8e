"""The cover of a programme: an uploaded picture made square, or a drawn one."""

import colorsys
import io
from typing import IO

from PIL import Image, ImageDraw

from edusmart.accounts.errors import RequestRefused
from edusmart.decoding import NoPicture, TooManyPixels, square_jpeg

SIDE = 1400  # pixels: the least that podcast directories take
MOST_BYTES = 10 * 1024 * 1024


def cover_from(file: IO[bytes], size: int) -> bytes:
    """Return the middle of the picture as a square JPEG, without what else the file says.

    Args:
        size: bytes of the file.

    Raises:
        RequestRefused: too large (413), or no picture.
    """
    if size > MOST_BYTES:
        raise RequestRefused(
            "This picture is larger than 10 MB. Choose a smaller one.", "too_big", 413
        )
    try:
        return square_jpeg(file.read(), SIDE)
    except TooManyPixels as bomb:
        raise RequestRefused(
            "This picture has too many pixels. Make it smaller.", "too_big", 413
        ) from bomb
    except NoPicture as error:
        raise RequestRefused(
            "This is no picture that can be read. Choose a JPEG or PNG.", "cover"
        ) from error


def drawn_cover(number: int) -> bytes:
    """Return a JPEG of a sun over hills. Each `number` has a hue of its own."""
    hue = (number * 0.381966) % 1  # the golden ratio: neighbouring numbers are far apart
    picture = Image.new("RGB", (SIDE, SIDE), _colour(hue, 0.92, 0.45))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((400, 260, 1000, 860), fill=_colour(0.11, 0.62, 1.0))
    draw.ellipse((-500, 760, 1100, 2200), fill=_colour(hue + 0.06, 0.55, 0.5))
    draw.ellipse((300, 900, 2100, 2400), fill=_colour(hue + 0.1, 0.4, 0.5))
    return _jpeg(picture)


def _colour(hue: float, lightness: float, saturation: float) -> tuple[int, ...]:
    return tuple(round(255 * part) for part in colorsys.hls_to_rgb(hue % 1, lightness, saturation))


def _jpeg(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=85, optimize=True)
    return content.getvalue()
