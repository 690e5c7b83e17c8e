"""Where figures stand in a picture: seen from afar, from near, or with one thing large in front."""

from __future__ import annotations

from dataclasses import replace

from stories.providers.own.depiction.depiction import Depiction, Thing
from stories.providers.own.papercut.composing.afloat import BOATS, put_afloat
from stories.providers.own.papercut.composing.casting import Standing, people_of, seen_people
from stories.providers.own.papercut.composing.flying import faces, put_in_the_air
from stories.providers.own.papercut.composing.frames import (
    CUT_OFF,
    FRAMES,
    Frame,
    View,
    come_near,
    portrait,
    vary,
)
from stories.providers.own.papercut.composing.hands import (
    SMALL,
    Placed,
    Spot,
    put_in_hands,
    resting_places,
    true_height,
)
from stories.providers.own.papercut.composing.standing import bounded, grass_in_front, stand
from stories.providers.own.papercut.figures import figures_of, thing_figure
from stories.providers.own.papercut.palette import mix
from stories.providers.own.papercut.scenery.weather import weather
from stories.providers.own.papercut.stage import Stage

_MOST_FIGURES = 5
_PAIR = 2
_MOST_IN_A_BOAT = 3
_SEATED = 60  # percent of a grown person: what is higher stays ashore
# Where a hero who is a thing stands alone, beside the middle, and how large, by turns: in a picture of
# little else these keep it from being the same again.
_ASIDE = (-24.0, 14.0, 0.0, 26.0, -13.0)
_HERO_SIZES = (1.0, 0.72, 1.2, 0.85)
_CROWN = 0.1  # of a tree's height: how far below its top a bird sits


_LARGE = 30  # percent: how high something alone stands on open ground
_LARGE_WITHOUT_COMPANY = 15  # percent: where nobody stands to be compared with
_LARGE_BESIDE_FURNITURE = 7  # percent: where the scenery has beds or houses to be compared with


_CROWNED = frozenset({"king", "queen", "princess", "prince"})
_FURNISHED = {
    "window": ("room", "bedroom", "kitchen", "classroom", "palace", "prison"),
    "bed": ("bedroom", "hospital"),
}


# What an animal may find on the ground; other small things are people's.
_FOUND = frozenset({
    "rose", "leaf", "seedling", "seed", "mushroom", "nest", "honey", "feather", "shell", "egg", "bone",
    "bread", "apple", "banana", "orange", "lemon", "mango", "grapes", "strawberry", "watermelon",
    "coconut", "tomato", "carrot", "potato", "onion", "beans", "peanuts", "meat", "cheese",
})  # fmt: skip
# What is in nobody's hand unless the text says so.
_GROWING = frozenset({
    "flower", "sunflower", "rose", "leaf", "seedling", "mushroom", "nest", "maize", "wheat", "shell",
    "feather", "bone", "drop", "tap",
})  # fmt: skip
_GRASSY = frozenset({
    "", "village", "farm", "field", "garden", "forest", "river", "lake", "mountains", "hills",
    "savanna", "road",
})  # fmt: skip


def compose(stage: Stage, depiction: Depiction, view: View, title: str) -> frozenset[str]:
    """Put everybody and everything of the depiction on the stage; returns the keys of what is seen."""
    groups = _bystand(depiction)
    frame = portrait(depiction, groups) if view == "detail" else FRAMES[view]
    come_near(stage, frame)
    vary(stage)
    if stage.palette.is_night and not depiction.is_indoors:
        moonlight = mix(stage.palette.sky_low, stage.palette.sun, 0.35)
        stage.paper.glow(50, frame.foot - frame.tall * 0.4, 38, moonlight, 0.3)
    smiles = depiction.mood == "bright"
    for at, thing in enumerate(groups["sky"]):
        _hang(stage, thing, at)
    perch = _row_behind(stage, groups["far"], frame, smiles)
    # Behind the figures, where no drop hides an eye; fog lies over all.
    if depiction.weather != "fog":
        weather(stage, depiction.weather)
    stage.paper.begin_front()
    alone = not (depiction.people or groups["ground"] or groups["water"] or groups["far"])
    crew, ashore = _crew(stage, depiction, groups, frame, title)
    put_afloat(stage, groups["water"], depiction, frame, smiles, crew)
    small, beside = _sorted_by_size(groups, ashore, alone=alone)
    row = _row_of_people(stage, ashore, groups, frame, title, len(small))
    put_in_the_air(stage, groups["air"], perch, frame, faces(row), smiles=smiles, alone=alone)
    put_in_hands(stage, small, resting_places(row), frame, smiles=smiles)
    large = (_LARGE_BESIDE_FURNITURE if depiction.place else _LARGE) if alone else 0.0
    if not (depiction.people or groups["ground"]):
        large = max(large, _LARGE_WITHOUT_COMPANY)
    _row_in_front(stage, beside, frame, large, smiles=smiles)
    is_grassy = depiction.place in _GRASSY and not (depiction.is_indoors or stage.is_bare)
    if view != "wide" and is_grassy:
        grass_in_front(stage)
    if depiction.weather == "fog":
        weather(stage, depiction.weather)
    groups["held"] = [*small, *beside]
    seen = {thing.key for things in groups.values() for thing in things}
    there = {thing.key for thing in depiction.things if _is_there(thing, depiction)}
    there |= {thing.key for thing in depiction.things if thing.is_animal} if crew else set()
    return seen_people(depiction) | seen | there


