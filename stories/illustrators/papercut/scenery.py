"""The places a scene can play in; each is a function that lays its layers and leaves free spots."""

from __future__ import annotations

from collections.abc import Callable

from stories.illustrators.papercut import things
from stories.illustrators.papercut.palette import colour, darker, lighter, mix
from stories.illustrators.papercut.paper import Cut, height_at
from stories.illustrators.papercut.stage import Spot, Stage, meadow, sky, star_points, waves

Scenery = Callable[[Stage], None]


def hills(stage: Stage) -> None:
    """Rolling hills, a few trees, a cottage, flowers in front."""
    rng, land = stage.rng, stage.palette.land
    sky(stage)
    stage.land(54, 5, land[0])
    middle = stage.land(64, 4.5, land[1])
    stage.along(middle, [things.tree_for(stage.palette, rng)], 5, 9)
    near = stage.land(74, 4, land[2])
    x = rng.choice((18, 82))
    home = things.house(lighter(stage.palette.accents[1], 0.55), stage.palette.accents[0], lit=stage.palette.is_night)
    stage.put(home, x, height_at(near, x) + 3, 19)
    stage.put(things.tree_for(stage.palette, rng), 100 - x, height_at(near, 100 - x) + 3, 20)
    meadow(stage, stage.land(88, 2.5, land[3]))
    stage.ground += [Spot(50, 90, 25), Spot(30 if x > 50 else 70, 92, 21)]
    stage.air += [Spot(48, 40, 11), Spot(62, 30, 9)]


def sea(stage: Stage) -> None:
    """Waves, a sailing boat, an island with its lighthouse."""
    rng, palette = stage.rng, stage.palette
    sun_x = rng.choice((24, 76))
    sky(stage, sun_x=sun_x, sun_y=26)
    far_x = 100 - sun_x + rng.uniform(-4, 4)
    island = Cut().oval(far_x, 62, 22, 9).oval(far_x + 9, 62, 14, 6)
    stage.paper.lay(island, palette.land[1], palette.land[2])
    stage.put(things.lighthouse(palette.accents[0]), far_x - 3, 58, 15)
    foam = lighter(palette.water[0], 0.65)
    waves(stage, 60, palette.water[0], mix(foam, palette.water[0], 0.35), 9)
    waves(stage, 68, mix(palette.water[0], palette.water[1], 0.55), foam, 8)
    stage.put(things.sailing_boat(palette.accents[0], palette.accents[2]), sun_x + rng.uniform(0, 14) * (1 if sun_x < 50 else -1), 80, 32)
    waves(stage, 77, palette.water[1], foam, 7)
    stage.water += [Spot(64 if sun_x < 50 else 34, 93, 21)]
    waves(stage, 92, palette.water[2], mix(foam, palette.water[2], 0.2), 6)
    stage.air += [Spot(52, 34, 10), Spot(40, 46, 8)]
    stage.ground += [Spot(62 if sun_x < 50 else 38, 95, 21)]


def night(stage: Stage) -> None:
    """A great moon over sleeping hills, one lit window."""
    rng, palette = stage.rng, stage.palette
    sky(stage, sun_x=rng.choice((30, 50, 70)), sun_y=30, big=1.55)
    stage.land(62, 4, palette.land[0])
    middle = stage.land(71, 4, palette.land[1])
    stage.along(middle, [things.fir_tree(palette.leaf[1], palette.trunk)], 7, 9)
    near = stage.land(81, 3.5, palette.land[2])
    x = rng.choice((22, 78))
    stage.put(things.house(lighter(palette.land[2], 0.25), palette.accents[0], lit=True), x, height_at(near, x) + 3, 21)
    stage.paper.glow(x, height_at(near, x) - 6, 9, colour("#ffdf90"), 0.35)
    meadow(stage, stage.land(91, 2, palette.land[3]))
    stage.ground += [Spot(100 - x - 8, 92, 24), Spot(52, 94, 20)]
    stage.air += [Spot(50, 58, 10)]


