"""Where figures stand in a picture: seen from afar, from near, or with one thing large in front."""

from __future__ import annotations

from dataclasses import replace

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.afloat import crew_of, put_afloat, swims
from stories.providers.own.papercut.composing.casting import chosen, seen_people
from stories.providers.own.papercut.composing.counted import copies
from stories.providers.own.papercut.composing.flying import (
    heads,
    put_in_the_air,
    put_on_bough,
    take_perched,
)
from stories.providers.own.papercut.composing.frames import (
    FRAMES,
    Frame,
    View,
    come_near,
    portrait,
    vary,
)
from stories.providers.own.papercut.composing.ground import on_floors, row_in_front, sorted_by_size
from stories.providers.own.papercut.composing.hands import (
    Placed,
    Spot,
    free_hands,
    put_in_hands,
    resting_places,
)
from stories.providers.own.papercut.composing.large import (
    boat_side,
    has_large,
    row_behind,
    where_to_look,
)
from stories.providers.own.papercut.composing.row import row_of_people
from stories.providers.own.papercut.composing.staging import ridden, staged
from stories.providers.own.papercut.composing.standing import dry_places, seen_faces
from stories.providers.own.papercut.composing.table import ON_A_TABLE, is_at_table, lay_table
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.palette import lighter, mix
from stories.providers.own.papercut.scenery.crossings import WAY, bridge_across
from stories.providers.own.papercut.scenery.foreground import frame_in_leaves
from stories.providers.own.papercut.scenery.weather import rainbow, weather
from stories.providers.own.papercut.stage import Stage

# Percent of the picture: a grown person's height in rooms, and on a stage of plain paper, at least.
_IN_ROOMS: dict[View, float] = {"wide": 46, "near": 55, "detail": 66}
_ON_PAPER: dict[View, float] = {"wide": 60, "near": 76, "detail": 68}
_BESIDE_LARGE = 38  # percent: how high people are where something is that is higher than they are
_OF_A_ROOM: dict[View, float] = {"wide": 1.0, "near": 0.84, "detail": 0.74}
_AT_TABLE: dict[View, Frame] = {
    "wide": Frame(tall=56, foot=90, behind=83, front=94, background=1.0),
    "near": Frame(tall=68, foot=92, behind=87, front=95, background=0.84),
    "detail": Frame(tall=78, foot=92, behind=88, front=95, background=0.74),
}
_ON_A_BRIDGE: dict[View, Frame] = {
    "wide": Frame(tall=44, foot=WAY - 3.5, behind=72, front=WAY, background=1.0),
    "near": Frame(tall=58, foot=WAY - 3.5, behind=72, front=WAY, background=0.84),
    "detail": Frame(tall=52, foot=WAY - 3.5, behind=72, front=WAY, background=0.74),
}
_TINY, _TINY_WORLD = 15, 2.2  # percent of a grown person; times as large
_AMONG_CHILDREN, _CHILDREN_ON_PAPER = 1.16, 1.25
_BEACH = 91.5  # percent: who is on it stands there
_FEW = 2  # who are as many are seen from near over their table


_LARGE = 30  # percent: how high something alone stands on open ground
_LARGE_WITHOUT_COMPANY = 15  # percent: where nobody stands to be compared with
_LARGE_BESIDE_FURNITURE = 7  # percent: where the scenery has beds or houses to be compared with
_ON_THE_WALL = 46  # percent: the foot of what hangs there
_IN_WALLS = frozenset({"window", "picture"})
# How high what is driven is behind people, in percent of a grown one: it is larger than they are.
_DRIVEN = {"car": 52, "bus": 72, "lorry": 70, "tractor": 66, "trainrail": 80}
_CROWNED = frozenset({"king", "queen", "princess", "prince"})
_FURNISHED = {
    "window": ("", "room", "bedroom", "kitchen", "classroom", "palace", "prison"),
    "bed": ("bedroom", "hospital"),
}
_GRASSY = frozenset({
    "", "village", "farm", "field", "garden", "forest", "river", "lake", "mountains", "hills",
    "savanna", "road",
})  # fmt: skip


