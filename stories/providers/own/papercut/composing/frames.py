"""From which distance a picture is seen."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image, ImageFilter, ImageOps

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.postures import is_bodily
from stories.providers.own.papercut.figures import figures_of
from stories.providers.own.papercut.people.person import figure_height
from stories.providers.own.papercut.stage import Lens, Stage
from stories.providers.picture_format import PICTURE_SIDE

View = Literal["wide", "near", "detail"]
VIEWS: tuple[View, ...] = ("wide", "near", "detail")
BOATS = frozenset({"boat", "ship"})
_GROUND = 0.75  # of what of the scenery is not seen is above the picture
_CLOSE = 0.68  # of the scenery: of less it is seen without its details
LOWEST_FOOT = 94.0  # percent: a screen that is wider than high shows less of a picture's foot
CUT_OFF = 104  # percent: a foot that is lower is not in the picture


@dataclass(frozen=True, slots=True)
class Frame:
    """One view: a grown person's height, the foot of people, of what is behind and in front, in percent;
    `background` is the part of the scenery that is seen, 1 for all of it."""

    tall: float
    foot: float
    behind: float
    front: float
    background: float


FRAMES = {
    "wide": Frame(tall=42, foot=88, behind=81, front=LOWEST_FOOT, background=1.0),
    "near": Frame(tall=67, foot=92, behind=85, front=LOWEST_FOOT, background=0.72),
    "detail": Frame(tall=56, foot=90, behind=83, front=LOWEST_FOOT, background=0.84),
}
_TO_THE_WAIST = {"child": 0.64, "adult": 0.57}  # of somebody's height, from the crown
_PORTRAIT_TOP, _PORTRAIT_EDGE = (
    19,
    97,
)  # percent: where crown and waist are of who is seen from near
_PAIR, _PAIR_FOOT = 78, 93  # percent: two are seen whole, the taller so high
_PAIR_TOP = 34  # percent: where the crowns are of two who are seen to the waist
_PORTRAIT_PEOPLE = 2


def portrait(depiction: Depiction, groups: dict[str, list[Thing]]) -> Frame:
    """Return the frame in which one is seen to the waist, or two of one height, if nothing is beside
    them; a child with somebody grown is seen whole.

    Nobody is cut lower: knees at the edge look like an accident.
    """
    frame = FRAMES["detail"]
    people = [one for role in depiction.people for one in figures_of(role)]
    ages = {one.age for one in people}
    in_the_air = [it for it in groups["air"] if it.hero or it.is_animal or it.key == "kite"]
    others = groups["ground"] or groups["water"] or groups["far"] or in_the_air
    if is_bodily(depiction):
        return replace(frame, tall=60, foot=92) if len(people) <= _PORTRAIT_PEOPLE else frame
    if not people or len(people) > _PORTRAIT_PEOPLE or others or "baby" in ages:
        return frame
    grown = figure_height("child") if ages == {"child"} else 1
    if len(people) > 1 and len(ages) > 1:
        return replace(frame, tall=_PAIR / grown, foot=_PAIR_FOOT, background=0.68)
    top = _PORTRAIT_TOP if len(people) == 1 else _PAIR_TOP
    high = (_PORTRAIT_EDGE - top) / _TO_THE_WAIST["child" if grown < 1 else "adult"]
    return replace(frame, tall=high / grown, foot=top + high, background=0.62)


def lens_of(frame: Frame, rng: random.Random, *, is_indoors: bool) -> Lens:
    """Return what of the scenery the frame shows: more of the ground than of the sky, where figures stand."""
    free = 100 * (1 - frame.background)
    left = free * (0.5 if is_indoors else rng.choice((0.25, 0.5, 0.75)))
    return Lens(left, free * _GROUND, frame.background)


def come_near(stage: Stage) -> None:
    """Show only what the lens does, as large as all of the scenery was; what is far off is not sharp."""
    lens = stage.lens
    if lens.share == 1.0:
        return
    side = round(PICTURE_SIDE * lens.share)
    left, top = (round(PICTURE_SIDE * it / 100) for it in (lens.left, lens.top))
    part = stage.paper.image.crop((left, top, left + side, top + side))
    if lens.share < _CLOSE:
        part = part.filter(ImageFilter.BoxBlur(1.6))
    stage.paper.image = part.resize((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC)


def on_screen(y: float, frame: Frame) -> float:
    """Return where a height of the scenery is when only a part of it is seen."""
    return (y - 100 * _GROUND * (1 - frame.background)) / frame.background


# Light of a morning, of noon and of an afternoon, by turns: with the sides it keeps far pictures apart too.
_LIGHTS: tuple[tuple[tuple[int, int, int], float], ...] = (
    ((255, 255, 255), 0.0), ((140, 205, 255), 0.1), ((255, 190, 120), 0.14), ((255, 245, 190), 0.2),
    ((205, 150, 235), 0.1),
)  # fmt: skip


def vary(stage: Stage) -> None:
    """Turn the scenery to its other side, and put it into another light, by the scene's number.

    Three views, two sides and five lights: the same meet again after thirty scenes, and neighbours differ in
    view and side.
    """
    if stage.turn % 2:
        stage.paper.image = ImageOps.mirror(stage.paper.image)
        stage.light_x = None if stage.light_x is None else 100 - stage.light_x
    tint, share = _LIGHTS[stage.turn // 2 % len(_LIGHTS)]
    if share and not stage.palette.is_night:
        sheet = Image.new("RGB", stage.paper.image.size, tint)
        stage.paper.image = Image.blend(stage.paper.image, sheet, share * 0.8)
    if stage.is_fair:
        # From one side, so that hills and walls are no even sheets.
        stage.paper.glow((6, 94)[stage.turn % 2], 4, 52, (255, 246, 214), 0.28)
