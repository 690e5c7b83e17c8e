"""The grain of paper over a whole picture, the light that falls on it, and its darker corners."""

from __future__ import annotations

import random
from functools import cache

from PIL import Image, ImageChops, ImageFilter

from stories.providers.picture_format import PICTURE_SIDE

_GRAIN = 0.2  # of the noise: felt when one looks for it, and no dirt on a face
_LIGHT, _SHADE = 34, 22  # of 255: how much lighter the lit corner is, and how much darker the other
_DUSK = (226, 220, 238)  # what corners are multiplied by: violet, as all shadows here


def grain(seed: str) -> Image.Image:
    """Return fibres of paper around middle grey, lit from above: for all pictures, turned by the seed."""
    is_turned = random.Random(seed).random() < 0.5  # noqa: S311  no secret
    return _sheet(is_turned=is_turned)


@cache
def _sheet(*, is_turned: bool) -> Image.Image:
    grey = ImageChops.add(_fibres(), _light(), 1, -128)
    if is_turned:
        grey = grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return Image.merge("RGB", (grey, grey, grey))


def _light() -> Image.Image:
    """Light from the upper left that fades to the lower right, around middle grey."""
    side = 32
    values = bytes(
        round(128 + _LIGHT - (_LIGHT + _SHADE) * ((0.35 * x + 0.65 * y) / (side - 1)) ** 0.8)
        for y in range(side)
        for x in range(side)
    )
    small = Image.frombytes("L", (side, side), values)
    return small.resize((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC)


def _fibres() -> Image.Image:
    # Noise from a seeded generator: the same picture has the same bytes wherever it is drawn.
    rng = random.Random("grain")  # noqa: S311  no secret
    fine = Image.frombytes("L", (256, 256), rng.randbytes(65_536))
    # Longer across than down: fibres lie in the sheet, and do not look like mould.
    coarse = Image.frombytes("L", (48, 192), rng.randbytes(9_216))
    fine = fine.filter(ImageFilter.GaussianBlur(0.7)).resize((PICTURE_SIDE, PICTURE_SIDE))
    coarse = coarse.filter(ImageFilter.GaussianBlur(0.8)).resize(
        (PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC
    )
    return Image.blend(fine, coarse, 0.4).point(lambda value: 128 + (value - 128) * _GRAIN)


@cache
def vignette() -> Image.Image:
    """Return what darkens a picture's corners a little."""
    far = Image.radial_gradient("L").point(lambda value: max(value - 130, 0) * 2)
    far = far.resize((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC)
    return Image.composite(
        Image.new("RGB", far.size, _DUSK), Image.new("RGB", far.size, (255, 255, 255)), far
    )
