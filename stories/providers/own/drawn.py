"""The illustrator that draws: paper-cut scenes made with Pillow, without a model or a network.

A picture depends on nothing but its request. The story's title chooses the palette and a companion
who turns up now and then; the scene's words choose the place, the weather and the friends.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from stories.providers.illustrator import Picture, PictureRequest
from stories.providers.own.papercut import animals
from stories.providers.own.papercut.alt_text import described
from stories.providers.own.papercut.keywords import Calls, calls
from stories.providers.own.papercut.palette import Palette, at_night, story_palette
from stories.providers.own.papercut.paper import Cut, Paper
from stories.providers.own.papercut.scenery import SCENERY
from stories.providers.own.papercut.stage import Spot, Stage
from stories.providers.picture_format import as_jpeg

_COMPANIONS = ("fox", "rabbit", "bear", "cat", "owl", "mouse", "elephant", "frog")
_OPEN_PLACES = ("hills", "garden", "forest", "river", "town", "mountains")
_NO_WEATHER = frozenset({"space", "classroom", "under_water"})
_NEVER_DARK = frozenset({"space", "classroom", "under_water"})
_COMPANION_CHANCE = 0.55  # a friend who is in every picture would be no surprise


@dataclass(frozen=True, slots=True)
class DrawnIllustrator:
    """Draws any scene; never raises NoPicture."""

    def illustrate(self, request: PictureRequest) -> Picture:
        """Return the scene's picture, the same for the same request."""
        # Seeded by text: the same request draws the same picture in every process.
        rng = random.Random(f"{request.seed}|{request.story_title}|{request.index}")  # noqa: S311
        wanted = _wanted(request)
        scenery = _scenery(wanted, request, rng)
        palette = _palette(wanted, scenery, request.story_title)
        seed = f"{request.seed}|{request.index}"
        stage = Stage(Paper(palette.sky_top, palette.sky_low, seed), palette, rng)
        SCENERY[scenery](stage)
        friend = _add_friends(stage, wanted, request)
        _add_weather(stage, wanted, scenery)
        content = as_jpeg(stage.paper.finished())
        return Picture(content, "image/jpeg", described(scenery, friend, request.language))


def _wanted(request: PictureRequest) -> Calls:
    """Return what the wish calls for, and the scene where the wish says nothing."""
    told, wished = calls(f"{request.caption} {request.text}"), calls(request.wish)
    return Calls(
        wished.scenery or told.scenery,
        wished.friends or told.friends,
        wished.weather or told.weather,
        # A wished place is wished by day, unless the wish says otherwise.
        wished.is_night or (told.is_night and not wished.scenery),
    )


def _scenery(wanted: Calls, request: PictureRequest, rng: random.Random) -> str:
    if wanted.scenery:
        # The strongest twice: a place that is called for nearly as much may come now and then.
        return rng.choice((wanted.scenery[0], *wanted.scenery[:2]))
    # Scene by scene the next place, so that neighbours differ; each story begins elsewhere.
    start = rng.randrange(len(_OPEN_PLACES)) if request.seed else 0
    return _OPEN_PLACES[(start + request.index) % len(_OPEN_PLACES)]


def _palette(wanted: Calls, scenery: str, title: str) -> Palette:
    palette = story_palette(title)
    dark = (wanted.is_night or scenery == "night") and scenery not in _NEVER_DARK
    return at_night(palette) if dark else palette


def _add_friends(stage: Stage, wanted: Calls, request: PictureRequest) -> str | None:
    """Put up to two friends on the stage; returns the one to speak of."""
    named = [kind for kind in wanted.friends if _spots(stage, kind)]
    if not named and stage.ground and stage.rng.random() < _COMPANION_CHANCE:
        # By the title: the same friend in all scenes of a story.
        title = random.Random(f"companion:{request.story_title}")  # noqa: S311  no secret
        named = [title.choice(_COMPANIONS)]
    for kind in named[:2]:
        if spots := _spots(stage, kind):
            _put_friend(stage, kind, spots.pop(0), request.story_title)
    if "bird" not in named and stage.air and stage.rng.random() < 0.4:
        spot = Spot(stage.air[-1].x, stage.air[-1].y, 6)
        _put_friend(stage, "bird", spot, request.story_title)
    return named[0] if named else None


def _spots(stage: Stage, kind: str) -> list[Spot]:
    if kind in animals.IN_THE_AIR:
        return stage.air
    return stage.water if kind in animals.IN_THE_WATER else stage.ground


def _put_friend(stage: Stage, kind: str, spot: Spot, title: str) -> None:
    figures = {**animals.ON_THE_GROUND, **animals.IN_THE_AIR, **animals.IN_THE_WATER}
    figure = animals.child_of(title) if kind == "child" else figures[kind]()
    # It looks to the middle of the picture.
    image = figure.finished(flipped=spot.x > 55)
    # A spot bounds the longer side: tall figures would stand too large in it.
    wide = spot.wide * image.width / max(image.width, image.height)
    stage.paper.stamp(image, spot.x, spot.y, wide, lift=1.1)


def _add_weather(stage: Stage, wanted: Calls, scenery: str) -> None:
    if scenery in _NO_WEATHER or not wanted.weather:
        return
    rng, drops = stage.rng, Cut()
    for _ in range(64):
        x, y = rng.uniform(0, 100), rng.uniform(0, 96)
        if wanted.weather[0] == "snow":
            size = rng.uniform(0.35, 0.95)
            drops.oval(x, y, size, size)
        else:
            drops.polygon([(x, y), (x + 0.75, y + 2.6), (x, y + 3.4), (x - 0.75, y + 2.6)])
    tint = (255, 253, 248) if wanted.weather[0] == "snow" else stage.palette.water[0]
    stage.paper.lay(drops, tint, tint, lift=0.3)
