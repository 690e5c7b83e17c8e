"""What is so near that it frames the picture: leaves in an upper corner, grass or ferns in a lower one."""

from __future__ import annotations

import math

from stories.providers.own.papercut.palette import Colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut, Point
from stories.providers.own.papercut.stage import Box, Stage

_LEAFY = frozenset({"", "village", "garden", "forest", "river", "lake", "farm", "playground"})
#: How far from its corner a branch reaches, in percent.
BRANCH = (30.0, 17.0)
_DISC = 12.0  # percent: half of the sun with its rays
#: How far from its corner what grows there reaches, in percent.
CORNER = (13.0, 14.0)


def frame_in_leaves(stage: Stage, place: str, faces: list[Box]) -> None:
    """Let something grow in one of the lower corners and, where trees may be, hang from an upper one."""
    grow = (_grass, _ferns, _broad_leaves)[stage.turn % 3]
    is_left = stage.rng.random() < 0.5
    corners = [it for it in (is_left, not is_left) if not _is_in_corner(stage, is_left=it)]
    if corners:
        grow(stage, is_left=corners[0])
    if place in _LEAFY and not stage.is_winter and stage.turn % 2:
        sides = (True, False) if stage.turn // 2 % 2 else (False, True)
        free = [it for it in sides if _is_free(it, faces) and not _is_lit(stage, is_left=it)]
        if free:
            _branch(stage, is_left=free[0])


def shrubs(stage: Stage, level: float) -> None:
    """Low bushes here and there about this height, two tints of one green."""
    rng, palette = stage.rng, stage.palette
    dark, light = Cut(), Cut()
    for number in range(5):
        x, size = (number + rng.uniform(0.1, 0.9)) * 20, rng.uniform(2.6, 5)
        y = level + rng.uniform(0, 4)
        for across, up, part in ((-0.9, 0.0, 0.7), (0.0, 0.45, 1.0), (0.95, 0.05, 0.65)):
            cut = dark if number % 2 else light
            cut.oval(x + across * size, y - up * size, part * size, part * size * 0.86)
    tint = mix(palette.leaf[1], palette.land[1], 0.4)
    stage.paper.lay(dark, lighter(tint, 0.08), darker(tint, 0.14), lift=0.8)
    stage.paper.lay(light, lighter(tint, 0.22), tint, lift=0.8)


def _is_in_corner(stage: Stage, *, is_left: bool) -> bool:
    """Return whether a figure stands where something would grow before it."""
    return any(
        it.box[3] > 100 - CORNER[1]
        and (it.box[0] < CORNER[0] if is_left else it.box[2] > 100 - CORNER[0])
        for it in stage.figures
        if not it.is_cut
    )


def _is_free(is_left: bool, faces: list[Box]) -> bool:
    wide, high = BRANCH
    edge = (0.0, wide) if is_left else (100 - wide, 100.0)
    return not any(it[0] < edge[1] and edge[0] < it[2] and it[1] < high + 4 for it in faces)


def _is_lit(stage: Stage, *, is_left: bool) -> bool:
    """Return whether sun or moon is where a branch would hang."""
    x = stage.light_x
    return x is not None and (x < BRANCH[0] + _DISC if is_left else x > 100 - BRANCH[0] - _DISC)


def leaf(cut: Cut, foot: Point, turn: float, long: float, wide: float) -> None:
    """Add a pointed leaf; `turn` is its direction in radians, 0 to the right."""
    across, down = math.cos(turn), math.sin(turn)
    edge = []
    for step in range(9):
        share = step / 8
        half = wide * math.sin(math.pi * share**0.8)
        edge.append((foot[0] + across * long * share, foot[1] + down * long * share, half))
    left = [(x - down * half, y + across * half) for x, y, half in edge]
    right = [(x + down * half, y - across * half) for x, y, half in reversed(edge)]
    cut.polygon([*left, *right])


def _placed(is_left: bool, point: Point) -> Point:
    return point if is_left else (100 - point[0], point[1])


def _branch(stage: Stage, *, is_left: bool) -> None:
    """A twig from beyond the corner, its leaves in two tints."""
    rng, palette = stage.rng, stage.palette
    wood, tints = Cut(), (Cut(), Cut())
    reach, drop = rng.uniform(20, 25), rng.uniform(8, 11)
    spine = [(reach * it / 8 - 1, 1 + drop * (it / 8) ** 1.6) for it in range(9)]
    upper = [_placed(is_left, (x, y - 0.5)) for x, y in spine]
    lower = [_placed(is_left, (x, y + 0.5 - 0.06 * at)) for at, (x, y) in enumerate(spine)]
    wood.polygon([*upper, *reversed(lower)])
    for at, (x, y) in enumerate(spine[1:]):
        for side in (-1, 1):
            turn = 0.35 + side * rng.uniform(0.7, 1.1)
            turn = turn if is_left else math.pi - turn
            leaf(tints[(at + side) % 2], _placed(is_left, (x, y)), turn, rng.uniform(5, 7.4), 1.5)
    tip = spine[-1]
    leaf(tints[0], _placed(is_left, tip), 0.5 if is_left else math.pi - 0.5, 6.5, 1.5)
    stage.paper.lay(wood, darker(palette.trunk, 0.15), lift=1.2)
    _in_two_tints(stage, tints, darker(palette.leaf[0], 0.22))


