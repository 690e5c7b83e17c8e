"""The illustrator that draws: paper-cut scenes made with Pillow, without a model or a network.

A picture depends on nothing but its request, and shows nothing but what the scene's text says: what
that is, `depiction` reads; how it looks, `papercut` draws. Palette and people belong to the story's title.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from typing import TypedDict

from PIL import Image, ImageEnhance

from stories.providers.illustrator import Picture, PictureRequest
from stories.providers.own.cover_rank import cover_rank
from stories.providers.own.depiction.depiction import Depiction, depict
from stories.providers.own.depiction.vocabulary import LANGUAGES, Thing
from stories.providers.own.drawing import Drawing
from stories.providers.own.front import front_of
from stories.providers.own.papercut.alt_text import described
from stories.providers.own.papercut.composing.composition import compose, frame_for
from stories.providers.own.papercut.composing.counted import with_room
from stories.providers.own.papercut.composing.frames import VIEWS, View, lens_of
from stories.providers.own.papercut.composing.staging import sleeps_in_bed
from stories.providers.own.papercut.figures import looks_of
from stories.providers.own.papercut.palette import (
    Colour,
    Palette,
    at_evening,
    at_night,
    colour,
    hushed,
    in_season,
    story_palette,
)
from stories.providers.own.papercut.paper import Paper
from stories.providers.own.papercut.scenery.papers import paper_stage
from stories.providers.own.papercut.scenery.sceneries import SCENERY, Scenery
from stories.providers.own.papercut.stage import Stage
from stories.providers.own.papercut.vignette import endpaper, vignette
from stories.providers.own.states import as_it_erupts, as_it_is
from stories.providers.own.subject import subject_of
from stories.providers.picture_format import as_jpeg
from stories.providers.provenance import Source

_QUIET = 0.9  # of the colour stays in a quiet scene
_DEPTH = 9  # of 255
_BRIGHT = 1.2  # times the colour of a bright one: haze and light take some of it
# Darks a little darker and lights lighter: haze, grain and shadows are greys that lie over everything.
_DEEPER = [round(it - _DEPTH * math.sin(math.tau * it / 255)) for it in range(256)] * 3
_FALLING = {"snow": "snow", "rain": "rain", "storm": "rain", "wind": "leaves"}
_COVERING = frozenset(
    {"storm", "rain", "snow", "fog"}
)  # what clouds bring that hide moon and stars
_LOW_SUN = frozenset({"evening", "dawn"})
_NO_SKY = frozenset({"space", "under_water", "cave"})
_ON_NO_PAPER = frozenset({"water", "deck"})
# What stands in no garden and no street: where it is, there is a room.
_OF_A_ROOM = frozenset({"bed", "sofa", "bathtub", "television"})
_FLOWERS_BLOOM = frozenset({"", "spring", "summer"})


class Allowed(TypedDict):
    """What the text allows the scenery to have, as `Stage` names it."""

    is_bedless: bool
    has_stars: bool
    has_moon: bool
    is_fair: bool
    has_sun: bool
    has_snow: bool
    is_winter: bool
    has_flowers: bool


@dataclass(frozen=True, slots=True)
class DrawnIllustrator:
    """Draws any scene; never raises NoPicture."""

    def illustrate(self, request: PictureRequest) -> Picture:
        """Return the scene's picture, the same for the same request."""
        drawing = draw(request)
        women = frozenset(
            role.key
            for role in drawing.depiction.people
            if looks_of(role, request.story_title).is_woman
        )
        alt = described(drawing.depiction, drawing.shown, request.language, women, drawing.subject)
        front = front_of(drawing, request.language)
        # What falls before the whole picture would fall under an umbrella too.
        is_dry = "umbrella" in drawing.shown
        falls = "" if is_dry else _FALLING.get(drawing.depiction.weather, "")
        return Picture(
            as_jpeg(drawing.image), "image/jpeg", alt, front=front, falls=falls,
            cover_rank=cover_rank(drawing, request.story_title, request.language),
            source=Source.ALGORITHM, made_with="EduSmart",
        )  # fmt: skip