def forest(stage: Stage) -> None:
    """Trees in rows, tall trunks at the sides, mushrooms."""
    rng, palette = stage.rng, stage.palette
    sky(stage, sun_x=50, sun_y=30, big=0.9)
    firs = [things.fir_tree(mix(leaf, palette.sky_low, 0.45), palette.trunk) for leaf in palette.leaf[:2]]
    stage.along(stage.land(58, 3, mix(palette.land[0], palette.leaf[0], 0.3)), firs, 9, 15)
    mixed = [things.fir_tree(palette.leaf[1], palette.trunk), things.tree_for(palette, rng)]
    stage.along(stage.land(70, 3, palette.land[1]), mixed, 6, 21)
    stage.land(80, 2.5, palette.land[2])
    for x, size in ((4, 50), (97, 54)):
        stage.put(things.round_tree(darker(palette.leaf[0], 0.06 + x / 1000), palette.trunk), x, 90, size, 1.4)
    near = stage.land(89, 2, palette.land[3])
    meadow(stage, near)
    for x in (14, 82):
        stage.put(things.mushroom(palette.accents[0]), x + rng.uniform(-4, 4), 95, rng.uniform(7, 10))
    stage.ground += [Spot(50, 91, 26), Spot(68, 93, 20)]
    stage.air += [Spot(42, 46, 10), Spot(62, 38, 8)]


def town(stage: Stage) -> None:
    """Rows of coloured houses along a street."""
    rng, palette = stage.rng, stage.palette
    lit = palette.is_night
    sky(stage)
    walls = [lighter(tint, 0.5) for tint in palette.accents] + [mix(palette.cloud, palette.sun, 0.3)]
    if lit:
        walls = [mix(wall, colour("#3d3f86"), 0.5) for wall in walls]
    stage.land(70, 2, palette.land[0])
    for step in range(6):
        wall = mix(rng.choice(walls), palette.sky_low, 0.35)
        tall = things.tower(wall, mix(palette.accents[step % 3], palette.sky_low, 0.3), rng, lit=lit)
        stage.put(tall, 6 + step * 17.6 + rng.uniform(-2, 2), 76, rng.uniform(15, 21))
    stage.land(74, 1.5, palette.land[1])
    for step in range(4):
        home = things.house(walls[step % 4], palette.accents[(step + 1) % 3], lit=lit)
        stage.put(home, 11 + step * 26 + rng.uniform(-2, 2), 85, rng.uniform(22, 26))
    for x in (24, 76):
        stage.put(things.tree_for(palette, rng), x + rng.uniform(-4, 4), 87, 13)
    street = mix(palette.land[3], colour("#e9dcc9"), 0.15 if lit else 0.65)
    stage.paper.lay(Cut().box(-1, 86, 101, 101), street, darker(street, 0.15), lift=1.2)
    stones = Cut()
    for step in range(9):
        stones.box(3 + step * 12, 94.2, 9.5 + step * 12, 95.4, 0.6)
    stage.paper.lay(stones, lighter(street, 0.5), lift=0)
    stage.ground += [Spot(50, 93, 23), Spot(74, 94, 20)]
    stage.air += [Spot(44, 38, 9), Spot(64, 32, 8)]


def mountains(stage: Stage) -> None:
    """Snow-capped peaks over a lake."""
    rng, palette = stage.rng, stage.palette
    sky(stage, sun_y=20)
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
    stage.ground += [Spot(30, 93, 23), Spot(72, 93, 21)]
    stage.air += [Spot(50, 34, 10), Spot(36, 26, 8)]


def _peak(stage: Stage, x: float, top: float, half: float, tint: tuple[int, int, int]) -> None:
    stage.paper.lay(Cut().polygon([(x, top), (x + half, 80), (x - half, 80)]), lighter(tint, 0.1), tint, lift=1.2)
    share = 11 / (80 - top)
    left, right, low = x - half * share, x + half * share, top + 11
    snow = [(x, top), (right, low), (x + 2.4, low - 3), (x, low + 1.5), (x - 2.4, low - 3), (left, low)]
    cap = mix(colour("#fffdf8"), stage.palette.sky_top, 0.35 if stage.palette.is_night else 0.04)
    stage.paper.lay(Cut().polygon(snow), cap, cap, lift=0.3)


