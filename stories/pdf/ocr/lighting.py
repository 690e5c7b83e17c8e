"""A photographed page in even light: a shadow over a part of it hides the letters there from Tesseract."""

from __future__ import annotations

from PIL import Image, ImageFilter, ImageMath

_PART = 16  # pixels a side, of which the lightest are paper
_AROUND = 7  # parts: wider than the strokes of a heading
_SMOOTH = 3  # parts
_UNEVEN = 30  # of 255, between the paper's darker and lighter places
_DARKEST, _LIGHTEST = 0.05, 0.95  # of the places; what lies around the page is darker still
_BAND = 256  # pixels
_LEAST_LIGHT = 60  # of 255: darker places are no paper that a shadow lies on


def evened(image: Image.Image) -> Image.Image:
    """Return a page in shades of grey as it would be on white paper, itself where its light is even."""
    small = image.resize(
        (max(image.width // _PART, 1), max(image.height // _PART, 1)), Image.Resampling.BOX
    )
    paper = small.filter(ImageFilter.MaxFilter(_AROUND)).filter(ImageFilter.GaussianBlur(_SMOOTH))
    shades = sorted(paper.tobytes())
    darkest, lightest = (shades[int(share * (len(shades) - 1))] for share in (_DARKEST, _LIGHTEST))
    if lightest - max(darkest, _LEAST_LIGHT) < _UNEVEN:
        return image
    light = paper.resize(image.size, Image.Resampling.BICUBIC)
    even = Image.new("L", image.size)
    # In bands: it is reckoned in four bytes a pixel.
    for top in range(0, image.height, _BAND):
        box = (0, top, image.width, min(top + _BAND, image.height))
        even.paste(_divided(image.crop(box), light.crop(box)), box)
    return even


def _divided(image: Image.Image, light: Image.Image) -> Image.Image:
    """Return the picture over its light, 255 where it is as light as the paper."""
    result: Image.Image = ImageMath.lambda_eval(
        lambda given: given["convert"](
            given["min"](given["image"] * 255 / given["max"](given["light"], 1), 255), "L"
        ),
        image=image,
        light=light,
    )
    return result
