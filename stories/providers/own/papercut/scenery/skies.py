"""Where there is no ground: the sky, space, and the sheet for a scene that names no place."""

from __future__ import annotations

from stories.providers.own.papercut import things
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, height_at
from stories.providers.own.papercut.stage import Stage, sky, star_points

_WHOLE = (-1, -1, 101, 101)  # a percent past each edge, against a rim of the colour behind


def nowhere(stage: Stage) -> None:
    """A sheet with shapes of colour behind the ground: no place, as the text names none."""
    palette = stage.palette
    paper = mix(palette.sky_low, colour("#fff6e6"), 0.1 if palette.is_night else 0.45)
    stage.paper.lay(Cut().box(*_WHOLE), paper, darker(paper, 0.05), lift=0)
    if palette.is_night:
        sky(stage, sun_x=stage.rng.choice((22, 78)), sun_y=20, big=0.8)
    _BACKDROPS[stage.turn % len(_BACKDROPS)](stage, paper)
    for level, share in ((80, 0.35), (88, 0.7)):
        swing = stage.rng.uniform(1.2, 2.4)
        stage.land(level, swing, mix(paper, palette.land[2], share), waves=0.6)


def _round(stage: Stage, paper: Colour) -> None:
    x = stage.rng.choice((42, 50, 58))
    for size, share in ((47, 0.35), (39, 0.62)):
        tint = mix(paper, stage.palette.sky_top, share)
        stage.paper.lay(Cut().oval(x, 52, size, size), lighter(tint, 0.12), tint, lift=0.8)


def _folds(stage: Stage, paper: Colour) -> None:
    for step in range(4):
        tint = mix(paper, stage.palette.sky_top, 0.25 + 0.17 * step)
        stage.land(18 + step * 16, 6, tint, waves=0.7 + 0.2 * (step % 2))


def _arches(stage: Stage, paper: Colour) -> None:
    x = stage.rng.choice((30, 50, 70))
    for step in range(4):
        half = 62 - step * 15
        tint = mix(paper, stage.palette.accents[1], 0.12 + 0.1 * step)
        arch = Cut().oval(x, 78, half, half).box(x - half, 78, x + half, 101)
        stage.paper.lay(arch, lighter(tint, 0.1), tint, lift=0.8)


def _stripes(stage: Stage, paper: Colour) -> None:
    for step in range(6):
        left = -22 + step * 22
        tint = mix(paper, stage.palette.sky_top, 0.2 + 0.12 * (step % 3))
        slant = [(left + 24, -1), (left + 36, -1), (left + 10, 101), (left - 2, 101)]
        stage.paper.lay(Cut().polygon(slant), tint, lift=0.6)


def _dots(stage: Stage, paper: Colour) -> None:
    for row in range(4):
        dots = Cut()
        for step in range(6):
            dots.oval(8 + step * 18 + row % 2 * 9, 10 + row * 18, 5.2, 5.2)
        tint = mix(paper, stage.palette.accents[row % 3], 0.22)
        stage.paper.lay(dots, lighter(tint, 0.1), tint, lift=0.6)


# Five, while there are three views: the same two meet again only after fifteen scenes.
_BACKDROPS = (_round, _folds, _arches, _stripes, _dots)


def clouds(stage: Stage) -> None:
    """High up between clouds."""
    palette, rng = stage.palette, stage.rng
    sky(stage)
    for step in range(6):
        tint = mix(palette.cloud, palette.sky_low, 0.1 * (step % 3))
        x, y = 8 + step * 18 + rng.uniform(-4, 4), 58 + step % 3 * 15 + rng.uniform(-3, 3)
        stage.put(things.cloud(tint), x, y, rng.uniform(26, 40), 1)
    bank = Cut().box(-1, 90, 101, 101)
    for step in range(8):
        bank.oval(step * 14, 91, 9, 5 + step % 3)
    stage.paper.lay(bank, palette.cloud, lift=1)


def space(stage: Stage) -> None:
    """Planets and stars over a quiet moon."""
    palette = stage.palette
    low = mix(colour("#4b3b8f"), palette.accents[2], 0.25)
    stage.paper.lay(Cut().box(*_WHOLE), colour("#171a4a"), low, lift=0)
    stage.paper.glow(30, 62, 40, palette.accents[2], 0.3)
    _far_stars(stage)
    stage.put(things.planet(palette.accents[1], ring=True), 24, 42, 34)
    stage.put(things.planet(palette.accents[2], ring=False), 84, 30, 18)
    ground = stage.land(85, 3, colour("#c9c3e6"), colour("#9089c0"))
    holes = Cut()
    for x in (14, 44, 83):
        holes.oval(x, height_at(ground, x) + 7, stage.rng.uniform(4, 7), 1.7)
    stage.paper.lay(holes, colour("#7f78b3"), lift=0)


def _far_stars(stage: Stage) -> None:
    rng, dots, large = stage.rng, Cut(), Cut()
    for _ in range(90):
        size = rng.uniform(0.15, 0.45)
        dots.oval(rng.uniform(0, 100), rng.uniform(0, 100), size, size)
    for _ in range(9):
        large.polygon(star_points(rng.uniform(4, 96), rng.uniform(4, 80), rng.uniform(1.2, 2.4)))
    stage.paper.lay(dots, (255, 250, 232), (255, 250, 232), lift=0)
    stage.paper.lay(large, colour("#fff0b8"), colour("#ffd978"), lift=0.5)
