"""What a picture of a scene has to show, read from its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stories.providers.own.depiction.acting.acts import Act, acts
from stories.providers.own.depiction.acting.evidence import witnessed
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
from stories.providers.own.depiction.following.compounds import as_compounds, heads
from stories.providers.own.depiction.following.hero_things import moved, with_hero
from stories.providers.own.depiction.following.lasting import (
    BY_DAY,
    after_the_weather,
    is_out_in,
    lasting,
    shines,
)
from stories.providers.own.depiction.following.moments import moment
from stories.providers.own.depiction.following.mourning import graves, is_mourned, lost, without
from stories.providers.own.depiction.following.narrator import narrator
from stories.providers.own.depiction.following.references import RECENT, with_references
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.introductions import introductions
from stories.providers.own.depiction.looks.baldness import bald
from stories.providers.own.depiction.mentions import is_boarded, mentions, missed
from stories.providers.own.depiction.mood import Mood, feeling, has_harm
from stories.providers.own.depiction.naming.growing_up import as_old_as_told
from stories.providers.own.depiction.naming.neutral import as_called_at_work, works_of
from stories.providers.own.depiction.naming.played import has_only_animals, played
from stories.providers.own.depiction.naming.teachers import as_called, as_man, is_man
from stories.providers.own.depiction.naming.word_names import word_names
from stories.providers.own.depiction.seen import (
    as_told_before,
    is_at_home,
    seen_things,
    waters,
    without_danger,
)
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.sureness.this_story import of_this_story
from stories.providers.own.depiction.unintroduced import full_names, unintroduced
from stories.providers.own.depiction.unreal.absence import is_moonless
from stories.providers.own.depiction.unreal.vehicles import is_riding
from stories.providers.own.depiction.vocabulary import (
    LANGUAGES,
    Entry,
    Thing,
    animals,
    beasts,
)
from stories.providers.own.depiction.whereabouts import (
    in_places,
    indoor_places,
    is_in_tent,
    whereabouts,
)
from stories.providers.own.depiction.words import Sentence, sentences

_LONGEST = 8_000  # characters of a scene that are read: it has 300 words, a mistake may have more
_LONGEST_BEFORE = 20_000  # of what the story told before it
_ASLEEP = frozenset({"sleep", "lie"})
_GREY = frozenset({"rain", "storm", "snow", "fog"})
_SAILED = frozenset({"river", "lake", "sea"})
_WATERS = _SAILED | {"under_water"}
_OF_A_ROOM = frozenset({"chair", "table", "bed", "sofa", "fire"})
_ROOMY = frozenset({"bed", "sofa", "bathtub", "television"})
_WARM = frozenset({"summer", "spring"})
_BOATS = frozenset({"boat", "ship"})
_ON_GROUND = frozenset({"ground", "far", "water"})


@dataclass(frozen=True, slots=True)
class Depiction:
    """What the text says. `place` is "" where it says none, and so are `weather` and `season`.

    `is_under_tree`: it is in the open air. `is_aboard`: who is there is in the boat. `has_sun` and
    `has_moon`: the text says that they are seen. `is_grey_outside`: rain is before the window.
    """

    place: str = ""
    is_indoors: bool = False
    is_under_tree: bool = False
    hour: str = "day"
    weather: str = ""
    is_grey_outside: bool = False
    season: str = ""
    mood: Mood = "bright"
    is_glad: bool = False
    is_sad: bool = False
    is_aboard: bool = False
    has_sun: bool = False
    has_moon: bool = False
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
    earlier = sentences(before[-_LONGEST_BEFORE:])
    names, parts = who_is_who([*earlier, *scene], code)
    pets_named = frozenset(it.key for it in names.values() if it.key in beasts())
    teller = narrator([*earlier, *scene], code)
    until = [*earlier, *scene] if graves(scene, code) else earlier
    gone = lost(until, code, names)
    told = [(it, mentions(it, code, names)) for it in (*earlier, *scene)]
    recent = _there(earlier[-RECENT:], code, names, told)
    is_of_animals = teller is None and has_only_animals(told, names, code)
    is_his = is_man(told, names, code)
    read = with_references(
        recent,
        [(it, without(gone, it, found)) for it, found in _there(scene, code, names, told)],
        teller,
        code,
        pets_named,
    )
    absent = {key for it in scene for key in missed(it, code, names)}
    read = [
        (it, [one for one in without(gone, it, mentioned) if one.entry.key not in absent])
        for it, mentioned in read
    ]
    read = [(it, _as_told(mentioned, parts, is_of_animals, is_his)) for it, mentioned in read]
    read = of_this_story(read, told, code, pets_named, is_of_nobody=not (names or teller))
    whole = moment(in_places(read, told, code), code)
    heroes = {it.key for it in (*names.values(), *([teller] if teller else []))}
    read = witnessed(whole, told[: len(earlier)], heroes, code)
    found = [mention for _, mentioned in read for mention in mentioned]
    felt = feeling(scene, code, is_mourned=is_mourned(gone, until, code))
    place, is_under_tree = whereabouts(read, code)
    before_it = lasting(recent, read, code)
    was_inside = before_it.place in indoor_places()
    if place in indoor_places() and is_in_tent(recent, read, code):
        place = ""
    is_home = is_at_home(found, read, code)
    is_somewhere = bool(place) or is_under_tree or is_home
    # A room of before goes on where this scene, too, says that it is in one.
    if (place == "room" or (is_home and not place)) and not is_under_tree and was_inside:
        place = before_it.place
    if not is_somewhere and any(it.entry.key in _BOATS for it in found):
        place = waters(told)
    told_before = [it.entry for _, mentioned in told[: len(earlier)] for it in mentioned]
    people = () if felt.is_harmful else cast(read, code, told_before)
    hairless = bald(
        (
            (it, [one.entry.key for one in found if one.entry.kind == "person"])
            for it, found in (*told[: len(earlier)], *read)
        ),
        code,
    )
    people = tuple(replace(it, is_bald=it.key in hairless) for it in people)
    said = seen_things(
        found, place, pets_named, [it.entry for _, mentioned in recent for it in mentioned]
    )
    if not people and not any(thing.is_animal or thing.hero for thing in said):
        said = with_hero(said, scene, earlier, names, code, place)
    in_hands = held(read, code)
    in_use = handled(read, code) - in_anothers_hands(read, people)
    said = of_hands(said, people, place, in_use)
    coloured = (as_told_before(thing, earlier, code, names) for thing in said)
    said = tuple(
        replace(moved(thing, found, place), is_held=thing.key in in_hands) for thing in coloured
    )
    pets = [thing.key for thing in said if thing.is_animal]
    deeds = () if felt.is_harmful else acts(whole, code, people, pets)
    people, deeds = grounded(people, deeds, pets)
    said = out_of_sleeping_hands(
        said, people, frozenset(it.who for it in deeds if it.deed == "sleep")
    )
    said = well_placed(said, people, deeds, read, code)
    said = settled(said, deeds, read, code, is_under_tree=is_under_tree)
    if place == "sky":
        said = tuple(replace(it, stand="air") if it.key in WALKING else it for it in said)
    if place == "sky" and (people or any(thing.stand in _ON_GROUND for thing in said)):
        place = ""  # who stands on the ground looks up at it
    riding = any(is_riding(sentence, code) for sentence in scene)
    place *= not riding
    is_camping = is_in_tent(recent, read, code)
    is_open = bool(place) or is_under_tree or is_camping
    indoors = place in indoor_places() or (is_home and not (is_open or riding))
    said = off_floor(said, people) if indoors else said
    said = tuple(it for it in said if not (riding and it.key in _OF_A_ROOM))
    said = tuple(it for it in said if indoors or it.key not in _ROOMY)
    is_named = any(it.entry.kind == "place" for it in found)
    is_empty = place == "room" and not (people or said or is_named)
    place, indoors = place * (not is_empty), indoors and not is_empty
    still = [it for _, mentioned in after_the_weather(read, code) for it in mentioned]
    weather = _strongest(still, "weather")
    hour = _strongest(found, "hour") or before_it.hour * (place not in BY_DAY) or "day"
    # Who sleeps in a tent, or rides in a car, does so in no rain, and in another place it may be fine.
    is_dry = indoors or riding or (not place and any(it.deed in _ASLEEP for it in deeds))
    keys = {it.entry.key for it in found}
    is_alone = not (people or pets)
    is_out = (place not in indoor_places() and is_open) or is_alone or is_out_in(still, read, code)
    is_out &= not (keys & _OF_A_ROOM and not is_open)
    season = _strongest(found, "season") or before_it.season
    weather *= not (weather == "snow" and season in _WARM)
    is_stormy = weather == "storm"  # it frightens indoors, too
    return Depiction(
        place=place,
        is_indoors=indoors,
        is_under_tree=is_under_tree,
        hour=hour,
        weather=weather * (is_out and not is_dry),
        is_grey_outside=weather in _GREY and (indoors or not is_out),
        season=season,
        mood="quiet" if is_stormy and not felt.is_glad else felt.mood,
        is_glad=felt.is_glad and felt.mood == "bright",
        is_sad=felt.is_shown and felt.mood == "quiet",
        is_aboard=_is_aboard(scene, code, names, place),
        has_sun=shines(read, code),
        has_moon="moon" in keys and not any(is_moonless(it, GRAMMAR[code]) for it in scene),
        people=people,
        things=without_danger(said, people),
        acts=deeds,
    )


Found = list[Mention]
Read = Sequence[tuple[Sentence, list[Mention]]]


def who_is_who(told: list[Sentence], language: str) -> tuple[dict[str, Entry], set[str]]:
    """Return whom each name of the story means, and the keys of animals whom children only play."""
    names = introductions(told, language)
    parts = {name: names.pop(name).key for name in played(told, names, language)}
    lives = frozenset(full_names(told, language, set(names)))
    names |= unintroduced(told, language, names)
    names |= word_names(told, language, names)
    names = as_old_as_told(names, lives, told, language)
    return as_called(names, language), set(parts.values())


def _as_told(found: Found, parts: set[str], is_of_animals: bool, is_his: bool) -> Found:
    """Return the mentions without animals that are only played and family that is an animal's."""
    kept = [
        it
        for it in found
        if it.entry.key not in parts and not (is_of_animals and it.entry.kind == "person")
    ]
    return as_man(kept) if is_his else kept


def _there(
    said: list[Sentence], language: str, names: dict[str, Entry], told: Read
) -> list[tuple[Sentence, list[Mention]]]:
    """Return the sentences with what they say is there, by what the story has `told` of its words."""
    longer, works = heads(told, language), works_of(told, language)
    return [
        (
            it,
            as_compounds(
                it, as_called_at_work(it, _unharmed(it, language, names), works), longer, language
            ),
        )
        for it in said
    ]


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
