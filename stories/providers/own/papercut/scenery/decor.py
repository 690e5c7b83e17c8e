"""Walls and floors, what hangs there, and how rooms look in the dark."""

from __future__ import annotations

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.stage import Stage

WOOD = colour("#c58f5f")
_WHOLE = (-1, -1, 101, 101)  # a percent past each edge, against a rim of the colour behind
_FLOOR = colour("#c99a6b")
_CREAM = colour("#fff8ea")
_SKIRTING, _RAIL = 72.4, 53.0  # percent: where the floor's board begins, and the rail on the wall


def wall_of(stage: Stage, room: int) -> Colour:
    """Return the colour of a room's walls: pale, and another one in each of a story's rooms."""
    palette = stage.palette
    own = (palette.accents[1], palette.accents[2], palette.leaf[2], palette.water[1], palette.accents[0],
           palette.sun)[room % 6]  # fmt: skip
    return mix(lighter(own, 0.56), palette.sky_low, 0.3)


def walls(stage: Stage, wall: Colour, floor: Colour = _FLOOR) -> None:
    """The wall, which covers what the paper begins with, and a floor of boards."""
    wall, floor = dim(stage, wall), dim(stage, floor)
    stage.paper.lay(Cut().box(*_WHOLE), lighter(wall, 0.2), darker(wall, 0.03), lift=0)
    stage.paper.lay(
        Cut().box(-1, 74, 101, 101), lighter(floor, 0.12), darker(floor, 0.16), lift=0.6
    )
    stage.paper.lay(Cut().box(-1, _SKIRTING, 101, 75), lighter(wall, 0.5), lift=0.4)
    boards = Cut()
    for step in range(-9, 10):
        # All towards one point behind the wall: that makes the depth.
        far, near = 50 + step * 7, 50 + step * 13
        boards.polygon([(far, 75), (far + 0.25, 75), (near + 0.5, 101), (near, 101)])
    for row, y in enumerate((77.5, 81.5, 87.5, 95.0)):
        # Where boards end: in every second of them.
        for step in range(-8, 9):
            if (step + row) % 3 == 0:
                left, right = (50 + (step + it) * (7 + 6 * (y - 75) / 26) for it in (0, 1))
                boards.box(left, y, right, y + 0.2 + row * 0.1)
    stage.paper.lay(boards, darker(floor, 0.2), lift=0)
    stripes = Cut()
    for step in range(9):
        stripes.box(step * 12, -1, step * 12 + 6, _SKIRTING)
    stage.paper.veil(stripes, lighter(wall, 0.5), 0.3)
    if not is_dark(stage):
        stage.paper.glow(24, 20, 46, (255, 250, 226), 0.5)


def dado(stage: Stage, room: int) -> None:
    """Panels along the lower wall, with a rail above them."""
    paint = dim(stage, mix(lighter(wall_of(stage, room), 0.3), _CREAM, 0.35))
    low = Cut().box(-1, _RAIL, 101, _SKIRTING)
    stage.paper.lay(low, lighter(paint, 0.1), darker(paint, 0.04), lift=0.3)
    panels = Cut()
    for step in range(6):
        panels.box(step * 18 - 3, _RAIL + 4, step * 18 + 11, _SKIRTING - 3, 0.8)
    stage.paper.lay(panels, darker(paint, 0.06), lighter(paint, 0.06), lift=0)
    stage.paper.lay(Cut().box(-1, _RAIL - 1, 101, _RAIL + 1, 0.4), lighter(paint, 0.4), lift=0.6)


def sprigs_on_the_wall(stage: Stage, wall: Colour) -> None:
    """A wallpaper of small leaves in rows."""
    leaves = Cut()
    for row in range(5):
        for column in range(8):
            x, y = column * 13.4 + row % 2 * 6.7, 5 + row * 10.4
            for side in (-1, 1):
                leaves.polygon(
                    [
                        (x, y + 2.2),
                        (x + side * 1.9, y + 0.4),
                        (x + side * 1.5, y - 1.2),
                        (x, y + 0.8),
                    ]
                )
            leaves.polygon([(x, y + 0.4), (x + 0.7, y - 1.4), (x, y - 3), (x - 0.7, y - 1.4)])
    stage.paper.lay(leaves, darker(dim(stage, wall), 0.07), lift=0)