def garden(stage: Stage) -> None:
    """A bed of large flowers before a fence."""
    rng, palette = stage.rng, stage.palette
    sky(stage)
    stage.land(58, 3.5, palette.land[0])
    back = stage.land(67, 2.5, palette.land[1])
    stage.along(back, [things.tree_for(palette, rng), things.tree_for(palette, rng)], 4, 17)
    fence = Cut().box(-1, 72, 101, 73.6).box(-1, 78, 101, 79.6)
    for step in range(13):
        x = step * 8.4
        fence.polygon([(x - 1.6, 84), (x - 1.6, 69), (x, 66.5), (x + 1.6, 69), (x + 1.6, 84)])
    white = mix(palette.cloud, palette.land[2], 0.35 if palette.is_night else 0.03)
    stage.paper.lay(fence, white, darker(white, 0.08), lift=0.9)
    stage.land(82, 1.6, palette.land[2])
    leaf = darker(palette.leaf[0], 0.1)
    blooms = [
        maker(mix(tint, palette.land[3], 0.3 if palette.is_night else 0), leaf).finished()
        for tint in palette.accents
        for maker in (things.flower, things.tulip)
    ]
    for step in range(9):
        stage.put(blooms[(step * 5 + 1) % 6], 4 + step * 11.6 + rng.uniform(-2.5, 2.5), 93 + rng.uniform(-2, 2), rng.uniform(9, 14), 0.7)
    meadow(stage, stage.land(93, 1.4, palette.land[3]))
    stage.ground += [Spot(50, 94, 25), Spot(26, 95, 21)]
    stage.air += [Spot(30, 48, 11), Spot(70, 40, 10), Spot(54, 34, 8)]


def desert(stage: Stage) -> None:
    """Dunes, cactuses, a palm by the water."""
    rng, palette = stage.rng, stage.palette
    sand = [colour(value) for value in ("#fbe3b3", "#f5cd8b", "#e9b069", "#d8924f")]
    if palette.is_night:
        sand = [mix(tint, colour("#2a2b66"), 0.55) for tint in sand]
    sky(stage, big=1.25)
    stage.land(58, 5, sand[0], waves=0.9)
    stage.land(67, 5, sand[1], waves=0.8)
    side = rng.choice((20, 80))
    stage.paper.lay(Cut().oval(side, 80, 17, 3.6), palette.water[0], palette.water[1], lift=0.3)
    stage.put(things.palm(palette.leaf[0], palette.trunk), side + 7, 80, 30)
    stage.put(things.palm(palette.leaf[1], palette.trunk), side - 9, 81, 22)
    stage.land(83, 3, sand[2], waves=0.8)
    stage.put(things.cactus(palette.leaf[1], palette.accents[0]), 100 - side, 88, 16)
    stage.land(93, 2, sand[3], waves=1)
    stage.put(things.cactus(palette.leaf[0], palette.accents[1]), side - 4, 98, 11)
    stage.ground += [Spot(52, 94, 27), Spot(64 if side < 50 else 34, 95, 22)]
    stage.air += [Spot(46, 38, 10)]


