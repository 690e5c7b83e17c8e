"""Indoors: a room, and the rooms that say what they are for."""

from __future__ import annotations

from stories.providers.own.papercut.cutouts import cutout
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.scenery.decor import (
    WOOD,
    board,
    curtains,
    dado,
    dim,
    on_the_wall,
    sprigs_on_the_wall,
    tiles,
    wall_of,
    walls,
)
from stories.providers.own.papercut.stage import Stage, star_points

_WHOLE = (-1, -1, 101, 101)  # a percent past each edge, against a rim of the colour behind
_WHITE = colour("#fffaf2")
_STARS = ((34, 34, 1.1), (45, 26, 0.8), (58, 36, 1.3), (66, 28, 0.8), (52, 48, 0.7))


def room(stage: Stage) -> None:
    """A window and a rug."""
    walls(stage, wall_of(stage, 0))
    left = stage.rng.choice((16, 62))
    dado(stage, 0)
    _window(stage, left)
    on_the_wall(stage, 22 if left > 50 else 74)
    rug = dim(stage, mix(stage.palette.accents[0], _WHITE, 0.25))
    for wide, tint in ((38.0, rug), (34.5, lighter(rug, 0.45)), (31.5, lighter(rug, 0.15))):
        stage.paper.lay(Cut().oval(50, 88, wide, wide * 0.17), tint, lift=0.3 * (wide > 35))


def bedroom(stage: Stage) -> None:
    """A bed under the window."""
    side = stage.rng.choice((24, 76))
    walls(stage, wall_of(stage, 1))
    sprigs_on_the_wall(stage, wall_of(stage, 1))
    dado(stage, 1)
    _window(stage, 100 - side - 14)
    if not stage.is_bedless:
        _bed(stage, side)


def _bed(stage: Stage, middle: float) -> None:
    """A bed on that side, whole in what is seen of the room."""
    wide = 42 * min(stage.lens.share + 0.08, 1)
    stage.put(cutout("bed"), stage.lens.beside(middle - wide / 2, wide, 1) + wide / 2, 86, wide, 1)


def kitchen(stage: Stage) -> None:
    """A stove, a worktop and pots on a shelf."""
    palette, lay = stage.palette, stage.paper.lay
    walls(stage, wall_of(stage, 2))
    tiles(stage)
    _window(stage, 38)
    shelf = stage.lens.beside(4, 26, 2)
    board(stage, shelf, shelf + 26, 34)
    for step, tint in enumerate((*palette.accents, palette.leaf[0])):
        x = shelf + 4 + step * 6.4
        lay(
            Cut().box(x - 2, 28.6, x + 2, 34, 1).oval(x, 28.6, 2.4, 0.8),
            dim(stage, tint),
            lift=0.4,
        )
    cupboard = dim(stage, mix(WOOD, _WHITE, 0.35))
    lay(Cut().box(-1, 58, 38, 80, 0.6), cupboard, darker(cupboard, 0.1), lift=1)
    lay(Cut().box(-1, 56, 39, 59, 0.6), darker(cupboard, 0.25), lift=0.4)
    stove = dim(stage, colour("#8f97a8"))
    lay(Cut().box(76, 54, 101, 80, 1), stove, darker(stove, 0.15), lift=1)
    lay(Cut().box(80, 62, 97, 76, 1), darker(stove, 0.45), lift=0.3)
    lay(
        Cut().box(82, 47, 94, 54, 1.4).box(80, 46.4, 96, 48, 0.6),
        darker(palette.accents[0], 0.1),
        lift=0.5,
    )


def classroom(stage: Stage) -> None:
    """A blackboard, a window, a row of desks."""
    lay, palette = stage.paper.lay, stage.palette
    walls(stage, wall_of(stage, 3))
    dado(stage, 3)
    lay(Cut().box(32, 16, 90, 50, 1), dim(stage, WOOD), lift=1)
    slate = dim(stage, colour("#3f6b57"))
    lay(Cut().box(34, 18, 88, 48, 0.6), lighter(slate, 0.08), slate, lift=0)
    chalk = Cut()
    for row, wide in enumerate((30, 22, 34)):
        chalk.box(39, 24 + row * 7.4, 39 + wide, 24.9 + row * 7.4, 0.4)
    lay(chalk, mix(_WHITE, slate, 0.25), lift=0)
    _window(stage, 4, wide=22)
    for x in (10, 90):
        _desk(stage, x, palette.accents[2])


