"""Places people made: town, classroom, and out into space."""

from __future__ import annotations

from stories.providers.own.papercut import things
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, height_at
from stories.providers.own.papercut.stage import Spot, Stage, sky, star_points

_WHOLE = (-1, -1, 101, 101)  # a percent past each edge, against a rim of the colour behind
_WHITE = colour("#fffaf2")


def town(stage: Stage) -> None:
    """Rows of coloured houses along a street."""
    rng, palette = stage.rng, stage.palette
    sky(stage)
    walls = [lighter(tint, 0.5) for tint in palette.accents]
    walls.append(mix(palette.cloud, palette.sun, 0.3))
    if palette.is_night:
        # Walls have no night colours of their own in a palette.
        walls = [mix(wall, colour("#3d3f86"), 0.5) for wall in walls]
    stage.land(70, 2, palette.land[0])
    _far_row(stage, walls)
    stage.land(74, 1.5, palette.land[1])
    for step in range(4):
        roof = palette.accents[(step + 1) % 3]
        home = things.house(walls[step % 4], roof, lit=palette.is_night)
        stage.put(home, 11 + step * 26 + rng.uniform(-2, 2), 85, rng.uniform(22, 26))
    for x in (24, 76):
        stage.put(things.tree_for(palette, rng), x + rng.uniform(-4, 4), 87, 13)
    _street(stage)
    stage.ground += [Spot(50, 93, 28), Spot(74, 94, 24)]
    stage.air += [Spot(44, 38, 9), Spot(64, 32, 8)]


def _far_row(stage: Stage, walls: list[Colour]) -> None:
    rng, palette = stage.rng, stage.palette
    for step in range(6):
        # Paler towards the sky: what is far looks so.
        wall = mix(rng.choice(walls), palette.sky_low, 0.35)
        roof = mix(palette.accents[step % 3], palette.sky_low, 0.3)
        tall = things.tower(wall, roof, rng, lit=palette.is_night)
        stage.put(tall, 6 + step * 17.6 + rng.uniform(-2, 2), 76, rng.uniform(15, 21))


def _street(stage: Stage) -> None:
    palette = stage.palette
    street = mix(palette.land[3], colour("#e9dcc9"), 0.15 if palette.is_night else 0.65)
    stage.paper.lay(Cut().box(-1, 86, 101, 101), street, darker(street, 0.15), lift=1.2)
    stones = Cut()
    for step in range(9):
        stones.box(3 + step * 12, 94.2, 9.5 + step * 12, 95.4, 0.6)
    stage.paper.lay(stones, lighter(street, 0.5), lift=0)


def classroom(stage: Stage) -> None:
    """A window, shelves of books, a table with an open book and pencils."""
    palette = stage.palette
    wall = mix(lighter(palette.accents[1], 0.7), palette.sky_low, 0.5)
    # Indoors there is no sky: the wall covers what the paper begins with.
    stage.paper.lay(Cut().box(*_WHOLE), lighter(wall, 0.2), wall, lift=0)
    _window(stage)
    _shelf(stage, 18)
    _shelf(stage, 42)
    _bunting(stage)
    table, edge = Cut().box(-1, 74, 101, 101, 1), Cut().box(-1, 73, 101, 77, 1)
    stage.paper.lay(table, colour("#d9a26f"), colour("#b97f4f"), lift=1.6)
    stage.paper.lay(edge, colour("#e9bd8d"), colour("#dda876"), lift=0.3)
    stage.put(things.open_book(palette.accents[2]), 30, 92, 38)
    for step, tint in enumerate((*palette.accents, palette.leaf[0])):
        x = 64 + step * 7
        pencil = Cut().polygon([(x, 86), (x + 3, 86), (x + 9, 97), (x + 6, 97)])
        stage.paper.lay(pencil, tint, lift=0.5)
    stage.ground += [Spot(76, 76.5, 29), Spot(52, 76, 23)]
    stage.air.append(Spot(52, 26, 9))