def bough(stage: Stage, y: float, reach: float, *, is_left: bool) -> None:
    """A strong branch from beyond a side, on whose upper edge something can sit at the height `y`."""
    rng, palette = stage.rng, stage.palette
    wood, tints = Cut(), (Cut(), Cut())
    spine = [(-1 + (reach + 1) * it / 12, y + 6 * (1 - it / 12) ** 3) for it in range(13)]
    upper = [_placed(is_left, point) for point in spine]
    lower = [_placed(is_left, (x, top + 4.6 - 0.3 * at)) for at, (x, top) in enumerate(spine)]
    wood.polygon([*upper, *reversed(lower)])
    for at in (4, 8):
        x, top = spine[at]
        twig = [(x, top + 3), (x + 9, top + 9), (x + 9.6, top + 8.4), (x + 2.6, top + 2)]
        wood.polygon([_placed(is_left, point) for point in twig])
    stage.paper.lay(wood, lighter(palette.trunk, 0.1), darker(palette.trunk, 0.15), lift=1.4)
    if stage.is_winter:
        return
    ends = [spine[-1], *((x + 9, top + 8.6) for x, top in (spine[4], spine[8]))]
    for number, (x, top) in enumerate(ends):
        for step in range(5):
            turn = 0.45 + (step - 2) * 0.62 + rng.uniform(-0.1, 0.1)
            turn = turn if is_left else math.pi - turn
            foot = _placed(is_left, (x, top + (0.6 if number else 0)))
            leaf(tints[step % 2], foot, turn, rng.uniform(6, 8), 1.7)
    _in_two_tints(stage, tints, palette.leaf[0])


def _grass(stage: Stage, *, is_left: bool) -> None:
    """Blades, the longer ones behind."""
    rng, tints = stage.rng, (Cut(), Cut())
    for cut, count, high in ((tints[0], 7, 19), (tints[1], 6, 13)):
        for _ in range(count):
            foot = rng.uniform(-3, 13)
            tip, lean = rng.uniform(0.55, 1) * high, rng.uniform(-4, 7)
            points = [
                (foot - 1.1, 101), (foot + lean * 0.4 - 0.5, 101 - tip * 0.6), (foot + lean, 101 - tip),
                (foot + lean * 0.4 + 0.9, 101 - tip * 0.6), (foot + 1.5, 101),
            ]  # fmt: skip
            cut.polygon([_placed(is_left, point) for point in points])
    _in_two_tints(stage, tints, darker(stage.palette.leaf[0], 0.34))


def _ferns(stage: Stage, *, is_left: bool) -> None:
    """Three fronds that lean into the picture."""
    rng, tints = stage.rng, (Cut(), Cut())
    for number, (foot, lean) in enumerate(((1.0, 0.15), (5.0, 0.5), (9.0, 0.95))):
        high = rng.uniform(14, 20) - number * 2.4
        for step in range(1, 10):
            share = step / 9
            x, y = foot + lean * high * share**1.7, 101 - high * share * (1 - 0.16 * lean * share)
            for side in (-1, 1):
                turn = -math.pi / 2 + lean * 0.7 + side * 1.05
                turn = turn if is_left else math.pi - turn
                long = 4.6 * (1.12 - share)
                leaf(tints[number % 2], _placed(is_left, (x, y)), turn, long, 0.62)
    _in_two_tints(stage, tints, darker(stage.palette.leaf[1], 0.3))


def _broad_leaves(stage: Stage, *, is_left: bool) -> None:
    """A tuft of broad leaves, the middle one the longest."""
    rng, tints = stage.rng, (Cut(), Cut())
    for number in range(7):
        turn = -math.pi / 2 - 0.62 + number * 0.27 + rng.uniform(-0.06, 0.06)
        turn = turn if is_left else math.pi - turn
        long = (10.0, 13.0, 16.0, 17.5, 15.5, 12.5, 9.0)[number] * rng.uniform(0.9, 1.08)
        foot = _placed(is_left, (4 + number * 0.9, 101.0))
        leaf(tints[number % 2], foot, turn, long, long * 0.14)
    _in_two_tints(stage, tints, darker(stage.palette.leaf[0], 0.26))


def _in_two_tints(stage: Stage, cuts: tuple[Cut, Cut], tint: Colour) -> None:
    stage.paper.lay(cuts[0], lighter(tint, 0.05), darker(tint, 0.16), lift=1.4)
    stage.paper.lay(cuts[1], lighter(tint, 0.2), tint, lift=1.2)
