"""By river, lake and sea, and under water."""

from __future__ import annotations

import math

from stories.providers.own.papercut import plants
from stories.providers.own.papercut.palette import colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, Point, height_at
from stories.providers.own.papercut.scenery.daylight import sky
from stories.providers.own.papercut.stage import Stage, meadow, waves

_WHOLE = (-1, -1, 101, 101)  # a percent past each edge, against a rim of the colour behind
_SAND = colour("#f8dfae")
_SHORE = 40.0  # percent from the people's side: where a bay begins in front


def sea(stage: Stage) -> None:
    """Waves, a beach in front."""
    palette = stage.palette
    sky(stage, sun_y=26)
    foam = lighter(palette.water[0], 0.65)
    waves(stage, 58, palette.water[0], mix(foam, palette.water[0], 0.35), 9)
    waves(stage, 66, mix(palette.water[0], palette.water[1], 0.55), foam, 8)
    waves(stage, 75, palette.water[1], foam, 7)
    _beach(stage)


def lake(stage: Stage) -> None:
    """A lake between low hills, as wide as the picture, reeds on its bank."""
    palette, rng = stage.palette, stage.rng
    sky(stage)
    stage.land(52, 4, palette.land[0])
    far = stage.land(60, 2.2, palette.land[1])
    stage.along(far, [plants.tree_for(palette, rng, snow=stage.has_snow, side=160)], 5, 8)
    stage.land(65, 1.2, palette.land[2], waves=0.8)
    shore = mix(_SAND, palette.land[2], 0.5)
    edge = [(float(x), 68.4 + 0.9 * math.sin(x * 0.11 + stage.turn)) for x in range(-2, 104, 3)]
    below = [(103.0, 101.0), (-2.0, 101.0)]
    stage.paper.lay(Cut().polygon([(x, y - 1.0) for x, y in edge] + below), shore, lift=0.3)
    water = lighter(palette.water[0], 0.3)
    stage.paper.lay(Cut().polygon([*edge, *below]), water, palette.water[2], lift=0.5)
    for level, tint in ((73.5, palette.water[0]), (79.0, mix(*palette.water[:2], 0.6))):
        # Sheets of water that are a little deeper the nearer they are.
        start = rng.uniform(0, math.tau)
        wave = [(float(x), level + 0.8 * math.sin(x * 0.16 + start)) for x in range(-2, 104, 3)]
        stage.paper.lay(Cut().polygon([*wave, *below]), lighter(tint, 0.1), tint, lift=0.4)
    ripples = Cut()
    for number in range(11):
        y = 70.5 + number * 1.25
        _ripple(ripples, (number * 37 + 11) % 100, y, 2.2 + 0.3 * number, 0.24 + 0.03 * number)
    stage.paper.lay(ripples, lighter(palette.water[0], 0.8), lift=0)
    near = stage.land(86.5, 1.4, palette.land[3])
    _reeds(stage, near)
    meadow(stage, near)


def _reeds(stage: Stage, bank: list[Point]) -> None:
    """Reeds at both sides, with brown heads where it is not winter."""
    rng, blades, heads = stage.rng, Cut(), Cut()
    for number in range(16):
        x = rng.uniform(1, 13) if number % 2 else rng.uniform(87, 99)
        foot, high, lean = height_at(bank, x) + 2, rng.uniform(7, 13), rng.uniform(-1.6, 1.6)
        blades.polygon([(x - 0.45, foot), (x + lean, foot - high), (x + 0.45, foot)])
        if number % 3 == 0:
            tip = (x + lean * 0.9, foot - high)
            heads.box(tip[0] - 0.55, tip[1] - 1.4, tip[0] + 0.55, tip[1] + 2, 0.5)
    leaf = stage.palette.leaf[0]
    stage.paper.lay(blades, lighter(leaf, 0.1), darker(leaf, 0.12), lift=0.5)
    if not stage.is_winter:
        stage.paper.lay(heads, stage.palette.trunk, lift=0.4)


def _beach(stage: Stage) -> None:
    palette = stage.palette
    sand = mix(_SAND, palette.land[3], 0.6) if palette.is_night else _SAND
    stage.land(86, 1.2, sand, darker(sand, 0.1))


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


