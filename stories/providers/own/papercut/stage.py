"""The stage of one picture: its paper, colours and chances, and the sky over it."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from PIL import Image

from stories.providers.own.papercut import plants
from stories.providers.own.papercut.light import rounded
from stories.providers.own.papercut.palette import Colour, Palette, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, Paper, Point, height_at, ridge
from stories.providers.own.papercut.sticker import Sticker
from stories.providers.picture_format import PICTURE_SIDE

Box = tuple[float, float, float, float]
_NEAR = 80  # percent: land that begins lower is too near for haze
_HAZE = 0.38


@dataclass(frozen=True, slots=True)
class Lens:
    """The part of the scenery that will be seen: its corner, and its side as a share of the whole."""

    left: float = 0.0
    top: float = 0.0
    share: float = 1.0

    def at(self, x: float, y: float) -> Point:
        """Return where in the scenery lies what is to be seen at (x, y) of the picture."""
        return self.left + x * self.share, self.top + y * self.share

    def beside(self, left: float, wide: float, rim: float) -> float:
        """Return where something `wide` begins, so that it is seen whole with `rim` about it."""
        return min(max(left, self.left + rim), self.left + 100 * self.share - wide - rim)

    def below(self, top: float, rim: float) -> float:
        """Return where something begins that hangs, so that `rim` above it is seen too."""
        return max(top, self.top + rim)


WHOLE = Lens()


@dataclass(frozen=True, slots=True)
class Figure:
    """Where a figure is in the picture and where its faces are, in percent; `is_cut` where the picture's
    edge cuts it on purpose: who is seen to the waist. `who` are the keys of whom or what it shows.
    """

    box: Box
    faces: tuple[Box, ...] = ()
    is_cut: bool = False
    who: tuple[str, ...] = ()


@dataclass(slots=True)
class Stage:
    """What scenery draws on. `is_fair`, `has_sun`, `has_stars`, `has_moon`, `has_snow`,
    `has_flowers` and `is_winter` are what the text allows; `turn` is the scene's number, by which
    neighbours differ where the text makes no difference. Nothing grows where it `is_bare`; where it
    `is_bedless` the bed has somebody in it and is no scenery. What hangs in the sky or on a wall is
    within the `lens`; `light_x` is where sun or moon is across the picture, None without. `figures` are
    those that were put on it, from behind to the front.
    """

    paper: Paper
    palette: Palette
    rng: random.Random
    is_fair: bool = False
    has_sun: bool = False
    has_stars: bool = True
    has_moon: bool = False
    has_snow: bool = False
    has_flowers: bool = False
    is_winter: bool = False
    turn: int = 0
    is_bare: bool = False
    is_bedless: bool = False
    lens: Lens = WHOLE
    light_x: float | None = None
    figures: list[Figure] = field(default_factory=list)

    def land(
        self,
        level: float,
        swing: float,
        tint: Colour,
        low: Colour | None = None,
        waves: float = 1.2,
    ) -> list[Point]:
        """One rolling layer of ground; returns its edge."""
        edge = ridge(self.rng, level, swing, waves)
        if level < _NEAR:
            self.paper.mist(
                level, self.palette.sky_low, _HAZE / 2 if self.palette.is_night else _HAZE
            )
        self.paper.lay(
            Cut().polygon(edge), lighter(tint, 0.16), low or darker(tint, 0.24), lift=1.5
        )
        self._contours(edge, tint)
        return edge

    def _contours(self, edge: list[Point], tint: Colour) -> None:
        """Cut the slope in steps, as hills of paper are: paler bands that follow its edge."""
        top = edge[:101]
        for down, thick, share in ((3.2, 1.5, 0.16), (7.4, 2.0, 0.1)):
            upper = [(x, y + down + 0.5 * math.sin(x / 9)) for x, y in top[::2]]
            lower = [(x, y + thick) for x, y in reversed(upper)]
            self.paper.veil(Cut().polygon([*upper, *lower]), lighter(tint, 0.7), share * 2.2, 0.4)

    def put(
        self,
        sticker: Sticker | Image.Image,
        x: float,
        y: float,
        wide: float,
        lift: float = 0.8,
        *,
        stands: bool = False,
    ) -> None:
        """Stamp a figure with its foot at (x, y); one that `stands` has its shadow on the ground."""
        image = sticker.finished() if isinstance(sticker, Sticker) else sticker
        self.paper.stamp(image, x, y, wide, lift=lift, stands=stands)

    def along(self, edge: list[Point], stickers: list[Sticker], count: int, wide: float) -> None:
        """Plant figures along a ridge, a little below its edge, unevenly spaced."""
        # Drawn once for all that are planted: drawing is the costly part.
        images = [ready(sticker, wide * 1.2) for sticker in stickers]
        for step in range(count):
            # One in each part of the width, anywhere in it: even enough to fill the ridge, and no row
            # of soldiers.
            x = (step + self.rng.uniform(0.15, 0.85)) * 100 / count
            size = wide * self.rng.uniform(0.75, 1.2)
            self.plant(self.rng.choice(images), x, height_at(edge, x) + size * 0.16, size, 0.6)

    def plant(self, image: Image.Image, x: float, y: float, wide: float, lift: float) -> None:
        """Stamp a figure that is `ready`."""
        self.paper.stamp(image, x, y, wide, lift=lift, is_flat=False)


def ready(sticker: Sticker, widest: float) -> Image.Image:
    """Return a figure that will be stamped many times, `widest` percent of the picture at most.

    Its roundness and most of the reduction are done once.
    """
    image = sticker.finished()
    width = max(round(widest * PICTURE_SIDE / 100), 8)
    if width < image.width:
        size = (width, max(round(image.height * width / image.width), 2))
        image = image.resize(size, Image.Resampling.LANCZOS)
    return rounded(image)


def star_points(x: float, y: float, size: float, points: int = 5) -> list[Point]:
    """Return a pointed star's corners."""
    corners = []
    for step in range(points * 2):
        turn = math.pi * step / points - math.pi / 2
        reach = size if step % 2 == 0 else size * 0.45
        corners.append((x + reach * math.cos(turn), y + reach * math.sin(turn)))
    return corners


