"""What a picture of a scene has to show, read from its words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from stories.providers.own.depiction.acting.acts import Act, acts
from stories.providers.own.depiction.acting.holding import held
from stories.providers.own.depiction.acting.perching import WALKING, settled
from stories.providers.own.depiction.cast import Role, cast
from stories.providers.own.depiction.colours import colour_words
from stories.providers.own.depiction.following.hero_things import hero_thing, moved, with_hero
from stories.providers.own.depiction.following.lasting import after_the_weather, lasting
from stories.providers.own.depiction.following.narrator import narrator
from stories.providers.own.depiction.following.references import RECENT, with_references
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.introductions import introductions
from stories.providers.own.depiction.mentions import Mention, is_boarded, mentions
from stories.providers.own.depiction.mood import Mood, feeling, has_harm
from stories.providers.own.depiction.naming.word_names import word_names
from stories.providers.own.depiction.unintroduced import unintroduced
from stories.providers.own.depiction.unreal.absence import is_moonless
from stories.providers.own.depiction.vocabulary import (
    LANGUAGES,
    Entry,
    Thing,
    animals,
    beasts,
    rows,
    things,
)
from stories.providers.own.depiction.whereabouts import (
    is_still_inside,
    whereabouts,
)
from stories.providers.own.depiction.words import Sentence, sentences

_MOST_ANIMALS = 3
_MOST_THINGS = 3
_MOST_HEROES = 2
_LONGEST = (
    20_000  # characters of a scene that are read: a scene has 300 words, a mistake may have more
)
_WATERS = frozenset({"river", "lake", "sea", "under_water"})
_SAILED = _WATERS - {"under_water"}
_BOATS = frozenset({"boat", "ship"})
_ON_LAND = frozenset({"tree", "firtree", "palm", "house", "volcano"})
_IN_WALLS = frozenset({"door", "window", "picture"})
_TOO_HIGH = 55  # percent of a grown person: what is higher stays outside the door
# Lower than a door, and yet of the open air.
_OUT_OF_DOORS = frozenset(
    {"hive", "well", "fence", "spiderweb", "cart", "snowman", "swing", "sled", "nest"}
)
_INDOORS_TOO = frozenset({"door", "ladder", "robot"})
_FOOD = frozenset(
    {"bread", "cake", "vegetables", "beans", "peanuts", "meat", "cheese", "egg", "rice"}
)
_KEPT_FROM_FIRE = frozenset({"house", "hutthing", "baby", "tent"})
_FURNITURE = frozenset(
    {"bed", "chair", "sofa", "table", "lamp", "candle", "clock", "bathtub", "television", "window"}
)
_ON_GROUND = frozenset({"ground", "far", "water"})


@dataclass(frozen=True, slots=True)
class Depiction:
    """What the text says. `place` is "" where it says none, and so are `weather` and `season`.

    `is_under_tree`: it is in the open air. `is_aboard`: who is there is in the boat. `is_moonless`: the
    text says that there is no moon.
    """

    place: str = ""
    is_indoors: bool = False
    is_under_tree: bool = False
    hour: str = "day"
    weather: str = ""
    season: str = ""
    mood: Mood = "bright"
    is_glad: bool = False
    is_aboard: bool = False
    is_moonless: bool = False
    people: tuple[Role, ...] = ()
    things: tuple[Thing, ...] = ()
    acts: tuple[Act, ...] = ()


def depict(text: str, language: str, before: str = "") -> Depiction:
    """Return what the scene's text says a picture of it shows.

    `language` is an ISO 639-1 code; of one that is not offered nothing is read. `before` is the story's
    text up to the scene: it says who the people are that this one only names.
    """
    code = language[:2]
    if code not in LANGUAGES:
        return Depiction()
    scene = sentences(text[:_LONGEST])
    earlier = sentences(before[-_LONGEST:])
    names = introductions([*earlier, *scene], code)
    names |= unintroduced([*earlier, *scene], code, set(names))
    names |= word_names([*earlier, *scene], code, names)
    pets_named = frozenset(it.key for it in names.values() if it.key in beasts())
    recent = [(it, _unharmed(it, code, names)) for it in earlier[-RECENT:]]
    teller = narrator([*earlier, *scene], code)
    read = with_references(
        recent,
        [(sentence, _unharmed(sentence, code, names)) for sentence in scene],
        teller,
        code,
        pets_named,
    )
    found = [mention for _, mentioned in read for mention in mentioned]
    felt = feeling(scene, code)
    place, is_under_tree = whereabouts(read, code)
    before_it = lasting(recent, read, code)
    if not (place or is_under_tree or _is_at_home(found)) or (
        place == "room" and before_it.place in _indoor_places()
    ):
        place = before_it.place
    people = () if felt.is_harmful else cast(read, code)
    said = _things(found, place, pets_named)
    if not people and not any(thing.is_animal or thing.hero for thing in said):
        said = with_hero(said, scene, earlier, names, code, place)
    in_hands = held(read, code)
    coloured = (_in_its_colour(thing, earlier, code, names) for thing in said)
    said = tuple(
        replace(moved(thing, found, place), is_held=thing.key in in_hands) for thing in coloured
    )
    pets = [thing.key for thing in said if thing.is_animal]
    deeds = () if felt.is_harmful else acts(read, code, people, pets)
    said = settled(said, deeds, read, code, is_under_tree=is_under_tree)
    if place == "sky":
        said = tuple(replace(it, stand="air") if it.key in WALKING else it for it in said)
    if place == "sky" and (people or any(thing.stand in _ON_GROUND for thing in said)):
        place = ""  # who stands on the ground looks up at it
    indoors = place in _indoor_places() or (
        # Where a story was indoors it still is, in a room that says nothing.
        not (place or is_under_tree)
        and (_is_at_home(found) or is_still_inside(earlier, scene, found, code, names))
    )
    still = [it for _, mentioned in after_the_weather(read, code) for it in mentioned]
    weather = _strongest(still, "weather")
    is_stormy = not indoors and weather == "storm"
    return Depiction(
        place=place,
        is_indoors=indoors,
        is_under_tree=is_under_tree,
        hour=_strongest(found, "hour") or before_it.hour or "day",
        weather="" if indoors else weather or before_it.weather,
        season=_strongest(found, "season") or before_it.season,
        mood="quiet" if is_stormy and not felt.is_glad else felt.mood,
        is_glad=felt.is_glad and felt.mood == "bright",
        is_aboard=_is_aboard(scene, code, names, place),
        is_moonless=any(is_moonless(sentence, GRAMMAR[code]) for sentence in scene),
        people=people,
        things=_safe(said, people),
        acts=deeds,
    )


Found = list[Mention]


def _unharmed(sentence: Sentence, language: str, names: dict[str, Entry]) -> list[Mention]:
    """Return what the sentence says is there, without animals where it speaks of harm or death."""
    found = mentions(sentence, language, names)
    if not any(_is_animal(mention) for mention in found) or not has_harm(sentence, language):
        return found
    return [mention for mention in found if not _is_animal(mention)]


def _is_aboard(scene: list[Sentence], language: str, names: dict[str, Entry], place: str) -> bool:
    """Return whether somebody is in a boat on the water."""
    return place in _SAILED and any(
        mention.entry.key in _BOATS and is_boarded(sentence, mention, language)
        for sentence in scene
        for mention in mentions(sentence, language, names)
    )


def _is_animal(mention: Mention) -> bool:
    """Return whether an animal is mentioned."""
    return mention.entry.kind == "thing" and mention.entry.key in animals()


def _strongest(found: Found, kind: str) -> str:
    """Return what of a kind is said most, of equals the first; "" for nothing."""
    counts = Counter(mention.entry.key for mention in found if mention.entry.kind == kind)
    if counts and counts["night"] == max(counts.values()):
        return "night"  # an evening with a moon
    return counts.most_common(1)[0][0] if counts else ""


@cache
def _indoor_places() -> frozenset[str]:
    return frozenset(row[0] for row in rows("places") if row[1] == "in")


def _is_at_home(found: Found) -> bool:
    """Return whether there is furniture, and nothing of what is out of doors."""
    keys = {mention.entry.key for mention in found}
    outside = any(
        mention.entry.kind in ("weather", "season")
        or (mention.entry.kind == "thing" and _is_of_outdoors(things()[mention.entry.key]))
        for mention in found
    )
    return bool(keys & _FURNITURE) and not outside


def _is_of_outdoors(thing: Thing) -> bool:
    if thing.key in _IN_WALLS:
        return False
    if thing.key in _OUT_OF_DOORS:
        return True
    return thing.is_animal or thing.stand in ("sky", "water") or thing.height >= _TOO_HIGH


def _things(found: Found, place: str, pets_named: frozenset[str]) -> tuple[Thing, ...]:
    """Return the things that are seen; an animal that has a name is in a room too, however large."""
    counts = Counter(mention.entry.key for mention in found if mention.entry.kind == "thing")
    if counts["tennisball"]:
        # The drawing of any other ball is a football.
        del counts["ball"]
    if counts.keys() & _FOOD:
        # What is eaten is drawn on a plate.
        del counts["plate"]
    named = {mention.entry.key: mention.entry for mention in found if mention.entry.hero}
    said = [
        hero_thing(named[key])
        if key in named
        else replace(things()[key], colour=_colour(found, key))
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


def _in_its_colour(
    thing: Thing, earlier: list[Sentence], language: str, names: dict[str, Entry]
) -> Thing:
    """Return a thing in the only colour that the story said it had; of animals the one with a name."""
    if thing.colour:
        return thing
    if thing.is_animal:
        named = {entry.colour for entry in names.values() if entry.key == thing.key}
        return replace(thing, colour=named.pop()) if len(named) == 1 else thing
    coloured = (it for it in earlier if colour_words(language) & {word.plain for word in it})
    before = [it for sentence in coloured for it in mentions(sentence, language, names)]
    return replace(thing, colour=_colour(before, thing.key))


def _colour(found: Found, key: str) -> str:
    """Return the only colour said of the things of this key: of two horses one may be black."""
    said = {mention.entry.colour for mention in found if mention.entry.key == key} - {""}
    return said.pop() if len(said) == 1 else ""


def _safe(said: tuple[Thing, ...], people: tuple[Role, ...]) -> tuple[Thing, ...]:
    """Return the things without a fire beside a house or a baby, which would look like an accident."""
    keys = {thing.key for thing in said} | {role.key for role in people}
    return tuple(thing for thing in said if thing.key != "fire" or not keys & _KEPT_FROM_FIRE)


def _fits(thing: Thing, place: str) -> bool:
    """Return whether the thing can stand there: no tree in a kitchen, no whale in a street."""
    if place in _indoor_places() and thing.key in _OUT_OF_DOORS:
        return False
    if place in _indoor_places() and place != "cave":
        return thing.stand != "sky" and (thing.height < _TOO_HIGH or thing.key in _INDOORS_TOO)
    if thing.key in _IN_WALLS:
        return False
    if thing.stand == "sky" or thing.key in _ON_LAND:
        return place not in ("space", "under_water", "cave")
    if thing.stand == "water" and thing.is_animal:
        return place in _WATERS
    return True