def classroom(stage: Stage) -> None:
    """A window, a shelf of books, a table with an open book and pencils."""
    rng, palette = stage.rng, stage.palette
    wall = mix(lighter(palette.accents[1], 0.7), palette.sky_low, 0.5)
    stage.paper.lay(Cut().box(-1, -1, 101, 101), lighter(wall, 0.2), wall, lift=0)
    stage.paper.lay(Cut().box(9, 10, 45, 48, 3), colour("#fffaf2"), lift=1)
    stage.paper.lay(Cut().box(11.5, 12.5, 42.5, 45.5, 2), palette.sky_top, palette.sky_low, lift=0.3)
    stage.paper.lay(Cut().oval(34, 21, 4.5, 4.5), palette.sun, lift=0.4)
    stage.paper.lay(Cut().polygon([(11.5, 45.5), (11.5, 38), (20, 33), (31, 38), (42.5, 34), (42.5, 45.5)]), palette.land[1], palette.land[2], lift=0.4)
    stage.paper.lay(Cut().box(26.2, 12, 27.8, 46).box(11, 28.2, 43, 29.8), colour("#fffaf2"), lift=0.4)
    _shelf(stage, 18)
    _shelf(stage, 42)
    bunting = [Cut(), Cut(), Cut()]
    for step in range(11):
        x, drop = step * 10.0, 4.5 - abs(step % 5 - 2.5)
        bunting[step % 3].polygon([(x - 3.4, drop), (x + 3.4, drop), (x, drop + 6.5)])
    for flags, tint in zip(bunting, palette.accents, strict=True):
        stage.paper.lay(flags, tint, lift=0.5)
    stage.paper.lay(Cut().box(-1, 74, 101, 101, 1), colour("#d9a26f"), colour("#b97f4f"), lift=1.6)
    stage.paper.lay(Cut().box(-1, 73, 101, 77, 1), colour("#e9bd8d"), colour("#dda876"), lift=0.3)
    stage.put(things.open_book(palette.accents[2]), 30, 90, 38)
    for step, tint in enumerate((*palette.accents, palette.leaf[0])):
        x = 66 + step * 7
        stage.paper.lay(Cut().polygon([(x, 88), (x + 3, 88), (x + 9, 97), (x + 6, 97)]), tint, lift=0.5)
    stage.ground += [Spot(76, 76.5, 24), Spot(52, 76, 19)]
    stage.air += [Spot(52, 26, 9)]
    rng.random()


def _shelf(stage: Stage, top: float) -> None:
    rng, palette = stage.rng, stage.palette
    x = 55.0
    tints = [*palette.accents, *palette.leaf, palette.water[1]]
    while x < 92:
        wide, high = rng.uniform(2.4, 4.6), rng.uniform(11, 16.5)
        foot = top + 18
        book = Cut().box(x, foot - high, x + wide, foot, 0.5)
        tint = rng.choice(tints)
        stage.paper.lay(book, lighter(tint, 0.1), tint, lift=0.35)
        x += wide + 0.3
    stage.paper.lay(Cut().box(52, top + 18, 96, top + 20.2, 0.6), colour("#c58f5f"), lift=1)


def space(stage: Stage) -> None:
    """Planets, stars and a rocket."""
    rng, palette = stage.rng, stage.palette
    deep = Cut().box(-1, -1, 101, 101)
    stage.paper.lay(deep, colour("#171a4a"), mix(colour("#4b3b8f"), palette.accents[2], 0.25), lift=0)
    stage.paper.glow(30, 62, 40, palette.accents[2], 0.3)
    stage.paper.glow(78, 26, 34, palette.accents[0], 0.28)
    stars = Cut()
    for _ in range(90):
        size = rng.uniform(0.15, 0.45)
        stars.oval(rng.uniform(0, 100), rng.uniform(0, 100), size, size)
    stage.paper.lay(stars, (255, 250, 232), (255, 250, 232), lift=0)
    large = Cut()
    for _ in range(9):
        large.polygon(star_points(rng.uniform(4, 96), rng.uniform(4, 80), rng.uniform(1.2, 2.4)))
    stage.paper.lay(large, colour("#fff0b8"), colour("#ffd978"), lift=0.5)
    stage.put(things.planet(palette.accents[1], ring=True), 24, 46, 40)
    stage.put(things.planet(palette.accents[2], ring=False), 84, 30, 20)
    stage.put(things.planet(palette.leaf[2], ring=False), 62, 20, 9)
    stage.put(things.rocket(palette.accents[0]).finished().rotate(-28, expand=True), 62, 66, 34)
    ground = stage.land(87, 3, colour("#c9c3e6"), colour("#9089c0"))
    holes = Cut()
    for x in (14, 44, 83):
        holes.oval(x, height_at(ground, x) + 7, rng.uniform(4, 7), 1.7)
    stage.paper.lay(holes, colour("#7f78b3"), lift=0)
    stage.ground += [Spot(24, 94, 21), Spot(80, 95, 20)]


