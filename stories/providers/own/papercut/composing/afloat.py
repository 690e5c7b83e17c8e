"""What swims and floats."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PIL import Image

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.casting import Staging, Standing, people_of
from stories.providers.own.papercut.composing.frames import BOATS, Frame, on_screen
from stories.providers.own.papercut.composing.standing import bounded, seen_width, stand
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.palette import Colour, lighter
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.scenery.waters import bay, lily_pad
from stories.providers.own.papercut.stage import Stage

#: How far down the picture water reaches to float on, in percent of the whole scenery.
WATERLINES = {"sea": 74, "lake": 78.5, "river": 90}
_MOST_IN_A_BOAT = 3
_SEATED = 60  # percent of a grown person: what is higher stays ashore
#: Who sits on a leaf of a water lily.
ON_PADS = frozenset({"frog"})
_SWIMMERS = frozenset({"duck", "duckling", "goose", "crocodile"})
_STILL_WATERS = frozenset({"lake", "river"})
_ON_LAND = frozenset({"walk", "run", "jump", "fly", "sleep"})
_SHIP = 1.5  # times as large as listed: beside people on the shore
_TOO_LARGE = 40  # percent of a grown person
_STREAM = 66.0  # percent of the scenery: the middle of the river where things float
_PATCH = 6.0  # percent: of so much of the water to either side the colour is taken
_BAY = 8.0  # percent of the picture above the foot of people: where a bay begins
_RIMS = {"boat": 0.72, "ship": 0.24}  # of a boat's height: where its side ends
_SEATS = {"boat": (-0.2, 0.2, 0.0), "ship": (-0.3, 0.3, 0.0)}  # of its width, from its middle
_MANNED = 1.4  # times as large is a boat that has everybody in it
_CREW = 0.86  # of their height on land: a boat is drawn small to be whole
_SEEN = 0.62  # of each: the rest is behind the boat's side


def put_afloat(
    stage: Stage,
    floating: list[Thing],
    depiction: Depiction,
    frame: Frame,
    smiles: bool,
    crew: list[Standing],
    *,
    company: bool,
) -> None:
    """What swims is in the water, boats down to their waterline; who has none out of doors gets some.

    The `crew` is in the first boat; `company` says that others stand ashore.
    """
    place, lonely = depiction.place, not depiction.people and len(floating) == 1
    is_wet = place in WATERLINES
    is_large = any(it.key in BOATS or it.height >= _TOO_LARGE for it in floating)
    if (is_wet and place == "river" and is_large) or (
        floating and not (is_wet or depiction.is_indoors or place == "under_water")
    ):
        # A stream is too narrow for a boat or a crocodile.
        place = ""
        # Nothing that floats lies on a meadow: the nearest ground is a bay.
        x = _place_of(0, stage.turn, lonely=lonely, company=company)
        bay(stage, frame.foot - _BAY, x, is_whole=not company)
        is_wet = True
    for at, thing in enumerate(floating):
        image = thing_figure(thing, stage, smiles=smiles)
        x = (
            _in_stream(stage, at)
            if place == "river"
            else _place_of(at, stage.turn, lonely=lonely, company=company)
        )
        share = max(thing.height, 30) * 1.2 if lonely or thing.key in BOATS else thing.height * 0.8
        if place == "under_water":
            stand(stage, image, x, 62 - at * 14, share / 100 * frame.tall, dry=False)
            continue
        y = (
            on_screen(WATERLINES.get(place, 0), frame) + at * 2
            if place in WATERLINES
            else frame.foot + 1
        )
        # Who is in a boat alone is what there is to see.
        share *= _MANNED if crew and not company and thing.key in BOATS else 1.0
        # No person is larger than a ship.
        share *= _SHIP if thing.key == "ship" else 1.0
        y, high = min(y, 97), min(share / 100 * frame.tall, 52)
        if thing.key in ON_PADS:
            wide = seen_width(image, high, y)
            lily_pad(stage, bounded(x, wide), y, wide)
            stand(stage, image, x, y, high, dry=False)
            continue
        water = _seen_at(stage, x, y + 2.5)
        wide = stand(stage, image, x, y, high, dry=not is_wet)
        if thing.key in BOATS:
            rim = y - _RIMS[thing.key] * wide * image.height / image.width
            _seat(stage, crew, _SEATS[thing.key], (bounded(x, wide), rim, wide))
            crew = []
        if is_wet:
            _water_around(stage, bounded(x, wide), y, wide, water)


def crew_of(
    stage: Stage, depiction: Depiction, groups: dict[str, list[Thing]], frame: Frame, title: str
) -> tuple[list[Standing], Depiction]:
    """Return who sits in the boat, taken from `groups`, and the depiction without them.

    Everybody is in it or, where they are too many, nobody.
    """
    animals = [thing for thing in groups["ground"] if thing.is_animal and thing.height <= _SEATED]
    people = (
        people_of(depiction, title, frame.tall, stage.turn, Staging())
        if depiction.is_aboard
        else []
    )
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


def swims(thing: Thing, depiction: Depiction) -> bool:
    """Return whether an animal that is listed on the ground is in the water of a lake or a river."""
    if depiction.place not in _STILL_WATERS or thing.key not in ON_PADS | _SWIMMERS or thing.hero:
        return False
    said = [act for act in depiction.acts if thing.key in (act.who, act.whom)]
    return not any(act.deed in _ON_LAND | {"hug", "hands"} for act in said)


def _in_stream(stage: Stage, at: int) -> float:
    """Return where the middle of the stream is at its waterline, as it is seen."""
    x = (_STREAM - stage.lens.left) / stage.lens.share + (0, -9, 8)[at % 3]
    return 100 - x if stage.turn % 2 else x


def _place_of(at: int, turn: int, *, lonely: bool, company: bool) -> float:
    """Return where it floats: beside people on the shore, else in the middle or to one side by turns."""
    if company:
        x = (80, 60, 70)[at % 3]
        return 100 - x if turn % 2 else x
    if lonely:
        return (50, 30, 66, 40)[turn % 4]
    return (68, 26, 50)[at % 3]


def _seat(
    stage: Stage,
    crew: list[Standing],
    seats: tuple[float, ...],
    where: tuple[float, float, float],
) -> None:
    """Put the crew into a boat, seen from its side up; `where` are its middle, that height and its width."""
    x, rim, wide = where
    for one, seat in zip(crew, seats if len(crew) > 1 else (0.1,), strict=False):
        upper = one.image.crop((0, 0, one.image.width, round(one.image.height * _SEEN)))
        stand(stage, upper, x + seat * wide, rim, one.height * _CREW * _SEEN, dry=False)


def _seen_at(stage: Stage, x: float, y: float) -> Colour:
    """Return the colour that the picture has about there: of more than one ripple."""
    side = stage.paper.image.width
    left, top = round((x - _PATCH) * side / 100), round(min(y, 98) * side / 100)
    patch = stage.paper.image.crop((max(left, 0), top, left + round(side * _PATCH / 50), top + 14))
    return cast("Colour", patch.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))


def _water_around(stage: Stage, x: float, y: float, wide: float, water: Colour) -> None:
    """Let the water close over the foot of what floats."""
    for cut_y, tint, lift in ((y - 2.1, lighter(water, 0.5), 0.0), (y - 1.5, water, 0.0)):
        sheet, step = Cut(), wide / 5
        for number in range(7):
            sheet.oval(x - wide * 0.6 + number * step, cut_y + 1.6, step * 0.62, 1.7)
        stage.paper.lay(sheet, tint, tint, lift=lift)
