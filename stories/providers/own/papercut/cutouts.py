"""Things cut from the sheets of a vendored set of drawings (see sheets/LICENSE)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from stories.providers.own.papercut.palette import colour, darker, hexadecimal, lighter, mix

_SHEETS = Path(__file__).parent / "sheets" / "fluent-emoji.json"
_GRID = 1000  # steps along a drawing's side
_CUT = 2  # times the final size: Pillow draws edges without smoothing them
_SIDE = 340  # pixels, as stickers have
_RIM = 8  # pixels around a sheet that its shadow reaches
_DOWN = 4  # pixels that a shadow falls to the right and down
_SHADOW_REDUCTION = 4  # a blur needs no detail, and costs by the pixel
_SHADOW_INK = (28, 20, 62, 255)
_OF_THE_BODY = 0.05  # of a drawing: what is smaller is an eye, a nose or a foot
_PALE = 215  # of 255: lighter on a darker animal are its belly and its face
_INKY = 70  # of 255: darker are eyes, stripes and wheels
_DULLED = 0.36  # of the grey of a glaring colour that is mixed into it
_EDGE = 4  # pixels that a sheet's light edge is wide
_HALF = [value * 2 // 5 for value in range(256)]
_FAINT = [value // 5 for value in range(256)]

Sheet = tuple[str, int, list[list[int]]]


def cutout(name: str, side: int = _SIDE, dye: str = "") -> Image.Image:
    """Return the drawing as RGBA, `side` pixels at most, each of its sheets with a thin shadow.

    Where there is a `dye`, such as "#d8433f", its body is in shades of that colour.
    """
    canvas = Image.new("RGBA", (side * _CUT, side * _CUT))
    sheets = _sheets(name)
    for tint, percent, outlines in _dyed(sheets, dye) if dye else sheets:
        mask, corner = _mask(outlines, side * _CUT)
        if percent < 100:
            mask = mask.point([value * percent // 100 for value in range(256)])
        _lay(canvas, mask, corner, tint)
    left, top, right, low = canvas.getbbox() or (0, 0, _CUT, _CUT)
    left, top = left - left % _CUT, top - top % _CUT
    return canvas.reduce(_CUT, (left, top, right + right % _CUT, low + low % _CUT))


def tinted(image: Image.Image, tint: str) -> Image.Image:
    """Return the drawing in shades of one colour, such as "#d8433f"."""
    middle = colour(tint)
    grey = ImageOps.autocontrast(image.convert("L"), cutoff=2)
    # The middle grey becomes the colour itself; edges and eyes stay darker, glints lighter.
    shades = ImageOps.colorize(grey, darker(middle, 0.35), lighter(middle, 0.4), mid=middle)
    shades.putalpha(image.getchannel("A"))
    return shades


def _dyed(sheets: list[Sheet], dye: str) -> list[Sheet]:
    """Return the sheets with those of the body in shades of the colour: eyes, nose and beak stay."""
    sizes = [sum(map(_area, outlines)) for _, _, outlines in sheets]
    whole = sum(sizes) or 1
    largest = colour(sheets[sizes.index(max(sizes))][0])
    middle, base, found = sum(largest) / 3, colour(dye), list[Sheet]()
    for (tint, percent, outlines), size in zip(sheets, sizes, strict=True):
        light = sum(colour(tint)) / 3
        is_face = light < _INKY < middle / 1.5 or (light > _PALE > middle)
        if size / whole >= _OF_THE_BODY and not is_face:
            step = (light - middle) / 255
            shade = lighter(base, min(step, 0.7)) if step > 0 else darker(base, min(-step, 0.6))
            tint = hexadecimal(shade)
        found.append((tint, percent, outlines))
    return found


def _area(outline: list[int]) -> float:
    across, down = outline[::2], outline[1::2]
    turned = zip(across, down, [*across[1:], across[0]], [*down[1:], down[0]], strict=True)
    return abs(sum(x * below - right * y for x, y, right, below in turned)) / 2


def _lay(canvas: Image.Image, mask: Image.Image, corner: tuple[int, int], tint: str) -> None:
    """Lay one sheet; its shadow falls on the sheets below and not beside them."""
    small = mask.reduce(_SHADOW_REDUCTION).filter(ImageFilter.BoxBlur(2))
    shadow = small.resize(mask.size).point(_FAINT)
    low = (corner[0] + _DOWN, corner[1] + _DOWN)
    below = canvas.crop((*low, low[0] + mask.width, low[1] + mask.height)).getchannel("A")
    canvas.paste(_SHADOW_INK, low, ImageChops.multiply(shadow, below))
    paper = _as_paper(tint)
    canvas.paste((*paper, 255), corner, mask)
    # The upper edge of each sheet is in the light: it is cut and lies on the one below it.
    edge = ImageChops.subtract(mask, ImageChops.offset(mask, _EDGE, _EDGE)).point(_HALF)
    canvas.paste((*lighter(paper, 0.55), 255), corner, ImageChops.multiply(edge, mask))


@cache
def _as_paper(tint: str) -> tuple[int, int, int]:
    """Return the colour as dyed paper has it: warmer than on a screen, and never as glaring."""
    red, green, blue = colour(tint)
    grey = round(0.3 * red + 0.59 * green + 0.11 * blue)
    glare = (max(red, green, blue) - min(red, green, blue)) / 255
    return lighter(mix((red, green, blue), (grey, grey, grey), _DULLED * glare), 0.06)


def _mask(outlines: list[list[int]], side: int) -> tuple[Image.Image, tuple[int, int]]:
    """Return the outlines' area and its corner on the sheet; an outline within another is a hole."""
    scale = side / _GRID
    across = [value * scale for outline in outlines for value in outline[::2]]
    down = [value * scale for outline in outlines for value in outline[1::2]]
    # A rim for the shadow, and no larger: the work is by the pixel.
    left, top = int(min(across)) - _RIM, int(min(down)) - _RIM
    size = (int(max(across)) + _RIM - left, int(max(down)) + _RIM - top)
    mask = Image.new("1", size)
    for outline in outlines:
        part = Image.new("1", size)
        points = [
            (x * scale - left, y * scale - top)
            for x, y in zip(outline[::2], outline[1::2], strict=True)
        ]
        ImageDraw.Draw(part).polygon(points, fill=1)
        mask = ImageChops.logical_xor(mask, part)
    return mask.convert("L"), (left, top)


def _sheets(name: str) -> list[Sheet]:
    found: list[Sheet] = json.loads(_lines()[name])
    return found


@cache
def _lines() -> dict[str, str]:
    """Return each drawing as it is in the file: numbers would take ten times the memory."""
    lines = _SHEETS.read_text(encoding="utf-8").splitlines()
    named = [line.partition(": ") for line in lines if ": " in line]
    return {name.strip('"'): sheets.rstrip(",") for name, _, sheets in named}
