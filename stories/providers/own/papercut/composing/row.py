"""Rows of figures: what is large behind, people and animals before it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from PIL import ImageOps

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing, things
from stories.providers.own.papercut.animals.animal import LOOKING_RIGHT
from stories.providers.own.papercut.composing.casting import (
    Staging,
    Standing,
    mirrored,
    people_of,
    within_picture,
)
from stories.providers.own.papercut.composing.flying import bough_is_left
from stories.providers.own.papercut.composing.frames import CUT_OFF, Frame
from stories.providers.own.papercut.composing.hands import Placed, Spot
from stories.providers.own.papercut.composing.large import BROAD, free_side
from stories.providers.own.papercut.composing.postures import pet_deed
from stories.providers.own.papercut.composing.standing import WIDEST, stand
from stories.providers.own.papercut.figures import animal_with, thing_figure
from stories.providers.own.papercut.people.in_bed import animal_in_bed
from stories.providers.own.papercut.stage import Box, Stage
from stories.providers.own.papercut.sticker import STICKER_SIDE

_MOST_FIGURES = 5
_PAIR = 2
_BANK = 23.0  # percent from the middle: where people are beside a river
_DRAWN_TOGETHER = 0.94  # of their distances, where something else needs the other side
# Where a hero who is a thing stands alone, beside the middle, and how large, by turns: in a picture of
# little else these keep it from being the same again.
_ASIDE = (-24.0, 14.0, 0.0, 26.0, -13.0)
_HERO_SIZES = (1.0, 0.72, 1.2, 0.85)
_NEIGHBOURS = 6  # percent of the picture between those who stand beside each other, at most
_CLIMBED = frozenset({"tree", "firtree", "palm", "ladder"})
_ON_A_BANK = 64.0  # percent that it may be wide beside water with something in it
_ACROSS, _ABOVE = 96.0, 10.0  # percent of the picture that a row may be wide; that is free above it
_CLOSEST = -1.5  # percent between two figures at least: sleeves may touch
_ANIMAL_FACE = (
    0.12,
    0.04,
    0.88,
    0.62,
)  # of its image: where an animal looks from, whichever way it faces
_ANIMALS_BED = 0.9  # of a child's bed
_BACK = 0.95  # of their height have those who stand behind others
_STEP = 3.4  # percent of the picture that they are farther up
_BEFORE = 0.12  # of the narrower figure: how much who stands in front hides of who stands behind
_SOFA, _ARMS_OF_A_SOFA = (
    1.1,
    14.0,
)  # of a grown height: how wide it is at least; percent beside who sits
_BEHIND_KNEES = 2.0  # percent of the picture that it is farther up
_GOING = frozenset({"run", "walk"})
# Percent of a grown person's height: no animal is drawn smaller, so that it is seen.
_LOWEST_BESIDE, _LOWEST_ALONE = 11, 15


def row_of_people(
    stage: Stage,
    depiction: Depiction,
    groups: dict[str, list[Thing]],
    frame: Frame,
    title: str,
    staging: Staging,
    far: list[tuple[str, Spot, float]],
) -> tuple[Placed, Frame]:
    """Put people and what is on the ground in a row; returns where they are, and the frame in which there
    is room for all of them.
    """
    row: list[Standing] = []
    if depiction.place != "under_water":
        row = [*staging.riders, *people_of(depiction, title, frame.tall, stage.turn, staging)]
    climbed = next((it for it in far if it[0] in _CLIMBED), None)
    climbers = [one for one in row if one.climbs and climbed][:1]
    row = [one for one in row if one not in climbers]
    row += _beside(stage, depiction, groups, frame, staging, has_people=bool(row))
    if (more := len(row) - _MOST_FIGURES) > 0:
        # What finds no room is not said to be there.
        del groups["ground"][-more:], row[-more:]
    row = _in_order(row, depiction, stage.turn)
    place = "" if groups["deck"] else depiction.place
    is_on_bank = bool(groups["water"]) or place == "river"
    free = None if climbers or depiction.is_under_tree else free_side(stage, far)
    most = free[1] - free[0] if free else _ON_A_BANK if is_on_bank else _ACROSS
    row, frame = _with_room(row, frame, most)
    back = _who_is_behind(row)
    row = [
        replace(one, height=one.height * _BACK) if is_back else one
        for one, is_back in zip(row, back, strict=True)
    ]
    aside, shrink = _aside(stage, groups, frame, len(row), far, place)
    if free and not groups["bough"]:
        aside, shrink = sum(free) / 2 - 50, 1.0
    if climbers and climbed:
        # Who watches stands on the other side, and hides nobody who is up there.
        aside, shrink = (24.0 if climbed[1][0] < 50 else -24.0), 0.6
    xs = [50 + (x - 50) * shrink + aside for x in _places(row, back, frame)]
    xs = within_picture(row, xs)
    placed = [
        (one, x, _foot(one, frame, is_back=is_back))
        for one, x, is_back in zip(row, xs, back, strict=True)
    ]
    if climbed:
        placed += [(one, climbed[1][0], frame.behind - 0.34 * climbed[2]) for one in climbers]
    placed = _turned(placed, depiction, stage.turn)
    if staging.has_sofa:
        _sofa_behind(stage, placed, frame)
    # From behind to the front, as they hide each other.
    for one, x, foot in sorted(placed, key=lambda it: it[2]):
        stand(
            stage, one.image, x, foot, one.height, dry=one not in climbers, is_wide=one.is_wide,
            faces=one.faces,
        )  # fmt: skip
    return placed, frame


def _sofa_behind(stage: Stage, placed: Placed, frame: Frame) -> None:
    """Put the sofa behind those who sit, as wide as they are together."""
    image = thing_figure(things()["sofa"], stage, smiles=False)
    seated = [(x, one.width) for one, x, _ in placed if one.hands]
    left = min((x - wide / 2 for x, wide in seated), default=30.0)
    right = max((x + wide / 2 for x, wide in seated), default=70.0)
    wide = min(max(right - left + _ARMS_OF_A_SOFA, _SOFA * frame.tall), 90.0)
    high = wide * image.height / image.width
    foot = frame.foot - _BEHIND_KNEES
    stand(stage, image, (left + right) / 2, foot, min(high, frame.tall * 0.8), is_wide=True)


def _in_order(row: list[Standing], depiction: Depiction, turn: int) -> list[Standing]:
    """Return the row from left to right: the other way round in every second scene."""
    if turn % 2 and len(row) > 1:
        # Turned with their places, they still look at each other.
        goes = any(act.deed in _GOING for act in depiction.acts)
        row = [one if goes else mirrored(one) for one in reversed(row)]
    # Beside each other.
    return sorted(row, key=lambda it: it.is_hugged)


def _turned(placed: Placed, depiction: Depiction, turn: int) -> Placed:
    """Return the animals turned to the others, or the way in which those go who run or walk."""
    goes = any(act.deed in _GOING for act in depiction.acts)
    found = []
    for one, x, foot in placed:
        # People who go turn to their other side in every second scene.
        wanted = ("left" if turn % 2 else "right") if goes else "right" if x < 50 else "left"
        if one.looks and one.looks != wanted and len(placed) > 1:
            one = replace(one, image=ImageOps.mirror(one.image))
        found.append((one, x, foot))
    return found


def _beside(
    stage: Stage,
    depiction: Depiction,
    groups: dict[str, list[Thing]],
    frame: Frame,
    staging: Staging,
    *,
    has_people: bool,
) -> list[Standing]:
    """Return the animals and things that stand on the ground."""
    smiles, beside = depiction.mood == "bright", groups["ground"]
    # Without people or small things to be compared with, even a mouse may be large.
    tallest = max((thing.height for thing in beside), default=80)
    is_alone = not (has_people or groups["held"] or groups["water"])
    larger = max(80 / tallest, 1.0) if is_alone else 1.0
    if groups["far"] or groups["bough"]:
        # A tree beside it says how large an ant is, and a camp fire.
        larger = min(larger, max(45 / tallest, 1.0), 1.5 if groups["bough"] else 2.5)
    hugged = {key for act in depiction.acts if act.deed == "hug" for key in (act.who, act.whom)}
    found = []
    for thing in beside:
        size = _HERO_SIZES[stage.turn % len(_HERO_SIZES)] if thing.hero else 1.0
        # A fire that is larger is a danger.
        grown = 1.0 if thing.key == "fire" else larger
        share = (
            size
            * max(thing.height * grown, _LOWEST_BESIDE if has_people else _LOWEST_ALONE)
            / 100
            * frame.tall
        )
        image = thing_figure(thing, stage, smiles=smiles, deed=pet_deed(thing.key, depiction))
        faces: tuple[Box, ...] = (_ANIMAL_FACE,) if thing.is_animal or thing.hero else ()
        if thing.is_animal and not thing.copy and (has := staging.belongings.get(thing.key)):
            image, higher, faces = animal_with(thing, has, stage, smiles=smiles)
            share *= higher
        is_in_bed = staging.bed and thing.key == staging.in_bed and not thing.copy
        if staging.bed and is_in_bed:
            image, high, faces = animal_in_bed(image, staging.bed, STICKER_SIDE)
            share = high * frame.tall * _ANIMALS_BED
        else:
            share = min(share, WIDEST * image.height / image.width)
        looks: Literal["", "left", "right"] = ""
        if thing.is_animal and thing.key not in staging.belongings and not is_in_bed:
            looks = "right" if thing.key in LOOKING_RIGHT else "left"
        found.append(
            Standing(
                image,
                share,
                is_table=thing.key == "table",
                faces=faces,
                looks=looks,
                is_wide=bool(is_in_bed),
                is_hugged=thing.is_animal and thing.key in hugged,
            )
        )
    return found


def _with_room(row: list[Standing], frame: Frame, most: float) -> tuple[list[Standing], Frame]:
    """Return the row as far away as it must be to be `most` percent wide, and the frame that is as far."""
    if not row or frame.foot > CUT_OFF:
        return row, frame
    across = sum(it.width if it.is_wide else min(it.width, WIDEST) for it in row)
    needed = across + _CLOSEST * (len(row) - 1)
    high = max(it.height for it in row)
    share = min(1.0, most / needed, (frame.foot - _ABOVE) / high)
    if share == 1.0:
        return row, frame
    return [replace(it, height=it.height * share) for it in row], replace(
        frame, tall=frame.tall * share
    )


def _aside(
    stage: Stage,
    groups: dict[str, list[Thing]],
    frame: Frame,
    count: int,
    far: list[tuple[str, Spot, float]],
    place: str,
) -> tuple[float, float]:
    """Return how far from the middle the row stands, in percent, and its share of the width."""
    if groups["water"] and count:
        # Beside what floats, and not before it; on the other side in the next scene.
        return (19.0 if stage.turn % 2 else -19.0), _DRAWN_TOGETHER
    if place == "river" and count:
        # On the bank.
        return (_BANK if stage.turn % 2 else -_BANK), _DRAWN_TOGETHER
    if groups["bough"] and count:
        return (19.0 if bough_is_left(stage) else -19.0), 0.7
    if groups["far"] and groups["far"][0].key in BROAD and count:
        # On the side where it is not.
        return (-19.0 if far[0][1][0] > 50 else 19.0) if far else 0.0, 0.8
    if groups["far"] and count == 1 and frame.background == 1.0:
        return 0.0, 1.0
    if count == 1 and any(thing.hero for thing in groups["ground"]):
        return _ASIDE[stage.turn % len(_ASIDE)], 1.0
    if count == 1 and frame.background > 0.7:
        # On plain paper whoever is alone is what there is to see.
        return stage.rng.choice((-7.0, 7.0) if stage.is_bare else (-17.0, 17.0)), 1.0
    return 0.0, 1.0


def _who_is_behind(row: list[Standing]) -> list[bool]:
    """Return of each of a row whether it is a step farther back: the grown ones where children or animals
    are, else every second; nobody where they are no more than two.
    """
    if len(row) <= _PAIR:
        return [False] * len(row)
    back = [bool(it.hands) and not (it.is_child or it.is_wide) for it in row]
    if all(back) or not any(back):
        return [at % 2 == 1 and not it.is_wide for at, it in enumerate(row)]
    return back


def _foot(one: Standing, frame: Frame, *, is_back: bool) -> float:
    """Return where a figure's foot is: children and animals stand a little nearer than grown people."""
    return frame.foot + (1.5 if one.is_child or not one.hands else 0) - (_STEP if is_back else 0)


def _is_over(row: list[Standing], back: list[bool], at: int) -> bool:
    """Return whether a figure and the next one are over each other: one is behind, or they hug."""
    return back[at] != back[at + 1] or (row[at].is_hugged and row[at + 1].is_hugged)


def _places(row: list[Standing], back: list[bool], frame: Frame) -> list[float]:
    """Return the middles of the figures: near to each other, and over each other where one is behind."""
    seen = [it.width if it.is_wide else min(it.width, WIDEST) for it in row]
    free = min((98 - sum(seen)) / (len(seen) + 1), _NEIGHBOURS) if seen else 0
    gaps = [
        min(free, -_BEFORE * min(seen[at : at + 2])) if _is_over(row, back, at) else free
        for at in range(len(row) - 1)
    ]
    left = 50 - (sum(seen) + sum(gaps)) / 2
    found = []
    for wide, gap in zip(seen, [*gaps, 0.0], strict=False):
        found.append(left + wide / 2)
        left += wide + gap
    return found
