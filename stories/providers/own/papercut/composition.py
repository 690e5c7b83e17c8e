"""Where figures stand in a picture: seen from afar, from near, or with one thing large in front."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PIL import Image

from stories.providers.own.depiction.depiction import Depiction, Thing
from stories.providers.own.papercut.figures import figures_of, person_figure, thing_figure
from stories.providers.own.papercut.stage import Stage
from stories.providers.own.papercut.things import plate
from stories.providers.picture_format import PICTURE_SIDE

View = Literal["wide", "near", "detail"]
VIEWS: tuple[View, ...] = ("wide", "near", "detail")
_MOST_FIGURES = 5
_MOST_PEOPLE = 4
_WATERS = frozenset({"river", "lake", "sea", "under_water"})


@dataclass(frozen=True, slots=True)
class _Frame:
    """One view: a grown person's height, the foot of people, of what is behind and in front, in percent;
    `background` is the part of the scenery that is seen, 1 for all of it."""

    tall: float
    foot: float
    behind: float
    front: float
    background: float


_FRAMES = {
    "wide": _Frame(tall=40, foot=90, behind=82, front=96, background=1.0),
    "near": _Frame(tall=58, foot=98, behind=88, front=99, background=0.66),
    "detail": _Frame(tall=44, foot=86, behind=80, front=97, background=0.8),
}
_WIDEST = 44  # percent of the picture, for what is much wider than high
_LARGE = 30  # percent: how high something alone stands on open ground
_LARGE_BESIDE_FURNITURE = 7  # percent: where the scenery has beds or houses to be compared with


_CROWNED = frozenset({"king", "queen", "princess", "prince"})
_FURNISHED = {
    "window": ("room", "bedroom", "kitchen", "classroom", "palace", "prison"),
    "bed": ("bedroom", "hospital"),
}


_SMALL = (
    20  # percent of a grown person: what is listed as no higher is held, not laid on the ground
)
_TRUE = 0.6  # of its listed height, which lets it be seen where it is alone, has what is small
_SMALLEST = 4.5  # percent of the picture
_PLATED = frozenset({"bread", "cake", "vegetables", "beans", "peanuts", "meat", "cheese", "egg"})
# How high hands hang, as a share of the person's height; a baby holds nothing.
_HANDS = {"baby": 0.0, "child": 0.34}
_HANDS_OF_GROWN = 0.42

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A figure and its height in percent; `hands` are as high as that share of it, 0 for none."""

    image: Image.Image
    height: float
    hands: float = 0.0
    is_table: bool = False


def compose(stage: Stage, depiction: Depiction, view: View, title: str) -> frozenset[str]:
    """Put everybody and everything of the depiction on the stage; returns the keys of what is seen."""
    frame = _FRAMES[view]
    _come_near(stage, frame)
    smiles = depiction.mood == "bright"
    groups = _by_stand(depiction)
    for at, thing in enumerate(groups["sky"]):
        _hang(stage, thing, at)
    _row_behind(stage, groups["far"], frame, smiles)
    _in_the_water(stage, groups["water"], depiction, frame, smiles)
    rests = _row_of_people(stage, depiction, groups, frame, title)
    alone = not (depiction.people or groups["ground"] or groups["water"] or groups["far"])
    _in_the_air(stage, groups["air"], frame, smiles=smiles, alone=alone)
    held = [thing for thing in groups["held"] if alone or not rests or thing.height > _SMALL]
    _in_hands(stage, [it for it in groups["held"] if it not in held], rests, frame, smiles=smiles)
    large = (_LARGE_BESIDE_FURNITURE if depiction.place else _LARGE) if alone else 0.0
    _row_in_front(stage, held, frame, large, smiles=smiles)
    seen = {thing.key for things in groups.values() for thing in things}
    return frozenset(
        seen | {thing.key for thing in depiction.things if _is_there(thing, depiction)}
    )


