"""Paper behind a scene that says nothing of where it plays: the spot of colour of a picture book's page.

One colour of the story in a few shades, sprigs at the sides that are ornament and nobody's garden, and
ground to stand on.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from stories.providers.own.papercut.palette import Colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, Point
from stories.providers.own.papercut.scenery.sprigs import Sprigs
from stories.providers.own.papercut.stage import Stage, star_points

_FLOOR = 82.5  # percent: where the figures' ground begins
_STEP = 3  # percent between the points of an edge


@dataclass(frozen=True, slots=True)
class _Spot:
    """One page while it is laid: its chances, and the shades of its one colour, deepest first."""

    stage: Stage
    rng: random.Random
    page: Colour
    shades: tuple[Colour, Colour, Colour]
    sprigs: tuple[Colour, Colour]

    def points(self, points: list[Point]) -> list[Point]:
        """Return where in the scenery lies what is to be seen at these points of the picture."""
        return [self.stage.lens.at(x, y) for x, y in points]

    def lay(self, points: list[Point], tint: Colour, lift: float = 1.5) -> None:
        cut = Cut().polygon(self.points(points))
        self.stage.paper.lay(cut, lighter(tint, 0.1), darker(tint, 0.06), lift=lift)

    def glow(self, x: float, y: float, radius: float, share: float) -> None:
        lens = self.stage.lens
        light = lighter(self.shades[2], 0.55)
        self.stage.paper.glow(*lens.at(x, y), radius * lens.share, light, share)


def paper_stage(stage: Stage) -> None:
    """Lay one of the pages by turns, of fewer where nobody is merry; no grass grows there."""
    stage.is_bare = True
    pages = _PAGES if stage.is_fair else _QUIET_PAGES
    spot = _spot(stage)
    stage.paper.lay(
        Cut().box(-1, -1, 101, 101), lighter(spot.page, 0.12), darker(spot.page, 0.05), lift=0
    )
    pages[stage.turn % len(pages)](spot)
    _floor(spot)


def _spot(stage: Stage) -> _Spot:
    # Chances of its own: where figures stand does not hang on how the paper is cut.
    palette, rng = stage.palette, random.Random(f"page|{stage.turn}")  # noqa: S311  no secret
    colours = (palette.sky_top, palette.accents[1], palette.leaf[2], palette.accents[0],
               palette.water[1], palette.accents[2])  # fmt: skip
    own = colours[stage.turn % len(colours)]
    if palette.is_night or not stage.is_fair:
        # Hushed and dark colours are near to the sky's: no merry page in a sad scene.
        own = mix(own, palette.sky_top, 0.7)
        page = darker(mix(own, palette.sky_low, 0.3), 0.12)
        light = mix(own, palette.sky_low, 0.62)
        green = mix(palette.leaf[0], own, 0.45)
        return _Spot(
            stage, rng, page, (mix(own, page, 0.5), mix(own, light, 0.45), light),
            (darker(green, 0.12), lighter(green, 0.08)),
        )  # fmt: skip
    pale = lighter(mix(palette.sky_low, own, 0.14), 0.5)
    shades = (mix(own, pale, 0.22), mix(own, pale, 0.44), mix(own, pale, 0.7))
    # By turns a light page with a patch of colour, and a coloured one with light in the middle.
    page = mix(own, pale, 0.34) if stage.turn % 3 == 1 else pale
    if page is not pale:
        shades = (mix(own, pale, 0.18), mix(own, pale, 0.58), mix(own, pale, 0.84))
    greens = (mix(palette.leaf[1], own, 0.18), mix(palette.leaf[2], own, 0.12))
    return _Spot(stage, rng, page, shades, greens)


def _blob(rng: random.Random, x: float, y: float, wide: float, high: float) -> list[Point]:
    """Return a closed edge without corners, as of a puddle of colour."""
    waves = [
        (number, rng.uniform(0.06, 0.11) / (number - 1) ** 0.8, rng.uniform(0, math.tau))
        for number in (2, 3, 5)
    ]
    edge = []
    for step in range(72):
        turn = math.tau * step / 72
        reach = 1 + sum(share * math.sin(number * turn + start) for number, share, start in waves)
        edge.append((x + wide * reach * math.cos(turn), y + high * reach * math.sin(turn)))
    return edge


def _patch(spot: _Spot) -> None:
    """Two sheets of one colour like a brush's patch, sprigs growing up at both sides of it."""
    aside = spot.rng.uniform(-3, 3)
    spot.lay(_blob(spot.rng, 50 + aside, 47, 47, 43), spot.shades[1])
    spot.lay(_blob(spot.rng, 50 - aside, 50, 40, 37), spot.shades[2], 1.0)
    spot.glow(50, 48, 30, 0.5)
    _grow(spot, ("laurel", "fern"), (58, 44))


