"""Sheets of coloured paper laid over each other, each with its soft shadow.

Places are in percent of the picture's side, x from the left and y from the top. Shapes are cut at
twice the size and reduced, so edges are smooth; everything else happens at final size to be quick.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from stories.providers.own.papercut.grain import grain, vignette
from stories.providers.own.papercut.light import gradient, rimmed, rounded, shade_under, tinted_by
from stories.providers.own.papercut.palette import Colour, darker, lighter, mix
from stories.providers.picture_format import PICTURE_SIDE

Point = tuple[float, float]
Corner = tuple[int, int]
_CUT = 2  # times the final size: Pillow draws edges without smoothing them
_SHADOW_REDUCTION = 4  # a blur needs no detail, and costs by the pixel
# Violet instead of black, which would look like a hole in warm colours.
_SHADOW_INK = (28, 20, 62)
_HORIZON = 0.7  # of the height: where the sky is lightest
_RIM = 2  # pixels of white paper that stay around a figure which is cut out
_RIM_PAPER = (255, 253, 246)
_RIMMED = 40  # pixels: what is narrower would be all rim


class Cut:
    """A shape cut out of paper: the union of everything drawn into it."""

    def __init__(self) -> None:
        self._scale = PICTURE_SIDE * _CUT / 100
        self._shapes: list[tuple[str, list[float], float]] = []

    def polygon(self, points: Sequence[Point]) -> Cut:
        """Add a polygon."""
        return self._add("polygon", [value for point in points for value in point])

    def oval(self, x: float, y: float, wide: float, high: float) -> Cut:
        """Add an ellipse by its centre and half axes."""
        return self._add("ellipse", [x - wide, y - high, x + wide, y + high])

    def box(self, left: float, top: float, right: float, low: float, round_by: float = 0) -> Cut:
        """Add a rectangle with rounded corners."""
        return self._add("box", [left, top, right, low], round_by * self._scale)

    def _add(self, shape: str, values: list[float], radius: float = 0) -> Cut:
        self._shapes.append((shape, [value * self._scale for value in values], radius))
        return self

    def mask(self) -> Image.Image:
        """Return the shape at final size, 8-bit, edges smooth."""
        whole = Image.new("L", (PICTURE_SIDE, PICTURE_SIDE))
        if part := self.part():
            whole.paste(*part)
        return whole

    def part(self) -> tuple[Image.Image, Corner] | None:
        """Return as much of the mask as has the shape in it, and its corner; None for nothing."""
        box = self._bounds()
        if box is None:
            return None
        left, top, right, low = box
        # No larger than the shape: the work is by the pixel.
        sheet = Image.new("L", (right - left, low - top))
        draw = ImageDraw.Draw(sheet)
        for shape, values, radius in self._shapes:
            moved = [value - (left, top)[at % 2] for at, value in enumerate(values)]
            if shape == "polygon":
                draw.polygon(moved, fill=255)
            elif shape == "ellipse":
                draw.ellipse(moved, fill=255)
            else:
                draw.rounded_rectangle(moved, radius=radius, fill=255)
        return sheet.reduce(_CUT), (left // _CUT, top // _CUT)

    def _bounds(self) -> tuple[int, int, int, int] | None:
        """Return the shape's corners within the picture, to whole pixels of the final size."""
        across = [value for _, values, _ in self._shapes for value in values[::2]]
        down = [value for _, values, _ in self._shapes for value in values[1::2]]
        if not across:
            return None
        side = PICTURE_SIDE * _CUT
        left, top = max(math.floor(min(across)), 0), max(math.floor(min(down)), 0)
        right, low = min(math.ceil(max(across)) + 1, side), min(math.ceil(max(down)) + 1, side)
        if right <= left or low <= top:
            return None
        return left - left % _CUT, top - top % _CUT, right + right % _CUT, low + low % _CUT


