"""What is in the hands that are held out."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.casting import Standing
from stories.providers.own.papercut.composing.frames import CUT_OFF, Frame
from stories.providers.own.papercut.composing.standing import (
    bounded,
    is_clear,
    seen_faces,
    seen_width,
    stand,
)
from stories.providers.own.papercut.cutouts import cutout
from stories.providers.own.papercut.figures import showing, thing_figure, who_is
from stories.providers.own.papercut.palette import Colour
from stories.providers.own.papercut.stage import Box, Stage
from stories.providers.own.papercut.sticker import WHITE, Sticker

#: Percent of a grown person: what is listed as no higher is held, not laid on the ground.
SMALL = 20
#: As SMALL, for what the text says is in somebody's hands.
HELD = 30
_BY_ITS_END, _BY_ITS_SIDE = 0.14, 0.4  # of its height is below the hand that holds it
_CLOTH, _HAIR, _BELOW_AN_UMBRELLAS_HAND = (
    0.36,
    0.3,
    0.1,
)  # of its height; of a face's; of its height
_OVER, _MOST_LEAN = 0.5, 0.3  # of the way to the head; of its height to a side
_BELOW_THE_HAND = 0.66  # of the height of what stands and is held
_LONG = 1.5  # times its width: what is higher is held by its end
_SPOON = 140  # pixels
_FINGERS = 0.062  # of a grown person's height
_TRUE = 0.72  # of its listed height, which lets it be seen where it is alone, has what is small
_TALLEST = 150  # percent: who is seen from nearer holds nothing larger for it
_SMALLEST = 5.2  # percent of the picture

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rest:
    """Where something rests, the colour of the hand that holds it, None on a table, and its owner's foot."""

    spot: Spot
    skin: Colour | None = None
    eats: bool = False
    foot: float = 0.0


Placed = list[tuple[Standing, float, float]]


def resting_places(placed: Placed) -> list[Rest]:
    """Return where small things are: on a table at which nobody is, in the hands that hold something out."""
    tables = [
        Rest((bounded(x, one.width) + side * one.width / 4, foot - 0.85 * one.height))
        for one, x, foot in placed
        if one.is_table
        for side in (-1, 1)
    ]
    return tables + [
        Rest((x, y), one.skin, one.eats and number == 0, foot)
        for number in (0, 1)
        for one, at, foot in placed
        if len(one.hands) > number and one.holds[number]
        for x, y in [_hand(one, number, at, foot)]
    ]


def free_hands(placed: Placed) -> list[Spot]:
    """Return the hands that hold nothing, of children where there are some."""
    people = [it for it in placed if it[0].hands and not it[0].climbs]
    children = [it for it in people if it[0].is_child]
    return [
        _hand(one, number, x, foot)
        for one, x, foot in children or people
        for number, holds in enumerate(one.holds[: len(one.hands)])
        if not holds
    ]


def _hand(one: Standing, number: int, x: float, foot: float) -> Spot:
    """Return where a hand is of somebody as large as they are seen: held out arms may make them smaller."""
    across, down = one.hands[number]
    wide = seen_width(one.image, one.height, foot, is_wide=one.is_wide)
    high = wide * one.image.height / one.image.width
    return bounded(x, wide) + (across - 0.5) * wide, foot - (1 - down) * high


def put_in_hands(
    stage: Stage, small: list[Thing], rests: list[Rest], frame: Frame, *, smiles: bool
) -> list[Thing]:
    """Put small things into hands, whose fingers close over them; returns those for which no hand is free.

    What would hide a face is held lower, or smaller.
    """
    free, faces, left = list(rests), seen_faces(stage), list[Thing]()
    for thing in small:
        image = thing_figure(thing, stage, smiles=smiles)
        found = _by_its_use(thing.key, free, faces)
        found = found or _grip(image, true_height(thing, frame), free, faces)
        if found is None:
            left.append(thing)
            continue
        rest, (x, y), height = found
        free.remove(rest)
        if thing.key == "umbrella":
            image, x = _leant_over(image, x, height, faces)
        stand(stage, image, x, y, height, dry=False)
        if rest.skin:
            _fingers(stage, rest, frame)
    for rest in (it for it in free if it.eats):
        # Who eats what stands on the table does so with a spoon.
        spoon = cutout("spoon", _SPOON)
        x, y = rest.spot
        stage.put(spoon, x, y + 0.04 * frame.tall, 0.1 * frame.tall, 0.4)
        _fingers(stage, rest, frame)
    return left


