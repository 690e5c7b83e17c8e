"""A bridge on which people are: across the whole picture, water below its arch."""

from __future__ import annotations

import math

from stories.providers.own.papercut.palette import colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, Point
from stories.providers.own.papercut.stage import Figure, Stage

#: Percent of the picture: where people stand on it.
WAY = 79.0
_HUMP = 5.0  # percent that its middle is higher than its ends
_RAIL = 13.0  # percent: how high its wall is behind people
_DECK = 4.6  # percent from the wall's foot to the edge in front
_ARCH = (31.0, 21.0)  # half of the arch's width, and its height, in percent
_STONE = colour("#c3b09c")


def bridge_across(stage: Stage) -> None:
    """Lay water, the bridge's arch over it, its way, and the wall behind those who are on it."""
    palette = stage.palette
    stone = mix(_STONE, palette.sky_low, 0.18)
    stone = mix(stone, palette.sky_top, 0.5) if palette.is_night else stone
    paper = stage.paper
    paper.lay(
        Cut().box(-1, 81, 101, 101), lighter(palette.water[0], 0.2), palette.water[1], lift=0.5
    )
    paper.lay(_ripples(), lighter(palette.water[0], 0.7), lift=0)
    wall = [*_edge(WAY - _RAIL), *reversed(_edge(WAY))]
    paper.lay(Cut().polygon(wall), lighter(stone, 0.16), darker(stone, 0.04), lift=1.4)
    paper.lay(_joints(), darker(stone, 0.1), lift=0)
    cap = [*_edge(WAY - _RAIL - 1.6), *reversed(_edge(WAY - _RAIL + 0.8))]
    paper.lay(Cut().polygon(cap), lighter(stone, 0.42), lighter(stone, 0.25), lift=0.8)
    way = [*_edge(WAY - 2.2), *reversed(_edge(WAY + _DECK))]
    paper.lay(Cut().polygon(way), lighter(stone, 0.5), lighter(stone, 0.3), lift=0.3)
    front = [*_edge(WAY + _DECK), (101.0, 101.0), *_arch(0.0), (-1.0, 101.0)]
    paper.lay(Cut().polygon(front), stone, darker(stone, 0.14), lift=1.5)
    ring = [*_arch(-2.6), *reversed(_arch(0.0))]
    paper.lay(Cut().polygon(ring), lighter(stone, 0.34), lighter(stone, 0.12), lift=0.6)
    stage.figures.append(Figure((0.0, WAY - _RAIL - _HUMP, 100.0, 100.0), who=("bridge",)))


def way_at(x: float) -> float:
    """Return how high the way is there."""
    return WAY - _HUMP * math.cos(math.pi * (x - 50) / 104)


def _edge(level: float) -> list[Point]:
    """Return a line from the left to the right that is parallel to the way."""
    return [(float(x), level - WAY + way_at(x)) for x in range(-2, 104, 3)]


def _arch(more: float) -> list[Point]:
    """Return the arch from the right to the left, `more` percent larger."""
    half, high = _ARCH[0] + more, _ARCH[1] + more
    return [
        (50 + half * math.cos(math.pi * step / 30), 104 - high * math.sin(math.pi * step / 30))
        for step in range(31)
    ]


def _ripples() -> Cut:
    cut = Cut()
    for number in range(7):
        x, y = 24 + number * 29 % 47, 87 + number * 1.9
        cut.oval(x, y, 2.2 + number * 0.35, 0.36)
    return cut


def _joints() -> Cut:
    """Return the joints between the stones of the wall."""
    cut = Cut()
    for row in range(3):
        for number in range(13):
            x = number * 8.4 + row % 2 * 4.2
            y = way_at(x) - _RAIL + 2.4 + row * 3.4
            cut.box(x, y, x + 5.8, y + 0.45, 0.2)
    return cut