def _crew(
    stage: Stage, depiction: Depiction, groups: dict[str, list[Thing]], frame: Frame, title: str
) -> tuple[list[Standing], Depiction]:
    """Return who sits in the boat, taken from `groups`, and the depiction without them.

    Everybody is in it or, where they are too many, nobody.
    """
    animals = [thing for thing in groups["ground"] if thing.is_animal and thing.height <= _SEATED]
    people = people_of(depiction, title, frame.tall, stage.turn, 0) if depiction.is_aboard else []
    boats = [thing for thing in groups["water"] if thing.key in BOATS]
    if not (depiction.is_aboard and boats and 0 < len(people) + len(animals) <= _MOST_IN_A_BOAT):
        return [], depiction
    groups["ground"] = [thing for thing in groups["ground"] if thing not in animals]
    smiles = depiction.mood == "bright"
    pets = [
        Standing(
            thing_figure(thing, stage, smiles=smiles), max(thing.height, 38) / 100 * frame.tall
        )
        for thing in animals
    ]
    return [*people, *pets], replace(depiction, people=())


def _sorted_by_size(
    groups: dict[str, list[Thing]], depiction: Depiction, *, alone: bool
) -> tuple[list[Thing], list[Thing]]:
    """Return what is held or lies on a table, and what lies on the ground.

    Nothing small that people use lies beside an animal alone; it is left out.
    """
    hands = 2 * sum(one.age != "baby" for role in depiction.people for one in figures_of(role))
    tables = 2 * sum(thing.key == "table" for thing in groups["ground"])
    if depiction.place == "under_water":
        hands = 0
    small = [thing for thing in groups["held"] if thing.height <= SMALL]
    large = [thing for thing in groups["held"] if thing.height > SMALL]
    if alone:
        return [], groups["held"]
    rooted = [thing for thing in small if thing.key in _GROWING and not thing.is_held]
    small, large = [thing for thing in small if thing not in rooted], [*large, *rooted]
    if not hands + tables:
        small = [*rooted, *small]
        return [], [*large, *(it for it in small if it.key in _FOUND and it not in large)]
    return small[: hands + tables], large


def _bystand(depiction: Depiction) -> dict[str, list[Thing]]:
    groups: dict[str, list[Thing]] = {
        stand: [] for stand in ("sky", "far", "ground", "water", "air", "held")
    }
    for thing in depiction.things:
        # Moon and stars are the scenery's own, by night.
        if thing.hero or (thing.drawing != "scene" and not _is_there(thing, depiction)):
            groups[thing.stand].append(thing)
    return groups


def _is_there(thing: Thing, depiction: Depiction) -> bool:
    """Return whether scenery or people have the thing already: the window of a room, a king's crown."""
    if thing.key == "crown":
        return bool({role.key for role in depiction.people} & _CROWNED)
    if thing.key == "flower":
        return depiction.place == "garden" and depiction.mood == "bright" and not depiction.weather
    return depiction.place in _FURNISHED.get(thing.key, ())


def _hang(stage: Stage, thing: Thing, at: int) -> None:
    image = thing_figure(thing, stage, smiles=False)
    wide = 46 if thing.key == "rainbow" else 24
    stage.put(image, (30, 70)[at % 2], 34 if thing.key != "rainbow" else 44, wide)