def _by_its_use(key: str, rests: list[Rest], faces: list[Box]) -> tuple[Rest, Spot, float] | None:
    """Return the hand, place and height of what is held in one way only; None for all else."""
    if key == "broom":
        return _leant_on(rests)
    return _over_the_head(rests, faces) if key == "umbrella" else None


def _over_the_head(rests: list[Rest], faces: list[Box]) -> tuple[Rest, Spot, float] | None:
    """Return the first hand for an umbrella whose cloth is above the head that is nearest to that hand."""
    for rest in (it for it in rests if it.skin and faces):
        x, y = rest.spot
        _, top, _, low = min(faces, key=lambda it: abs((it[0] + it[2]) / 2 - x))
        above = top - _HAIR * (low - top)
        high = (y - above) / (1 - _CLOTH - _BELOW_AN_UMBRELLAS_HAND)
        foot = y + _BELOW_AN_UMBRELLAS_HAND * high
        if y > above and foot - high > 1:
            return rest, (x, foot), high
    return None


def _leant_over(
    image: Image.Image, x: float, height: float, faces: list[Box]
) -> tuple[Image.Image, float]:
    """Return an umbrella leaning to the head that is nearest to the hand at `x`, and its middle."""
    if not faces:
        return image, x
    left, _, right, _ = min(faces, key=lambda it: abs((it[0] + it[2]) / 2 - x))
    lean = ((left + right) / 2 - x) * _OVER / height
    lean = max(min(lean, _MOST_LEAN), -_MOST_LEAN)
    reach = round(abs(lean) * image.height)
    sheet = image.transform(
        (image.width + reach, image.height), Image.Transform.AFFINE,
        (1, lean, -max(lean * image.height, 0), 0, 1, 0), Image.Resampling.BILINEAR,
    )  # fmt: skip
    shown = showing(sheet, *who_is(image))
    return shown, x + lean * height / 2


def _leant_on(rests: list[Rest]) -> tuple[Rest, Spot, float] | None:
    """Return the first hand for what stands on the ground and is held; it ends above that hand."""
    for rest in rests:
        x, y = rest.spot
        if rest.skin and y < rest.foot < CUT_OFF:
            return rest, (x, rest.foot), (rest.foot - y) / _BELOW_THE_HAND
    return None


def _grip(
    image: Image.Image, height: float, rests: list[Rest], faces: list[Box]
) -> tuple[Rest, Spot, float] | None:
    """Return the first hand in which it hides no face, the place of its foot, and how high it may be."""
    is_long = image.height > _LONG * image.width
    for share in (1.0, 0.8, 0.62):
        for rest in rests:
            high = height * share
            below = (_BY_ITS_END if is_long else _BY_ITS_SIDE) if rest.skin else 0.0
            x, y = rest.spot[0], rest.spot[1] + high * below
            wide = seen_width(image, high, y)
            x = bounded(x, wide)
            if is_clear((x - wide / 2, y - high, x + wide / 2, y), faces):
                return rest, (x, y), high
    return None


def _fingers(stage: Stage, rest: Rest, frame: Frame) -> None:
    x, y = rest.spot
    size = min(frame.tall, _TALLEST) * _FINGERS
    thumb = Sticker(60).leaning(50, 50, 46, 30, 24, rest.skin or WHITE)
    stage.put(thumb, x, y + size * 0.5, size, 0.25)


def true_height(thing: Thing, frame: Frame) -> float:
    """Return the height in percent of the picture that a thing has beside a person."""
    share = thing.height * (_TRUE if thing.height <= SMALL else 1)
    return max(share / 100 * min(frame.tall, _TALLEST), _SMALLEST)
