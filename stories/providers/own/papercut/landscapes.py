"""Open country: hills, forest, mountains, garden, desert, river, and the night over them."""

from __future__ import annotations

import math

from stories.providers.own.papercut import things
from stories.providers.own.papercut.palette import colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, height_at
from stories.providers.own.papercut.stage import Spot, Stage, meadow, sky


def hills(stage: Stage) -> None:
    """Rolling hills, a few trees, a cottage, flowers in front."""
    rng, land = stage.rng, stage.palette.land
    sky(stage)
    stage.land(54, 5, land[0])
    middle = stage.land(64, 4.5, land[1])
    stage.along(middle, [things.tree_for(stage.palette, rng)], 5, 9)
    near = stage.land(74, 4, land[2])
    x = rng.choice((18, 82))
    home = things.house(
        lighter(stage.palette.accents[1], 0.55),
        stage.palette.accents[0],
        lit=stage.palette.is_night,
    )
    stage.put(home, x, height_at(near, x) + 3, 19)
    stage.put(things.tree_for(stage.palette, rng), 100 - x, height_at(near, 100 - x) + 3, 20)
    meadow(stage, stage.land(88, 2.5, land[3]))
    # Friends stand where house and tree leave room; the first spot is the first friend's.
    stage.ground += [Spot(50, 90, 30), Spot(30 if x > 50 else 70, 92, 26)]
    stage.air += [Spot(48, 40, 11), Spot(62, 30, 9)]


def night(stage: Stage) -> None:
    """A great moon over sleeping hills, one lit window."""
    rng, palette = stage.rng, stage.palette
    sky(stage, sun_x=rng.choice((30, 50, 70)), sun_y=30, big=1.55)
    stage.land(62, 4, palette.land[0])
    middle = stage.land(71, 4, palette.land[1])
    stage.along(middle, [things.fir_tree(palette.leaf[1], palette.trunk)], 7, 9)
    near = stage.land(81, 3.5, palette.land[2])
    x = rng.choice((22, 78))
    stage.put(
        things.house(lighter(palette.land[2], 0.25), palette.accents[0], lit=True),
        x,
        height_at(near, x) + 3,
        21,
    )
    stage.paper.glow(x, height_at(near, x) - 6, 9, colour("#ffdf90"), 0.35)
    meadow(stage, stage.land(91, 2, palette.land[3]))
    stage.ground += [Spot(100 - x - 8, 92, 29), Spot(52, 94, 24)]
    stage.air += [Spot(50, 58, 10)]


def forest(stage: Stage) -> None:
    """Trees in rows, tall trunks at the sides, mushrooms."""
    rng, palette = stage.rng, stage.palette
    sky(stage, sun_x=50, sun_y=30, big=0.9)
    misty = [mix(leaf, palette.sky_low, 0.45) for leaf in palette.leaf[:2]]
    firs = [things.fir_tree(leaf, palette.trunk) for leaf in misty]
    stage.along(stage.land(58, 3, mix(palette.land[0], palette.leaf[0], 0.3)), firs, 9, 15)
    mixed = [things.fir_tree(palette.leaf[1], palette.trunk), things.tree_for(palette, rng)]
    stage.along(stage.land(70, 3, palette.land[1]), mixed, 6, 21)
    stage.land(80, 2.5, palette.land[2])
    for x, size, shade in ((4, 50, 0.06), (97, 54, 0.16)):
        tall = things.round_tree(darker(palette.leaf[0], shade), palette.trunk)
        stage.put(tall, x, 90, size, 1.4)
    meadow(stage, stage.land(89, 2, palette.land[3]))
    cap = things.mushroom(palette.accents[0]).finished()
    for x in (14, 82):
        stage.put(cap, x + rng.uniform(-4, 4), 95, rng.uniform(7, 10))
    stage.ground += [Spot(50, 91, 32), Spot(68, 93, 24)]
    stage.air += [Spot(42, 46, 10), Spot(62, 38, 8)]


