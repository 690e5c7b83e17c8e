"""Photos of pages, put together as one PDF: from there on they are read as a scan is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pi_heif
from PIL import Image, ImageOps
from pypdfium2 import PdfDocument, PdfImage, PdfMatrix

from stories.reading.records import UnreadableDocument

_FORMATS = (
    "JPEG",
    "PNG",
    "WEBP",
    "HEIF",
)  # each decoder less is one less that a hostile file may meet
_MOST_PIXELS = (
    50_000_000  # fits ReadingLimits.memory_bytes; the largest HEIC of a phone has 48 million
)
_MOST_OF_A_JPEG = 220_000_000  # is opened at a fraction of its size
_SIDE = 3300  # pixels; A4 at 280 dots an inch, as Tesseract's models want it
_SHORTEST_SIDE = 96
_QUALITY = 85
_PAGE = 842.0  # points of a page's longer side, as A4 has


def photos_as_pdf(paths: Sequence[Path]) -> bytes:
    """Return one PDF with a page for each photo, upright. Its pictures hold pixels and nothing else.

    Raises UnreadableDocument (codes: not_a_photo, photo_too_large, too_small).
    """
    Image.MAX_IMAGE_PIXELS = None  # each is bounded by its format below
    pi_heif.register_heif_opener(thumbnails=False)
    pdf = PdfDocument.new()
    for path in paths:
        _add(pdf, _pixels(path))
    content = io.BytesIO()
    pdf.save(content)
    return content.getvalue()


def _pixels(path: Path) -> Image.Image:
    try:
        with Image.open(path, formats=_FORMATS) as image:
            # From the header: nothing is decoded before the size is known to be bearable.
            most = _MOST_OF_A_JPEG if image.format == "JPEG" else _MOST_PIXELS
            if image.width * image.height > most:
                raise UnreadableDocument("photo_too_large")
            if min(image.size) < _SHORTEST_SIDE:
                raise UnreadableDocument("too_small")
            # At a fraction of its size at once, which saves most of the memory and the time.
            image.draft("RGB", (_SIDE, _SIDE))
            image.thumbnail((_SIDE, _SIDE))
            return _on_white(ImageOps.exif_transpose(image))
    except (MemoryError, Image.DecompressionBombError) as error:
        raise UnreadableDocument("photo_too_large") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableDocument("not_a_photo") from error


def _on_white(image: Image.Image) -> Image.Image:
    if "transparency" not in image.info and image.mode not in ("RGBA", "LA", "PA"):
        return image.convert("RGB")
    white = Image.new("RGB", image.size, "white")
    clear = image.convert("RGBA")
    white.paste(clear, mask=clear)
    return white


def _add(pdf: PdfDocument, image: Image.Image) -> None:
    # Encoded anew from the pixels: what the camera wrote beside them, such as the place, stays behind.
    encoded = io.BytesIO()
    Image.frombytes("RGB", image.size, image.tobytes()).save(encoded, "JPEG", quality=_QUALITY)
    scale = _PAGE / max(image.size)
    wide, high = image.width * scale, image.height * scale
    picture = PdfImage.new(pdf)
    picture.load_jpeg(encoded, inline=True)
    picture.set_matrix(PdfMatrix().scale(wide, high))
    page = pdf.new_page(wide, high)
    page.insert_obj(picture)
    page.gen_content()
    page.close()