def frame_for(depiction: Depiction, view: View, *, is_bare: bool) -> Frame:
    """Return the frame in which the scene is seen; `is_bare`: on a stage of paper."""
    if is_at_table(depiction):
        return _AT_TABLE[view if len(chosen(depiction)) <= _FEW else "near"]
    groups = _bystand(depiction)
    if groups["deck"]:
        return _ON_A_BRIDGE[view]
    frame = portrait(depiction, groups) if view == "detail" else FRAMES[view]
    if (
        view != "detail"
        and {role.age for role in depiction.people} == {"child"}
        and not any(groups[stand] for stand in ("air", "far", "water"))
    ):
        # Nobody grown is beside them: they may be as large as there is room.
        frame = replace(frame, tall=frame.tall * _AMONG_CHILDREN)
    if has_large(depiction, groups):
        return replace(frame, tall=min(frame.tall, _BESIDE_LARGE))
    # A stage of paper has nothing else to look at, and rooms are small.
    if is_bare:
        ages = {role.age for role in depiction.people}
        tall = min(_ON_PAPER[view] * (_CHILDREN_ON_PAPER if ages == {"child"} else 1.0), 82)
        return replace(frame, tall=max(frame.tall, tall), foot=max(frame.foot, 92))
    if depiction.is_indoors:
        tall, foot = max(frame.tall, _IN_ROOMS[view]), max(frame.foot, 92)
        return replace(frame, tall=tall, foot=foot, background=_OF_A_ROOM[view])
    # On the beach, not in the waves.
    on_shore = depiction.place in ("sea", "lake")
    return replace(frame, foot=max(frame.foot, _BEACH)) if on_shore else frame


def compose(
    stage: Stage, depiction: Depiction, view: View, frame: Frame, title: str
) -> frozenset[str]:
    """Put everybody and everything of the depiction on the stage; returns the keys of what is seen."""
    groups = _bystand(depiction)
    take_perched(depiction, groups, len(chosen(depiction)))
    come_near(stage)
    vary(stage)
    smiles = depiction.mood == "bright"
    far = _behind(stage, depiction, groups, frame)
    perch = next((spot for key, spot, _ in far if key == "tree"), None)
    if depiction.weather == "wind":
        weather(stage, depiction.weather)
    stage.paper.begin_front()
    are_alone = not (depiction.people or groups["ground"])
    put_on_bough(stage, groups, frame, smiles=smiles, alone=are_alone)
    around = (groups["water"], groups["far"], groups["bough"])
    alone = are_alone and not any(around)
    crew, ashore = crew_of(stage, depiction, groups, frame, title)
    company = bool((depiction.people and not crew) or groups["ground"])
    put_afloat(stage, groups["water"], depiction, frame, smiles, crew, company=company)
    riders, ashore = ridden(stage, ashore, groups, title, frame.tall)
    mounts = (
        frozenset(thing.key for thing in depiction.things if thing.is_animal)
        if riders
        else frozenset()
    )
    staging, ashore = staged(stage, ashore, groups, title, smiles=smiles)
    room = _room(depiction, groups)
    if _is_tiny(groups, depiction):
        frame = replace(frame, tall=frame.tall * _TINY_WORLD)
    small, beside = sorted_by_size(groups, ashore, staging, alone=alone, room=room)
    staging = replace(
        staging,
        towards=where_to_look(stage, groups, far),
        held=max(len(small) - room, 0),
        riders=tuple(riders),
        seen=staging.seen | mounts,
    )
    row, frame = row_of_people(stage, ashore, groups, frame, title, staging, far)
    in_hands = small
    if row and is_at_table(depiction):
        in_hands = lay_table(stage, small, row, frame, smiles=smiles)
    put_in_the_air(
        stage,
        groups["air"],
        _unless_climbed(perch, row),
        frame,
        heads(stage),
        smiles=smiles,
        alone=alone,
        hands=free_hands(row),
    )
    left = put_in_hands(stage, in_hands, resting_places(row), frame, smiles=smiles)
    lying = on_floors(left)
    small = [it for it in small if it not in left or it in lying]
    beside += lying
    large = (_LARGE_BESIDE_FURNITURE if depiction.place else _LARGE) if alone else 0.0
    if are_alone and not groups["bough"]:
        large = max(large, _LARGE_WITHOUT_COMPANY)
    row_in_front(stage, beside, frame, large, row, smiles=smiles)
    if depiction.weather not in ("fog", "wind"):
        weather(stage, depiction.weather, dry_places(stage))
    is_grassy = depiction.place in _GRASSY and not (
        depiction.is_indoors or stage.is_bare or groups["deck"]
    )
    if is_grassy:
        frame_in_leaves(stage, depiction.place, seen_faces(stage))
    if depiction.weather == "fog":
        weather(stage, depiction.weather)
    groups["held"] = [*small, *(it for it in beside if it not in small)]
    seen = staging.seen | {thing.key for things in groups.values() for thing in things}
    there = {thing.key for thing in depiction.things if _is_there(thing, depiction)}
    there |= {thing.key for thing in depiction.things if thing.is_animal} if crew else set()
    return seen_people(depiction) | seen | there


