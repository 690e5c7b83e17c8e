"""The pictures of a document: the largest is shown, ornaments and lines are not."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image, ImageOps

from stories.reading.records import ReadingLimits

_FORMATS = (
    "JPEG",
    "PNG",
    "WEBP",
    "GIF",
)  # each decoder less is one less that a hostile file may meet
_MOST_PIXELS = 40_000_000  # fits ReadingLimits.memory_bytes in RGBA
_SHORTEST_SIDE = 96  # pixels; less is an ornament
_LONGEST_SHAPE = 6  # times as long as wide: a line, or a border
_FLAT_SHARE = 0.97  # of the pixels in one colour
_QUALITY = 88  # high, as it is encoded once more for the scene


def largest(contents: Iterable[bytes], limits: ReadingLimits) -> bytes:
    """Return the largest picture as a JPEG without metadata; b"" where none is worth showing."""
    best, most = b"", 0
    for content in contents:
        area = _area(content)
        if area > most:
            best, most = content, area
    return _encoded(best, limits.max_picture_side) if best else b""


def _area(content: bytes) -> int:
    """Return the picture's pixels, from its header alone; 0 for one that cannot be shown."""
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            short, long = sorted(image.size)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0
    shown = short >= _SHORTEST_SIDE and long <= _LONGEST_SHAPE * short
    return short * long if shown and short * long <= _MOST_PIXELS else 0


def _encoded(content: bytes, side: int) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            image.draft("RGB", (side, side))
            image.thumbnail((side, side))
            clear = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return b""
    # What is clear would turn black in a JPEG.
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear)
    if max(white.resize((48, 48)).quantize(16).histogram()) > _FLAT_SHARE * 48 * 48:
        return b""
    sheet = io.BytesIO()
    white.save(sheet, "JPEG", quality=_QUALITY)
    return sheet.getvalue()
