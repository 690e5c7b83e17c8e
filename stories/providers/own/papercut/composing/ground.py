"""What lies on the ground in front."""

from __future__ import annotations

from PIL import Image

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.casting import Staging, holders_of
from stories.providers.own.papercut.composing.frames import Frame
from stories.providers.own.papercut.composing.hands import HELD, SMALL, Placed, true_height
from stories.providers.own.papercut.composing.standing import (
    bounded,
    is_clear,
    seen_faces,
    seen_width,
    stand,
)
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.stage import Box, Stage

_MOST_IN_FRONT = 3
_LOWEST = 4  # percent of the picture
_ENOUGH = 0.5  # percent of the picture between a thing on the ground and who stands beside it
#: What an animal may find on the ground; other small things are people's.
FOUND = frozenset({
    "rose", "leaf", "seedling", "seed", "mushroom", "nest", "honey", "feather", "shell", "egg", "bone",
    "bread", "apple", "banana", "orange", "lemon", "mango", "grapes", "strawberry", "watermelon",
    "coconut", "tomato", "carrot", "potato", "onion", "beans", "peanuts", "meat", "cheese",
})  # fmt: skip
# What is long and used by hand: in a hand, or not there.
_TOOLS = frozenset({"broom", "umbrella"})
_WORN = frozenset({
    "boots", "shoes", "socks", "glasses", "hat", "cap", "crown", "dress", "shirt", "scarf",
})  # fmt: skip
# What is worn, and what is eaten, lies on no floor.
_ON_NO_FLOOR = frozenset({
    *_WORN, *_TOOLS, "bread", "cake", "pot", "kettle", "soup", "rice", "meat", "vegetables", "beans",
    "cheese", "plate", "bowl", "cup", "tea", "coffee", "milk", "chocolate", "icecream", "spoon", "knife",
})  # fmt: skip
# What is in nobody's hand unless the text says so.
_GROWING = frozenset({
    "flower", "sunflower", "rose", "leaf", "seedling", "mushroom", "nest", "maize", "wheat", "shell",
    "feather", "bone", "drop", "tap",
})  # fmt: skip


def sorted_by_size(
    groups: dict[str, list[Thing]],
    depiction: Depiction,
    staging: Staging,
    *,
    alone: bool,
    room: int = 0,
) -> tuple[list[Thing], list[Thing]]:
    """Return what is held or lies on a table, and what lies on the ground.

    There is `room` on the table. Nothing small that people use lies beside an animal alone; it is left out.
    """
    hands, tables = holders_of(depiction, staging), room
    has_ground = not (depiction.is_indoors or depiction.people)
    if depiction.place == "under_water":
        hands = 0
    small = [
        it
        for it in groups["held"]
        if it.height <= (HELD if it.is_held else SMALL) or (it.key in _TOOLS and not alone)
    ]
    small.sort(key=lambda it: it.key not in _TOOLS)
    large = [it for it in groups["held"] if it not in small]
    if alone:
        # On a sheet of paper anything may be looked at; in a landscape no shoe is as large as a house.
        is_somewhere = bool(depiction.place or depiction.weather)
        return [], [
            it for it in groups["held"] if it.hero or it.key not in _WORN or not is_somewhere
        ]
    rooted = [thing for thing in small if thing.key in _GROWING and not thing.is_held]
    small = [thing for thing in small if thing not in rooted]
    if depiction.is_indoors:
        # Nothing grows out of a floor: on the table, or not there.
        small += rooted[:tables]
    else:
        large = [*large, *rooted]
    if not hands + tables:
        small = [*rooted, *small]
        found = [it for it in small if it.key in FOUND and it not in large]
        lying = [
            it
            for it in (*large, *found)
            if it.key not in _ON_NO_FLOOR or (has_ground and it.key in FOUND)
        ]
        return [], lying
    # What finds no hand is put down, if the text says that somebody has it, and if it is put down at all.
    down = [*large, *(it for it in small[hands + tables :] if it.is_held)]
    return small[: hands + tables], on_floors(down)


def on_floors(things: list[Thing]) -> list[Thing]:
    """Return what may lie on the ground beside people."""
    return [thing for thing in things if thing.key not in _ON_NO_FLOOR]


def row_in_front(
    stage: Stage, held: list[Thing], frame: Frame, large: float, placed: Placed, *, smiles: bool
) -> None:
    """Put things on the ground in front, beside who stands there.

    They are `large` percent high at least where they are alone, else 0.
    """
    taken, faces = [(x, one.width) for one, x, _ in placed], seen_faces(stage)
    places = (50, 20, 80, 34, 70) if large else (64, 36, 80, 20, 50, 90, 10)
    for at, thing in enumerate(held[:_MOST_IN_FRONT]):
        image = thing_figure(thing, stage, smiles=smiles)
        height = max(true_height(thing, frame), large * (0.6 if at else 1))
        wide = height * image.width / image.height
        x = max(places, key=lambda spot: (_room(spot, wide, taken), -places.index(spot)))
        taken.append((x, wide))
        while height > _LOWEST and not is_clear(_box(image, x, frame.front, height), faces):
            height *= 0.8
        stand(stage, image, x, frame.front, height)


def _box(image: Image.Image, x: float, y: float, height: float) -> Box:
    wide = seen_width(image, height, y)
    x = bounded(x, wide)
    return x - wide / 2, y - height, x + wide / 2, y


def _room(x: float, wide: float, taken: list[tuple[float, float]]) -> float:
    """Return how much is left between a thing at x and who is nearest, in percent; no more than enough."""
    gaps = [abs(x - other) - (wide + width) / 2 for other, width in taken]
    return min([*gaps, _ENOUGH])