def tiles(stage: Stage) -> None:
    """Tiles behind stove and worktop, two tints by turns."""
    wall = dim(stage, lighter(wall_of(stage, 2), 0.45))
    top = 45.0
    stage.paper.lay(Cut().box(-1, top, 101, _SKIRTING), wall, darker(wall, 0.03), lift=0.2)
    glazed, joints = Cut(), Cut()
    for row in range(5):
        y = top + row * 5.6
        joints.box(-1, y, 101, y + 0.3)
        for column in range(19):
            x = column * 5.6 - 1
            if row == 0:
                joints.box(x, top, x + 0.3, _SKIRTING)
            if (row + column) % 2:
                glazed.box(x + 0.3, y + 0.3, x + 5.6, min(y + 5.6, _SKIRTING))
    stage.paper.lay(glazed, dim(stage, lighter(stage.palette.water[0], 0.35)), lift=0)
    stage.paper.lay(joints, darker(wall, 0.1), lift=0)


def curtains(stage: Stage, left: float, right: float, top: float, low: float) -> None:
    """A curtain on either side of a window, tied back, and the window's light on the floor."""
    cloth, rail = dim(stage, lighter(stage.palette.accents[0], 0.25)), dim(stage, WOOD)
    for edge, turn in ((left, 1), (right, -1)):
        cut = [(edge - turn * 4, top - 2), (edge + turn * 6, top - 2)]
        cut += [(edge + turn * 2, low - 8), (edge + turn * 3, low + 4), (edge - turn * 4, low + 4)]
        stage.paper.lay(Cut().polygon(cut), lighter(cloth, 0.15), darker(cloth, 0.1), lift=0.6)
        folds = Cut()
        for step in (-1.4, 1.4):
            x = edge + turn * step
            foot = x - turn * 0.6
            folds.polygon(
                [(x, top - 2), (x + 0.9, top - 2), (foot + 0.3, low + 4), (foot, low + 4)]
            )
        stage.paper.lay(folds, darker(cloth, 0.12), lift=0)
        outer, inner = sorted((edge - turn * 4.4, edge + turn * 2.4))
        tie = Cut().box(outer, low - 9.4, inner, low - 6.8, 0.8)
        stage.paper.lay(tie, lighter(cloth, 0.4), lift=0.4)
    stage.paper.lay(Cut().box(left - 6, top - 3.6, right + 6, top - 1.8, 0.9), rail, lift=0.5)
    if not is_dark(stage):
        light = Cut().polygon([(left + 4, 79), (right + 4, 79), (right + 16, 93), (left + 8, 93)])
        stage.paper.veil(light, (255, 247, 214), 0.4)


def on_the_wall(stage: Stage, x: float) -> None:
    """Frames with paper hills, or a board with books, by turns: rooms of a story differ."""
    palette, top = stage.palette, stage.lens.below(16, 6)
    x = stage.lens.beside(x - 13, 26, 2) + 13
    if stage.turn // 2 % 2:
        board(stage, x - 13, x + 13, top + 17)
        for number, wide in enumerate((3.2, 2.6, 3.6, 2.8, 3.0)):
            left, tint = (
                x - 11 + number * 4.2,
                (*palette.accents, palette.leaf[0], palette.water[1]),
            )
            book = Cut().box(left, top + 5 + number % 3 * 1.6, left + wide, top + 17, 0.4)
            stage.paper.lay(book, dim(stage, lighter(tint[number], 0.15)), lift=0.4)
        return
    for left, high, wide, number in ((x - 12, 17, 13, 0), (x + 4, 12, 9, 1)):
        frame = Cut().box(left, top + number * 3, left + wide, top + number * 3 + high, 0.8)
        stage.paper.lay(frame, dim(stage, lighter(WOOD, 0.2)), dim(stage, WOOD), lift=0.7)
        inner = (
            left + 1.4,
            top + number * 3 + 1.4,
            left + wide - 1.4,
            top + number * 3 + high - 1.4,
        )
        sky, hill = dim(stage, lighter(palette.water[0], 0.35)), dim(stage, palette.leaf[number])
        stage.paper.lay(Cut().box(*inner), sky, lift=0)
        middle = (inner[1] + inner[3]) / 2 + 1
        slope = [(inner[0], inner[3]), (inner[0], middle + 2), (left + wide * 0.4, middle - 1.4)]
        stage.paper.lay(
            Cut().polygon([*slope, (inner[2], middle + 1.6), (inner[2], inner[3])]), hill, lift=0.2
        )


def board(stage: Stage, left: float, right: float, y: float) -> None:
    stage.paper.lay(Cut().box(left, y, right, y + 2, 0.6), dim(stage, WOOD), lift=0.8)


def dim(stage: Stage, tint: Colour) -> Colour:
    """The colour as it is by night and in quiet scenes, where the palette's clouds are not white."""
    return mix(tint, stage.palette.cloud, 0.4 if is_dark(stage) else 0)


def is_dark(stage: Stage) -> bool:
    return sum(stage.palette.cloud) < 700
