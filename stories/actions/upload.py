"""Turn an uploaded file into a story: check it, store it, order its telling."""

import re
import tempfile
import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.media import discard, store_file
from edusmart.plain_text import without_controls
from edusmart.work.errors import NotYet
from edusmart.work.queues import wake
from stories.costs.budget import require_budget
from stories.costs.estimate import estimate
from stories.models import DEFAULT_GRADE, Story, Telling
from stories.models.reading import Reading
from stories.pdf import PICTURES, Document, ReadingLimits, UnreadableDocument, read_pdf
from stories.providers.choice import text_provider
from tts.languages import LANGUAGES
from tts.voices import UnknownVoice, find

QUICK_LOOK_SECONDS = 4.0  # a person waits; what takes longer is read by the telling
MAX_SCENES = 60  # bounds what one upload can cost


@dataclass(frozen=True)
class StoryOptions:
    """How the uploader wants the story told; an empty option leaves it to the document."""

    grade: int = DEFAULT_GRADE
    voice: str = ""
    language: str = ""
    scenes: int | None = None

    @classmethod
    def parse(cls, grade: str, voice: str, language: str, scenes: str) -> "StoryOptions":
        """Return the options that a form or an API call sent. Raises RequestRefused (400)."""
        return cls(_grade(grade), _voice(voice), _language(language), _scenes(scenes))


def upload_story(owner: User, file: "UploadedFile[Any] | None", wishes: StoryOptions) -> Story:
    """Check and store the file and order its telling. Returns the new story.

    Raises RequestRefused and stores nothing: 400 for a file that cannot be read, 413 for one too big,
    429 beyond quota or budget, 503 while it cannot be stored.
    """
    if file is None or not file.name:
        raise RequestRefused("Choose a PDF to upload.", "no_file")
    # Before the file is looked at: refusing must cost less than reading.
    _within_quota(owner)
    if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // 1024 // 1024
        raise RequestRefused(
            f"This file is larger than {limit} MB. Upload a smaller one.", "too_big", 413
        )
    read = _look(file)
    pages, words = (read.page_count, _words(read)) if read else (0, 0)
    cost = estimate(pages, words, wishes.grade, wishes.scenes).cost
    require_budget(owner, cost)
    # The look has read it to its end.
    file.seek(0)
    title = without_controls((read.title if read else "") or _title_from(file.name))
    stored = _store(file)
    found = {
        "title": title[:200],
        "document": stored,
        "pages": pages,
        "estimated_cost": cost,
    }
    # Quota and budget are asked again when the story starts: this person may upload twice at once.
    try:
        return _start(owner, read, found, wishes)
    except BaseException:
        discard(stored)
        raise


def _start(
    owner: User, read: Document | None, found: dict[str, Any], wishes: StoryOptions
) -> Story:
    unique = uuid.uuid4()
    with transaction.atomic():
        # The topic is new, so no one can hold it: here alone the person is locked before a topic.
        require_budget(owner, found["estimated_cost"])
        # After the lock of the budget, so that two uploads at once are counted one after the other.
        _within_quota(owner)
        topic = Story.new_topic(unique)
        story = Story(
            id=unique,
            topic=topic,
            owner=owner,
            grade=wishes.grade,
            wished_voice=wishes.voice,
            language=wishes.language,
            max_scenes=wishes.scenes,
            **found,
        )
        story.save(force_insert=True)
        # Read once: the telling need not start another process for it (decision 013).
        Reading.keep(story, read)
        Telling(topic=topic, story=story, provider=text_provider().gate).save()
        wake("telling")
    return story


def _store(file: "UploadedFile[Any]") -> str:
    try:
        return store_file("documents", "pdf", file)
    except NotYet as away:
        raise RequestRefused(
            "Stories cannot be stored just now; please try again soon.", "storage", 503
        ) from away


def _look(file: "UploadedFile[Any]") -> Document | None:
    """Read the document within QUICK_LOOK_SECONDS; None for a slow one, which the telling reads."""
    limits = ReadingLimits(max_pages=settings.UPLOAD_MAX_PAGES, wall_seconds=QUICK_LOOK_SECONDS)
    with tempfile.NamedTemporaryFile(suffix=".pdf", dir=settings.FILE_UPLOAD_TEMP_DIR) as local:
        # On a disk, as the process that opens it gets a path and no memory of ours.
        for chunk in file.chunks():
            local.write(chunk)
        local.flush()
        try:
            return read_pdf(Path(local.name), limits, ocr=False)
        except UnreadableDocument as refusal:
            # Not refused yet: it may only need more time than the person here has.
            if refusal.code == "too_complex":
                return None
            # A model that looks at pages can tell pictures of text.
            if refusal.code in PICTURES and text_provider().reads_pages:
                return Document("", "", (), refusal.page_count)
            status = 413 if refusal.code == "too_many_pages" else 400
            raise RequestRefused(refusal.sentence, refusal.code, status) from refusal


def _words(document: Document) -> int:
    return sum(len(paragraph.text.split()) for paragraph in document.paragraphs)


def _within_quota(owner: User) -> None:
    since = timezone.now() - timedelta(days=1)
    if Story.objects.filter(owner=owner, created_at__gte=since).count() >= settings.STORIES_PER_DAY:
        raise RequestRefused(
            f"You have made {settings.STORIES_PER_DAY} stories in a day. Come back tomorrow.",
            "quota", 429,
        )  # fmt: skip


def _title_from(name: str) -> str:
    words = re.sub(r"[\W_]+", " ", Path(name).stem).strip()
    return words[:1].upper() + words[1:] or "Story"


def _grade(value: str) -> int:
    # Also "Grade 4", as the API promises.
    match = re.fullmatch(r"(?:grade)?\s*(\d{1,2})", value.strip(), re.IGNORECASE)
    if not value.strip():
        return DEFAULT_GRADE
    if not match or not 1 <= int(match[1]) <= 12:
        raise RequestRefused("The grade must be a number from 1 to 12, such as “Grade 4”.", "grade")
    return int(match[1])


def _voice(value: str) -> str:
    try:
        return find(value).id if value else ""
    except UnknownVoice as unknown:
        raise RequestRefused(str(unknown), "voice") from unknown


def _language(value: str) -> str:
    if value and value not in LANGUAGES:
        raise RequestRefused(f"The language must be one of: {', '.join(LANGUAGES)}.", "language")
    return value


def _scenes(value: str) -> int | None:
    if not value.strip():
        return None
    if not re.fullmatch(r"[0-9]{1,2}", value.strip()) or not 1 <= int(value) <= MAX_SCENES:
        raise RequestRefused(f"The number of scenes must be from 1 to {MAX_SCENES}.", "scenes")
    return int(value)
