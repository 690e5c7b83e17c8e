"""Small cut-out figures, drawn large on a 100 by 100 sheet and reduced when stamped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageDraw

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter

# Left, top, right, low.
Box = tuple[float, float, float, float]
STICKER_SIDE = 340  # pixels; most stamps are smaller and so lose no sharpness
_CUT = 2  # times the final size: Pillow draws edges without smoothing them
# Violet instead of black, which would be too hard for a face.
INK = colour("#3a2f52")
WHITE = colour("#fffaf2")
BLUSH = colour("#ff9c96")


class Sticker:
    """A sheet to draw a figure on, `side` pixels high; every measure is in percent of that.

    `wide` is its width, 100 for a square.
    """

    def __init__(self, side: int = STICKER_SIDE, wide: float = 100) -> None:
        self._base = self._scale = side * _CUT / 100
        self._left = self._top = 0.0
        self._faces: list[Box] = []
        self._image = Image.new("RGBA", (round(wide * self._scale), side * _CUT))
        self._draw = ImageDraw.Draw(self._image)

    def move(self, x: float, y: float, size: float = 1.0) -> Sticker:
        """Measure what is drawn next from (x, y), in units of `size` percent."""
        self._left, self._top = x * self._base, y * self._base
        self._scale = size * self._base
        return self

    @contextmanager
    def turned(self, angle: float, x: float, y: float) -> Iterator[None]:
        """Turn what is drawn meanwhile by `angle` degrees against the clock, about (x, y)."""
        if not angle:
            yield
            return
        below = self._image
        self._image = Image.new("RGBA", below.size)
        self._draw = ImageDraw.Draw(self._image)
        yield
        drawn, self._image = self._image, below
        self._draw = ImageDraw.Draw(below)
        if not (box := drawn.getbbox()):
            return
        room = round((box[3] - box[1]) * 0.15)
        left, top = max(box[0] - room, 0), max(box[1] - room, 0)
        part = drawn.crop((left, top, box[2] + room, box[3] + room))
        middle = self._point(x, y)
        part = part.rotate(
            angle, Image.Resampling.BILINEAR, center=(middle[0] - left, middle[1] - top)
        )
        below.alpha_composite(part, (left, top))

    def on_sheet(self, x: float, y: float) -> tuple[float, float]:
        """Return a point as it is measured from the sheet's own corner."""
        left, top = self._left + x * self._scale, self._top + y * self._scale
        return left / self._base, top / self._base

    def _corners(self, *box: float) -> list[float]:
        left, top, right, low = box
        return [*self._point(left, top), *self._point(right, low)]

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * self._scale, self._top + y * self._scale

    def oval(self, x: float, y: float, wide: float, high: float, fill: Colour) -> Sticker:
        """Draw an ellipse by centre and half axes."""
        box = self._corners(x - wide, y - high, x + wide, y + high)
        self._draw.ellipse(box, fill=fill)
        return self

    def leaning(
        self, x: float, y: float, wide: float, high: float, angle: float, fill: Colour
    ) -> Sticker:
        """Draw an ellipse turned by `angle` degrees against the clock."""
        # Room for the ellipse at any angle.
        side = round(2.2 * max(wide, high) * self._scale)
        sheet = Image.new("L", (side, side))
        middle, across, down = side / 2, wide * self._scale, high * self._scale
        ImageDraw.Draw(sheet).ellipse(
            [middle - across, middle - down, middle + across, middle + down], fill=255
        )
        # On a sheet of its own, as Pillow draws no ellipse at an angle.
        sheet = sheet.rotate(angle, Image.Resampling.BILINEAR)
        left, top = self._point(x, y)
        corner = (round(left - middle), round(top - middle))
        self._image.paste(fill, corner, sheet)
        return self

    def polygon(self, points: Sequence[tuple[float, float]], fill: Colour) -> Sticker:
        """Draw a polygon."""
        self._draw.polygon([self._point(x, y) for x, y in points], fill=fill)
        return self

    def box(
        self, left: float, top: float, right: float, low: float, fill: Colour, round_by: float = 0
    ) -> Sticker:
        """Draw a rectangle with rounded corners."""
        corners = self._corners(left, top, right, low)
        self._draw.rounded_rectangle(corners, round_by * self._scale, fill=fill)
        return self

    def curve(
        self,
        box: tuple[float, float, float, float],
        start: float,
        end: float,
        thick: float,
        fill: Colour = INK,
    ) -> Sticker:
        """Part of an ellipse's outline within `box`, degrees clockwise from the right."""
        corners = self._corners(*box)
        self._draw.arc(corners, start, end, fill=fill, width=round(thick * self._scale))
        return self

    def bowl(
        self, box: tuple[float, float, float, float], fill: Colour, *, turned: bool = False
    ) -> Sticker:
        """Draw the lower half of the ellipse within `box`, the upper one where it is `turned`."""
        corners = self._corners(*box)
        start = 180 if turned else 0
        self._draw.chord(corners, start, start + 180, fill=fill)
        return self

    def has_face(self, x: float, y: float, size: float) -> Sticker:
        """Keep in mind that a face of this radius is about (x, y): nothing shall be laid before it."""
        left, top = self.on_sheet(x - 0.95 * size, y - 0.5 * size)
        right, low = self.on_sheet(x + 0.95 * size, y + 0.95 * size)
        self._faces.append((left, top, right, low))
        return self

    def faces(self) -> tuple[Box, ...]:
        """Return where faces are in the finished figure, as shares of its width and height."""
        left, top, right, low = self.bounds()
        wide, high = right - left, low - top
        return tuple(
            (
                (it[0] - left) / wide,
                (it[1] - top) / high,
                (it[2] - left) / wide,
                (it[3] - top) / high,
            )
            for it in self._faces
        )

    def bounds(self) -> tuple[float, float, float, float]:
        """Return the corners of what is drawn: left, top, right, low."""
        left, top, right, low = self._image.getbbox() or (0, 0, 1, 1)
        return left / self._base, top / self._base, right / self._base, low / self._base

    def line(
        self, points: Sequence[tuple[float, float]], thick: float, fill: Colour = INK
    ) -> Sticker:
        """Draw a line with round joints and ends."""
        places = [self._point(x, y) for x, y in points]
        self._draw.line(places, fill=fill, width=round(thick * self._scale), joint="curve")
        # Pillow rounds a line's joints and leaves its ends square.
        for x, y in (points[0], points[-1]):
            self.oval(x, y, thick / 2, thick / 2, fill)
        return self

    def laid(self, image: Image.Image, x: float, low: float, wide: float) -> Sticker:
        """Lay a finished figure over what is drawn, the middle of its foot at (x, low)."""
        width = max(round(wide * self._scale), 2)
        height = max(round(image.height * width / image.width), 2)
        sized = image.resize((width, height), Image.Resampling.LANCZOS)
        left, top = self._point(x, low)
        self._image.alpha_composite(
            sized, (max(round(left - width / 2), 0), max(round(top - height), 0))
        )
        return self

    def eye(self, x: float, y: float, size: float = 2.6) -> Sticker:
        """Draw a round shining eye."""
        self.oval(x, y, size, size * 1.15, INK)
        return self.oval(x + size * 0.3, y - size * 0.4, size * 0.36, size * 0.36, WHITE)

    def face(
        self,
        x: float,
        y: float,
        apart: float,
        nose: Colour = INK,
        size: float = 2.6,
        *,
        smiles: bool = True,
        awake: bool = True,
    ) -> Sticker:
        """Eyes, nose, mouth and cheeks about (x, y)."""
        for at in (x - apart, x + apart):
            if awake:
                self.eye(at, y, size)
            else:
                self.curve((at - size * 1.4, y - size, at + size * 1.4, y + size), 20, 160, 1.3)
        self.oval(x - apart * 1.7, y + size * 2, size * 1.25, size * 0.85, BLUSH)
        self.oval(x + apart * 1.7, y + size * 2, size * 1.25, size * 0.85, BLUSH)
        self.oval(x, y + size * 1.9, size * 0.85, size * 0.62, nose)
        smile = size * 1.5
        if not smiles:
            return self.line(
                [(x - smile * 0.6, y + size * 3.3), (x + smile * 0.6, y + size * 3.3)], size * 0.3
            )
        self.curve((x - smile, y + size * 1.4, x, y + size * 3.5), 20, 150, size * 0.3)
        return self.curve((x, y + size * 1.4, x + smile, y + size * 3.5), 30, 160, size * 0.3)

    def finished(self, *, flipped: bool = False) -> Image.Image:
        """Return the figure as RGBA, cropped to what is drawn."""
        # To what is drawn, so that the foot of the sticker is the foot of the figure; and cropped before it
        # is reduced, as the work is by the pixel.
        left, top, right, low = self._image.getbbox() or (0, 0, _CUT, _CUT)
        left, top = left - left % _CUT, top - top % _CUT
        right, low = (
            min(right + right % _CUT, self._image.width),
            min(low + low % _CUT, self._image.height),
        )
        image = self._image.reduce(_CUT, (left, top, right, low))
        return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if flipped else image


def shades(base: Colour) -> tuple[Colour, Colour, Colour]:
    """Return the colour lighter, as it is, and darker."""
    return lighter(base, 0.45), base, darker(base, 0.22)
