"""What hangs on walls, and how rooms look in the dark."""

from __future__ import annotations

from stories.providers.own.papercut.palette import Colour, colour, lighter, mix
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.stage import Stage

WOOD = colour("#c58f5f")


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
