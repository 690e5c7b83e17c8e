"""Which things and animals a scene shows, how they look and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from stories.providers.own.depiction.cast import Role, number_of
from stories.providers.own.depiction.following.hero_things import hero_thing
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.looks.colours import has_colour
from stories.providers.own.depiction.mentions import mentions
from stories.providers.own.depiction.spotting.spotted import Mention, within
from stories.providers.own.depiction.vocabulary import Entry, Thing, things
from stories.providers.own.depiction.whereabouts import indoor_places, is_beside
from stories.providers.own.depiction.words import Sentence

_PLACED_WITHIN = 3  # words between "on" and the sofa
_MOST_ANIMALS = 3
_MOST_THINGS = 3
_MOST_HEROES = 2
_SAILED = frozenset({"river", "lake", "sea"})
_WATERS = frozenset({"river", "lake", "sea", "under_water"})
_ON_LAND = frozenset({"tree", "firtree", "palm", "house", "volcano"})
_INDOORS_TOO = frozenset({"door", "ladder", "robot"})
# A chair or a lamp may stand out of doors.
_FURNITURE = frozenset({"bed", "sofa", "bathtub", "television", "table"})
_OPEN_AIR = frozenset({"star", "moon", "forest", "tent"})
_FOOD = frozenset(
    {"bread", "cake", "vegetables", "beans", "peanuts", "meat", "cheese", "egg", "rice"}
)
_KEPT_FROM_FIRE = frozenset({"house", "hutthing", "baby", "tent"})
_IN_WALLS = frozenset({"door", "window", "picture"})
_TOO_HIGH = 55  # percent of a grown person: what is higher stays outside the door
_OUT_OF_DOORS = frozenset(
    {"hive", "well", "fence", "spiderweb", "cart", "snowman", "swing", "sled", "nest"}
)

Found = list[Mention]
Read = Sequence[tuple[Sentence, list[Mention]]]


def is_of_outdoors(thing: Thing) -> bool:
    if thing.key in _IN_WALLS:
        return False
    if thing.key in _OUT_OF_DOORS:
        return True
    return thing.is_animal or thing.stand in ("sky", "water") or thing.height >= _TOO_HIGH


def is_at_home(found: Found, read: Read, language: str) -> bool:
    """Return whether there is furniture or who sits by the fire, and nothing of what is out of doors."""
    keys = {mention.entry.key for mention in found}
    # "Her bed was a shelf" is in no room that anybody knows of.
    used = {
        it.entry.key
        for sentence, mentioned in read
        for it in mentioned
        if within(sentence, it.start, _PLACED_WITHIN, GRAMMAR[language].staying)
    }
    by_the_fire = any(
        mention.entry.key == "fire" and is_beside(sentence, mention, language)
        for sentence, mentioned in read
        for mention in mentioned
    )
    # Rain and wind are heard from an armchair, too.
    is_heard = bool(keys & _FURNITURE - {"table"}) or by_the_fire
    outside = any(
        (mention.entry.kind in ("weather", "season") and not is_heard)
        or mention.entry.key in _OPEN_AIR
        or (mention.entry.kind == "thing" and is_of_outdoors(things()[mention.entry.key]))
        for mention in found
    )
    return (bool(used & _FURNITURE) or by_the_fire) and not outside


def seen_things(
    found: Found, place: str, pets_named: frozenset[str], before: Sequence[Entry]
) -> tuple[Thing, ...]:
    """Return the things that are seen; an animal that has a name is in a room too, however large.

    `before` are the mentions of the sentences before: they say how many "they" are.
    """
    counts = Counter(mention.entry.key for mention in found if mention.entry.kind == "thing")
    if counts["tennisball"]:
        # The drawing of any other ball is a football.
        del counts["ball"]
    if counts["beans"]:
        del counts["seed"]  # a bean is one, and the drawing is of another
    if counts.keys() & _FOOD:
        # What is eaten is drawn on a plate.
        del counts["plate"]
    entries = [mention.entry for mention in found]

    def number(key: str) -> int:
        is_one = things()[key].stand in ("sky", "far")
        return 1 if is_one else number_of(entries, "thing", key, before)

    named = {mention.entry.key: mention.entry for mention in found if mention.entry.hero}
    said = [
        hero_thing(named[key])
        if key in named
        else replace(things()[key], colour=_colour(found, key), count=number(key))
        for key, _ in counts.most_common()
    ]
    fitting = [
        thing
        for thing in said
        if thing.hero
        or _fits(thing, place)
        or (thing.key in pets_named and thing.stand == "ground")
    ]
    heroes = [thing for thing in fitting if thing.hero]
    animals = [thing for thing in fitting if thing.is_animal]
    others = [thing for thing in fitting if not (thing.is_animal or thing.hero)]
    return (*heroes[:_MOST_HEROES], *animals[:_MOST_ANIMALS], *others[:_MOST_THINGS])


def as_told_before(
    thing: Thing, earlier: list[Sentence], language: str, names: dict[str, Entry]
) -> Thing:
    """Return a thing in the only colour that the story said it had; of animals the one with a name."""
    if thing.colour:
        return thing
    if thing.is_animal:
        named = {entry.colour for entry in names.values() if entry.key == thing.key}
        if named:
            return replace(thing, colour=named.pop()) if len(named) == 1 else thing
        if thing.count > 1:
            return thing
    coloured = (it for it in earlier if has_colour(it, language))
    before = [it for sentence in coloured for it in mentions(sentence, language, names)]
    if thing.is_animal and any(it.entry.key == thing.key and it.entry.count != 1 for it in before):
        return thing  # one of several may have any colour
    return replace(thing, colour=_colour(before, thing.key))


def _colour(found: Found, key: str) -> str:
    """Return the only colour said of the things of this key: of two horses one may be black."""
    said = {mention.entry.colour for mention in found if mention.entry.key == key} - {""}
    return said.pop() if len(said) == 1 else ""


def without_danger(said: tuple[Thing, ...], people: tuple[Role, ...]) -> tuple[Thing, ...]:
    """Return the things without a fire beside a house or a baby, which would look like an accident."""
    keys = {thing.key for thing in said} | {role.key for role in people}
    return tuple(thing for thing in said if thing.key != "fire" or not keys & _KEPT_FROM_FIRE)


def _fits(thing: Thing, place: str) -> bool:
    """Return whether the thing can stand there: no tree in a kitchen, no whale in a street."""
    if place in indoor_places() and thing.key in _OUT_OF_DOORS:
        return False
    if place in indoor_places() and place != "cave":
        return thing.stand != "sky" and (thing.height < _TOO_HIGH or thing.key in _INDOORS_TOO)
    if thing.key in _IN_WALLS:
        return False
    if thing.key == "candle" and place in _WATERS:
        return False
    if thing.stand == "sky" or thing.key in _ON_LAND:
        return place not in ("space", "under_water", "cave")
    if thing.stand == "water" and thing.is_animal:
        return place in _WATERS
    return True


def waters(told: Read) -> str:
    """Return on which water the story was last: a boat is on no grass."""
    places = [it.entry.key for _, found in told for it in found if it.entry.kind == "place"]
    return next((key for key in reversed(places) if key in _SAILED), "")
