"""What lasts from the scene before until something ends it: hour, season and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.following.passing import is_another_time
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention, within
from stories.providers.own.depiction.sureness.rooms import says_room
from stories.providers.own.depiction.vocabulary import SEVERAL, beasts, vocabulary
from stories.providers.own.depiction.whereabouts import (
    TREES,
    Read,
    indoor_places,
    is_no_going,
    leaves,
    may_be,
    whereabouts,
)
from stories.providers.own.depiction.words import Sentence, Word, plain

_OUT_WITHIN = 2  # words between "through" and the snow
_HOURS_FOR = 9  # sentences for which an hour lasts
_SEASONS_FOR = 3
_PLACES_FOR = 7  # rooms: open air is left with its scene
# Places that are looked at or passed through rather than been at.
_NOT_KEPT = frozenset({"sky", "space", "hills", "road", "town"})
#: Places where nobody is by night, if it is not said.
BY_DAY = frozenset({"classroom", "playground", "library", "shop", "market"})
_HABITS = {"en": "every each", "es": "cada todas todos", "fr": "chaque tous toutes", "ar": "كل"}
_CROSSED = {
    "en": "crossed past left out", "es": "cruzó cruzaron atravesó atravesaron dejó",
    "fr": "traversa traversèrent traversait quitta quittèrent", "ar": "عبر عبرت اجتاز اجتازت غادر غادرت",
}  # fmt: skip
_ENDS = {
    "en": "stopped passed over ended cleared clear calmed ceased gone melted lifted lifts lifting",
    "es": "pasó paró cesó terminó escampó dejó amainó calmó despejado levantó disipó",
    "fr": "passa cessa arrêta fini arrêté calma passé clair leva dissipa",
    "ar": "توقف توقفت هدات انتهت مرت صفت انقشع انقشعت",
}  # fmt: skip


def _words(lists: dict[str, str]) -> dict[str, frozenset[str]]:
    return {code: frozenset(plain(words).split()) for code, words in lists.items()}


_END, _HABIT, _CROSS = map(_words, (_ENDS, _HABITS, _CROSSED))


_SUN = frozenset(
    plain("sun sunny sunshine sunlight sol soleado soleil ensoleillé الشمس شمس").split()
)
_LED_WITHIN = 2  # words before the hour with which a sentence begins: "in the evening"
#: Words between the beginning of a sentence and the hour that it begins.
LEADING = frozenset(
    plain(
        "at in on by that the one early late then por al a en de la el una esa aquella le au ce cette un à"
        " dans في ذات عند ثم"
    ).split()
)
_CALM = frozenset(
    plain(
        "calm clear bright still blue calma tranquila tranquilo despejada despejado soleada calme claire bleu"
        " هادئ هادئا هادئة صافية صاف صافيا مشمسا مشمسة"
    ).split()
)
_CHILDREN = frozenset({"girl", "boy"})
_FAMILY = frozenset({"mother", "father", "oldwoman", "oldman"})
_GROUPS = frozenset({"children", "people", "men", "women", "parents"})


@dataclass(frozen=True, slots=True)
class Lasting:
    """What still is as it was; "" for what is not known."""

    hour: str = ""
    season: str = ""
    place: str = ""


def lasting(before: Read, scene: Read, language: str) -> Lasting:
    """Return what lasts into the scene from the sentences `before` it."""
    if not _goes_on(before, scene):
        return Lasting()
    # What parts two paragraphs is no sentence.
    before = [it for it in before if not all(word.is_mark for word in it[0])]
    hour, season = "", ""
    told_at = -_HOURS_FOR
    for at, (sentence, found) in enumerate(before):
        if at >= len(before) - _SEASONS_FOR:
            season = _said(sentence, found, "season", language) or season
        if is_another_time(sentence, language):
            hour = ""
        # "They slept until dawn."
        hour *= not _says_day(sentence, language)
        if said := _said(sentence, found, "hour", language):
            hour, told_at = said, at
    hour = hour if told_at >= len(before) - _HOURS_FOR else ""
    season *= _has_same(before, scene)
    return _into(before, scene, Lasting(hour, season), language)


def _into(before: Read, scene: Read, was: Lasting, language: str) -> Lasting:
    """Return what of the hour and season that `was` lasts into the scene, and the place."""
    season = was.season
    # In another season it is another day, too.
    later = is_later(scene, language) or _is_of_other_season(scene, season)
    is_fair = _is_in_blossom(scene)
    begins_another = any(_begins_another(*it, was.hour or "day") for it in scene)
    place = "" if later else _place(before, scene, language)
    if begins_another and place in BY_DAY:
        place = ""
    if place not in indoor_places():
        place = ""
    return Lasting(
        hour="" if later or is_fair else was.hour,
        season="" if _is_said_and_not_there(scene, "season", season, language) else season,
        place=place,
    )


def shines(read: Read, language: str) -> bool:
    """Return whether the sun is said to be there: it is an hour of day as well."""
    return any(
        it.entry.key == "day" and not _SUN.isdisjoint(_forms(sentence[it.start], language))
        for sentence, found in read
        for it in found
    )


def _forms(word: Word, language: str) -> Iterable[str]:
    return stems(word.plain) if language == "ar" else (word.plain,)


def _is_said_and_not_there(scene: Read, kind: str, key: str, language: str) -> bool:
    """Return whether the scene says that there is none: "il n'y a pas d'hiver"."""
    return any(
        entry.kind == kind and entry.key == key
        for sentence, found in scene
        if not any(it.entry.kind == kind for it in found)
        for word in sentence
        for entry in vocabulary(language).get((word.plain,), ())
    )


def _is_of_other_season(scene: Read, season: str) -> bool:
    """Return whether a season begins in the scene: "This winter"."""
    return any(
        it.entry.kind == "season"
        and it.entry.key != season
        and (it.start <= _LED_WITHIN or not season)
        for _, found in scene
        for it in found
    )


def is_later(scene: Read, language: str) -> bool:
    """Return whether the scene says that time has gone by."""
    return any(is_another_time(sentence, language) for sentence, _ in scene)


def after_the_weather(read: Read, language: str) -> Read:
    """Return the sentences since the weather of the scene was over: "the next morning was calm"."""
    for at in range(len(read) - 1, 0, -1):
        sentence, found = read[at]
        words = {word.plain for word in sentence if not word.quoted}
        is_calm = bool(words & _CALM) or _clears(sentence, found, language)
        if is_calm and is_another_time(sentence, language):
            return read[at:]
    return read


def is_out_in(still: Sequence[Mention], read: Read, language: str) -> bool:
    """Return whether somebody is out in the weather: "in the rain", "en una noche lluviosa"."""
    staying, determiners = GRAMMAR[language].staying, GRAMMAR[language].determiners
    hours = {
        (id(found), it.start + it.length)
        for _, found in read
        for it in found
        if it.entry.kind == "hour"
    }
    return any(
        it.length > 1
        or (
            within(sentence, it.start, _OUT_WITHIN, staying)
            and sentence[it.start - 1].plain in determiners | staying
        )
        or ((id(found), it.start) in hours and within(sentence, it.start - 1, _OUT_WITHIN, staying))
        for sentence, found in read
        for it in found
        if it.entry.kind == "weather" and it in still
    )


def _begins_another(sentence: Sentence, found: Sequence[Mention], hour: str) -> bool:
    """Return whether a sentence begins with an hour that is not the last one: "At sunrise"."""
    return any(
        it.entry.kind == "hour"
        and it.start <= _LED_WITHIN
        and it.entry.key != hour
        and all(word.plain in LEADING for word in sentence[: it.start])
        for it in found
    )


def _goes_on(before: Read, scene: Read) -> bool:
    """Return whether the scene is about those of before, or about nobody: a lesson's night is its own."""
    told, here = _somebody(before), _somebody(scene)
    if here:
        # "Grandmother comforted her": a child's family is with the child of before.
        is_family = here <= _FAMILY | _CHILDREN and bool(
            told & _FAMILY or (told & _CHILDREN and here <= _FAMILY)
        )
        # A story's night and room are also those of who comes in; a lesson has nobody.
        return is_family or bool(told & here) or (_has_people(before) and _has_people(scene))
    return _has_people(before) or _has_same(before, scene)