def _behind(
    stage: Stage, depiction: Depiction, groups: dict[str, list[Thing]], frame: Frame
) -> list[tuple[str, Spot, float]]:
    """Put what is behind all figures: moonlight, what hangs, what is far, a bridge.

    Returns what is far, as row_behind.
    """
    smiles = depiction.mood == "bright"
    if stage.palette.is_night and not depiction.is_indoors:
        moonlight = mix(lighter(stage.palette.sky_low, 0.24), stage.palette.sun, 0.3)
        stage.paper.glow(50, min(frame.foot - frame.tall * 0.4, 66), 44, moonlight, 0.42)
    for at, thing in enumerate(groups["sky"]):
        _hang(stage, thing, at)
    for at, thing in enumerate(groups["wall"]):
        x = (24, 76)[(stage.turn + at) % 2]
        stage.put(thing_figure(thing, stage, smiles=smiles), x, _ON_THE_WALL, 24)
    company = bool(depiction.people) or any(
        groups[stand] for stand in ("ground", "water", "air", "held")
    )
    floats_at = boat_side(stage, groups) if depiction.people else None
    far = row_behind(
        stage, groups["far"], frame, smiles, depiction.place, floats_at, company=company
    )
    if groups["deck"]:
        bridge_across(stage)
    return far


def _is_tiny(groups: dict[str, list[Thing]], depiction: Depiction) -> bool:
    """Return whether only insects and their like are there: they are seen as near as they see each other."""
    large = any(groups[stand] for stand in ("far", "water", "bough", "wall"))
    return bool(groups["ground"]) and not (
        large or depiction.people or any(it.height > _TINY for it in groups["ground"])
    )


def _unless_climbed(perch: Spot | None, row: Placed) -> Spot | None:
    """Return where a bird sits on a tree, nowhere where somebody is up there."""
    return None if any(one.climbs for one, _, _ in row) else perch


def _room(depiction: Depiction, groups: dict[str, list[Thing]]) -> int:
    """Return how much finds room on the table; one at which people are is put before them, not beside."""
    tables = [thing for thing in groups["ground"] if thing.key == "table"]
    if not is_at_table(depiction):
        return 2 * len(tables)
    groups["ground"] = [thing for thing in groups["ground"] if thing not in tables]
    return ON_A_TABLE


def _bystand(depiction: Depiction) -> dict[str, list[Thing]]:
    groups: dict[str, list[Thing]] = {
        stand: [] for stand in ("sky", "wall", "far", "ground", "water", "air", "held", "deck")
    }
    for thing in depiction.things:
        if thing.key in _IN_WALLS and not _has_walls(depiction):
            continue
        is_own = thing.hero and thing.key not in _FURNISHED
        # Moon and stars are the scenery's own, by night.
        if is_own or (thing.drawing != "scene" and not _is_there(thing, depiction)):
            placed = _in_its_place(thing, depiction)
            if not thing.hero and thing.key in _DRIVEN and depiction.people:
                placed = replace(placed, stand="far", height=_DRIVEN[thing.key])
            if swims(placed, depiction):
                placed = replace(placed, stand="water")
            groups[placed.stand] += copies(placed)
    for stand in ("ground", "air", "water"):
        # One of each first: what finds no room is the third of a kind.
        groups[stand].sort(key=lambda it: it.copy)
    return groups


def _has_walls(depiction: Depiction) -> bool:
    return depiction.is_indoors and depiction.place != "cave"


def _in_its_place(thing: Thing, depiction: Depiction) -> Thing:
    """Return a thing where it belongs: a fire in a hearth or on its logs, a window in a wall."""
    is_in_a_house = _has_walls(depiction)
    if thing.key == "fire" and not thing.hero:
        hearth = replace(thing, drawing="own:hearth", stand="far", height=52)
        return hearth if is_in_a_house else replace(thing, drawing="own:campfire", height=24)
    if is_in_a_house and thing.key in _IN_WALLS:
        return replace(thing, stand="wall")
    return thing


def _is_there(thing: Thing, depiction: Depiction) -> bool:
    """Return whether scenery or people have the thing already: the window of a room, a king's crown."""
    if thing.key == "crown":
        return bool({role.key for role in depiction.people} & _CROWNED)
    if thing.key == "flower":
        return depiction.place == "garden" and depiction.mood == "bright" and not depiction.weather
    if thing.key in _IN_WALLS and not _has_walls(depiction):
        return False
    return depiction.place in _FURNISHED.get(thing.key, ())


def _hang(stage: Stage, thing: Thing, at: int) -> None:
    if thing.key == "rainbow":
        rainbow(stage)
        return
    stage.put(thing_figure(thing, stage, smiles=False), (30, 70)[at % 2], 34, 24)
