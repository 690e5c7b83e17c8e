"""What a picture of a scene has to show, read from its words."""

from __future__ import annotations

from dataclasses import dataclass

from stories.providers.own.depiction.acting.acts import Act
from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.mood import Mood
from stories.providers.own.depiction.scene.contents import contents_of
from stories.providers.own.depiction.scene.setting import is_aboard, setting_of
from stories.providers.own.depiction.scene.sky import sky_of
from stories.providers.own.depiction.scene.told import told_of
from stories.providers.own.depiction.seen import without_danger
from stories.providers.own.depiction.vocabulary import LANGUAGES, Thing
from stories.providers.own.depiction.words import sentences

_LONGEST = 8_000  # characters of a scene that are read: it has 300 words, a mistake may have more
_LONGEST_BEFORE = 20_000  # of what the story told before it


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
    told = told_of(sentences(text[:_LONGEST]), sentences(before[-_LONGEST_BEFORE:]), code)
    where = setting_of(told)
    shown = contents_of(told, where)
    sky = sky_of(told, where, shown)
    felt = told.felt
    return Depiction(
        place=shown.place,
        is_indoors=shown.is_indoors,
        is_under_tree=where.is_under_tree,
        hour=sky.hour,
        weather=sky.weather,
        is_grey_outside=sky.is_grey_outside,
        season=sky.season,
        # A storm frightens indoors, too.
        mood="quiet" if sky.is_stormy and not felt.is_glad else felt.mood,
        is_glad=felt.is_glad and felt.mood == "bright",
        is_sad=felt.is_shown and felt.mood == "quiet",
        is_aboard=is_aboard(told, shown.place),
        has_sun=sky.has_sun,
        has_moon=sky.has_moon,
        people=shown.people,
        things=without_danger(shown.things, shown.people),
        acts=shown.deeds,
    )
