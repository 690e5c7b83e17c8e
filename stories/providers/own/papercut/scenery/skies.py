"""Where there is no ground: the sky and space."""

from __future__ import annotations

from stories.providers.own.papercut import things
from stories.providers.own.papercut.palette import colour, mix
from stories.providers.own.papercut.paper import Cut, height_at
from stories.providers.own.papercut.scenery.daylight import sky
from stories.providers.own.papercut.stage import Stage, star_points

_WHOLE = (-1, -1, 101, 101)  # a percent past each edge, against a rim of the colour behind


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