def draw(request: PictureRequest) -> Drawing:
    """Draw the scene and say what was drawn."""
    depiction = with_room(_housed(as_it_is(_wanted(request), request.text or request.caption)))
    # Seeded by text: the same request draws the same picture in every process.
    rng = random.Random(f"{request.seed}|{request.story_title}|{request.index}")  # noqa: S311
    view = VIEWS[(request.index + request.take) % len(VIEWS)]
    palette = _palette(depiction, request.story_title)
    paper = Paper(
        palette.sky_top, palette.sky_low, f"{request.seed}|{request.index}", _light(depiction)
    )
    stage = Stage(paper, palette, rng, turn=request.index + request.take, **_allowed(depiction))
    scenery = _scenery(depiction)
    frame = frame_for(depiction, view, is_bare=scenery is paper_stage)
    stage.lens = lens_of(frame, rng, is_indoors=depiction.is_indoors)
    if scenery is paper_stage and _is_of_nobody(depiction):
        return _on_paper(stage, depiction, view, request)
    scenery(stage)
    standing = compose(stage, depiction, view, frame, request.story_title)
    image = _finished(paper, depiction)
    seen = standing | _around(depiction)
    return Drawing(image, paper.front, depiction, view, seen, tuple(stage.figures))


def _is_of_nobody(depiction: Depiction) -> bool:
    """Return whether there is nobody, and no more than one thing, which is no character of the story."""
    things = depiction.things
    return (
        not depiction.people
        and len(things) < 2
        and not any(it.is_animal or it.hero for it in things)
    )


def _on_paper(stage: Stage, depiction: Depiction, view: View, request: PictureRequest) -> Drawing:
    """Draw what the story is about, in an ornament that says nothing of where it is, or an endpaper."""
    subject = next(iter(depiction.things), None) or subject_of(
        request.text or request.caption, request.story_title, request.before, request.language
    )
    if subject:
        vignette(stage, as_it_erupts(subject, request.text or request.caption))
    else:
        endpaper(stage)
    image = _finished(stage.paper, depiction)
    # Of what the text itself does not say it is not said either that it is there.
    seen = frozenset(it.key for it in depiction.things) | _around(depiction)
    figures = tuple(stage.figures)
    return Drawing(image, stage.paper.front, depiction, view, seen, figures, subject)


def _scenery(depiction: Depiction) -> Scenery:
    """Return what draws the place.

    Where no place is named: a plain room when people are at home, and a stage of paper where nothing says
    that they are in the open air. A season is indoors, too; a tree or a house is no meadow.
    """
    if depiction.is_indoors and not depiction.place:
        return SCENERY["room"]
    is_seen_alone = not (depiction.people or any(it.is_animal for it in depiction.things))
    is_open_air = depiction.is_under_tree or any(
        it.stand in _ON_NO_PAPER or (it.stand == "sky" and is_seen_alone) for it in depiction.things
    )
    says_where = depiction.place or depiction.weather or is_open_air
    return SCENERY[depiction.place] if says_where else paper_stage


def _finished(paper: Paper, depiction: Depiction) -> Image.Image:
    image = paper.finished()
    if depiction.hour != "night":
        image = image.point(_DEEPER)
    # What is cut from others' sheets has no palette that could be hushed.
    return ImageEnhance.Color(image).enhance(_BRIGHT if depiction.mood == "bright" else _QUIET)


def _wanted(request: PictureRequest) -> Depiction:
    """Return what the scene says; what is wished for takes the place of what the scene says of it."""
    told = depict(request.text or request.caption, request.language, request.before)
    wished = _read_wish(request.wish, request.language)
    if wished is None:
        return told
    says_where = wished.place or wished.is_under_tree
    return replace(
        told,
        place=wished.place if says_where else told.place,
        is_indoors=wished.is_indoors if says_where else told.is_indoors,
        # A wished place is wished by day, unless the wish says otherwise.
        hour=wished.hour if says_where or wished.hour != "day" else told.hour,
        weather=wished.weather or ("" if wished.is_indoors else told.weather),
        season=wished.season or told.season,
        people=wished.people or told.people,
        things=_wished_things(wished, told),
        acts=wished.acts or told.acts,
    )