def library(stage: Stage) -> None:
    """Shelves of books from wall to wall."""
    walls(stage, wall_of(stage, 4))
    for top in (8, 29, 50):
        _books(stage, 4, 96, top)


def hospital(stage: Stage) -> None:
    """A clean room with a bed, a curtain and a green cross."""
    wall = mix(colour("#dcefeb"), stage.palette.sky_low, 0.25)
    walls(stage, wall)
    side = stage.rng.choice((24, 76))
    cross_x, y = stage.lens.beside(92 - side, 16, 2) + 8, stage.lens.below(16, 2) + 8
    stage.paper.lay(Cut().oval(cross_x, y, 8, 8), dim(stage, _WHITE), lift=0.6)
    cross = (
        Cut()
        .box(cross_x - 1.6, y - 5, cross_x + 1.6, y + 5)
        .box(cross_x - 5, y - 1.6, cross_x + 5, y + 1.6)
    )
    stage.paper.lay(cross, dim(stage, colour("#3f9d78")), lift=0)
    curtain = Cut()
    for step in range(5):
        left = side - 22 + step * 5
        curtain.box(left, 10, left + 4.4, 66, 2)
    stage.paper.lay(curtain, dim(stage, colour("#a8d3d8")), lift=0.7)
    if not stage.is_bedless:
        _bed(stage, side)


def palace(stage: Stage) -> None:
    """Columns, a high window and a red carpet."""
    lay, palette = stage.paper.lay, stage.palette
    walls(stage, mix(colour("#f3e3c3"), palette.accents[1], 0.2), floor=colour("#d8c3a5"))
    _arched_window(stage, 50, 12, 9, 40)
    carpet = dim(stage, colour("#b5404a"))
    lay(
        Cut().polygon([(42, 73), (58, 73), (78, 101), (22, 101)]),
        carpet,
        darker(carpet, 0.15),
        lift=0.4,
    )
    stone = dim(stage, colour("#efe6d6"))
    for x in (10, 27, 73, 90):
        lay(Cut().box(x - 4, 10, x + 4, 76, 1), lighter(stone, 0.2), darker(stone, 0.08), lift=1)
        lay(Cut().box(x - 6, 5, x + 6, 10.6, 1).box(x - 6, 74, x + 6, 79, 1), stone, lift=0.6)
    gold = Cut().box(-1, -1, 101, 4)
    for x in range(2, 101, 8):
        gold.oval(x, 4, 3, 2.6)
    lay(gold, dim(stage, colour("#e6b84f")), lift=0.7)


def prison(stage: Stage) -> None:
    """Bare stone and a small window with bars."""
    stone = dim(stage, colour("#a7a3ae"))
    walls(stage, stone, floor=darker(stone, 0.3))
    joints = Cut()
    for row in range(6):
        y = row * 12.4
        joints.box(-1, y, 101, y + 0.6)
        for step in range(6):
            x = step * 20 + row % 2 * 10
            joints.box(x, y, x + 0.6, y + 12.4)
    stage.paper.lay(joints, darker(stone, 0.16), lift=0)
    _window(stage, 38, wide=24, top=16, high=22, curtained=False)
    bars = Cut()
    for middle in (42, 47.3, 52.6, 57.9):
        bars.box(middle - 0.8, 16, middle + 0.8, 38)
    stage.paper.lay(bars, darker(stone, 0.6), lift=0.5)


def shop(stage: Stage) -> None:
    """Shelves of goods behind a counter."""
    palette = stage.palette
    walls(stage, wall_of(stage, 5))
    for top in (14, 34):
        board(stage, 6, 94, top + 12)
        for step in range(9):
            x, tint = 11 + step * 9.6, (*palette.accents, palette.leaf[0])[(step + top) % 4]
            goods = Cut().box(x - 2.6, top + 3 + step % 3, x + 2.6, top + 12, 1.2)
            stage.paper.lay(goods, dim(stage, tint), lift=0.4)
    counter = dim(stage, WOOD)
    stage.paper.lay(Cut().box(-1, 60, 101, 80, 0.6), counter, darker(counter, 0.12), lift=1.2)
    stage.paper.lay(Cut().box(-1, 58, 101, 61.6, 0.6), lighter(counter, 0.25), lift=0.3)


