"""What swims and floats."""

from __future__ import annotations

from stories.providers.own.depiction.depiction import Depiction, Thing
from stories.providers.own.papercut.composing.frames import Frame, on_screen
from stories.providers.own.papercut.composing.standing import stand
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.palette import lighter
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.stage import Stage

# How far down the picture water reaches to float on, in percent of the whole scenery.
_WATERLINES = {"sea": 74, "lake": 81, "river": 90}
_BOATS = frozenset({"boat", "ship"})


def put_afloat(
    stage: Stage, floating: list[Thing], depiction: Depiction, frame: Frame, smiles: bool
) -> None:
    """What swims is in the water, boats down to their waterline; without water it lies on the ground."""
    place, lonely = depiction.place, not depiction.people and len(floating) == 1
    for at, thing in enumerate(floating):
        image = thing_figure(thing, stage, smiles=smiles)
        # A river is narrow: what swims is in its middle.
        x = 50 if lonely else ((56, 46, 52) if place == "river" else (68, 26, 50))[at % 3]
        share = max(thing.height, 30) * 1.2 if lonely or thing.key in _BOATS else thing.height * 0.8
        if place == "under_water":
            stand(stage, image, x, 62 - at * 14, share / 100 * frame.tall)
            continue
        y = (
            on_screen(_WATERLINES.get(place, 0), frame) + at * 2
            if place in _WATERLINES
            else frame.foot
        )
        wide = stand(
            stage,
            image,
            x,
            min(y, 97),
            min(share / 100 * frame.tall, 52),
            dry=place not in _WATERLINES,
        )
        if place in _WATERLINES:
            _water_around(stage, x, min(y, 97), wide)


def _water_around(stage: Stage, x: float, y: float, wide: float) -> None:
    """Let the water close over the foot of what floats."""
    water = stage.palette.water
    for cut_y, tint, lift in ((y - 2.1, lighter(water[0], 0.6), 0.0), (y - 1.5, water[1], 0.0)):
        sheet, step = Cut(), wide / 5
        for number in range(7):
            sheet.oval(x - wide * 0.6 + number * step, cut_y + 1.6, step * 0.62, 1.7)
        stage.paper.lay(sheet, tint, tint, lift=lift)
