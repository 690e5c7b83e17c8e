"""A story without a browser: upload a document, watch its rows, report what becomes playable."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.work.models import Status
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.models import Scene, Story
from stories.reading.records import SENTENCES as REASONS

# The times that are reported are only this exact.
LOOK_EVERY_SECONDS = 0.02
TELLER = "teller"


@dataclass
class Told:
    """The outcome for one document. Times are in seconds since the upload, None for what did not happen."""

    path: Path
    problem: str = ""
    refused: bool = False
    title: str = ""
    pages: int = 0
    words: int = 0
    scenes: int = 0
    first_scene: float | None = None
    whole_story: float | None = None
    audio_seconds: float = 0.0
    playable: dict[int, float] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return not self.problem


@dataclass(frozen=True)
class Moment:
    """The story as it stands; `playable` has the seconds after which each scene became so."""

    progress: int
    seconds: float
    playable: dict[int, float]


def tell(path: Path, wishes: StoryOptions, patience_seconds: float, told: Told) -> Iterator[Moment]:
    """Tell one document on the system the settings describe, filling `told` in on the way."""
    started = time.monotonic()
    try:
        owner, _ = User.objects.get_or_create(username=TELLER)
        file = SimpleUploadedFile(path.name, path.read_bytes())
        story = upload_story(owner, file, wishes)
    except RequestRefused as refused:
        told.problem, told.refused = refused.sentence, refused.code in REASONS
        return
    except OSError as error:
        told.problem = f"{path} cannot be read: {error.strerror}."
        return
    while not _look(story, told, started):
        yield _moment(story, told, started)
        if time.monotonic() - started > patience_seconds:
            told.problem = f"The story was not finished after {patience_seconds:g} seconds."
            return
        time.sleep(LOOK_EVERY_SECONDS)
    _sum_up(story, told)
    yield _moment(story, told, started)


def _look(story: Story, told: Told, started: float) -> bool:
    """Read the rows. Returns True when the story has ended."""
    story.refresh_from_db()
    pairs = Scene.objects.filter(story=story).values_list(
        "index", "narration__status", "illustration__status"
    )
    now = time.monotonic() - started
    for index, voice, picture in pairs:
        if voice == picture == Status.COMPLETED:
            told.playable.setdefault(index, now)
    if story.is_open:
        return False
    told.whole_story = now
    return True


def _moment(story: Story, told: Told, started: float) -> Moment:
    return Moment(story.progress, time.monotonic() - started, dict(told.playable))


def _sum_up(story: Story, told: Told) -> None:
    scenes = Scene.objects.filter(story=story)
    told.title, told.pages, told.scenes = story.title, story.pages, scenes.count()
    told.words = sum(len(text.split()) for text in scenes.values_list("text", flat=True))
    told.first_scene = told.playable.get(0)
    total = scenes.aggregate(total=Sum("narration__recording__duration"))["total"]
    told.audio_seconds = total or 0.0
    made = story.status == Status.COMPLETED and not story.failed_items
    if not made or len(told.playable) < story.total_items:
        told.problem = story.error or "Not every scene got its picture and voice."
        told.refused = story.telling.error_code in REASONS
