"""An uploaded picture, which may be hostile; runs only in the throw-away process."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageOps

from stories.pdf.records import UnreadableDocument

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
SHORTEST_SIDE = 96
_SIDE = 1536
_QUALITY = 92


def open_photo(path: Path) -> bytes:
    """Return the picture upright, without its metadata, as a JPEG of at most 1536 pixels a side.

    Raises UnreadableDocument (codes: not_a_picture, too_many_pixels, too_small).
    """
    try:
        with Image.open(path, formats=FORMATS) as image:
            wide, high = image.size
            if wide * high > MOST_PIXELS:
                raise UnreadableDocument("too_many_pixels")
            if min(wide, high) < SHORTEST_SIDE:
                raise UnreadableDocument("too_small")
            image.draft("RGB", (_SIDE, _SIDE))
            image.thumbnail((_SIDE, _SIDE))
            return _encoded(image)
    except (MemoryError, Image.DecompressionBombError) as error:
        raise UnreadableDocument("too_many_pixels") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableDocument("not_a_picture") from error


def _encoded(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    white = Image.new("RGB", upright.size, "white")
    clear = upright.convert("RGBA")
    white.paste(clear, mask=clear)
    sheet = io.BytesIO()
    white.save(sheet, "JPEG", quality=_QUALITY)
    return sheet.getvalue()