def _housed(depiction: Depiction) -> Depiction:
    """Return the depiction in a room where it has what only rooms have, without what is out of doors."""
    keys = {thing.key for thing in depiction.things if not thing.hero}
    if depiction.is_indoors or not keys & _OF_A_ROOM:
        return depiction
    return replace(
        depiction,
        place="",
        is_indoors=True,
        is_under_tree=False,
        weather="",
        things=tuple(it for it in depiction.things if it.hero or it.stand in ("ground", "held")),
    )


def _wished_things(wished: Depiction, told: Depiction) -> tuple[Thing, ...]:
    """Return what is wished for, beside the story's hero where that is a thing."""
    if not wished.things:
        return told.things
    keys = {thing.key for thing in wished.things}
    heroes = (thing for thing in told.things if thing.hero and thing.key not in keys)
    return (*heroes, *wished.things)


def _read_wish(wish: str, language: str) -> Depiction | None:
    """Read what a teacher asks for, in the story's language or in the one it is written in."""
    nothing = Depiction()
    for code in (language, *LANGUAGES) if wish else ():
        wished = depict(wish, code)
        if (wished.place, wished.hour, wished.weather, wished.people, wished.things) != (
            nothing.place, nothing.hour, nothing.weather, nothing.people, nothing.things,
        ):  # fmt: skip
            return wished
    return None


def _palette(depiction: Depiction, title: str) -> Palette:
    has_snow = depiction.weather == "snow"
    palette = in_season(story_palette(title), depiction.season, has_snow=has_snow)
    if depiction.place not in _NO_SKY or depiction.place == "cave":
        if depiction.hour == "night":
            palette = at_night(palette)
        elif depiction.hour in _LOW_SUN:
            palette = at_evening(palette)
    is_grey = depiction.is_grey_outside or depiction.weather in ("storm", "rain", "fog")
    dark_sky = depiction.mood == "quiet" or is_grey
    return hushed(palette) if dark_sky else palette


def _light(depiction: Depiction) -> tuple[Colour, float] | None:
    """Return the light that lies on people and things too, and how much of it."""
    if depiction.place in _NO_SKY:
        return None
    if depiction.hour == "night":
        return colour("#3b4390"), 0.04 if depiction.is_indoors else 0.07
    if depiction.hour in _LOW_SUN:
        return colour("#f08a5a"), 0.12
    return (colour("#5d6690"), 0.04) if depiction.mood == "quiet" else None


def _allowed(depiction: Depiction) -> Allowed:
    bright = depiction.mood == "bright" and not depiction.weather
    return {
        "is_bedless": sleeps_in_bed(depiction),
        "has_stars": depiction.weather not in _COVERING or _has_lights(depiction),
        "has_moon": depiction.has_moon,
        # At dawn it is not up yet.
        "is_fair": bright and depiction.season != "winter" and depiction.hour != "dawn",
        "has_sun": bright and depiction.has_sun and depiction.hour != "dawn",
        "has_snow": depiction.weather == "snow",
        "is_winter": depiction.season == "winter" or depiction.weather == "snow",
        "has_flowers": bright
        and depiction.season in _FLOWERS_BLOOM
        and depiction.place == "garden",
    }


def _has_lights(depiction: Depiction) -> bool:
    """Return whether the text itself speaks of moon or stars."""
    return any(thing.drawing == "scene" for thing in depiction.things)


def _around(depiction: Depiction) -> frozenset[str]:
    """Return the keys of place, hour, weather and season as far as they are seen."""
    hour = "" if depiction.hour == "day" else depiction.hour
    around = [depiction.place, hour, depiction.weather, depiction.season]
    clear = depiction.weather not in _COVERING or _has_lights(depiction)
    has_sky = _scenery(depiction) is not paper_stage
    if (
        hour == "night"
        and clear
        and has_sky
        and not depiction.is_indoors
        and depiction.place not in _NO_SKY
    ):
        # Moon and stars are part of every night's sky.
        around += [thing.key for thing in depiction.things if thing.drawing == "scene"]
    return frozenset(key for key in around if key)