def _arch(spot: _Spot) -> None:
    """An arch within an arch, as of a niche, and a lower one that leans on it."""
    side = spot.rng.choice((-1, 1))
    low_at = 50 + side * 30
    for x, half, top, tint in (
        (low_at, 25.0, 36.0, spot.shades[0]), (low_at, 19.0, 44.0, spot.shades[1]),
        (50 - side * 7, 37.0, 8.0, spot.shades[1]), (50 - side * 7, 31.0, 15.0, spot.shades[2]),
    ):  # fmt: skip
        round_top = [
            (x - half * math.cos(math.pi * step / 30), top + half - half * math.sin(math.pi * step / 30))
            for step in range(31)
        ]  # fmt: skip
        spot.lay([*round_top, (x + half, 101.0), (x - half, 101.0)], tint, 1.3)
    spot.glow(50 - side * 7, 48, 30, 0.5)
    _grow(spot, ("berries", "laurel"), (40, 62) if side > 0 else (62, 40))


def _canopy(spot: _Spot) -> None:
    """Cloths of paper hung from the upper edge, drawn back to the sides."""
    spot.lay(_blob(spot.rng, 50, 56, 45, 40), spot.shades[2], 0.9)
    spot.glow(50, 52, 32, 0.55)
    for number, (deep, tint) in enumerate(((30.0, spot.shades[1]), (19.0, spot.shades[0]))):
        edge = []
        for step in range(0, 101, 2):
            # Deep at the sides, high in the middle: nobody's head is behind it.
            side = abs(step - 50) / 50
            scallop = abs(math.sin(math.pi * (step + 6 * number) / (20 - 4 * number)))
            edge.append((float(step), 3 + deep * side**2.2 + (4.6 - number) * scallop))
        spot.lay(
            [(-1.0, -1.0), (-1.0, edge[0][1]), *edge, (101.0, edge[-1][1]), (101.0, -1.0)], tint
        )
    _grow(spot, ("fern", "berries"), (34, 34))


def _leafy(spot: _Spot) -> None:
    """Great leaves that lean in from both sides, light between them."""
    spot.lay(_blob(spot.rng, 50, 50, 58, 55), spot.shades[2], 0.6)
    spot.glow(50, 48, 36, 0.6)
    sprigs = Sprigs(spot.stage.lens)
    for side in (-1, 1):
        for number in range(5):
            foot = (50 + side * 53, 98 - number * 18.0)
            turn = -math.pi / 2 - side * (0.62 - 0.26 * number)
            long = (36, 32, 26, 26, 26)[number] * spot.rng.uniform(0.9, 1.08)
            sprigs.great_leaf(foot, turn, long, number % 2)
    sprigs.lay(spot.stage.paper, (spot.shades[0], mix(spot.shades[0], spot.sprigs[1], 0.55)), 1.6)
    _grow(spot, ("laurel", "berries"), (26, 30))


