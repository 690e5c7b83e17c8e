"""The grain of paper over a whole picture, and its darker corners."""

from __future__ import annotations

import random
from functools import cache

from PIL import Image, ImageFilter

from stories.providers.picture_format import PICTURE_SIDE

_TURNS = (
    None, Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.ROTATE_180,
)  # fmt: skip


def grain(seed: str) -> Image.Image:
    """Return fibres of paper around middle grey: one sheet for all pictures, turned by the seed."""
    turn = _TURNS[random.Random(seed).randrange(len(_TURNS))]  # noqa: S311  no secret
    return _sheet() if turn is None else _sheet().transpose(turn)


@cache
def _sheet() -> Image.Image:
    # Noise from a seeded generator: the same picture has the same bytes wherever it is drawn.
    rng = random.Random("grain")  # noqa: S311  no secret
    fine = Image.frombytes("L", (256, 256), rng.randbytes(65_536))
    # Longer across than down: fibres lie in the sheet, and do not look like mould.
    coarse = Image.frombytes("L", (48, 192), rng.randbytes(9_216))
    fine = fine.filter(ImageFilter.GaussianBlur(0.7)).resize((PICTURE_SIDE, PICTURE_SIDE))
    coarse = coarse.filter(ImageFilter.GaussianBlur(0.8)).resize(
        (PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC
    )
    grey = Image.blend(fine, coarse, 0.4).point(lambda value: 128 + (value - 128) * 0.31)
    return Image.merge("RGB", (grey, grey, grey))


@cache
def vignette() -> Image.Image:
    """Return what darkens a picture's corners a little."""
    small = Image.radial_gradient("L").point(lambda value: 255 - max(value - 130, 0) * 0.2)
    big = small.resize((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC)
    return Image.merge("RGB", (big, big, big))