def river(stage: Stage) -> None:
    """A river winding between green banks."""
    rng, palette = stage.rng, stage.palette
    sky(stage)
    stage.land(52, 4.5, palette.land[0])
    back = stage.land(60, 2.5, palette.land[1])
    stage.along(back, [things.tree_for(palette, rng), things.fir_tree(palette.leaf[1], palette.trunk)], 7, 12)
    stage.paper.lay(Cut().box(-1, 67, 101, 101), palette.land[2], darker(palette.land[2], 0.08), lift=1)
    stream = [(58, 66.5), (64, 66.5), (66, 71), (58, 76), (60, 82), (86, 92), (92, 101), (30, 101), (36, 91), (44, 83), (48, 77), (56, 71)]
    stage.paper.lay(Cut().polygon(stream), lighter(palette.water[0], 0.3), palette.water[1], lift=0.6)
    ripples = Cut()
    for x, y, wide in ((58, 73.5, 3), (51, 79.5, 5), (54, 86, 9), (60, 92, 11), (48, 96.5, 13)):
        ripples.box(x - wide / 2, y, x + wide / 2, y + 0.6, 0.3)
    stage.paper.lay(ripples, lighter(palette.water[0], 0.75), lift=0)
    for x, y, size in ((10, 84, 24), (90, 82, 21)):
        stage.put(things.tree_for(palette, rng), x, y, size)
    meadow(stage, stage.land(95, 1.2, palette.land[3]))
    stage.ground += [Spot(24, 94, 24), Spot(82, 92, 20)]
    stage.water += [Spot(56, 95, 13)]
    stage.air += [Spot(46, 40, 10)]


def under_water(stage: Stage) -> None:
    """Below the waves: sand, weeds, bubbles."""
    rng, palette = stage.rng, stage.palette
    deep = Cut().box(-1, -1, 101, 101)
    stage.paper.lay(deep, lighter(palette.water[0], 0.3), darker(palette.water[2], 0.12), lift=0)
    stage.paper.glow(50, 2, 44, (255, 255, 240), 0.5)
    for row, share in ((70, 0.1), (79, 0.3)):
        stage.land(row, 4, mix(palette.water[1], palette.water[2], 0.5 + share), waves=2)
    sand = stage.land(89, 2.4, colour("#f6dca6"), colour("#e0b878"))
    for number in range(9):
        x = rng.uniform(1, 99)
        weed = Cut()
        for step in range(7):
            weed.oval(x + (1.3 if step % 2 else -1.3), height_at(sand, x) + 2 - step * 3.2, 1.8, 2.7)
        stage.paper.lay(weed, (palette.leaf * 3)[number], lift=0.5)
    bubbles = Cut()
    for _ in range(22):
        size = rng.uniform(0.5, 1.5)
        bubbles.oval(rng.uniform(3, 97), rng.uniform(6, 82), size, size)
    stage.paper.lay(bubbles, (255, 255, 255), lighter(palette.water[0], 0.7), lift=0.4)
    stage.water += [Spot(52, 60, 36), Spot(24, 40, 17), Spot(78, 36, 15), Spot(74, 78, 16)]
    stage.ground += [Spot(50, 94, 20)]


SCENERY: dict[str, Scenery] = {
    "hills": hills, "sea": sea, "night": night, "forest": forest, "town": town,
    "mountains": mountains, "garden": garden, "desert": desert, "classroom": classroom,
    "space": space, "river": river, "under_water": under_water,
}
