"""Light on paper: the shades of a sheet, the soft roundness of a figure, and the shadow where it stands."""

from __future__ import annotations

from typing import cast

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from stories.providers.own.papercut.palette import Colour

_REDUCTION = 4  # a blur needs no detail, and costs by the pixel
_INK = (30, 22, 70)
_WARM = (255, 250, 232)
_RIM_EDGE = [round(min(max(it - 14, 0) * 2.6, 225)) for it in range(256)]
_DARK, _LIT = 0.24, 0.26  # how strong the shaded and the lit side are, 0 to 1


def gradient(top: Colour, low: Colour, size: tuple[int, int], end: float = 1.0) -> Image.Image:
    """Return a vertical gradient of `size` pixels that is at its `end` at that share of the height."""
    shares = [min(row / 63 / end, 1.0) for row in range(64)]
    # A sky keeps its colour for a while, and then turns quickly.
    shares = shares if end == 1.0 else [share**1.5 for share in shares]
    shades = bytes(
        round(a + (b - a) * share) for share in shares for a, b in zip(top, low, strict=True)
    )
    column = Image.frombytes("RGB", (1, 64), shades)
    # First down, then across: the costly part is done for one column.
    return column.resize((1, size[1]), Image.Resampling.BICUBIC).resize(
        size, Image.Resampling.NEAREST
    )


def rounded(image: Image.Image) -> Image.Image:
    """Return the figure, RGBA, lit from above on the left and shaded on the other side."""
    alpha = image.getchannel("A")
    small = alpha.reduce(_REDUCTION)
    reach = max(min(small.size) // 9, 1)
    # Room around it: what is moved past an edge would come in again at the other.
    roomy = ImageOps.expand(small, 2 * reach)
    soft = roomy.filter(ImageFilter.BoxBlur(reach))
    lit = image.copy()
    for tint, strength, step in ((_INK, _DARK, -reach), (_WARM, _LIT, reach)):
        # What the blurred shape leaves free on one side, when it is moved to the other.
        moved = ImageChops.offset(soft, step, step)
        side = ImageOps.crop(ImageChops.subtract(roomy, moved), 2 * reach)
        side = side.point([round(it * strength) for it in range(256)])
        mask = ImageChops.multiply(side.resize(image.size, Image.Resampling.BILINEAR), alpha)
        lit.paste(tint, (0, 0), mask)
    lit.putalpha(alpha)
    return lit


def rimmed(image: Image.Image, rim: int, paper: tuple[int, int, int]) -> Image.Image:
    """Return the figure, RGBA, with `rim` pixels of paper around it, as who cuts with scissors leaves."""
    roomy = ImageOps.expand(image, rim)
    near = roomy.getchannel("A").filter(ImageFilter.BoxBlur(rim - 0.5))
    # Hard again a little away from the figure, as a blurred edge would be a glow; and smooth at its end.
    edge = near.point(_RIM_EDGE)
    sheet = Image.new("RGBA", roomy.size, (*paper, 255))
    sheet.putalpha(edge)
    sheet.alpha_composite(roomy)
    return sheet


def tinted_by(image: Image.Image, tint: tuple[int, int, int], share: float) -> Image.Image:
    """Return the figure, RGBA, with `share` (0 to 1) of the light's colour on it."""
    mixed = Image.blend(image.convert("RGB"), Image.new("RGB", image.size, tint), share)
    mixed.putalpha(image.getchannel("A"))
    return mixed


def shade_under(picture: Image.Image, x: float, y: float, half: float) -> None:
    """Darken the ground under a foot at (x, y), pixels: dark where it touches, and softly on to the right
    as far as a figure of this half width throws its shadow.
    """
    reach, high = round(half * 1.9), max(round(half * 0.46), 6)
    spot = Image.new("L", (2 * reach // _REDUCTION + 1, 2 * high // _REDUCTION + 1))
    wide, tall = spot.size
    draw = ImageDraw.Draw(spot)
    # The light comes from above on the left.
    draw.ellipse([wide * 0.22, tall * 0.3, wide * 0.84, tall * 0.76], fill=96)
    draw.ellipse([wide * 0.27, tall * 0.36, wide * 0.7, tall * 0.62], fill=190)
    soft = spot.filter(ImageFilter.GaussianBlur(max(tall * 0.09, 0.8)))
    soft = soft.resize((2 * reach, 2 * high), Image.Resampling.BICUBIC)
    # The ground's own colour in the shade: ink alone would be a stain on it.
    at = min(max(round(x), 0), picture.width - 1), min(max(round(y), 0), picture.height - 1)
    ground = cast("tuple[int, int, int]", picture.getpixel(at))
    red, green, blue = (round(a * 0.42 + b * 0.4) for a, b in zip(ground, _INK, strict=True))
    picture.paste((red, green, blue), (round(x - reach), round(y - high)), soft)
