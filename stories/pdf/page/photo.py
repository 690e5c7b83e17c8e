"""An uploaded picture, which may be hostile; runs only in the throw-away process."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageOps

from stories.reading.records import UnreadableDocument

FORMATS = ("JPEG", "PNG", "WEBP")  # each decoder less is one less that a hostile file may meet
MOST_PIXELS = 40_000_000  # fits ReadingLimits.memory_bytes in RGBA
SHORTEST_SIDE = 96
_SIDE = 1536  # twice PICTURE_SIDE: framing and cropping still have pixels to choose from
_QUALITY = 92  # high, as it is encoded once more for the scene


def open_photo(path: Path) -> bytes:
    """Return the picture upright, without its metadata, as a JPEG of at most 1536 pixels a side.

    Raises UnreadableDocument (codes: not_a_picture, too_many_pixels, too_small).
    """
    try:
        with Image.open(path, formats=FORMATS) as image:
            # From the header: nothing is decoded before the size is known to be bearable.
            wide, high = image.size
            if wide * high > MOST_PIXELS:
                raise UnreadableDocument("too_many_pixels")
            if min(wide, high) < SHORTEST_SIDE:
                raise UnreadableDocument("too_small")
            # A JPEG decodes at a fraction of its size at once, which saves most of the memory.
            image.draft("RGB", (_SIDE, _SIDE))
            image.thumbnail((_SIDE, _SIDE))
            return _encoded(image)
    except (MemoryError, Image.DecompressionBombError) as error:
        raise UnreadableDocument("too_many_pixels") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableDocument("not_a_picture") from error


def _encoded(image: Image.Image) -> bytes:
    # Before the metadata goes: the turn is written there, and with it often where the photo was taken.
    upright = ImageOps.exif_transpose(image)
    # What is clear would turn black in a JPEG.
    white = Image.new("RGB", upright.size, "white")
    clear = upright.convert("RGBA")
    white.paste(clear, mask=clear)
    sheet = io.BytesIO()
    white.save(sheet, "JPEG", quality=_QUALITY)
    return sheet.getvalue()