def cave(stage: Stage) -> None:
    """Rock all around, daylight or night at its mouth."""
    palette, lay = stage.palette, stage.paper.lay
    lay(Cut().box(*_WHOLE), palette.sky_top, palette.sky_low, lift=0)
    if palette.is_night and stage.has_stars:
        stars = Cut()
        for x, y, size in _STARS:
            stars.polygon(star_points(x, y, size))
        lay(stars, lighter(palette.sun, 0.4), lift=0)
    rock = darker(mix(colour("#8d8294"), palette.trunk, 0.25), 0.25)
    for step, size in enumerate((0.0, 7.0, 15.0)):
        ring = Cut().box(*_WHOLE).mask()
        hole = (
            Cut().oval(50, 50, 46 - size, 44 - size * 0.7).box(4 + size, 50, 96 - size, 101).mask()
        )
        ring.paste(0, (0, 0), hole)
        lay(ring, darker(rock, 0.16 * (2 - step)), darker(rock, 0.3), lift=1.2)
    stage.land(84, 2, darker(rock, 0.2))


def _window(
    stage: Stage,
    left: float,
    wide: float = 24,
    top: float = 12,
    high: float = 30,
    *,
    curtained: bool = True,
) -> None:
    lay, palette = stage.paper.lay, stage.palette
    left = stage.lens.beside(left, wide, 7 if curtained else 2)
    top = stage.lens.below(top, 5)
    right, low, frame = left + wide, top + high, dim(stage, _WHITE)
    lay(Cut().box(left, top, right, low, 1.4), frame, lift=1)
    glass = Cut().box(left + 2, top + 2, right - 2, low - 2, 0.8)
    lay(glass, palette.sky_top, palette.sky_low, lift=0.3)
    if palette.is_night:
        stars = Cut().oval(left + wide * 0.68, top + high * 0.3, 2.6, 2.6)
        stars.polygon(star_points(left + wide * 0.3, top + high * 0.35, 1.2))
        lay(
            stars.polygon(star_points(left + wide * 0.4, top + high * 0.72, 0.9)),
            palette.sun,
            lift=0,
        )
    middle, bar = left + wide / 2, top + high / 2
    lay(
        Cut().box(middle - 0.6, top, middle + 0.6, low).box(left, bar - 0.6, right, bar + 0.6),
        frame,
        lift=0.3,
    )
    lay(
        Cut().box(left - 2.4, low - 0.6, right + 2.4, low + 1.8, 0.6),
        frame,
        darker(frame, 0.1),
        lift=0.8,
    )
    if curtained:
        curtains(stage, left, right, top, low)


def _arched_window(stage: Stage, x: float, top: float, half: float, high: float) -> None:
    palette = stage.palette
    for grow, upper, lower in ((1.6, _WHITE, _WHITE), (0.0, palette.sky_top, palette.sky_low)):
        arch = Cut().oval(x, top + half, half + grow, half + grow)
        arch.box(x - half - grow, top + half, x + half + grow, top + high + grow)
        stage.paper.lay(arch, upper if grow == 0 else dim(stage, upper), lower, lift=0.6)
    bars = Cut().box(x - 0.5, top, x + 0.5, top + high).box(x - half, top + 18, x + half, top + 19)
    stage.paper.lay(bars, dim(stage, _WHITE), lift=0.2)


def _books(stage: Stage, left: float, right: float, top: float) -> None:
    rng, palette = stage.rng, stage.palette
    tints = [*palette.accents, *palette.leaf, palette.water[1]]
    cuts, x, foot = [Cut() for _ in tints], left + 1.0, top + 18
    # Books of any width until the shelf is full; those of one colour are one sheet, which is quicker.
    while x < right - 4:
        wide, high = rng.uniform(2.4, 4.6), rng.uniform(11, 16.5)
        rng.choice(cuts).box(x, foot - high, x + wide, foot, 0.5)
        x += wide + 0.3
    for cut, tint in zip(cuts, tints, strict=True):
        stage.paper.lay(cut, dim(stage, lighter(tint, 0.1)), dim(stage, tint), lift=0.35)
    board(stage, left, right, foot)


def _desk(stage: Stage, x: float, tint: Colour) -> None:
    legs = Cut().box(x - 9, 70, x - 7, 86).box(x + 7, 70, x + 9, 86)
    stage.paper.lay(legs, dim(stage, tint), lift=0.4)
    stage.paper.lay(Cut().box(x - 11, 66, x + 11, 70, 1), dim(stage, WOOD), lift=0.8)
