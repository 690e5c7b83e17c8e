"""Birds and what else is in the air: on a tree or beside faces, never before one."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.frames import CUT_OFF, Frame
from stories.providers.own.papercut.composing.hands import Spot
from stories.providers.own.papercut.composing.standing import (
    bounded,
    is_clear,
    seen_faces,
    seen_width,
    stand,
)
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.palette import lighter
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.stage import Box, Stage

_PERCHING = frozenset({"bird", "crow", "dove", "parrot"})
_ROOM_ABOVE = 11  # percent of the picture that a bird on a tree needs above it
_PERCHED = 14  # percent: how high a bird on a tree is at most
_FACE = (0.1, 0.1, 0.9, 0.75)  # of its image: where what flies looks from
_HIGHEST = 3  # percent of the picture above what flies
_ELSEWHERE = (50, 86, 14, 74, 26)
_AIRCRAFT = frozenset({"plane", "helicopter", "rocket"})
_FAR_OFF = 17  # percent of the picture: how high an aircraft is at most that people see
_ABOVE_HEADS = 2.5  # percent between a head and what flies
_SIZES = (1.0, 0.8, 0.64, 0.5)  # of its height, until there is room for it


def heads(stage: Stage) -> list[Box]:
    """Return where the heads are of all who are in the picture, with hair and hats."""
    found = []
    for left, top, right, low in seen_faces(stage):
        wide, high = right - left, low - top
        found.append((left - 0.16 * wide, top - 0.75 * high, right + 0.16 * wide, low))
    return found


def put_in_the_air(
    stage: Stage,
    things: list[Thing],
    perch: Spot | None,
    frame: Frame,
    hidden: list[Box],
    *,
    smiles: bool,
    alone: bool,
    hands: Sequence[Spot] = (),
) -> None:
    """Put the first bird on the tree, where there is room, and the others before no face.

    A kite hangs on the string that one of the `hands` holds.
    """
    rest = list(things)
    for thing in things:
        if perch and (thing.in_tree or thing.key in _PERCHING) and perch[1] > _ROOM_ABOVE:
            image = thing_figure(thing, stage, smiles=smiles)
            height = min(perch[1] - 3, _PERCHED)
            if thing.key not in _PERCHING or is_clear(_box(image, perch, height), hidden):
                stand(stage, image, perch[0], perch[1], height, dry=False)
                rest.remove(thing)
            break
    for at, thing in enumerate(rest):
        image = thing_figure(thing, stage, smiles=smiles, deed="fly")
        height = max(thing.height / 100 * frame.tall, 20 if alone else 9)
        lowest = 100.0
        if hidden and thing.key in _AIRCRAFT and not thing.hero:
            height = min(height, _FAR_OFF)
            # Over all heads: beside one it would be a toy.
            lowest = min(it[1] for it in hidden) - _ABOVE_HEADS - 0.1
        # Beside a face that fills the picture, not before it.
        middle = ((86, 14, 50) if frame.foot > CUT_OFF else (64, 30, 48))[(at + stage.turn) % 3]
        wanted = (float(middle), (46 if alone else 36) + at * 7.0)
        x, y, height = _free_place(image, wanted, height, hidden, lowest)
        if thing.key == "kite" and hands and smiles:
            # The hand on its own side, so that no string crosses a face.
            nearest = min(hands, key=lambda spot: abs(spot[0] - x))
            _string(stage, (x, y - height * 0.45), nearest)
        faces = (_FACE,) if thing.is_animal or thing.hero else ()
        stand(stage, image, x, y, height, dry=False, faces=faces)


def _string(stage: Stage, kite: Spot, hand: Spot) -> None:
    """A thread from the kite down to the hand, a little slack."""
    ends = ((kite[0] + hand[0]) / 2 + 2, (kite[1] + hand[1]) / 2 + 4)
    above, below = list[Spot](), list[Spot]()
    for step in range(13):
        share = step / 12
        x, y = (
            (1 - share) ** 2 * start + 2 * share * (1 - share) * middle + share**2 * end
            for start, middle, end in zip(kite, ends, hand, strict=True)
        )
        above.append((x, y))
        below.append((x + 0.28, y + 0.1))
    tint = lighter(stage.palette.trunk, 0.3)
    stage.paper.lay(Cut().polygon([*above, *reversed(below)]), tint, tint, lift=0.2)


def _free_place(
    image: Image.Image, wanted: Spot, height: float, hidden: list[Box], lowest: float
) -> tuple[float, float, float]:
    """Return the wanted place, or the next above or beside it at which no head is touched, and the height.

    Its foot is no lower than `lowest`. Where there is room for nothing so large, it is smaller: farther off.
    """
    for high in (height * share for share in _SIZES):
        near = min(wanted[1], lowest)
        heights = [y for y in (near, 30.0, 24.0, 18.0, high + _HIGHEST) if y <= lowest]
        xs = (wanted[0], *map(float, _ELSEWHERE))
        places = [(x, y) for x in xs for y in heights if y - high >= _HIGHEST - 1]
        for spot in places:
            if is_clear(_box(image, spot, high), hidden, _ABOVE_HEADS):
                return *spot, high
    return wanted[0], min(wanted[1], lowest), height * _SIZES[-1]


def _box(image: Image.Image, spot: Spot, height: float) -> Box:
    wide = seen_width(image, height, spot[1])
    x = bounded(spot[0], wide)
    return x - wide / 2, spot[1] - height, x + wide / 2, spot[1]