def bay(stage: Stage, level: float, x: float, *, is_whole: bool) -> None:
    """Water in front for what floats about `x`, in the picture as it is seen: as wide as the picture where it
    `is_whole`, else from that side to where people stand.
    """
    palette = stage.palette
    side = 1 if x >= 50 else -1
    foot, start = 101.0, (-1.0 if is_whole else _SHORE)

    def across(it: float) -> float:
        return it if side > 0 else 100 - it

    bank, water = list[Point](), list[Point]()
    for step in range(25):
        share = step / 24
        at = start + (101 - start) * share
        # The bank comes down to the reader where people stand.
        down = 0.0 if is_whole else (foot - level) * (1 - share) ** 3.2
        y = level + down + 0.5 * math.sin(at * 0.32)
        bank.append((across(at - (0 if is_whole else 2.2 * (1 - share))), y - 1.1))
        water.append((across(at), y))
    corners = [(across(101.0), foot), (across(start), foot)]
    sand = mix(_SAND, palette.land[2], 0.55 if palette.is_night else 0.3)
    stage.paper.lay(Cut().polygon([*bank, *corners]), sand, lift=0.4)
    stage.paper.lay(
        Cut().polygon([*water, *corners]),
        lighter(palette.water[0], 0.2),
        palette.water[1],
        lift=0.5,
    )
    ripples = Cut()
    for number in range(7):
        far = number / 6
        at = 64 + (number * 37 % 34) if not is_whole else 6 + number * 41 % 88
        _ripple(
            ripples,
            across(at),
            level + 3 + (97 - level) * far * 0.9,
            2.4 + 2 * far,
            0.3 + 0.3 * far,
        )
    stage.paper.lay(ripples, lighter(palette.water[0], 0.75), lift=0)


def islet(stage: Stage, x: float, y: float, wide: float) -> None:
    """Sand with foam about it, for what stands where there is water."""
    palette = stage.palette
    sand = mix(_SAND, palette.land[3], 0.6) if palette.is_night else _SAND
    half = max(wide * 0.62, 9.0)
    foam = lighter(palette.water[0], 0.65)
    stage.paper.lay(Cut().oval(x, y + 1.0, half + 2.2, 3.6), foam, foam, lift=0.3)
    stage.paper.lay(Cut().oval(x, y + 0.2, half, 3.0), sand, darker(sand, 0.14), lift=0.4)


def lily_pad(stage: Stage, x: float, y: float, wide: float) -> None:
    """A leaf of a water lily, under the foot of whoever sits on it."""
    leaf, half = stage.palette.leaf[1], wide * 0.86
    high = half * 0.26
    round_it = [
        (x + half * math.cos(turn), y - 0.8 + high * math.sin(turn))
        for turn in (math.radians(it) for it in range(40, 381, 10))
    ]
    pad = Cut().polygon([*round_it, (x + half * 0.2, y - 0.8)])
    stage.paper.lay(pad, lighter(leaf, 0.22), darker(leaf, 0.08), lift=0.5)


def river(stage: Stage) -> None:
    """A river winding towards the reader."""
    rng, palette = stage.rng, stage.palette
    sky(stage)
    stage.land(52, 4.5, palette.land[0])
    back = stage.land(60, 2.5, palette.land[1])
    trees = [
        plants.tree_for(palette, rng, snow=stage.has_snow, side=220),
        plants.fir_tree(palette.leaf[1], palette.trunk, snow=stage.has_snow, side=220),
    ]
    stage.along(back, trees, 7, 12)
    stage.land(67, 0.9, palette.land[2], darker(palette.land[2], 0.08), waves=0.8)
    _stream(stage)
    meadow(stage, stage.land(95, 1.2, palette.land[3]))


def _stream(stage: Stage) -> None:
    """Water whose bends and width grow as it comes nearer, to the right: at the left is room on its bank."""
    palette = stage.palette
    left, right, ripples, bank = [], [], Cut(), []
    for step in range(41):
        near = step / 40
        middle = 54 + 12 * near - (3 + 9 * near) * math.sin(5.2 * near**0.7)
        # Wider by more than its nearness: that makes the depth.
        half, y = 2.2 + 15 * near**1.5, 68.5 + 33 * near
        bank.append((middle - half - 0.8 - 2.4 * near, y))
        left.append((middle - half, y))
        right.append((middle + half, y))
        if step % 4 == 2:
            # Beside the middle by turns, or they would be the marks of a road.
            aside = middle + half * (0.42, -0.34, 0.08, -0.5)[step // 4 % 4]
            _ripple(ripples, aside, y, half * 0.22, 0.25 + 0.5 * near)
    shore = [
        *bank,
        *((x + 0.8 + 2.4 * near / 40, y) for near, (x, y) in reversed([*enumerate(right)])),
    ]
    stage.paper.lay(Cut().polygon(shore), mix(_SAND, palette.land[2], 0.45), lift=0.3)
    water = lighter(palette.water[0], 0.3)
    stage.paper.lay(Cut().polygon(left + right[::-1]), water, palette.water[1], lift=0.6)
    stage.paper.lay(ripples, lighter(palette.water[0], 0.75), lift=0)


def _ripple(ripples: Cut, x: float, y: float, half: float, thick: float) -> None:
    """A wave as light draws it: a thin crescent."""
    steps = [(-1 + step / 6, math.sin(math.pi * step / 12)) for step in range(13)]
    above = [(x + across * half, y - high * thick * 1.6) for across, high in steps]
    below = [(x + across * half, y - high * thick * 0.6) for across, high in reversed(steps)]
    ripples.polygon([*above, *below])
