"""The story's hero where that is a thing: large enough to be somebody, and seen where "it" means it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import Entry, Thing, rows, things
from stories.providers.own.depiction.words import Sentence

_HEIGHT = (
    28  # percent of a grown person: what is held has this height as a hero, if no other is listed
)
_WATERS = frozenset({"river", "lake", "sea", "under_water"})


def hero_thing(entry: Entry) -> Thing:
    """Return the thing that is somebody of the story, large enough to be one."""
    thing = things()[entry.key]
    listed = {row[0]: row for row in rows("heroes")}.get(entry.key)
    stand, height = (listed[1], int(listed[2])) if listed else (thing.stand, thing.height)
    if stand == "held":
        stand, height = "ground", max(height, _HEIGHT)
    return replace(thing, stand=stand, height=height, hero=entry.hero, colour=entry.colour)


def moved(thing: Thing, found: Sequence[Mention], place: str) -> Thing:
    """Return a hero that may be anywhere where the scene is: in the water, in the air or on the ground."""
    if thing.stand != "any":
        return thing
    if place in _WATERS:
        return replace(thing, stand="water")
    is_high = place in ("sky", "space") or any(
        mention.entry.kind == "weather" or mention.entry.key in ("sky", "cloud")
        for mention in found
    )
    return replace(thing, stand="air" if is_high else "ground")


def with_hero(
    said: tuple[Thing, ...],
    scene: list[Sentence],
    earlier: list[Sentence],
    names: dict[str, Entry],
    language: str,
    place: str,
) -> tuple[Thing, ...]:
    """Return the things with the story's hero where "it" or "she" means it, or nothing else is seen."""
    grammar = GRAMMAR[language]
    heroes = {name for name, entry in names.items() if entry.hero}
    told = Counter(word.plain for it in earlier for word in it if word.plain in heroes)
    spoken = {word.plain for it in scene for word in it if not word.quoted}
    is_meant = spoken & (grammar.she | grammar.he) or all(
        thing.stand in ("sky", "air") for thing in said
    )
    if not told or not is_meant:
        return said
    hero = hero_thing(names[told.most_common(1)[0][0]])
    return (hero, *(thing for thing in said if thing.key != hero.key))