def _says_day(sentence: Sentence, language: str) -> bool:
    return any(
        entry.kind == "hour" and entry.key in ("day", "dawn")
        for word in sentence
        if not word.quoted
        for entry in vocabulary(language).get((word.plain,), ())
    )


def _has_people(read: Read) -> bool:
    return any(
        it.entry.kind == "person" and it.entry.key not in _GROUPS and it.entry.count < SEVERAL
        for _, found in read[-_PLACES_FOR:]
        for it in found
    )


def _is_in_blossom(scene: Read) -> bool:
    """Return whether there are flowers on a tree: it neither rains there nor is it night, if not said."""
    keys = {mention.entry.key for _, found in scene for mention in found}
    return "flower" in keys and not keys.isdisjoint(TREES)


def _has_same(before: Read, scene: Read) -> bool:
    """Return whether somebody of before is there, or nobody where the story has a hero."""
    told, here = _somebody(before), _somebody(scene)
    if here:
        return bool(told & here)
    # Who is only named once is no hero whose story goes on: "the cows drink from the river".
    often = Counter(key for it in before for key in _somebody([it]))
    return any(times > 1 for times in often.values())


def _somebody(read: Read) -> set[str]:
    return {
        mention.entry.key for _, found in read for mention in found
        if (mention.entry.kind == "person" and mention.entry.key not in _GROUPS)
        or mention.entry.hero or mention.entry.key in beasts()
    }  # fmt: skip