class Paper:
    """The picture while it is being laid. `ambient` is the light's colour on every figure, and its share."""

    def __init__(
        self, top: Colour, low: Colour, seed: str, ambient: tuple[Colour, float] | None = None
    ) -> None:
        self._grain = grain(seed)
        self._ambient = ambient
        # White paper in the light of the hour.
        self._rim_paper = (
            mix(_RIM_PAPER, ambient[0], min(5 * ambient[1], 0.5)) if ambient else _RIM_PAPER
        )
        self._front: Image.Image | None = None
        self.image = gradient(top, low, (PICTURE_SIDE, PICTURE_SIDE), _HORIZON)

    def lay(
        self, cut: Cut | Image.Image, top: Colour, low: Colour | None = None, lift: float = 1.0
    ) -> None:
        """Lay one sheet, shaded from `top` to `low`; `lift` makes its shadow wider, 0 for none."""
        part = cut.part() if isinstance(cut, Cut) else _part_of(cut)
        # Cut wholly outside the picture.
        if part is None:
            return
        mask, corner = part
        if lift:
            self._shadow(mask, corner, lift)
        # Of the shape's own size, so that every sheet has its whole gradient.
        self.image.paste(gradient(top, low or darker(top, 0.08), mask.size), corner, mask)
        self._light_edge(mask, corner, lighter(top, 0.6))

    def veil(self, cut: Cut, tint: Colour, strength: float, soft: float = 1.5) -> None:
        """A clear sheet that lets the picture through; `strength` 0 to 1, `soft` its edge."""
        if not (part := cut.part()):
            return
        # Blurred, as light has no edge; small, as it has no detail.
        small, (left, top) = _reduced(*part)
        reach = 6
        small = ImageOps.expand(small, reach).filter(ImageFilter.BoxBlur(soft))
        size = (small.width * _SHADOW_REDUCTION, small.height * _SHADOW_REDUCTION)
        clear = small.point(_times(strength)).resize(size, Image.Resampling.BILINEAR)
        self.image.paste(
            tint, ((left - reach) * _SHADOW_REDUCTION, (top - reach) * _SHADOW_REDUCTION), clear
        )

    def glow(self, x: float, y: float, radius: float, tint: Colour, strength: float) -> None:
        """A soft round light."""
        # Drawn small and enlarged: the blur is wide and a large one is slow.
        small = PICTURE_SIDE // 8
        light = Image.new("L", (small, small))
        scale = small / 100
        box = [
            (x - radius) * scale,
            (y - radius) * scale,
            (x + radius) * scale,
            (y + radius) * scale,
        ]
        ImageDraw.Draw(light).ellipse(box, fill=round(255 * strength))
        light = light.filter(ImageFilter.GaussianBlur(radius * scale * 0.45))
        # No more than what is lit.
        lit = light.getbbox()
        if lit:
            size = (8 * (lit[2] - lit[0]), 8 * (lit[3] - lit[1]))
            light = light.crop(lit).resize(size, Image.Resampling.BILINEAR)
            self.image.paste(tint, (8 * lit[0], 8 * lit[1]), light)

    def mist(self, level: float, tint: Colour, strength: float) -> None:
        """Haze about this height, thickest below it: what is far off is paler."""
        top, high = round((level - 12) * PICTURE_SIDE / 100), round(30 * PICTURE_SIDE / 100)
        column = [round(255 * strength * math.sin(math.pi * row / 63) ** 2) for row in range(64)]
        band = Image.frombytes("L", (1, 64), bytes(column)).resize((PICTURE_SIDE, high))
        self.image.paste(tint, (0, top), band)

    def stamp(
        self,
        sticker: Image.Image,
        x: float,
        y: float,
        wide: float,
        *,
        lift: float = 0.8,
        stands: bool = False,
        is_flat: bool = True,
    ) -> None:
        """Put an RGBA sticker with the middle of its foot at (x, y), `wide` percent wide; one that `stands`
        has a shadow on the ground, and one that `is_flat` still gets its roundness.
        """
        width = max(round(wide * PICTURE_SIDE / 100), 2)
        height = max(round(sticker.height * width / sticker.width), 2)
        # Drawn once at a fixed size and stamped in many.
        sticker = sticker.resize((width, height), Image.Resampling.BICUBIC)
        sticker = rounded(sticker) if is_flat else sticker
        rim = _RIM if self._front and width > _RIMMED else 0
        if rim:
            sticker = rimmed(sticker, rim, self._rim_paper)
            width, height = sticker.size
        if self._ambient:
            sticker = tinted_by(sticker, *self._ambient)
        left, top = (
            round(x * PICTURE_SIDE / 100 - width / 2),
            round(y * PICTURE_SIDE / 100 - height) + rim,
        )
        if stands:
            foot = (x * PICTURE_SIDE / 100, (y - 0.4) * PICTURE_SIDE / 100)
            shade_under(self.image, *foot, width / 2)
        # What is outside of the picture is cut off.
        inside = (max(-left, 0), max(-top, 0),
                  min(width, PICTURE_SIDE - left), min(height, PICTURE_SIDE - top))  # fmt: skip
        if inside[0] >= inside[2] or inside[1] >= inside[3]:
            return
        sticker, corner = sticker.crop(inside), (left + inside[0], top + inside[1])
        alpha = sticker.getchannel("A")
        if lift:
            self._shadow(alpha, corner, lift)
        if self._front:
            box = (*corner, corner[0] + alpha.width, corner[1] + alpha.height)
            self._front.paste(ImageChops.lighter(self._front.crop(box), alpha), corner)
        self.image.paste(sticker, corner, sticker)

    def begin_front(self) -> None:
        """Keep in mind where figures are stamped from now on: they are the picture's front."""
        self._front = Image.new("L", self.image.size)

    @property
    def front(self) -> Image.Image | None:
        """Return where the figures of the front are, 8-bit; None without any."""
        return self._front if self._front and self._front.getbbox() else None

    def finished(self) -> Image.Image:
        """Return the picture with paper grain and slightly darker corners."""
        grained = ImageChops.soft_light(self.image, self._grain)
        return Image.blend(self.image, ImageChops.multiply(grained, vignette()), 0.85)

    def _shadow(self, mask: Image.Image, corner: Corner, lift: float) -> None:
        small, (left, top) = _reduced(mask, corner)
        # The blur reaches three times its radius; past the picture's edge there is nothing to see.
        blur, right, down = 2.4 * lift, round(0.6 * lift), round(1.4 * lift)
        reach, end = math.ceil(3 * blur) + 4 + down, math.ceil(PICTURE_SIDE / _SHADOW_REDUCTION)
        room = (
            min(reach, left), min(reach, top),
            max(min(reach, end - left - small.width), 0), max(min(reach, end - top - small.height), 0),
        )  # fmt: skip
        roomy = ImageOps.expand(small, room)
        soft = roomy.filter(ImageFilter.GaussianBlur(blur))
        moved = Image.new("L", soft.size)
        moved.paste(soft.point(_times(0.36)), (right, down))
        size = (soft.width * _SHADOW_REDUCTION, soft.height * _SHADOW_REDUCTION)
        place = ((left - room[0]) * _SHADOW_REDUCTION, (top - room[1]) * _SHADOW_REDUCTION)
        self.image.paste(_SHADOW_INK, place, moved.resize(size, Image.Resampling.BILINEAR))

    def _light_edge(self, mask: Image.Image, corner: Corner, tint: Colour) -> None:
        lowered = Image.new("L", mask.size)
        # The rim that stays when the shape is moved down a little: the light comes from above.
        lowered.paste(mask, (1, 3))
        edge = ImageChops.subtract(mask, lowered).point(_times(0.6))
        self.image.paste(tint, corner, edge)


