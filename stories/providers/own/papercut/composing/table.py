"""People at a table, and what is on it."""

from __future__ import annotations

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.casting import chosen
from stories.providers.own.papercut.composing.frames import Frame
from stories.providers.own.papercut.composing.hands import Placed, true_height
from stories.providers.own.papercut.composing.postures import OF_THE_BODY, deeds_of
from stories.providers.own.papercut.composing.standing import (
    bounded,
    is_clear,
    seen_faces,
    seen_width,
    stand,
)
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.stage import Figure, Stage
from stories.providers.own.papercut.things import laid_table, plate

ON_A_TABLE = 5  # small things that find room on it
_SERVED = frozenset(
    {"soup", "cake", "rice", "plate", "bowl", "tea", "coffee", "meat", "vegetables", "beans"}
)
_PLATED = frozenset({"bread", "cake", "vegetables", "beans", "peanuts", "meat", "cheese", "egg"})
_DINED_IN = frozenset({"", "room", "kitchen", "palace"})
_HEIGHTS = {True: 0.33, False: 0.44}  # of a grown person: below a child's chin, and a grown one's
_AWAY = OF_THE_BODY - {"sit"}  # who does this is at no table
_NARROWEST, _BROADEST = 52.0, 94.0  # percent of the picture
_TOP = 0.15  # of a table's height: where things stand on its top, from its far edge
_PLACES = (0.0, -0.26, 0.26, -0.4, 0.4, -0.13, 0.13)  # of its width, from the middle
_TALLEST = 0.3  # of a grown person: what is higher would hide who is behind it


def is_at_table(depiction: Depiction) -> bool:
    """Return whether people are at a table: one that is spoken of, or the one on which food is served."""
    roles = chosen(depiction)
    if not roles or any(role.age == "baby" for role in roles if len(roles) == 1):
        return False
    if any(deeds_of(role, depiction) & _AWAY for role in roles):
        return False
    keys = {thing.key for thing in depiction.things}
    if any(thing.is_animal and thing.stand == "ground" for thing in depiction.things):
        return False
    return "table" in keys or (
        depiction.is_indoors and depiction.place in _DINED_IN and bool(keys & _SERVED)
    )


def lay_table(
    stage: Stage, small: list[Thing], placed: Placed, frame: Frame, *, smiles: bool
) -> list[Thing]:
    """Put the table before those who are at it, with small things on it; returns what finds no room."""
    edges = [
        (bounded(x, it.width) - it.width / 2, bounded(x, it.width) + it.width / 2)
        for it, x, _ in placed
    ]
    left, right = min(it[0] for it in edges), max(it[1] for it in edges)
    wide = min(max(right - left + 6, _NARROWEST), _BROADEST)
    high = _HEIGHTS[any(it.is_child for it, _, _ in placed)] * frame.tall
    x, foot = bounded((left + right) / 2, wide), frame.front
    image = laid_table(wide / high, stage.palette.accents[stage.turn % 3]).finished()
    stage.put(image, x, foot, wide, 1.0, stands=True)
    top = foot - wide * image.height / image.width
    stage.figures.append(Figure((x - wide / 2, top, x + wide / 2, foot)))
    faces, taken, rest = seen_faces(stage), list[tuple[float, float]](), list[Thing]()
    for thing in small:
        figure = thing_figure(thing, stage, smiles=smiles)
        height = min(true_height(thing, frame), _TALLEST * frame.tall)
        broad, y = seen_width(figure, height, foot), top + _TOP * high
        plated = 1.35 if thing.key in _PLATED else 1.0
        spots = [
            at
            for at in (x + share * wide for share in _PLACES)
            if all(abs(at - other) >= (broad * plated + width) / 2 for other, width in taken)
        ]
        if not spots:
            rest.append(thing)
            continue
        clear = [
            at for at in spots if is_clear((at - broad / 2, y - height, at + broad / 2, y), faces)
        ]
        at = (clear or spots)[0]
        if not clear:
            height *= 0.6
        taken.append((at, broad * plated))
        if thing.key in _PLATED:
            stage.put(plate(), at, y + height * 0.16, broad * plated, 0.4)
        stand(stage, figure, at, y, height, dry=False)
    return rest
