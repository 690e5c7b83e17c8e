"""Birds and what else is in the air: on a tree or beside faces, never before one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut import things
from stories.providers.own.papercut.composing.frames import CUT_OFF, Frame
from stories.providers.own.papercut.composing.ground import FOUND
from stories.providers.own.papercut.composing.hands import SMALL, Spot
from stories.providers.own.papercut.composing.standing import (
    bounded,
    is_clear,
    seen_faces,
    seen_width,
    stand,
)
from stories.providers.own.papercut.figures import showing, thing_figure
from stories.providers.own.papercut.palette import lighter
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.scenery.foreground import bough
from stories.providers.own.papercut.stage import Box, Stage

# Who is at home on branches, and where branches may be.
_OF_BRANCHES = frozenset({"owl", "squirrel", "monkey", "parrot", "bird", "crow", "dove"})
_WOODED = frozenset({
    "", "village", "farm", "garden", "forest", "river", "lake", "hills", "road", "field", "savanna",
    "playground", "mountains",
})  # fmt: skip
_ELSEWHERE_BUSY = frozenset({"run", "walk", "jump", "fly", "hug", "hands", "climb", "ride"})
_MOST_ON_A_BOUGH = 2
_BOUGH = {
    True: (64.0, 86.0),
    False: (45.0, 47.0),
}  # its height and reach: for all there are, or beside others
_SITTING = {
    True: 31.0,
    False: 13.0,
}  # percent of the picture: how high the largest on it is, at least
_HIGHEST_SITTING = {True: 40.0, False: 22.0}
_NESTING = frozenset({"nest", "egg"})
_NEST = 0.48  # of the bird that sits in it: how high a nest is before it
_BESIDE, _SMALLEST = 0.72, 6.0  # of its listed height; percent of the picture
_PERCHING = frozenset({"bird", "crow", "dove", "parrot"})
_ROOM_ABOVE = 11  # percent of the picture that a bird on a tree needs above it
_PERCHED = 14  # percent: how high a bird on a tree is at most
_FACE = (0.1, 0.1, 0.9, 0.75)  # of its image: where what flies looks from
_HIGHEST = 3  # percent of the picture above what flies
_ELSEWHERE = (50, 86, 14, 74, 26)
_AIRCRAFT = frozenset({"plane", "helicopter", "rocket"})
_FAR_OFF = 17  # percent of the picture: how high an aircraft is at most that people see
_DISC, _DISC_TOP = 10.0, 11.0  # percent: half of sun or moon as it is seen, and its upper edge
_ABOVE_HEADS = 2.5  # percent between a head and what flies
_SIZES = (1.0, 0.8, 0.64, 0.5)  # of its height, until there is room for it


def heads(stage: Stage) -> list[Box]:
    """Return where the heads are of all who are in the picture, with hair and hats."""
    found = []
    for left, top, right, low in seen_faces(stage):
        wide, high = right - left, low - top
        found.append((left - 0.16 * wide, top - 0.75 * high, right + 0.16 * wide, low))
    return found


def take_perched(depiction: Depiction, groups: dict[str, list[Thing]], others: int) -> None:
    """Move those who are at home on branches from the ground to a tree that is there, or to a bough.

    There are `others` on the ground. Who is said to walk, run or be in somebody's arms stays there.
    """
    groups["bough"], groups["nest"] = [], []
    if depiction.is_indoors or depiction.place not in _WOODED:
        return
    sitting = [it for it in groups["ground"] if _sits_above(it, depiction)][:_MOST_ON_A_BOUGH]
    others += len(groups["ground"]) - len(sitting)
    if not sitting or others > _MOST_ON_A_BOUGH or (others and len(sitting) > 1):
        return
    if any(it.key == "tree" for it in groups["far"]):
        sitting = sitting[:1] if not groups["air"] else []
        groups["air"] += [replace(it, in_tree=True) for it in sitting]
    elif groups["far"] or (groups["water"] and others):
        return
    else:
        groups["bough"] = sitting
        _take_beside(groups, is_alone=not others)
    groups["ground"] = [it for it in groups["ground"] if it not in sitting]


def _take_beside(groups: dict[str, list[Thing]], *, is_alone: bool) -> None:
    """Take what lies on the bough: a nest, in which its eggs are, else what those who are alone may eat."""
    nests = [it for it in groups["held"] if it.key in _NESTING]
    if any(it.key == "nest" for it in nests):
        groups["nest"] = sorted(nests, key=lambda it: it.key != "nest")
    elif is_alone:
        groups["nest"] = [it for it in groups["held"] if it.key in FOUND and it.height <= SMALL][:1]
    groups["held"] = [it for it in groups["held"] if it not in groups["nest"]]


def _sits_above(thing: Thing, depiction: Depiction) -> bool:
    said = {act.deed for act in depiction.acts if thing.key in (act.who, act.whom)}
    return thing.key in _OF_BRANCHES and not (thing.hero or thing.is_held or said & _ELSEWHERE_BUSY)


def bough_is_left(stage: Stage) -> bool:
    """Return on which side of the picture a bough begins: by turns."""
    return stage.turn % 2 == 0


def put_on_bough(
    stage: Stage, groups: dict[str, list[Thing]], frame: Frame, *, smiles: bool, alone: bool
) -> None:
    """Draw a bough, who sits on it, large where they are `alone`, and what lies there, as a nest."""
    sitting, lying = groups["bough"], groups["nest"][:1]
    if not sitting:
        return
    is_left = bough_is_left(stage)
    y, reach = _BOUGH[alone]
    bough(stage, y, reach, is_left=is_left)
    tallest = max(it.height for it in sitting)
    largest = max(tallest / 100 * frame.tall, _SITTING[alone])
    places = (0.58,) if len(sitting) == 1 else (0.3, 0.74)
    for thing, place in zip(sitting, places, strict=False):
        image = thing_figure(thing, stage, smiles=smiles)
        high = min(largest, _HIGHEST_SITTING[alone]) * max(thing.height / tallest, 0.5)
        x = reach * place if is_left else 100 - reach * place
        is_in_nest = bool(lying) and lying[0].key == "nest"
        stand(stage, image, x, y + (0 if is_in_nest else 1.6), high, dry=False, faces=(_FACE,))
        if is_in_nest:
            nest = showing(things.nest().finished(), lying.pop().key)
            stand(stage, nest, x, y + 2.6, high * _NEST, dry=False)
    for thing in lying:
        image = thing_figure(thing, stage, smiles=smiles)
        place = reach * (0.86 if len(sitting) == 1 else 0.52)
        high = max(largest * _BESIDE * thing.height / tallest, _SMALLEST)
        stand(stage, image, place if is_left else 100 - place, y + 1.4, high, dry=False)


def put_in_the_air(
    stage: Stage,
    flyers: list[Thing],
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
    rest = list(flyers)
    for thing in flyers:
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
        x, y, height = _free_place(image, wanted, height, [*hidden, *_light(stage)], lowest)
        if thing.key == "kite" and hands and smiles:
            # The hand on its own side, so that no string crosses a face.
            nearest = min(hands, key=lambda spot: abs(spot[0] - x))
            _string(stage, (x, y - height * 0.45), nearest)
        faces = (_FACE,) if thing.is_animal or thing.hero else ()
        stand(stage, image, x, y, height, dry=False, faces=faces)


def _light(stage: Stage) -> list[Box]:
    """Return where sun or moon is: nothing flies before it."""
    if stage.light_x is None:
        return []
    return [(stage.light_x - _DISC, _DISC_TOP, stage.light_x + _DISC, _DISC_TOP + 2 * _DISC)]


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