def meadow(stage: Stage, edge: list[Point]) -> None:
    """Grass along the nearest edge and over the ground, with flowers where they may bloom."""
    rng, palette = stage.rng, stage.palette
    _light_patches(stage, edge)
    grass = Cut()
    for _ in range(34):
        x = rng.uniform(-1, 101)
        foot, lean, high = height_at(edge, x) + 3, rng.uniform(-1.6, 1.6), rng.uniform(3, 6)
        grass.polygon([(x - 0.7, foot), (x + lean, foot - high), (x + 0.7, foot)])
    stage.paper.lay(grass, lighter(palette.land[3], 0.12), palette.land[3], lift=0.4)
    _tufts(stage, edge)
    if stage.has_flowers:
        _flowers(stage, edge)


def _light_patches(stage: Stage, edge: list[Point]) -> None:
    """Sunlight that lies on the ground here and there."""
    rng, patches = stage.rng, Cut()
    for _ in range(3):
        x = rng.uniform(5, 95)
        patches.oval(x, height_at(edge, x) + rng.uniform(6, 12), rng.uniform(14, 28), 2.6)
    stage.paper.veil(
        patches, lighter(stage.palette.sun, 0.4), 0.1 if stage.palette.is_night else 0.3
    )


def _tufts(stage: Stage, edge: list[Point]) -> None:
    """Grass in tufts, larger the nearer they are."""
    rng, dark, light = stage.rng, Cut(), Cut()
    for number in range(16):
        x = rng.uniform(2, 98)
        foot = height_at(edge, x) + 3 + rng.random() * (100 - height_at(edge, x))
        size, cut = 1.1 + (foot - 84) * 0.13, (dark, light)[number % 2]
        for lean in (-1.1, 0.1, 1.2):
            tip = (x + lean * size * 0.8, foot - size * (2 if lean < 1 else 1.6))
            cut.polygon([(x + lean * 0.3 - 0.3, foot), tip, (x + lean * 0.3 + 0.5, foot)])
    land = stage.palette.land[3]
    stage.paper.lay(dark, darker(land, 0.16), lift=0)
    stage.paper.lay(light, lighter(land, 0.24), lift=0)


def _flowers(stage: Stage, edge: list[Point]) -> None:
    rng, palette = stage.rng, stage.palette
    # By night the flowers take on the ground's colour, since bright ones would glow.
    petals = [
        mix(tint, palette.land[3], 0.35 if palette.is_night else 0) for tint in palette.accents
    ]
    leaf = darker(palette.leaf[0], 0.15)
    blooms = [
        plants.flower(petals[0], leaf, side=80),
        plants.tulip(petals[1], leaf, side=80),
        plants.flower(petals[2], leaf, 5, side=80),
    ]
    images = [ready(bloom, 6.2) for bloom in blooms]
    for step in range(rng.randint(6, 9)):
        x = step * 12.5 + rng.uniform(1, 9)
        # Not above 84: flowers further up would look as large as trees.
        foot = max(height_at(edge, x) + rng.uniform(5, 12), 84)
        stage.plant(rng.choice(images), x, foot, rng.uniform(3.6, 6.2), 0.5)


def waves(stage: Stage, level: float, tint: Colour, foam: Colour, bumps: int) -> None:
    """One sheet of water with scalloped crests."""
    start = stage.rng.uniform(-5, 0)
    step = 110 / bumps
    sheet, crest = Cut().box(-1, level, 101, 101), Cut().box(-1, level - 0.9, 101, level + 2)
    for number in range(bumps + 1):
        x = start + number * step
        sheet.oval(x, level + 0.6, step * 0.52, 2.6)
        crest.oval(x, level - 0.5, step * 0.52, 2.6)
    # Foam first: the sheet laid over it leaves only its rim.
    stage.paper.lay(crest, foam, foam, lift=1.2)
    stage.paper.lay(sheet, tint, darker(tint, 0.14), lift=0.3)