def mountains(stage: Stage) -> None:
    """Snow-capped peaks over a lake."""
    rng, palette = stage.rng, stage.palette
    sky(stage, sun_y=20)
    # The farther row first, higher and paler.
    for row, (level, count) in enumerate(((34, 3), (44, 4))):
        tint = mix(palette.land[row + 1], palette.water[row], 0.35)
        for step in range(count):
            x = (step + 0.5) * 100 / count + rng.uniform(-6, 6)
            peak, half = level + rng.uniform(-7, 7), rng.uniform(23, 30)
            _peak(stage, x, peak, half, darker(tint, 0.05 * (step % 2)))
    firs = [things.fir_tree(leaf, palette.trunk) for leaf in palette.leaf[:2]]
    stage.along(stage.land(70, 2.5, palette.land[2]), firs, 9, 11)
    lake = Cut().oval(50, 84, 36, 7)
    stage.paper.lay(lake, lighter(palette.water[0], 0.35), palette.water[1], lift=0.4)
    ripples = Cut().box(36, 82, 50, 82.5, 0.3).box(52, 85, 68, 85.5, 0.3).box(30, 86, 42, 86.5, 0.3)
    stage.paper.lay(ripples, lighter(palette.water[0], 0.8), lift=0)
    meadow(stage, stage.land(90, 2, palette.land[3]))
    stage.ground += [Spot(30, 93, 28), Spot(72, 93, 26)]
    stage.air += [Spot(50, 34, 10), Spot(36, 26, 8)]


def _peak(stage: Stage, x: float, top: float, half: float, tint: tuple[int, int, int]) -> None:
    stage.paper.lay(
        Cut().polygon([(x, top), (x + half, 80), (x - half, 80)]),
        lighter(tint, 0.1),
        tint,
        lift=1.2,
    )
    # Snow of the same height on every peak, as wide as the peak is there.
    share = 11 / (80 - top)
    left, right, low = x - half * share, x + half * share, top + 11
    snow = [
        (x, top),
        (right, low),
        (x + 2.4, low - 3),
        (x, low + 1.5),
        (x - 2.4, low - 3),
        (left, low),
    ]
    cap = mix(colour("#fffdf8"), stage.palette.sky_top, 0.35 if stage.palette.is_night else 0.04)
    stage.paper.lay(Cut().polygon(snow), cap, cap, lift=0.3)


def garden(stage: Stage) -> None:
    """Large flowers before a fence or a hive."""
    rng, palette = stage.rng, stage.palette
    sky(stage)
    stage.land(58, 3.5, palette.land[0])
    back = stage.land(67, 2.5, palette.land[1])
    stage.along(back, [things.tree_for(palette, rng), things.tree_for(palette, rng)], 4, 17)
    rng.choice((_fence, _hive, _fence_and_hive))(stage)
    stage.land(82, 1.6, palette.land[2])
    _flower_bed(stage)
    meadow(stage, stage.land(93, 1.4, palette.land[3]))
    stage.ground += [Spot(50, 94, 30), Spot(26, 95, 26)]
    stage.air += [Spot(30, 48, 13), Spot(70, 40, 12), Spot(54, 34, 8)]


def _flower_bed(stage: Stage) -> None:
    rng, palette = stage.rng, stage.palette
    leaf, dark = darker(palette.leaf[0], 0.1), 0.3 if palette.is_night else 0
    petals = [mix(tint, palette.land[3], dark) for tint in palette.accents]
    blooms = [
        make(tint, leaf).finished() for tint in petals for make in (things.flower, things.tulip)
    ]
    for step in range(9):
        x, y = 4 + step * 11.6 + rng.uniform(-2.5, 2.5), 93 + rng.uniform(-2, 2)
        # Five and six share no divisor, so neighbours differ without chance.
        stage.put(blooms[(step * 5 + 1) % 6], x, y, rng.uniform(9, 14), 0.7)


def _fence(stage: Stage) -> None:
    fence = Cut().box(-1, 72, 101, 73.6).box(-1, 78, 101, 79.6)
    for step in range(13):
        x = step * 8.4
        fence.polygon([(x - 1.6, 84), (x - 1.6, 69), (x, 66.5), (x + 1.6, 69), (x + 1.6, 84)])
    white = mix(
        stage.palette.cloud, stage.palette.land[2], 0.35 if stage.palette.is_night else 0.03
    )
    stage.paper.lay(fence, white, darker(white, 0.08), lift=0.9)


