"""What a model painted, checked before it is decoded and brought to PICTURE_SIDE."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from edusmart.work.errors import WorkError
from stories.providers.picture_format import PICTURE_SIDE

FORMATS = ("PNG", "JPEG", "WEBP")  # fewer decoders, fewer faults that hostile bytes may meet
SHORTEST_SIDE, LONGEST_SIDE = 256, 4096  # pixels
NEARLY_SQUARE = 1.1  # what cropping to a square may take away


def square(content: bytes) -> Image.Image:
    """Return the picture PICTURE_SIDE pixels square. Raises WorkError for what is no square picture."""
    try:
        with warnings.catch_warnings():
            # Pillow only warns of the smaller bombs.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                _check_size(image)
                painted = image.convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombWarning) as error:
        raise WorkError("The picture did not turn out.", "not_a_picture") from error
    # Raised while the header is read, so no pixel was decoded.
    except Image.DecompressionBombError as error:
        raise WorkError("The picture did not turn out.", "wrong_size") from error
    side = (PICTURE_SIDE, PICTURE_SIDE)
    return ImageOps.fit(painted, side, Image.Resampling.LANCZOS)


def _check_size(image: Image.Image) -> None:
    """Raise WorkError for a size no picture should have, from the header alone, before a pixel is decoded."""
    short, long = sorted(image.size)
    if short < SHORTEST_SIDE or long > LONGEST_SIDE or long > NEARLY_SQUARE * short:
        raise WorkError("The picture did not turn out.", "wrong_size")
