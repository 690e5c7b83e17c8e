"""Who and what is in a scene, and what they do there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stories.providers.own.depiction.acting.acts import Act, acts
from stories.providers.own.depiction.acting.holding import (
    handled,
    held,
    in_anothers_hands,
    of_hands,
    off_floor,
    out_of_sleeping_hands,
)
from stories.providers.own.depiction.acting.perching import WALKING, settled
from stories.providers.own.depiction.acting.relations import grounded, well_placed
from stories.providers.own.depiction.cast import Role, cast
from stories.providers.own.depiction.following.hero_things import moved, with_hero
from stories.providers.own.depiction.looks.baldness import bald
from stories.providers.own.depiction.scene.setting import Setting
from stories.providers.own.depiction.scene.told import Told
from stories.providers.own.depiction.seen import as_told_before, seen_things
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.depiction.whereabouts import indoor_places

_ON_GROUND = frozenset({"ground", "far", "water"})
_ROOMY = frozenset({"bed", "sofa", "bathtub", "television"})
#: What a room has, and no vehicle.
OF_A_ROOM = frozenset({"chair", "table", "bed", "sofa", "fire"})


@dataclass(frozen=True, slots=True)
class Contents:
    """What is to be seen at `place`, "" for nowhere in particular."""

    people: tuple[Role, ...]
    things: tuple[Thing, ...]
    deeds: tuple[Act, ...]
    place: str
    is_indoors: bool

    @property
    def pets(self) -> list[str]:
        """The kinds of animals that are there."""
        return [thing.key for thing in self.things if thing.is_animal]


def contents_of(told: Told, where: Setting) -> Contents:
    """Return who and what is in the scene, and the place that agrees with them."""
    people = () if told.felt.is_harmful else _people(told)
    things = _things(told, people, where.place)
    pets = [thing.key for thing in things if thing.is_animal]
    deeds = () if told.felt.is_harmful else acts(told.whole, told.language, people, pets)
    people, deeds = grounded(people, deeds, pets)
    asleep = frozenset(it.who for it in deeds if it.deed == "sleep")
    things = out_of_sleeping_hands(things, people, asleep)
    things = well_placed(things, people, deeds, told.read, told.language)
    things = settled(things, deeds, told.read, told.language, is_under_tree=where.is_under_tree)
    place = where.place
    if place == "sky":
        things = tuple(replace(it, stand="air") if it.key in WALKING else it for it in things)
        if people or any(thing.stand in _ON_GROUND for thing in things):
            place = ""  # who stands on the ground looks up at it
    place *= not where.is_riding
    return _furnished(told, where, Contents(people, things, deeds, place, is_indoors=False))


def _people(told: Told) -> tuple[Role, ...]:
    told_before = [it.entry for _, mentioned in told.before for it in mentioned]
    people = cast(told.read, told.language, told_before)
    hairless = bald(
        (
            (it, [one.entry.key for one in found if one.entry.kind == "person"])
            for it, found in (*told.before, *told.read)
        ),
        told.language,
    )
    return tuple(replace(it, is_bald=it.key in hairless) for it in people)


def _things(told: Told, people: tuple[Role, ...], place: str) -> tuple[Thing, ...]:
    """Return what is there, in whose hands, where it stands and of what colour."""
    found, language = told.found, told.language
    lately = [it.entry for _, mentioned in told.recent for it in mentioned]
    things = seen_things(found, place, told.pets, lately)
    if not people and not any(thing.is_animal or thing.hero for thing in things):
        things = with_hero(things, told.scene, told.earlier, told.names, language, place)
    in_hands = held(told.read, language)
    in_use = handled(told.read, language) - in_anothers_hands(told.read, people)
    things = of_hands(things, people, place, in_use)
    coloured = (as_told_before(it, told.earlier, language, told.names) for it in things)
    return tuple(replace(moved(it, found, place), is_held=it.key in in_hands) for it in coloured)


def _furnished(told: Told, where: Setting, shown: Contents) -> Contents:
    """Return the contents without a room's things where there is none, and without an empty room."""
    place, things = shown.place, shown.things
    is_open = where.is_open(place)
    indoors = place in indoor_places() or (where.is_home and not (is_open or where.is_riding))
    things = off_floor(things, shown.people) if indoors else things
    if where.is_riding:
        things = tuple(it for it in things if it.key not in OF_A_ROOM)
    if not indoors:
        things = tuple(it for it in things if it.key not in _ROOMY)
    is_named = any(it.entry.kind == "place" for it in told.found)
    if place == "room" and not (shown.people or things or is_named):
        place, indoors = "", False
    return replace(shown, things=things, place=place, is_indoors=indoors)
