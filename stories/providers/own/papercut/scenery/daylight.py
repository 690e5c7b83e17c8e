"""The sky over a scene: its sun, moon, stars and clouds, and the light that comes from them."""

from __future__ import annotations

import math
import random

from stories.providers.own.papercut import things
from stories.providers.own.papercut.palette import darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, Point
from stories.providers.own.papercut.stage import Stage, star_points

_RAYS = 16
_CLEAR = 14.0  # percent about the middle of sun and moon: no cloud comes so near
_BEAMS = ((0.5, 0.16), (1.0, 0.12), (1.5, 0.18))  # directions and half widths, in radians


def sky(stage: Stage, *, sun_x: float | None = None, sun_y: float = 24, big: float = 1.0) -> None:
    """Sun with its rays by day where it may shine; moon and stars by night; clouds."""
    rng, palette = stage.rng, stage.palette
    # Never in the middle, where the friends stand.
    x = sun_x if sun_x is not None else rng.choice((20, 26, 72, 80)) + rng.uniform(-4, 4)
    share = stage.lens.share
    _bands(stage, x)
    _veils(stage)
    if palette.is_night and stage.has_stars:
        _stars(stage, 46)
        if stage.has_moon:
            stage.light_x = x
            _moon(stage, *stage.lens.at(x, sun_y - 3), 9.5 * big * share)
    elif stage.has_sun and not palette.is_night:
        stage.light_x = x
        _sun(stage, *stage.lens.at(x, sun_y - 3), 8.2 * big * share)
    for number in range(rng.choice((2, 3, 3))):
        # Away from the sun, and whole.
        wide = rng.uniform(15, 26)
        cloud_x = (x + 32 + number * 21 + rng.uniform(-4, 4)) % 100
        cloud_x = min(max(cloud_x, wide / 2 + 2), 98 - wide / 2)
        if abs(cloud_x - x) < wide / 2 + _CLEAR * big:
            # On the other side of the picture no cloud is before sun or moon.
            cloud_x = min(max(100 - x + (number - 1) * 8, wide / 2 + 2), 98 - wide / 2)
        if abs(cloud_x - x) < wide / 2 + _CLEAR * big:
            continue
        tint = mix(palette.cloud, palette.sky_low, rng.uniform(0, 0.25))
        height = rng.uniform(14, 20) + number * 6
        stage.put(things.cloud(tint), *stage.lens.at(cloud_x, height), wide * share, 0.9)


def _bands(stage: Stage, x: float) -> None:
    """The sky in a few broad sheets, each lower one nearer to the light of the horizon."""
    # Chances of its own, as of the veils.
    rng, palette = random.Random(f"bands|{stage.turn}"), stage.palette  # noqa: S311  no secret
    lens, count = stage.lens, 2 if stage.turn % 3 == 2 else 3
    # They rise away from the light, to one side or, like hills, in the middle.
    side, bow = (-1 if x > 50 else 1), (0.0, 9.0, -7.0)[stage.turn % 3]
    for number in range(count):
        level, start = 10 + number * 17.0, rng.uniform(0, math.tau)
        edge = []
        for step in range(-2, 104, 3):
            off = (step - 50) / 50
            y = level - side * off * 4.5 + bow * off * off + 2.6 * math.sin(step * 0.075 + start)
            edge.append(lens.at(float(step), y + 0.9 * math.sin(step * 0.19 + start * 2)))
        tint = mix(palette.sky_top, palette.sky_low, 0.2 + 0.24 * number)
        sheet = Cut().polygon([*edge, (edge[-1][0], 101.0), (edge[0][0], 101.0)])
        light = lighter(tint, 0.02 if palette.is_night else 0.12)
        stage.paper.lay(sheet, light, mix(tint, palette.sky_low, 0.55), lift=1.1)


