"""A stage of plain paper for a scene that says nothing of where it plays, nor of hour or weather."""

from __future__ import annotations

import math
import random

from stories.providers.own.papercut.palette import Colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.stage import Stage

_FLOOR = 84  # percent: where the figures' ground begins


def paper_stage(stage: Stage) -> None:
    """One of four stages in turn, of two where nobody is merry; no grass grows there."""
    stage.is_bare = True
    stages = _STAGES if stage.has_sun else _QUIET_STAGES
    stages[stage.turn // 2 % len(stages)](stage)
    stage.paper.glow(50, 60, 44, lighter(stage.palette.sky_low, 0.6), 0.5)
    _wings(stage)
    tint = mix(
        mix(stage.palette.sky_low, stage.palette.trunk, 0.35), stage.palette.accents[1], 0.25
    )
    stage.land(_FLOOR, 1.2, lighter(tint, 0.1), waves=0.5)


def _wings(stage: Stage) -> None:
    """Two sheets one behind the other at the sides and above, as of a stage one looks into."""
    rng, palette = random.Random(f"wings|{stage.turn}"), stage.palette  # noqa: S311  no secret
    tints = [mix(tint, lighter(palette.sky_low, 0.2), 0.6) for tint in palette.accents[:2]]
    if not stage.has_sun:
        tints = [darker(palette.sky_top, 0.08), darker(palette.sky_top, 0.2)]
    for tint, reach in zip(tints, (7.2, 3.4), strict=True):
        start = rng.uniform(0, math.tau)
        sheet = Cut()
        for is_left in (True, False):
            side = [
                (reach + 1.6 * math.sin(y * 0.11 + start + is_left), float(y))
                for y in range(-1, 102, 3)
            ]
            edge = [stage.lens.at(x if is_left else 100 - x, y) for x, y in side]
            outside = -1.0 if is_left else 101.0
            sheet.polygon([*edge, (outside, 101.0), (outside, -1.0)])
        above = [
            stage.lens.at(float(x), reach * 0.8 + 1.4 * math.sin(x * 0.13 + start))
            for x in range(-1, 102, 3)
        ]
        sheet.polygon([*above, (101.0, -1.0), (-1.0, -1.0)])
        stage.paper.lay(sheet, lighter(tint, 0.14), tint, lift=1.6)


def _shade(stage: Stage, share: float) -> Colour:
    return mix(stage.palette.sky_top, lighter(stage.palette.sky_low, 0.35), share)


def _discs(stage: Stage) -> None:
    """Sheets one in the other, the lightest behind whoever stands there."""
    middle = 50 + stage.rng.uniform(-8, 8)
    for step in range(5):
        size = 66 - step * 11
        tint = _shade(stage, 0.2 + 0.2 * step)
        stage.paper.lay(
            Cut().oval(middle, 62, size, size * 0.92), lighter(tint, 0.12), tint, lift=1.3
        )


def _rays(stage: Stage) -> None:
    """Rays that spread from behind whoever stands there, in two tints that are near to each other."""
    x, y = 50 + stage.rng.uniform(-6, 6), 66.0
    start = stage.rng.uniform(0, math.tau)
    warm = mix(_shade(stage, 0.6), stage.palette.accents[1], 0.3)
    stage.paper.lay(Cut().box(-1, -1, 101, 101), lighter(warm, 0.2), warm, lift=0)
    rays = Cut()
    for step in range(11):
        turn = start + math.tau * step / 11
        ends = [
            (x + 130 * math.cos(it), y + 130 * math.sin(it)) for it in (turn - 0.13, turn + 0.13)
        ]
        rays.polygon([(x, y), *ends])
    light = lighter(warm, 0.22)
    stage.paper.lay(rays, light, lighter(light, 0.2), lift=0.6)
    # A disc where all rays meet: a point would draw every eye.
    disc = lighter(light, 0.35)
    stage.paper.lay(Cut().oval(x, y, 30, 30), lighter(disc, 0.2), disc, lift=1.2)


def _strips(stage: Stage) -> None:
    """Torn strips one above the other, which rise to one side."""
    side = stage.rng.choice((-1, 1))
    for step in range(6):
        level, tint = 8 + step * 13, _shade(stage, 0.9 - 0.15 * step)
        edge = [
            (float(x), level + side * (x - 50) * 0.12 + 1.4 * math.sin(x * 0.16 + step * 2.1))
            for x in range(-1, 102, 3)
        ]
        strip = [*edge, (101.0, 101.0), (-1.0, 101.0)]
        stage.paper.lay(Cut().polygon(strip), lighter(tint, 0.1), tint, lift=1.2)


def _mobile(stage: Stage) -> None:
    """Discs and diamonds that hang on threads, away from the middle."""
    rng, palette = stage.rng, stage.palette
    stage.paper.glow(50, 55, 50, lighter(palette.sky_low, 0.6), 0.5)
    tints = [mix(tint, palette.sky_low, 0.45) for tint in (*palette.accents, palette.sun)]
    for number, x in enumerate((9, 24, 37, 62, 76, 91)):
        low, size = rng.uniform(14, 40 if 30 < x < 70 else 52), rng.uniform(3.4, 6)
        thread = darker(palette.sky_low, 0.25)
        stage.paper.lay(Cut().box(x - 0.12, -1, x + 0.12, low), thread, thread, lift=0)
        tint = tints[number % len(tints)]
        shape = Cut()
        if number % 2:
            shape.oval(x, low + size, size, size)
        else:
            shape.polygon([
                (x, low), (x + size, low + 1.3 * size), (x, low + 2.6 * size), (x - size, low + 1.3 * size),
            ])  # fmt: skip
        stage.paper.lay(shape, lighter(tint, 0.18), tint, lift=1.6)


_QUIET_STAGES = (_discs, _strips)
_STAGES = (_discs, _rays, _strips, _mobile)
