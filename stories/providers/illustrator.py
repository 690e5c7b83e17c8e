"""Illustrators: one told scene in, one picture out.

An illustrator is any object with `illustrate`. All but `gemini` need no model and no network.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from stories.providers.picture_format import PICTURE_SIDE
from stories.providers.provenance import Source
from stories.providers.storyteller import CastMember


class NoPicture(Exception):
    """This illustrator has nothing to show for the scene; ask another."""


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """What a picture is made from.

    `seed` makes the same request give the same picture; the palette belongs to `story_title`, so a
    story's pictures match. `document` is the PDF on disk, None when there is none; `source_pages`
    number its pages from 1. `language` is the ISO 639-1 code of the text. `picture_prompt`, `style` and
    `cast` (who is in the scene, and how they look) are empty where the storyteller gave none.
    `reference` is the story's first picture as JPEG, empty for the first itself. `take` counts the
    pictures the scene had before; a teacher who wants another may say what it should show: the `wish`,
    data like the text, never an instruction. `before` is the story's text up to the scene.
    """

    text: str
    caption: str
    index: int
    story_title: str
    seed: int = 0
    document: Path | None = None
    source_pages: tuple[int, ...] = ()
    language: str = "en"
    picture_prompt: str = ""
    style: str = ""
    cast: tuple[CastMember, ...] = ()
    reference: bytes = b""
    take: int = 0
    wish: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture, PICTURE_SIDE pixels square. `alt` describes it in the request's language.

    `front` is a WebP of the same size with its figures alone, which may move before the rest; empty where
    there is none. `falls` is what may fall or blow over it: "snow", "rain", "leaves", or "".
    `cover_rank` says how well it shows what its story is about, from 0: the highest is the cover.
    `source` says whether it was drawn or painted, None for one of the document's; `made_with` by what.
    """

    content: bytes
    mime: str
    alt: str
    width: int = PICTURE_SIDE
    height: int = PICTURE_SIDE
    front: bytes = b""
    falls: str = ""
    cover_rank: int = 0
    source: Source | None = None
    made_with: str = ""


class Illustrator(Protocol):
    """Makes pictures for scenes."""

    def illustrate(self, request: PictureRequest) -> Picture:
        """Return the scene's picture; raises NoPicture when there is none to give."""
        ...
