"""Quiet ground for a scene that names no place: grass and hills, which say nothing of their own."""

from __future__ import annotations

from stories.providers.own.papercut import plants
from stories.providers.own.papercut.palette import Colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, Point, height_at
from stories.providers.own.papercut.scenery.daylight import sky
from stories.providers.own.papercut.scenery.foreground import shrubs
from stories.providers.own.papercut.stage import Stage, meadow


def nowhere(stage: Stage) -> None:
    """One of five grounds in turn; bare trees stand there in winter."""
    sky(stage)
    far = _GROUNDS[stage.turn % len(_GROUNDS)](stage)
    if stage.is_winter:
        stage.along(far, [plants.bare_tree(stage.palette.trunk)], 5, 15)
    else:
        shrubs(stage, height_at(far, 50) + 2)
    meadow(stage, stage.land(86, 2, stage.palette.land[3]))


def _hills(stage: Stage) -> list[Point]:
    land = stage.palette.land
    stage.land(50, 6, mix(land[0], stage.palette.sky_low, 0.35))
    stage.land(57, 5, land[0])
    far = stage.land(65, 4, land[1])
    stage.land(76, 3, land[2])
    return far


def _edge_of_a_meadow(stage: Stage) -> list[Point]:
    land = stage.palette.land
    stage.land(58, 3.5, mix(land[0], stage.palette.sky_low, 0.3), waves=0.9)
    far = stage.land(66, 1.2, land[1], waves=0.6)
    stage.land(76, 1.5, land[2], waves=0.8)
    return far


def _ridges(stage: Stage) -> list[Point]:
    """Hills far off, the farther the more of the sky's colour."""
    for step, share in enumerate((0.75, 0.55, 0.35)):
        tint = mix(stage.palette.land[1], stage.palette.sky_top, share)
        stage.land(46 + step * 8, 4, tint, waves=0.9 + 0.3 * step)
    return stage.land(72, 2, stage.palette.land[2])


def _slope(stage: Stage) -> list[Point]:
    land = stage.palette.land
    stage.land(54, 4, mix(land[0], stage.palette.sky_low, 0.4), waves=1.4)
    far = stage.land(64, 2, land[0])
    _side(stage, land[1], (48, 78))
    return far


def _valley(stage: Stage) -> list[Point]:
    land = stage.palette.land
    far = stage.land(66, 1.5, land[0])
    _side(stage, land[1], (46, 84))
    _side(stage, land[2], (84, 52))
    return far


def _side(stage: Stage, tint: Colour, heights: tuple[float, float]) -> None:
    """Lay a slope that falls or rises evenly from the left edge's height to the right one's."""
    left, right = heights
    slope = [
        (-1.0, left),
        (50.0, (left + right) / 2 + 3),
        (101.0, right),
        (101.0, 101.0),
        (-1.0, 101.0),
    ]
    stage.paper.lay(Cut().polygon(slope), lighter(tint, 0.05), darker(tint, 0.1), lift=1.5)


# Five, while there are three views: the same two meet again only after fifteen scenes.
_GROUNDS = (_hills, _edge_of_a_meadow, _ridges, _slope, _valley)
