"""What swims and floats."""

from __future__ import annotations

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.casting import Standing
from stories.providers.own.papercut.composing.frames import Frame, on_screen
from stories.providers.own.papercut.composing.standing import bounded, stand
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.palette import lighter
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.stage import Stage

#: How far down the picture water reaches to float on, in percent of the whole scenery.
WATERLINES = {"sea": 74, "lake": 81, "river": 90}
BOATS = frozenset({"boat", "ship"})
_RIMS = {"boat": 0.8, "ship": 0.22}  # of a boat's height: where its side ends
_SEATS = {"boat": (-0.2, 0.2, 0.0), "ship": (-0.3, 0.3, 0.0)}  # of its width, from its middle
_CREW = 0.66  # of their height on land: a boat is drawn small to be whole
_SEEN = 0.62  # of each: the rest is behind the boat's side


def put_afloat(
    stage: Stage,
    floating: list[Thing],
    depiction: Depiction,
    frame: Frame,
    smiles: bool,
    crew: list[Standing],
) -> None:
    """What swims is in the water, boats down to their waterline; without water it lies on the ground.

    The `crew` is in the first boat.
    """
    place, lonely = depiction.place, not depiction.people and len(floating) == 1
    for at, thing in enumerate(floating):
        image = thing_figure(thing, stage, smiles=smiles)
        x = _place_of(
            at, place, stage.turn, lonely=lonely, company=bool(depiction.people and not crew)
        )
        share = max(thing.height, 30) * 1.2 if lonely or thing.key in BOATS else thing.height * 0.8
        if place == "under_water":
            stand(stage, image, x, 62 - at * 14, share / 100 * frame.tall)
            continue
        y = (
            on_screen(WATERLINES.get(place, 0), frame) + at * 2
            if place in WATERLINES
            else frame.foot
        )
        y, high = min(y, 97), min(share / 100 * frame.tall, 52)
        wide = stand(stage, image, x, y, high, dry=place not in WATERLINES)
        if thing.key in BOATS:
            rim = y - _RIMS[thing.key] * wide * image.height / image.width
            _seat(stage, crew, _SEATS[thing.key], (bounded(x, wide), rim, wide))
            crew = []
        if place in WATERLINES:
            _water_around(stage, x, y, wide)


def _place_of(at: int, place: str, turn: int, *, lonely: bool, company: bool) -> float:
    """Return where it floats: beside people on the shore, else in the middle or to one side by turns."""
    if company:
        # A river is narrow: what swims is in its middle.
        x = (62, 50, 56)[at % 3] if place == "river" else (80, 60, 70)[at % 3]
        return 100 - x if turn % 2 else x
    if lonely:
        return 50 if place == "river" else (50, 30, 66, 40)[turn % 4]
    return ((56, 46, 52) if place == "river" else (68, 26, 50))[at % 3]


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


def _water_around(stage: Stage, x: float, y: float, wide: float) -> None:
    """Let the water close over the foot of what floats."""
    water = stage.palette.water
    for cut_y, tint, lift in ((y - 2.1, lighter(water[0], 0.6), 0.0), (y - 1.5, water[1], 0.0)):
        sheet, step = Cut(), wide / 5
        for number in range(7):
            sheet.oval(x - wide * 0.6 + number * step, cut_y + 1.6, step * 0.62, 1.7)
        stage.paper.lay(sheet, tint, tint, lift=lift)