def _window(stage: Stage) -> None:
    lay, palette = stage.paper.lay, stage.palette
    lay(Cut().box(9, 10, 45, 48, 3), _WHITE, lift=1)
    lay(Cut().box(11.5, 12.5, 42.5, 45.5, 2), palette.sky_top, palette.sky_low, lift=0.3)
    lay(Cut().oval(34, 21, 4.5, 4.5), palette.sun, lift=0.4)
    hill = [(11.5, 45.5), (11.5, 38), (20, 33), (31, 38), (42.5, 34), (42.5, 45.5)]
    lay(Cut().polygon(hill), palette.land[1], palette.land[2], lift=0.4)
    lay(Cut().box(26.2, 12, 27.8, 46).box(11, 28.2, 43, 29.8), _WHITE, lift=0.4)


def _bunting(stage: Stage) -> None:
    flags = [Cut(), Cut(), Cut()]
    for step in range(11):
        x, drop = step * 10.0, 4.5 - abs(step % 5 - 2.5)
        flags[step % 3].polygon([(x - 3.4, drop), (x + 3.4, drop), (x, drop + 6.5)])
    for cut, tint in zip(flags, stage.palette.accents, strict=True):
        stage.paper.lay(cut, tint, lift=0.5)


def _shelf(stage: Stage, top: float) -> None:
    rng, palette = stage.rng, stage.palette
    tints = [*palette.accents, *palette.leaf, palette.water[1]]
    x, foot = 55.0, top + 18
    # Books of any width until the shelf is full.
    while x < 92:
        wide, high = rng.uniform(2.4, 4.6), rng.uniform(11, 16.5)
        tint = rng.choice(tints)
        book = Cut().box(x, foot - high, x + wide, foot, 0.5)
        stage.paper.lay(book, lighter(tint, 0.1), tint, lift=0.35)
        x += wide + 0.3
    stage.paper.lay(Cut().box(52, foot, 96, foot + 2.2, 0.6), colour("#c58f5f"), lift=1)


def space(stage: Stage) -> None:
    """Planets, stars and a rocket over a quiet moon."""
    palette = stage.palette
    low = mix(colour("#4b3b8f"), palette.accents[2], 0.25)
    stage.paper.lay(Cut().box(*_WHOLE), colour("#171a4a"), low, lift=0)
    stage.paper.glow(30, 62, 40, palette.accents[2], 0.3)
    stage.paper.glow(78, 26, 34, palette.accents[0], 0.28)
    _far_stars(stage)
    stage.put(things.planet(palette.accents[1], ring=True), 24, 46, 40)
    stage.put(things.planet(palette.accents[2], ring=False), 84, 30, 20)
    stage.put(things.planet(palette.leaf[2], ring=False), 62, 20, 9)
    # Turned after it is finished, as a drawing cannot be turned in its parts.
    rocket = things.rocket(palette.accents[0]).finished().rotate(-28, expand=True)
    stage.put(rocket, 62, 66, 34)
    ground = stage.land(87, 3, colour("#c9c3e6"), colour("#9089c0"))
    holes = Cut()
    for x in (14, 44, 83):
        holes.oval(x, height_at(ground, x) + 7, stage.rng.uniform(4, 7), 1.7)
    stage.paper.lay(holes, colour("#7f78b3"), lift=0)
    stage.ground += [Spot(24, 94, 26), Spot(80, 95, 24)]


def _far_stars(stage: Stage) -> None:
    rng, dots, large = stage.rng, Cut(), Cut()
    for _ in range(90):
        size = rng.uniform(0.15, 0.45)
        dots.oval(rng.uniform(0, 100), rng.uniform(0, 100), size, size)
    for _ in range(9):
        large.polygon(star_points(rng.uniform(4, 96), rng.uniform(4, 80), rng.uniform(1.2, 2.4)))
    stage.paper.lay(dots, (255, 250, 232), (255, 250, 232), lift=0)
    stage.paper.lay(large, colour("#fff0b8"), colour("#ffd978"), lift=0.5)