def _hive(stage: Stage) -> None:
    """A straw hive on its stand, and a great tree."""
    x = stage.rng.choice((20, 80))
    stage.put(things.tree_for(stage.palette, stage.rng), 100 - x, 86, 40, 1.2)
    stage.put(things.hive(), x, 85, 22, 1.1)


def _fence_and_hive(stage: Stage) -> None:
    _fence(stage)
    stage.put(things.hive(), stage.rng.choice((18, 82)), 86, 18, 1.1)


def desert(stage: Stage) -> None:
    """Dunes, cactuses, a palm by the water."""
    rng, palette = stage.rng, stage.palette
    sand = [colour(value) for value in ("#fbe3b3", "#f5cd8b", "#e9b069", "#d8924f")]
    if palette.is_night:
        sand = [mix(tint, colour("#2a2b66"), 0.55) for tint in sand]
    sky(stage, big=1.25)
    stage.land(58, 5, sand[0], waves=0.9)
    stage.land(67, 5, sand[1], waves=0.8)
    # The water is on one side and the friends on the other.
    side = rng.choice((20, 80))
    stage.paper.lay(Cut().oval(side, 80, 17, 3.6), palette.water[0], palette.water[1], lift=0.3)
    stage.put(things.palm(palette.leaf[0], palette.trunk), side + 7, 80, 30)
    stage.put(things.palm(palette.leaf[1], palette.trunk), side - 9, 81, 22)
    stage.land(83, 3, sand[2], waves=0.8)
    stage.put(things.cactus(palette.leaf[1], palette.accents[0]), 100 - side, 88, 16)
    stage.land(93, 2, sand[3], waves=1)
    stage.put(things.cactus(palette.leaf[0], palette.accents[1]), side - 4, 98, 11)
    stage.ground += [Spot(52, 94, 33), Spot(64 if side < 50 else 34, 95, 27)]
    stage.air += [Spot(46, 38, 10)]


def river(stage: Stage) -> None:
    """A river winding towards the reader."""
    rng, palette = stage.rng, stage.palette
    sky(stage)
    stage.land(52, 4.5, palette.land[0])
    back = stage.land(60, 2.5, palette.land[1])
    trees = [things.tree_for(palette, rng), things.fir_tree(palette.leaf[1], palette.trunk)]
    stage.along(back, trees, 7, 12)
    bank = Cut().box(-1, 67, 101, 101)
    stage.paper.lay(bank, palette.land[2], darker(palette.land[2], 0.08), lift=1)
    _stream(stage)
    for x, y, size in ((9, 83, 24), (92, 81, 21)):
        stage.put(things.tree_for(palette, rng), x, y, size)
    meadow(stage, stage.land(95, 1.2, palette.land[3]))
    stage.ground += [Spot(21, 94, 29), Spot(84, 92, 24)]
    stage.water.append(Spot(54, 93, 15))
    stage.air.append(Spot(46, 40, 10))


def _stream(stage: Stage) -> None:
    """Water whose bends and width grow as it comes nearer."""
    palette, phase = stage.palette, stage.rng.choice((0.0, math.pi))
    left, right, ripples = [], [], Cut()
    for step in range(41):
        near = step / 40
        middle = 54 + (3 + 9 * near) * math.sin(phase + 5.2 * near**0.7)
        # Wider by more than its nearness: that makes the depth.
        half, y = 2.2 + 21 * near**1.5, 67 + 34 * near
        left.append((middle - half, y))
        right.append((middle + half, y))
        if step % 6 == 4:
            ripples.box(middle - half * 0.45, y, middle + half * 0.2, y + 0.35 + 0.5 * near, 0.3)
    water = lighter(palette.water[0], 0.3)
    stage.paper.lay(Cut().polygon(left + right[::-1]), water, palette.water[1], lift=0.6)
    stage.paper.lay(ripples, lighter(palette.water[0], 0.75), lift=0)