def _by_stand(depiction: Depiction) -> dict[str, list[Thing]]:
    groups: dict[str, list[Thing]] = {
        stand: [] for stand in ("sky", "far", "ground", "water", "air", "held")
    }
    for thing in depiction.things:
        # Moon and stars are the scenery's own, by night.
        if thing.drawing != "scene" and not _is_there(thing, depiction):
            groups[thing.stand].append(thing)
    return groups


def _is_there(thing: Thing, depiction: Depiction) -> bool:
    """Return whether scenery or people have the thing already: the window of a room, a king's crown."""
    if thing.key == "crown":
        return bool({role.key for role in depiction.people} & _CROWNED)
    if thing.key == "flower":
        return depiction.place == "garden" and depiction.mood == "bright" and not depiction.weather
    return depiction.place in _FURNISHED.get(thing.key, ())


def _come_near(stage: Stage, frame: _Frame) -> None:
    """Show only the middle of the scenery, as large as all of it was."""
    if frame.background == 1.0:
        return
    side = round(PICTURE_SIDE * frame.background)
    left = round((PICTURE_SIDE - side) * stage.rng.choice((0.25, 0.5, 0.75)))
    # More of the ground than of the sky is kept, since the figures stand on it.
    top = round((PICTURE_SIDE - side) * 0.75)
    part = stage.paper.image.crop((left, top, left + side, top + side))
    stage.paper.image = part.resize((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC)


def _hang(stage: Stage, thing: Thing, at: int) -> None:
    image = thing_figure(thing, stage, smiles=False)
    wide = 46 if thing.key == "rainbow" else 24
    stage.put(image, (30, 70)[at % 2], 34 if thing.key != "rainbow" else 44, wide)


def _row_behind(stage: Stage, far: list[Thing], frame: _Frame, smiles: bool) -> None:
    """What is large stands at the sides, where people do not hide it."""
    sides = (16, 84, 50) if stage.rng.random() < 0.5 else (84, 16, 50)
    for thing, x in zip(far, sides, strict=False):
        image = thing_figure(thing, stage, smiles=smiles)
        _stand(stage, image, x, frame.behind, thing.height / 100 * frame.tall * 1.45)


def _in_the_water(
    stage: Stage, floating: list[Thing], depiction: Depiction, frame: _Frame, smiles: bool
) -> None:
    """What swims is in the water behind the bank; without water it lies on the ground."""
    in_water = depiction.place in _WATERS
    deep = depiction.place == "under_water"
    for at, thing in enumerate(floating):
        image = thing_figure(thing, stage, smiles=smiles)
        x = (68, 26, 50)[at % 3] if depiction.people or len(floating) > 1 else 50
        y = (62 - at * 14) if deep else frame.foot - (9 if in_water else 0)
        _stand(stage, image, x, y, max(thing.height, 30) / 100 * frame.tall * 1.2)


def _row_of_people(
    stage: Stage, depiction: Depiction, groups: dict[str, list[Thing]], frame: _Frame, title: str
) -> list[Spot]:
    """Put people and what is on the ground in a row; returns where small things rest, tables first."""
    row = _people(depiction, frame, title) if depiction.place != "under_water" else []
    smiles, beside = depiction.mood == "bright", groups["ground"]
    # Without people or small things to be compared with, even a mouse may be large.
    tallest = max((thing.height for thing in beside), default=80)
    larger = 1.0 if row or groups["held"] else max(80 / tallest, 1.0)
    for thing in beside:
        share = max(thing.height * larger, 18 if row else 28) / 100 * frame.tall
        image = thing_figure(thing, stage, smiles=smiles)
        row.append(_Standing(image, share, is_table=thing.key == "table"))
    row = row[:_MOST_FIGURES]
    if stage.rng.random() < 0.5:
        row.reverse()
    aside = stage.rng.uniform(-9, 9) if len(row) == 1 else 0.0
    placed = [(one, x + aside) for one, x in zip(row, _places(len(row)), strict=True)]
    for standing, x in placed:
        _stand(stage, standing.image, x, frame.foot, standing.height)
    return [*_on_tables(placed, frame), *_by_hands(placed, frame)]


def _on_tables(placed: list[tuple[_Standing, float]], frame: _Frame) -> list[Spot]:
    return [
        (x + side * one.height / 2, frame.foot - _seen_height(one))
        for one, x in placed
        if one.is_table
        for side in (-1, 1)
    ]


def _by_hands(placed: list[tuple[_Standing, float]], frame: _Frame) -> list[Spot]:
    """Return a hand of each person, then the other hands."""
    return [
        (x + side * _half_width(one), frame.foot - one.hands * one.height)
        for side in (1, -1)
        for one, x in placed
        if one.hands
    ]


def _seen_height(one: _Standing) -> float:
    """Return the height that is left when the width is bounded."""
    return min(one.height, _WIDEST * one.image.height / one.image.width)


def _half_width(one: _Standing) -> float:
    return one.height * one.image.width / one.image.height / 2


def _people(depiction: Depiction, frame: _Frame, title: str) -> list[_Standing]:
    # Once each: "the children" and "the girl" are not two girls who look the same.
    everybody = dict.fromkeys(one for role in depiction.people for one in figures_of(role))
    found: list[_Standing] = []
    for role in list(everybody)[:_MOST_PEOPLE]:
        image, share = person_figure(role, title, smiles=depiction.mood == "bright")
        hands = _HANDS.get(role.age, _HANDS_OF_GROWN)
        found.append(_Standing(image, share * frame.tall, hands))
    return found


def _places(count: int) -> list[float]:
    """Return the middles of so many figures, spread over the width."""
    edge = {1: 50.0, 2: 33.0, 3: 24.0, 4: 17.0}.get(count, 13.0)
    step = (100 - 2 * edge) / max(count - 1, 1)
    return [edge + step * number for number in range(count)]


def _in_the_air(
    stage: Stage, flying: list[Thing], frame: _Frame, *, smiles: bool, alone: bool
) -> None:
    for at, thing in enumerate(flying):
        image = thing_figure(thing, stage, smiles=smiles)
        height = max(thing.height / 100 * frame.tall, 20 if alone else 9)
        _stand(stage, image, (64, 30, 48)[at % 3], (46 if alone else 36) + at * 7, height)


def _in_hands(
    stage: Stage, small: list[Thing], rests: list[Spot], frame: _Frame, *, smiles: bool
) -> None:
    """Small things are held or lie on a table, as large as they are beside a person."""
    for thing, (x, y) in zip(small, rests, strict=False):
        height = _true_height(thing, frame)
        if thing.key in _PLATED:
            stage.put(plate(), x, y + height * 0.15, height * 1.5, 0.4)
        _stand(stage, thing_figure(thing, stage, smiles=smiles), x, y, height)


def _true_height(thing: Thing, frame: _Frame) -> float:
    """Return the height in percent of the picture that a thing has beside a person."""
    share = thing.height * (_TRUE if thing.height <= _SMALL else 1)
    return max(share / 100 * frame.tall, _SMALLEST)


def _row_in_front(
    stage: Stage, held: list[Thing], frame: _Frame, large: float, *, smiles: bool
) -> None:
    """Put things on the ground in front; `large` percent high at least where they are alone, else 0."""
    places = {1: (64,), 2: (66, 36), 3: (78, 50, 22)}.get(len(held), ())
    if large:
        places = {1: (50,), 2: (34, 70), 3: (50, 20, 80)}.get(len(held), ())
    for at, (thing, x) in enumerate(zip(held, places, strict=False)):
        height = max(_true_height(thing, frame), large * (0.6 if at else 1))
        _stand(stage, thing_figure(thing, stage, smiles=smiles), x, frame.front, height)


def _stand(stage: Stage, image: Image.Image, x: float, y: float, height: float) -> None:
    wide = min(height * image.width / image.height, _WIDEST)
    # It looks to the middle of the picture.
    stage.put(image, min(max(x, wide / 2), 100 - wide / 2), y, wide, 1.0)
