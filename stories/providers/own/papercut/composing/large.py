"""What is larger than people: behind them at a side, where they hide nothing of it."""

from __future__ import annotations

from itertools import pairwise

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.frames import BOATS, Frame
from stories.providers.own.papercut.composing.hands import Spot
from stories.providers.own.papercut.composing.standing import bounded, seen_width, stand
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.scenery.waters import islet
from stories.providers.own.papercut.stage import Stage

_FAR_OFF = {"volcano": 6.0}  # percent of the picture: how much farther up its foot is
_ROOTED = 0.7  # of the width of what stands on it: an islet's
_OPEN_WATER = frozenset({"sea", "lake"})
# How much larger than listed is what people drive or step into: it is higher than they are.
_LARGER = {
    "tractor": 1.9,
    "bus": 1.9,
    "lorry": 1.9,
    "trainrail": 1.9,
    "bridge": 1.9,
    "house": 1.8,
    "volcano": 1.8,
}
BROAD = frozenset({"pyramid", "car", "bus", "lorry", "tractor", "trainrail", "volcano"})
_RIM, _BEFORE_A_BOAT = 0.12, 0.36  # of its width: what people may be before
_SIDE = 1.5  # percent that stay free beside a row
_ALONE = 1.35  # times as large is what is the only thing to see
_LEAST_FREE = 26.0  # percent of the picture beside what is large: with less, people are before it
_CROWN = 0.1  # of a tree's height: how far below its top a bird sits
_LOOK = 0.6  # how far a face is turned to what somebody looks at


def row_behind(
    stage: Stage,
    far: list[Thing],
    frame: Frame,
    smiles: bool,
    place: str = "",
    floats_at: float | None = None,
    *,
    company: bool = True,
) -> list[tuple[str, Spot, float]]:
    """Put what is large at the sides, where people do not hide it; on an islet where there is water.

    Returns the key of each, where a bird sits on it and how high it is. Nothing is where a boat is.
    """
    found = []
    larger = 1.0 if company else _ALONE
    is_left = stage.rng.random() < 0.5 if floats_at is None else floats_at > 50
    sides = (16, 84, 50) if is_left else (84, 16, 50)
    if len(far) == 1 and not company:
        sides = (40, 84, 50) if is_left else (60, 16, 50)
    for thing, x in zip(far, sides, strict=False):
        image = thing_figure(thing, stage, smiles=smiles)
        high = thing.height / 100 * frame.tall * _LARGER.get(thing.key, 1.45) * larger
        is_broad = thing.key in BROAD and len(far) == 1
        if place in _OPEN_WATER:
            wide = seen_width(image, high, frame.behind, is_wide=is_broad)
            islet(stage, bounded(x, wide), frame.behind, min(wide * _ROOTED, 30))
        foot = frame.behind - _FAR_OFF.get(thing.key, 0.0)
        wide = stand(stage, image, x, foot, high, is_wide=is_broad)
        tall = wide * image.height / image.width
        found.append((thing.key, (bounded(x, wide), frame.behind - tall * (1 - _CROWN)), tall))
    return found


def free_side(stage: Stage, far: list[tuple[str, Spot, float]]) -> tuple[float, float] | None:
    """Return from where to where people stand who hide nothing that is large, None where there is no room."""
    keys = {key for key, _, _ in far}
    large = [it.box for it in stage.figures if keys.intersection(it.who)]
    if not large:
        return None
    # A rim of it is a crown or a rock; and who stands on the shore may be before a part of a boat.
    rims = [(it, _RIM) for it in large]
    rims += [(it.box, _BEFORE_A_BOAT) for it in stage.figures if BOATS.intersection(it.who)]
    taken = [
        (left + rim * (right - left), right - rim * (right - left))
        for (left, _, right, _), rim in rims
    ]
    edges = sorted([(0.0, _SIDE), *taken, (100 - _SIDE, 100.0)])
    gaps = [(here[1] + 1, after[0] - 1) for here, after in pairwise(edges)]
    free = max(gaps, key=lambda it: it[1] - it[0])
    return free if free[1] - free[0] >= _LEAST_FREE else None


def has_large(depiction: Depiction, groups: dict[str, list[Thing]]) -> bool:
    """Return whether people are out of doors beside a ship, a house, a tree, or what else is larger."""
    boats = [thing for thing in groups["water"] if thing.key in BOATS]
    is_large = bool(boats or groups["far"]) and not depiction.is_indoors
    return is_large and bool(depiction.people) and not depiction.is_under_tree


def boat_side(stage: Stage, groups: dict[str, list[Thing]]) -> float | None:
    """Return on which side a boat is of which others stand ashore, None without one."""
    boats = [thing for thing in groups["water"] if thing.key in BOATS]
    return (20.0 if stage.turn % 2 else 80.0) if boats else None


def where_to_look(
    stage: Stage, groups: dict[str, list[Thing]], far: list[tuple[str, Spot, float]]
) -> float:
    """Return to which side the only person looks: to an animal, to what is large or afloat."""
    if groups["ground"]:
        return _LOOK
    x = far[0][1][0] if far else boat_side(stage, groups)
    return 0.0 if x is None else _LOOK if x > 50 else -_LOOK
