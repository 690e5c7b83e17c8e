"""Where small things rest: in the hands that are held out, or on a table."""

from __future__ import annotations

from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.casting import Standing
from stories.providers.own.papercut.composing.frames import Frame
from stories.providers.own.papercut.composing.standing import WIDEST, bounded, stand
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.stage import Stage
from stories.providers.own.papercut.things import plate

#: Percent of a grown person: what is listed as no higher is held, not laid on the ground.
SMALL = 20
#: As SMALL, for what the text says is in somebody's hands.
HELD = 30
_IN_THE_HAND = 1.2  # percent that a thing's foot is below the hand that holds it
_TRUE = 0.6  # of its listed height, which lets it be seen where it is alone, has what is small
_SMALLEST = 4.5  # percent of the picture
_PLATED = frozenset({"bread", "cake", "vegetables", "beans", "peanuts", "meat", "cheese", "egg"})

Spot = tuple[float, float]
Placed = list[tuple[Standing, float, float]]


def resting_places(placed: Placed) -> list[Spot]:
    """Return where small things rest among the figures that are placed, tables first."""
    return [*_on_tables(placed), *_by_hands(placed)]


def _on_tables(placed: Placed) -> list[Spot]:
    return [
        (x + side * one.width / 4, foot - _seen_height(one))
        for one, x, foot in placed
        if one.is_table
        for side in (-1, 1)
    ]


def _by_hands(placed: Placed) -> list[Spot]:
    """Return the hands that hold something out: the right one of each person, then the left ones."""
    return [
        (
            bounded(x, one.width) + (one.hands[number][0] - 0.5) * one.width,
            foot - (1 - one.hands[number][1]) * one.height + _IN_THE_HAND,
        )
        for number in (0, 1)
        for one, x, foot in placed
        if one.hands and one.holds[number]
    ]


def free_hands(placed: Placed) -> list[Spot]:
    """Return the hands that hold nothing, of children where there are some."""
    people = [it for it in placed if it[0].hands and not it[0].climbs]
    children = [it for it in people if it[0].is_child]
    return [
        (bounded(x, one.width) + (across - 0.5) * one.width, foot - (1 - down) * one.height)
        for one, x, foot in children or people
        for (across, down), holds in zip(one.hands, one.holds, strict=True)
        if not holds
    ]


def _seen_height(one: Standing) -> float:
    """Return the height that is left when the width is bounded."""
    return min(one.height, WIDEST * one.image.height / one.image.width)


def put_in_hands(
    stage: Stage, small: list[Thing], rests: list[Spot], frame: Frame, *, smiles: bool
) -> None:
    """Small things are held or lie on a table, as large as they are beside a person."""
    for thing, (x, y) in zip(small, rests, strict=False):
        height = true_height(thing, frame)
        if thing.key in _PLATED:
            stage.put(plate(), x, y + height * 0.15, height * 1.5, 0.4)
        stand(stage, thing_figure(thing, stage, smiles=smiles), x, y, height)


def true_height(thing: Thing, frame: Frame) -> float:
    """Return the height in percent of the picture that a thing has beside a person."""
    share = thing.height * (_TRUE if thing.height <= SMALL else 1)
    return max(share / 100 * frame.tall, _SMALLEST)