def is_habit(sentence: Sentence, language: str) -> bool:
    """Return whether it tells of every day."""
    return any(word.plain in _HABIT[language] for word in sentence)


def _said(sentence: Sentence, found: Sequence[Mention], kind: str, language: str) -> str:
    """Return the last of its kind that is said, and not of every day."""
    for mention in reversed(found):
        near = sentence[max(mention.start - 2, 0) : mention.start]
        if mention.entry.kind == kind and not any(it.plain in _HABIT[language] for it in near):
            return mention.entry.key
    return ""


def _clears(sentence: Sentence, found: Sequence[Mention], language: str) -> bool:
    """Return whether rain stops, the sky clears or the sun comes out."""
    words = {word.plain for word in sentence if not word.quoted}
    is_of_sky = any(it.entry.kind == "weather" or it.entry.key == "sky" for it in found)
    return bool(words & _SUN) or (is_of_sky and bool(words & _END[language]))


def _place(before: Read, scene: Read, language: str) -> str:
    """Return where the story was last, "" where somebody has gone from there since."""
    if any(leaves(sentence, language) for sentence, _ in scene):
        return ""
    recent = before[-_PLACES_FOR:]
    for at in range(len(recent) - 1, -1, -1):
        sentence, found = recent[at]
        if any(mention.entry.kind == "place" for mention in found) or says_room(
            sentence, found, language
        ):
            # A bed is somewhere: in a hospital, if that was named just before.
            place, _ = whereabouts(recent[max(at - 1, 0) : at + 1], language)
            words = [word.plain for word in sentence]
            crossed = any(
                word in _CROSS[language] and not is_no_going(words, step)
                for step, word in enumerate(words)
            )
            is_left = crossed or place in _NOT_KEPT or not may_be(place, scene)
            return "" if is_left else place
        if leaves(sentence, language):
            return ""
    return ""
