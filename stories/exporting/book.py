"""What goes into an export: a finished story's scenes with the names of their stored files."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from stories.exporting.made_by import MadeBy, made_by
from stories.models import Scene, SceneTranslation, Story
from tts.models import Recording

TITLE_CHARACTERS = 60  # a chapter's title has to fit one line


@dataclass(frozen=True, slots=True)
class Page:
    """One scene. `words`: (start ms, end ms, first code point, one past the last) of each spoken word.

    `picture` names a stored file, "" where there is none.
    """

    index: int
    text: str
    heading: str
    name: str
    recording: Recording
    words: tuple[tuple[int, int, int, int], ...]
    picture: str
    alt: str
    #: The scene in the book's second language, None where it has none.
    beside: SceneTranslation | None = None

    @property
    def title(self) -> str:
        """The name that a teacher gave it, its heading, or how it begins."""
        beginning = " ".join((self.text.split("\n") or [""])[0].split())
        return self.name or self.heading or shorten(beginning, TITLE_CHARACTERS, placeholder="…")


@dataclass(frozen=True, slots=True)
class Book:
    """A story to take along. `direction` is ltr or rtl."""

    id: uuid.UUID
    title: str
    language: str
    direction: str
    changed_at: datetime
    pages: tuple[Page, ...]
    made_by: MadeBy
    #: The language that stands beside its own, "" for none, and the title in it where there is one.
    second: str = ""
    second_title: str = ""


def book_of(story: Story, second: str = "") -> Book:
    """Return the story as it is now, with its words in the language `second` beside its own.

    Raises RequestRefused while it is being made or a voice is missing (409), and where it has nothing in
    that language (404).
    """
    translations = _translations(story, second)
    scenes = Scene.objects.filter(story=story).select_related(
        "narration__recording", "illustration"
    )
    pages = [page for scene in scenes if (page := _page(scene, translations.get(scene.pk)))]
    # All or nothing: a file that was taken along cannot fill its gaps later.
    if story.is_open or not pages or len(pages) < scenes.count():
        raise RequestRefused(
            "Only a story whose scenes all have their voice can be taken along. Wait until it is "
            "ready, or try again what is missing.",
            "unfinished", 409,
        )  # fmt: skip
    # Of what is in it, not of this moment, so that the same export is the same file.
    made = [
        it.finished_at for scene in scenes for it in (scene.narration, scene.illustration) if it
    ] + [it.finished_at for it in translations.values()]
    changed = max([at for at in made if at], default=story.finished_at or timezone.now())
    # EPUB demands one; a story has none before it is told.
    language = story.language or "en"
    titles = [it.now("story_title") for it in translations.values()]
    return Book(
        story.pk, story.title, language, story.direction, changed, tuple(pages), made_by(story),
        second, next(filter(None, titles), ""),
    )  # fmt: skip


def _translations(story: Story, language: str) -> dict[int, SceneTranslation]:
    """Return by scene what listeners have in the language. Raises RequestRefused (404) for nothing."""
    if not language:
        return {}
    rows = SceneTranslation.objects.filter(scene__story=story, language=language)
    shown = {it.scene_id: it for it in rows.select_related("scene__story") if it.is_shown}
    if not shown:
        raise RequestRefused("This story is not told in that language.", "no_translation", 404)
    return shown


def _page(scene: Scene, beside: SceneTranslation | None) -> Page | None:
    recording, picture = scene.narration.recording, scene.illustration
    if recording is None or not recording.file:
        return None
    return Page(
        index=scene.index,
        text=scene.text,
        heading=scene.heading,
        name=scene.title,
        recording=recording,
        words=tuple((word[0], word[1], word[2], word[3]) for word in recording.words),
        picture=picture.file,
        alt=picture.alt or scene.caption,
        beside=beside,
    )