def _veils(stage: Stage) -> None:
    """The sky is deepest above and light about the horizon, with long thin streaks of cloud."""
    # Chances of its own: where figures stand does not hang on how the sky is drawn.
    rng, palette = random.Random(f"sky|{stage.turn}"), stage.palette  # noqa: S311  no secret
    stage.paper.mist(50, lighter(palette.sky_low, 0.2), 0.12 if palette.is_night else 0.4)
    streaks = Cut()
    for _ in range(4):
        x, y = rng.uniform(0, 100), rng.uniform(22, 50)
        streaks.oval(x, y, rng.uniform(16, 32), rng.uniform(0.7, 1.5))
    light = lighter(palette.sky_low, 0.1 if palette.is_night else 0.6)
    stage.paper.veil(streaks, light, 0.2 if palette.is_night else 0.42, 1.2)


def _sun(stage: Stage, x: float, y: float, size: float) -> None:
    tint = stage.palette.sun
    stage.paper.glow(x, y, size * 4.6, lighter(tint, 0.6), 0.6)
    _beams(stage, x, y)
    for reach, share in ((4.4, 0.2), (3.1, 0.26), (2.2, 0.34)):
        # Rings of paper, each a little lighter: the light of a cut-out sun.
        ring = Cut().oval(x, y, size * reach, size * reach)
        stage.paper.veil(ring, lighter(tint, 0.72), share, 0.3)
    rays = Cut()
    for step in range(_RAYS):
        # Long and short rays in turn, as cut by hand; round at their ends, so that none looks sharp.
        turn, reach = math.tau * step / _RAYS + 0.1, size * (1.62 if step % 2 else 1.4)
        rays.polygon(_ray(x, y, turn, size * 0.9, reach))
        rays.oval(x + reach * math.cos(turn), y + reach * math.sin(turn), size * 0.07, size * 0.07)
    stage.paper.lay(rays, lighter(tint, 0.45), lighter(tint, 0.2), lift=0.5)
    stage.paper.lay(Cut().oval(x, y, size, size), lighter(tint, 0.3), tint, lift=0.8)
    inner = Cut().oval(x - size * 0.12, y - size * 0.14, size * 0.66, size * 0.64)
    stage.paper.veil(inner, lighter(tint, 0.6), 0.5, 1)


def _ray(x: float, y: float, turn: float, near: float, far: float) -> list[Point]:
    wide, narrow = 0.17, 0.045
    return [
        (x + reach * math.cos(turn + aside), y + reach * math.sin(turn + aside))
        for reach, aside in ((near, -wide), (far, -narrow), (far, narrow), (near, wide))
    ]


def _beams(stage: Stage, x: float, y: float) -> None:
    """Light that falls from the sun across the sky, away from the nearer edge."""
    beams, away = Cut(), 1 if x < 50 else -1
    for turn, half in _BEAMS:
        ends = [
            (x + away * 130 * math.cos(it), y + 130 * math.sin(it))
            for it in (turn - half, turn + half)
        ]
        beams.polygon([(x, y), *ends])
    stage.paper.veil(beams, lighter(stage.palette.sun, 0.7), 0.17, 3)


def _moon(stage: Stage, x: float, y: float, size: float) -> None:
    tint = stage.palette.sun
    stage.paper.glow(x, y, size * 4, mix(tint, stage.palette.sky_low, 0.66), 0.85)
    for reach, share in ((2.6, 0.1), (1.7, 0.16)):
        stage.paper.veil(Cut().oval(x, y, size * reach, size * reach), tint, share, 0.3)
    stage.paper.lay(Cut().oval(x, y, size, size), lighter(tint, 0.4), tint, lift=0.8)
    shade = darker(tint, 0.1)
    for across, down, part in ((-0.35, -0.2, 0.2), (0.3, 0.35, 0.26), (0.25, -0.4, 0.13)):
        spot = Cut().oval(x + across * size, y + down * size, part * size, part * size)
        stage.paper.lay(spot, shade, shade, lift=0)


def _stars(stage: Stage, count: int) -> None:
    rng = stage.rng
    small, large = Cut(), Cut()
    for _ in range(count):
        x, y = rng.uniform(1, 99), rng.uniform(1, 66)
        if rng.random() < 0.25:
            large.polygon(star_points(x, y, rng.uniform(1.0, 1.9)))
        else:
            size = rng.uniform(0.18, 0.42)
            small.oval(x, y, size, size)
    stage.paper.lay(small, (255, 247, 222), (255, 247, 222), lift=0)
    stage.paper.lay(large, (255, 236, 176), (255, 222, 140), lift=0.5)