def _part_of(mask: Image.Image) -> tuple[Image.Image, Corner] | None:
    box = mask.getbbox()
    return (mask.crop(box), (box[0], box[1])) if box else None


def _reduced(mask: Image.Image, corner: Corner) -> tuple[Image.Image, Corner]:
    """Return the mask as small as shadows are, and its corner in their pixels."""
    left, top = corner[0] % _SHADOW_REDUCTION, corner[1] % _SHADOW_REDUCTION
    if left or top:
        mask = ImageOps.expand(mask, (left, top, 0, 0))
    small = mask.reduce(_SHADOW_REDUCTION)
    return small, (corner[0] // _SHADOW_REDUCTION, corner[1] // _SHADOW_REDUCTION)


@cache
def _times(factor: float) -> list[int]:
    """For `point`: every value of an 8-bit picture times `factor`."""
    return [round(value * factor) for value in range(256)]


def ridge(rng: random.Random, level: float, swing: float, waves: float = 1.6) -> list[Point]:
    """Return a rolling edge about `level`, `swing` up and down, closed along the lower side."""
    phases = [rng.uniform(0, math.tau) for _ in range(3)]
    points = []
    for step in range(101):
        turn = step / 100 * math.tau * waves
        wave = (
            # Three waves of unlike lengths, so that no ridge repeats itself within the picture.
            math.sin(turn + phases[0])
            + 0.45 * math.sin(2.1 * turn + phases[1])
            + 0.2 * math.sin(4.3 * turn + phases[2])
        )
        points.append((float(step), level + swing * wave / 1.65))
    # A little past the edge, or a line of the layer behind would show.
    return [*points, (100.0, 101.0), (0.0, 101.0)]


def height_at(edge: Sequence[Point], x: float) -> float:
    """Return how high a ridge is at `x`."""
    # A ridge has one point for each percent.
    return edge[min(max(round(x), 0), 100)][1]