def _row_behind(stage: Stage, far: list[Thing], frame: Frame, smiles: bool) -> Spot | None:
    """What is large stands at the sides, where people do not hide it; returns where a bird sits on a tree."""
    perch = None
    sides = (16, 84, 50) if stage.rng.random() < 0.5 else (84, 16, 50)
    for thing, x in zip(far, sides, strict=False):
        image = thing_figure(thing, stage, smiles=smiles)
        wide = stand(stage, image, x, frame.behind, thing.height / 100 * frame.tall * 1.45)
        if thing.key == "tree":
            tall = wide * image.height / image.width
            perch = bounded(x, wide), frame.behind - tall * (1 - _CROWN)
    return perch


def _row_of_people(
    stage: Stage,
    depiction: Depiction,
    groups: dict[str, list[Thing]],
    frame: Frame,
    title: str,
    carried: int,
) -> Placed:
    """Put people and what is on the ground in a row; returns where they are."""
    smiles, beside = depiction.mood == "bright", groups["ground"]
    tables = 2 * sum(thing.key == "table" for thing in beside)
    row: list[Standing] = []
    if depiction.place != "under_water":
        row = people_of(depiction, title, frame.tall, stage.turn, max(carried - tables, 0))
    # Without people or small things to be compared with, even a mouse may be large.
    tallest = max((thing.height for thing in beside), default=80)
    larger = 1.0 if row or groups["held"] else max(80 / tallest, 1.0)
    if groups["far"]:
        # A tree beside it says how large an ant is, and a camp fire.
        larger = min(larger, max(45 / tallest, 1.0), 2.5)
    for thing in beside:
        size = _HERO_SIZES[stage.turn % len(_HERO_SIZES)] if thing.hero else 1.0
        share = size * max(thing.height * larger, 18 if row else 28) / 100 * frame.tall
        image = thing_figure(thing, stage, smiles=smiles)
        row.append(Standing(image, share, is_table=thing.key == "table"))
    if (more := len(row) - _MOST_FIGURES) > 0:
        # What finds no room is not said to be there.
        del beside[-more:], row[-more:]
    if stage.rng.random() < 0.5:
        row.reverse()
    aside, shrink = _aside(stage, groups, frame, len(row))
    placed = [
        (one, 50 + (x - 50) * shrink + aside, _foot(one, frame))
        for one, x in zip(row, _places(len(row), frame), strict=True)
    ]
    # From behind to the front, as they hide each other.
    for one, x, foot in sorted(placed, key=lambda it: it[2]):
        stand(stage, one.image, x, foot, one.height)
    return placed


def _aside(
    stage: Stage, groups: dict[str, list[Thing]], frame: Frame, count: int
) -> tuple[float, float]:
    """Return how far from the middle the row stands, in percent, and its share of the width."""
    if groups["water"] and count:
        return -19.0, 0.6  # beside what floats, and not before it
    if count == 1 and any(thing.hero for thing in groups["ground"]):
        return _ASIDE[stage.turn % len(_ASIDE)], 1.0
    return (stage.rng.choice((-15, 15)) if count == 1 and frame.background > 0.7 else 0.0), 1.0


def _foot(one: Standing, frame: Frame) -> float:
    """Return where a figure's foot is: children and animals stand a little nearer than grown people."""
    return frame.foot + (1.5 if one.is_child or not one.hands else 0)


def _places(count: int, frame: Frame) -> list[float]:
    """Return the middles of so many figures, spread over the width; faces seen from near hide no other."""
    if frame.foot > CUT_OFF and count == _PAIR:
        return [27.0, 73.0]
    edge = {1: 50.0, 2: 34.0, 3: 25.0, 4: 19.0}.get(count, 14.0)
    step = (100 - 2 * edge) / max(count - 1, 1)
    return [edge + step * number for number in range(count)]


def _row_in_front(
    stage: Stage, held: list[Thing], frame: Frame, large: float, *, smiles: bool
) -> None:
    """Put things on the ground in front; `large` percent high at least where they are alone, else 0."""
    places = {1: (64,), 2: (66, 36), 3: (78, 50, 22)}.get(len(held), ())
    if large:
        places = {1: (50,), 2: (34, 70), 3: (50, 20, 80)}.get(len(held), ())
    for at, (thing, x) in enumerate(zip(held, places, strict=False)):
        height = max(true_height(thing, frame), large * (0.6 if at else 1))
        stand(stage, thing_figure(thing, stage, smiles=smiles), x, frame.front, height)
