"""On the sea and under it."""

from __future__ import annotations

from stories.providers.own.papercut import things
from stories.providers.own.papercut.palette import colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, Point, height_at
from stories.providers.own.papercut.stage import Spot, Stage, sky, waves

_WHOLE = (-1, -1, 101, 101)  # a percent past each edge, against a rim of the colour behind
_SAND = colour("#f8dfae")


def sea(stage: Stage) -> None:
    """Waves, a sailing boat, an island with its lighthouse, a beach in front."""
    rng, palette = stage.rng, stage.palette
    left = rng.random() < 0.5
    # Sun and island on opposite sides, or the lighthouse would stand in the sun.
    sun_x, other_x = (24, 76) if left else (76, 24)
    sky(stage, sun_x=sun_x, sun_y=26)
    _island(stage, other_x + rng.uniform(-4, 4))
    foam = lighter(palette.water[0], 0.65)
    waves(stage, 60, palette.water[0], mix(foam, palette.water[0], 0.35), 9)
    waves(stage, 68, mix(palette.water[0], palette.water[1], 0.55), foam, 8)
    boat_x = sun_x + rng.uniform(0, 14) * (1 if left else -1)
    stage.put(things.sailing_boat(palette.accents[0], palette.accents[2]), boat_x, 80, 32)
    waves(stage, 77, palette.water[1], foam, 7)
    waves(stage, 86, palette.water[2], mix(foam, palette.water[2], 0.2), 6)
    _beach(stage)
    stage.water.append(Spot(66 if left else 32, 90, 22))
    stage.air += [Spot(52, 36, 11), Spot(40, 46, 8)]
    stage.ground += [Spot(64 if left else 34, 97, 29), Spot(88 if left else 12, 97, 24)]


def _island(stage: Stage, x: float) -> None:
    island = Cut().oval(x, 62, 22, 9).oval(x + 9, 62, 14, 6)
    stage.paper.lay(island, stage.palette.land[1], stage.palette.land[2])
    stage.put(things.lighthouse(stage.palette.accents[0]), x - 3, 58, 15)


def _beach(stage: Stage) -> None:
    rng, palette = stage.rng, stage.palette
    sand = mix(_SAND, palette.land[3], 0.6) if palette.is_night else _SAND
    stage.land(94, 1.2, sand, darker(sand, 0.1))
    shells = Cut()
    for step in range(5):
        shells.oval(8 + step * 21 + rng.uniform(-5, 5), 98, 1.2, 0.8)
    stage.paper.lay(shells, lighter(palette.accents[0], 0.5), lift=0.3)


def under_water(stage: Stage) -> None:
    """Light from above, rocks, weeds and bubbles."""
    palette = stage.palette
    deep = darker(palette.water[2], 0.12)
    stage.paper.lay(Cut().box(*_WHOLE), lighter(palette.water[0], 0.3), deep, lift=0)
    for x in (22, 46, 74):
        ray = Cut().polygon([(x - 3, -1), (x + 4, -1), (x + 15, 70), (x - 9, 70)])
        stage.paper.veil(ray, (255, 255, 240), 0.13)
    for row, share in ((70, 0.1), (79, 0.3)):
        stage.land(row, 4, mix(palette.water[1], palette.water[2], 0.5 + share), waves=2)
    sand = stage.land(89, 2.4, _SAND, darker(_SAND, 0.12))
    _weeds(stage, sand)
    _bubbles(stage)
    # The largest first: the first friend gets it.
    stage.water += [Spot(52, 60, 36), Spot(24, 40, 17), Spot(78, 36, 15), Spot(74, 78, 16)]
    stage.ground.append(Spot(50, 94, 24))


def _weeds(stage: Stage, sand: list[Point]) -> None:
    for number in range(10):
        x = (number * 10.3 + stage.rng.uniform(1, 8)) % 100
        weed = Cut()
        for step in range(stage.rng.randint(4, 11)):
            # Rooted a little in the sand.
            y = height_at(sand, x) + 2 - step * 3.2
            weed.oval(x + (1.3 if step % 2 else -1.3), y, 1.8, 2.7)
        stage.paper.lay(weed, stage.palette.leaf[number % 3], lift=0.5)


def _bubbles(stage: Stage) -> None:
    rng, bubbles = stage.rng, Cut()
    for _ in range(22):
        size = rng.uniform(0.5, 1.5)
        bubbles.oval(rng.uniform(3, 97), rng.uniform(6, 82), size, size)
    stage.paper.lay(bubbles, (255, 255, 255), lighter(stage.palette.water[0], 0.7), lift=0.4)