def _torn(spot: _Spot) -> None:
    """Broad torn strips that rise to one side, and scraps of paper between them."""
    side = spot.rng.choice((-1, 1))
    rough = random.Random(f"torn|{spot.stage.turn}")  # noqa: S311  no secret
    for level, tint in ((24, spot.shades[2]), (47, spot.shades[1]), (70, spot.shades[0])):
        edge = list[Point]()
        for x in range(-1, 103):
            slope = level - side * (x - 50) * 0.24 + 2.4 * math.sin(x * 0.07 + level)
            edge.append((float(x), slope + rough.uniform(-0.3, 0.3)))
        # The torn edge of a sheet is white.
        white = [(x, y - 1.1 + rough.uniform(-0.25, 0.25)) for x, y in edge]
        below = [(102.0, 101.0), (-1.0, 101.0)]
        spot.lay([*white, *below], lighter(tint, 0.7), 1.4)
        spot.lay([*edge, *below], tint, 0)
    spot.glow(50, 52, 34, 0.5)
    _grow(spot, ("berries", "fern"), (36, 50) if side > 0 else (50, 36))


def _grow(spot: _Spot, kinds: tuple[str, str], highs: tuple[float, float]) -> None:
    """Let sprigs rise at the left and the right, `highs` percent high, out of the figures' ground."""
    sprigs, berries = Sprigs(spot.stage.lens), Cut()
    shrink = 1.0 if spot.stage.is_fair else 0.72
    for side, kind, high in ((-1, kinds[0], highs[0]), (1, kinds[1], highs[1])):
        for number, share in enumerate((1.0, 0.7, 0.46)):
            foot = (50 + side * (45.5 - 3.0 * number), 90.0)
            # Away from the middle first, and at last upright.
            turn = -math.pi / 2 + side * (0.06 + 0.1 * number)
            sprigs.grow(kind, foot, turn, high * share * shrink, -side * 0.34, number % 2)
    sprigs.lay(spot.stage.paper, spot.sprigs, 1.1)
    _scraps(spot, berries)
    tint = (
        spot.stage.palette.sun if spot.stage.is_fair or spot.stage.palette.is_night else spot.page
    )
    spot.stage.paper.lay(berries, lighter(tint, 0.35), lighter(tint, 0.15), lift=0.5)


def _scraps(spot: _Spot, cut: Cut) -> None:
    """Add dots, by night stars, high up at the sides."""
    if not (spot.stage.is_fair or spot.stage.palette.is_night):
        return
    lens = spot.stage.lens
    for number in range(14):
        x = spot.rng.uniform(3, 30)
        at = lens.at(x if number % 2 else 100 - x, spot.rng.uniform(5, 50 - x))
        size = spot.rng.uniform(0.45, 0.9) * lens.share
        if spot.stage.palette.is_night:
            cut.polygon(star_points(*at, size * 1.9))
        else:
            cut.oval(*at, size, size)


def _floor(spot: _Spot) -> None:
    """The ground: a low mound in the page's own colour, deeper than all that is behind it."""
    deep = darker(mix(spot.shades[0], spot.stage.palette.trunk, 0.22), 0.04)
    start = spot.rng.uniform(0, math.tau)
    for rise, tint in ((0.0, lighter(deep, 0.26)), (4.2, deep)):
        edge = [
            (float(x), _FLOOR + rise + 2.4 * ((x - 50) / 50) ** 2 + 0.7 * math.sin(x * 0.09 + start + rise))
            for x in range(-_STEP, 104, _STEP)
        ]  # fmt: skip
        below = [(103.0, 103.0), (-3.0, 103.0)]
        spot.stage.paper.lay(
            Cut().polygon(spot.points([*edge, *below])), lighter(tint, 0.14), darker(tint, 0.08), lift=1.2
        )  # fmt: skip


_Page = Callable[[_Spot], None]
_PAGES: tuple[_Page, ...] = (_patch, _arch, _leafy, _canopy, _torn)
_QUIET_PAGES: tuple[_Page, ...] = (_patch, _torn, _arch, _leafy)
