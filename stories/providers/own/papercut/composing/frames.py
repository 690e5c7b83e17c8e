"""From which distance a picture is seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image, ImageOps

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.postures import is_bodily
from stories.providers.own.papercut.figures import figures_of
from stories.providers.own.papercut.stage import Stage
from stories.providers.picture_format import PICTURE_SIDE

View = Literal["wide", "near", "detail"]
VIEWS: tuple[View, ...] = ("wide", "near", "detail")
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
    "wide": Frame(tall=50, foot=91, behind=83, front=97, background=1.0),
    "near": Frame(tall=64, foot=97, behind=88, front=99, background=0.7),
    "detail": Frame(tall=52, foot=89, behind=82, front=98, background=0.82),
}
_PORTRAIT = 108  # percent of the picture: how high the tallest is who is seen to the waist
_PORTRAIT_TOP = 17
_PAIR = 0.82  # of that height, and from the top: two that stand beside each other hide no face
_PAIR_TOP = 21
_PORTRAIT_PEOPLE = 2


def portrait(depiction: Depiction, groups: dict[str, list[Thing]]) -> Frame:
    """Return the frame in which one or two people are seen to the waist, if nothing stands beside them."""
    frame = FRAMES["detail"]
    people = [one for role in depiction.people for one in figures_of(role)]
    ages = {one.age for one in people}
    in_the_air = [it for it in groups["air"] if it.hero or it.is_animal or it.key == "kite"]
    others = groups["ground"] or groups["water"] or groups["far"] or in_the_air
    if is_bodily(depiction):
        return replace(frame, tall=60, foot=93) if len(people) <= _PORTRAIT_PEOPLE else frame
    if not people or len(people) > _PORTRAIT_PEOPLE or others or "baby" in ages:
        return frame
    is_pair = len(people) > 1
    high = _PORTRAIT * (_PAIR if is_pair else 1)
    tall = high / (0.72 if ages == {"child"} else 1)
    top = _PAIR_TOP if is_pair else _PORTRAIT_TOP
    return replace(frame, tall=tall, foot=top + high, background=0.62)


def come_near(stage: Stage, frame: Frame) -> None:
    """Show only the middle of the scenery, as large as all of it was."""
    if frame.background == 1.0:
        return
    side = round(PICTURE_SIDE * frame.background)
    left = round((PICTURE_SIDE - side) * stage.rng.choice((0.25, 0.5, 0.75)))
    # More of the ground than of the sky is kept, since the figures stand on it.
    top = round((PICTURE_SIDE - side) * 0.75)
    part = stage.paper.image.crop((left, top, left + side, top + side))
    stage.paper.image = part.resize((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC)


def on_screen(y: float, frame: Frame) -> float:
    """Return where a height of the scenery is when only a part of it is seen."""
    return (y - 75 * (1 - frame.background)) / frame.background


# Light of a morning, of noon and of an afternoon, by turns: with the sides it keeps far pictures apart too.
_LIGHTS: tuple[tuple[tuple[int, int, int], float], ...] = (
    ((255, 255, 255), 0.0), ((140, 205, 255), 0.1), ((255, 190, 120), 0.14), ((255, 245, 190), 0.2),
    ((205, 150, 235), 0.1),
)  # fmt: skip


def vary(stage: Stage) -> None:
    """Turn the scenery to its other side, and put it into another light, by the scene's number.

    Three views, two sides and five lights: the same meet again after thirty scenes.
    """
    if stage.turn // 3 % 2:
        stage.paper.image = ImageOps.mirror(stage.paper.image)
    tint, share = _LIGHTS[stage.turn // 2 % len(_LIGHTS)]
    if share and not stage.palette.is_night:
        sheet = Image.new("RGB", stage.paper.image.size, tint)
        stage.paper.image = Image.blend(stage.paper.image, sheet, share)
