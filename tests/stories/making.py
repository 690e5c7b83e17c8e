"""Stories for tests, made as users make them."""

import uuid
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile

from edusmart.accounts.models import User
from edusmart.live.models import changing
from stories.actions.story import WORK, publish_story
from stories.actions.uploads import look as looking
from stories.actions.uploads.look import Looked, look
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.models import Illustration, Scene, Story, Telling
from tests.pdfs import text_pdf
from tts.models import Narration

PAGES = [
    ["The fox woke up early.", "She smelled the morning and ran down the hill."],
    ["At the river she met a heron.", "The heron stood on one leg and looked very wise."],
    ["They shared a fish and told old tales.", "The sun climbed over the reeds."],
]


def pdf_file(pages: Any = PAGES, name: str = "fox.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text_pdf(pages), content_type="application/pdf")


def publish_unseen(story: Story, teacher: User) -> None:
    """Publish a story as if it were finished."""
    Story.objects.filter(pk=story.pk).update_unwatched(status="completed", completed_items=1)
    for model in WORK:
        model.objects.filter(topic=story.topic_id).update_unwatched(status="completed")
    story.refresh_from_db()
    publish(story, teacher)


def publish(story: Story, teacher: User) -> None:
    """Publish a story as the teacher sees it now."""
    story.topic.refresh_from_db()
    publish_story(story, teacher, story.topic.rev)


def make_story(owner: User, **wishes: Any) -> Story:
    """Upload the fox's PDF, which a process reads once in a run: most tests are not about reading."""
    known = _IS_THE_FOX.set(True)
    try:
        return upload_story(owner, pdf_file(), StoryOptions(**wishes))
    finally:
        _IS_THE_FOX.reset(known)


_IS_THE_FOX = ContextVar("is_the_fox", default=False)


def _look_at(files: Sequence[Any], owner: Any = None) -> Looked:
    if not _IS_THE_FOX.get():
        return look(files, owner)
    return replace(_looked_at_the_fox(looking.QUICK_LOOK_SECONDS), file=files[0])


# For good, and each thread knows for itself: some tests upload the fox and something else at once.
patch("stories.actions.uploads.upload.look", _look_at).start()


@cache
def _looked_at_the_fox(seconds: float) -> Looked:
    """Return what a look of so many seconds finds: a test may have hurried it."""
    return look([pdf_file()])


def bare_story(owner: User, title: str = "The fox", scenes: int = 0) -> Story:
    """Rows of a finished story with nothing behind them, for tests of what is around a story."""
    key = uuid.uuid4()
    story = Story(id=key, topic=Story.new_topic(key), owner=owner, title=title, language="en")
    story.status, story.progress = "completed", 100
    story.total_items = story.completed_items = scenes
    story.save(force_insert=True)
    Telling(topic=story.topic, story=story, status="completed").save()
    for index in range(scenes):
        name = Illustration.public_name(story, index)
        picture = Illustration(topic=story.topic, filename=name, status="completed", file="x.jpg")
        picture.save()
        with changing(story.topic_id):
            voice = Narration.order(story.topic, f"Scene {index}.", "warm", "en", f"{key}_{index}")
        Narration.objects.filter(pk=voice.pk).update_unwatched(status="completed")
        Scene(
            topic=story.topic, story=story, index=index, text=f"Scene {index}.",
            narration=voice, illustration=picture,
        ).save()  # fmt: skip
    return story
