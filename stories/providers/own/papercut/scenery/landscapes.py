"""Open country: hills, savanna, forest, mountains, garden, desert."""

from __future__ import annotations

from stories.providers.own.papercut import plants
from stories.providers.own.papercut.palette import colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.scenery.daylight import sky
from stories.providers.own.papercut.stage import Stage, meadow, ready

_FAR = 220  # pixels: a tree on a ridge is small


def hills(stage: Stage) -> None:
    """Rolling hills, grass in front."""
    land = stage.palette.land
    sky(stage)
    stage.land(54, 5, land[0])
    stage.land(64, 4.5, land[1])
    stage.land(74, 4, land[2])
    meadow(stage, stage.land(86, 2.5, land[3]))


def savanna(stage: Stage) -> None:
    """Flat dry grass under a wide sky, flat-topped trees far off."""
    palette, rng = stage.palette, stage.rng
    sky(stage, big=1.2)
    dry = [mix(tint, colour("#e2b866"), 0.55) for tint in palette.land]
    far = stage.land(62, 1.5, dry[0], waves=0.7)
    crown = [plants.acacia(mix(leaf, dry[1], 0.25), palette.trunk) for leaf in palette.leaf[:2]]
    stage.along(far, crown, 4, 15)
    stage.land(70, 1.6, dry[1], waves=0.8)
    stage.put(crown[0], rng.choice((14, 86)), 77, 34, 1)
    stage.land(80, 1.4, dry[2])
    meadow(stage, stage.land(88, 1.6, dry[3]))


def forest(stage: Stage) -> None:
    """Trees in rows, tall trunks at the sides."""
    rng, palette = stage.rng, stage.palette
    sky(stage, sun_x=50, sun_y=30, big=0.9)
    misty = [mix(leaf, palette.sky_low, 0.45) for leaf in palette.leaf[:2]]
    firs = [plants.fir_tree(leaf, palette.trunk, snow=stage.has_snow, side=_FAR) for leaf in misty]
    stage.along(stage.land(58, 3, mix(palette.land[0], palette.leaf[0], 0.3)), firs, 9, 15)
    mixed = [
        plants.fir_tree(palette.leaf[1], palette.trunk, snow=stage.has_snow, side=_FAR),
        plants.tree_for(palette, rng, snow=stage.has_snow, side=_FAR),
    ]
    stage.along(stage.land(70, 3, palette.land[1]), mixed, 6, 21)
    stage.land(80, 2.5, palette.land[2])
    for x, size, shade in ((4, 50, 0.06), (97, 54, 0.16)):
        tall = plants.round_tree(darker(palette.leaf[0], shade), palette.trunk, snow=stage.has_snow)
        stage.put(tall, x, 90, size, 1.4)
    meadow(stage, stage.land(89, 2, palette.land[3]))


def mountains(stage: Stage) -> None:
    """Peaks in two rows, with snow on them only when it is told of."""
    rng, palette = stage.rng, stage.palette
    sky(stage, sun_y=20)
    # The farther row first, higher and paler.
    for row, (level, count) in enumerate(((34, 3), (44, 4))):
        tint = mix(palette.land[row + 1], palette.water[row], 0.35)
        for step in range(count):
            x = (step + 0.5) * 100 / count + rng.uniform(-6, 6)
            peak, half = level + rng.uniform(-7, 7), rng.uniform(23, 30)
            _peak(stage, x, peak, half, darker(tint, 0.05 * (step % 2)))
    firs = [
        plants.fir_tree(leaf, palette.trunk, snow=stage.has_snow, side=_FAR)
        for leaf in palette.leaf[:2]
    ]
    stage.along(stage.land(70, 2.5, palette.land[2]), firs, 9, 11)
    meadow(stage, stage.land(90, 2, palette.land[3]))


def _peak(stage: Stage, x: float, top: float, half: float, tint: tuple[int, int, int]) -> None:
    stage.paper.lay(
        Cut().polygon([(x, top), (x + half, 80), (x - half, 80)]),
        lighter(tint, 0.1),
        tint,
        lift=1.2,
    )
    if not stage.has_snow:
        return
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
    """Beds of plants before a fence, in flower when they may."""
    rng, palette = stage.rng, stage.palette
    sky(stage)
    stage.land(58, 3.5, palette.land[0])
    back = stage.land(67, 2.5, palette.land[1])
    trees = [plants.tree_for(palette, rng, snow=stage.has_snow, side=_FAR) for _ in range(2)]
    stage.along(back, trees, 4, 17)
    fence(stage)
    stage.land(82, 1.6, palette.land[2])
    if stage.has_flowers:
        _flower_bed(stage)
    else:
        _rows_of_plants(stage)
    meadow(stage, stage.land(93, 1.4, palette.land[3]))


def _rows_of_plants(stage: Stage) -> None:
    for row in range(2):
        plants, y = Cut(), 86.5 + row * 5
        for step in range(12):
            x = 3 + step * 8.6 + row * 4
            plants.oval(x - 1.6, y, 1.7, 1.9).oval(x + 1.6, y, 1.7, 1.9).oval(x, y - 1.6, 1.7, 2)
        stage.paper.lay(plants, stage.palette.leaf[2 - row], stage.palette.leaf[0], lift=0.4)


def _flower_bed(stage: Stage) -> None:
    rng, palette = stage.rng, stage.palette
    leaf, dark = darker(palette.leaf[0], 0.1), 0.3 if palette.is_night else 0
    petals = [mix(tint, palette.land[3], dark) for tint in palette.accents]
    blooms = [
        ready(make(tint, leaf, side=110), 10.5)
        for tint in petals
        for make in (plants.flower, plants.tulip)
    ]
    for step in range(9):
        x, y = 4 + step * 11.6 + rng.uniform(-2.5, 2.5), 93 + rng.uniform(-2, 2)
        # Five and six share no divisor, so neighbours differ without chance.
        stage.plant(blooms[(step * 5 + 1) % 6], x, y, rng.uniform(7, 10.5), 0.7)


def fence(stage: Stage) -> None:
    """A fence of pales across the picture."""
    fence = Cut().box(-1, 72, 101, 73.6).box(-1, 78, 101, 79.6)
    for step in range(13):
        x = step * 8.4
        fence.polygon([(x - 1.6, 84), (x - 1.6, 69), (x, 66.5), (x + 1.6, 69), (x + 1.6, 84)])
    white = mix(
        stage.palette.cloud, stage.palette.land[2], 0.35 if stage.palette.is_night else 0.03
    )
    stage.paper.lay(fence, white, darker(white, 0.08), lift=0.9)


def desert(stage: Stage) -> None:
    """Dunes behind dunes."""
    palette = stage.palette
    sand = [colour(value) for value in ("#fbe3b3", "#f5cd8b", "#e9b069", "#d8924f")]
    if palette.is_night:
        sand = [mix(tint, colour("#2a2b66"), 0.55) for tint in sand]
    sky(stage, big=1.25)
    stage.land(58, 5, sand[0], waves=0.9)
    stage.land(67, 5, sand[1], waves=0.8)
    stage.land(79, 3, sand[2], waves=0.8)
    stage.land(90, 2, sand[3], waves=1)
