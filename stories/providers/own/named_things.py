"""Things that a word names, and the picture of one by itself."""

from __future__ import annotations

import io
import random
from functools import cache, lru_cache

from PIL import Image

from stories.providers.own.depiction.vocabulary import LANGUAGES, Thing, things, vocabulary
from stories.providers.own.depiction.words import tokens
from stories.providers.own.papercut.figures import thing_figure
from stories.providers.own.papercut.palette import story_palette
from stories.providers.own.papercut.paper import Paper
from stories.providers.own.papercut.stage import Stage
from stories.providers.own.papercut.sticker import WHITE

_SIDE = 240  # pixels: three beside each other on a phone with twice the pixels
_QUALITY = 82


def thing_named(words: str, language: str) -> str | None:
    """Return the key of the thing that the words name, article or not; None for what has no picture."""
    if language not in LANGUAGES:
        return None
    said = tokens(words)
    # An article is a word of its own before the name; in Arabic it is written onto it.
    bare = tuple(it.removeprefix("ال") for it in said) if language == "ar" else said[1:]
    for phrase in (said, bare):
        entry = next(iter(vocabulary(language).get(phrase, ())), None)
        if entry and entry.kind == "thing" and entry.key in drawable():
            return entry.key
    return None


@cache
def drawable() -> dict[str, Thing]:
    """Return the things that have a figure of their own, by key: sun, moon and stars are scenery."""
    return {key: it for key, it in things().items() if it.drawing != "scene"}


@lru_cache(maxsize=128)
def picture_of(key: str) -> bytes:
    """Return the thing by itself as WebP on transparent ground, the same each time; KeyError without one."""
    paper = Paper(WHITE, WHITE, key)
    stage = Stage(paper, story_palette(""), random.Random(key))  # noqa: S311  no secret
    figure = thing_figure(drawable()[key], stage, smiles=True)
    figure.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    sheet = Image.new("RGBA", (_SIDE, _SIDE))
    # In the middle, as what flies and what stands are shown in one row.
    sheet.alpha_composite(figure, ((_SIDE - figure.width) // 2, (_SIDE - figure.height) // 2))
    file = io.BytesIO()
    sheet.save(file, "WEBP", quality=_QUALITY)
    return file.getvalue()
