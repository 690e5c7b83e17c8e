"""Where people live and work under the sky: town, village, market, farm, field, road, playground."""

from __future__ import annotations

from stories.providers.own.papercut import buildings, plants
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.scenery.daylight import sky
from stories.providers.own.papercut.scenery.landscapes import fence
from stories.providers.own.papercut.stage import Stage, meadow

_SIDE = 240  # pixels: what stands in a row is stamped smaller, and costs by the pixel


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
        home = buildings.house(walls[step % 4], roof, lit=palette.is_night, side=_SIDE)
        stage.put(home, 11 + step * 26 + rng.uniform(-2, 2), 85, rng.uniform(22, 26))
    for x in (24, 76):
        stage.put(
            plants.tree_for(palette, rng, snow=stage.has_snow, side=_SIDE),
            x + rng.uniform(-4, 4),
            87,
            13,
        )
    _street(stage)


def _far_row(stage: Stage, walls: list[Colour]) -> None:
    rng, palette = stage.rng, stage.palette
    for step in range(6):
        # Paler towards the sky: what is far looks so.
        wall = mix(rng.choice(walls), palette.sky_low, 0.35)
        roof = mix(palette.accents[step % 3], palette.sky_low, 0.3)
        tall = buildings.tower(wall, roof, rng, lit=palette.is_night)
        stage.put(tall, 6 + step * 17.6 + rng.uniform(-2, 2), 76, rng.uniform(15, 21))


def _street(stage: Stage) -> None:
    palette = stage.palette
    street = mix(palette.land[3], colour("#e9dcc9"), 0.15 if palette.is_night else 0.65)
    stage.paper.lay(Cut().box(-1, 86, 101, 101), street, darker(street, 0.15), lift=1.2)
    stones = Cut()
    for step in range(9):
        stones.box(3 + step * 12, 94.2, 9.5 + step * 12, 95.4, 0.6)
    stage.paper.lay(stones, lighter(street, 0.5), lift=0)


def village(stage: Stage) -> None:
    """A few small houses among hills."""
    rng, palette = stage.rng, stage.palette
    sky(stage)
    stage.land(58, 4, palette.land[0])
    stage.land(66, 2.5, palette.land[1])
    walls = [mix(colour("#e9cfa4"), wall, 0.2) for wall in palette.accents]
    if palette.is_night:
        walls = [mix(wall, colour("#3d3f86"), 0.5) for wall in walls]
    thatch = mix(colour("#c79a55"), palette.land[3], 0.3 if palette.is_night else 0.05)
    homes = [buildings.hut(wall, thatch, lit=palette.is_night, side=_SIDE) for wall in walls]
    for step, x in enumerate((12, 36, 88)):
        stage.put(homes[step], x + rng.uniform(-3, 3), 77 + step % 2 * 3, rng.uniform(19, 24))
    stage.put(plants.tree_for(palette, rng, snow=stage.has_snow, side=_SIDE), 66, 76, 17)
    meadow(stage, stage.land(84, 1.8, mix(palette.land[3], colour("#d9a868"), 0.25)))


def market(stage: Stage) -> None:
    """Stalls under striped awnings."""
    palette = stage.palette
    sky(stage)
    ground = mix(palette.land[2], colour("#e6cfa6"), 0.6)
    stage.land(72, 1.2, ground)
    for step, x in enumerate((18, 50, 82)):
        _stall(stage, x, palette.accents[step])
    stage.land(88, 1, darker(ground, 0.08))


def _stall(stage: Stage, x: float, tint: Colour) -> None:
    lay, wood = stage.paper.lay, colour("#a8714f")
    lay(Cut().box(x - 13, 48, x - 11.6, 86).box(x + 11.6, 48, x + 13, 86), wood, lift=0.5)
    lay(Cut().box(x - 14, 74, x + 14, 87, 1), lighter(wood, 0.25), wood, lift=0.8)
    awning, stripes = Cut().box(x - 15, 44, x + 15, 53, 1), Cut()
    for step in range(6):
        left = x - 15 + step * 5
        awning.oval(left + 2.5, 53, 2.5, 2.6)
        if step % 2:
            stripes.box(left, 44, left + 5, 53).oval(left + 2.5, 53, 2.5, 2.6)
    lay(awning, tint, lift=1)
    lay(stripes, lighter(tint, 0.75), lift=0)


def farm(stage: Stage) -> None:
    """A barn behind a fence, and a field."""
    palette, x = stage.palette, stage.rng.choice((20, 80))
    sky(stage)
    stage.land(56, 3.5, palette.land[0])
    stage.land(66, 2, palette.land[1])
    stage.put(buildings.barn(lit=palette.is_night), x, 78, 34, 1)
    fence(stage)
    meadow(stage, stage.land(82, 1.6, palette.land[3]))


def field(stage: Stage) -> None:
    """Furrows that run to the hills."""
    palette = stage.palette
    sky(stage)
    stage.land(54, 4, palette.land[0])
    stage.land(62, 2, palette.land[1])
    soil = mix(palette.land[2], colour("#b98552"), 0.35)
    stage.paper.lay(Cut().box(-1, 67, 101, 101), soil, darker(soil, 0.1), lift=1)
    for step in range(-5, 6):
        # All towards one point at the horizon: that makes the depth.
        middle, far = 50 + step * 26, 50 + step * 6
        row = Cut().polygon(
            [(far - 0.7, 67), (far + 0.7, 67), (middle + 5, 101), (middle - 5, 101)]
        )
        stage.paper.lay(row, palette.leaf[2], palette.leaf[0], lift=0.3)


def road(stage: Stage) -> None:
    """A road that comes from the hills."""
    palette = stage.palette
    sky(stage)
    stage.land(54, 4.5, palette.land[0])
    stage.land(63, 2, palette.land[1])
    stage.land(70, 1, palette.land[2])
    way = mix(palette.land[3], colour("#e6d3b3"), 0.35 if palette.is_night else 0.75)
    bend = [(53, 69), (56, 69), (60, 76), (92, 101), (14, 101), (48, 77)]
    stage.paper.lay(Cut().polygon(bend), way, darker(way, 0.1), lift=0.5)


def playground(stage: Stage) -> None:
    """An open yard with a fence."""
    palette = stage.palette
    sky(stage)
    stage.land(60, 2.5, palette.land[0])
    fence(stage)
    yard = mix(palette.land[2], colour("#e8d2a8"), 0.5)
    stage.land(82, 0.8, yard)
