"""Turn an uploaded file into a story: check it, store it, order its telling."""

import hashlib
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.media import discard, store_file
from edusmart.plain.text import without_controls
from edusmart.work.errors import NotYet
from edusmart.work.models import LATER, NOW
from edusmart.work.queues import wake
from stories.actions.uploads.look import Looked, look
from stories.actions.uploads.sent import Sent, is_pasted, listed, sent_files, shows_a_photo
from stories.actions.uploads.upload_turn import keep_unopened, upload_turn
from stories.costs.budget import require_budget
from stories.costs.estimate import estimate
from stories.documents import Document, ReadingLimits, ocr_is_installed
from stories.models import DEFAULT_GRADE, Story, Telling
from stories.models.reading import Reading
from stories.providers.choice import text_provider
from tts.languages import LANGUAGES
from tts.voices import UnknownVoice, find

LOOKED_AT_BYTES = 3 * 1024 * 1024  # it is sent twice: once to be looked at, once to be told
CHARACTERS_OF_A_SCAN = 2000  # about, of a page: it only says which of two documents is the longer
LONGEST_KEY = 200
MAX_SCENES = 60  # bounds what one upload can cost


@dataclass(frozen=True)
class StoryOptions:
    """How the uploader wants the story told; an empty option leaves it to the document."""

    grade: int = DEFAULT_GRADE
    voice: str = ""
    language: str = ""
    scenes: int | None = None

    @classmethod
    def parse(
        cls, grade: str, voice: str, language: str, scenes: str, *, user: User | None = None
    ) -> "StoryOptions":
        """Return the options that this user's form or API call sent. Raises RequestRefused (400)."""
        return cls(_grade(grade), _voice(voice, user), _language(language), _scenes(scenes))


def look_at(owner: User, sent: Sent) -> Document | None:
    """Return what a quick look reads of a document, and keep nothing; None for one that takes longer.

    Raises RequestRefused as `upload_story` does, and 413 for a file over LOOKED_AT_BYTES.
    """
    files = _sent_by(owner, sent)
    _within_quota(owner)
    if sum(file.size or 0 for file in files) > LOOKED_AT_BYTES:
        raise RequestRefused("This file is looked at once it is uploaded.", "too_big", 413)
    with upload_turn(owner, files):
        return look(files, owner.pk).document


def upload_story(owner: User, sent: Sent, wishes: StoryOptions, key: str = "") -> Story:
    """Check and store what was sent and order its telling. Returns the new story.

    Raises RequestRefused and stores nothing: 400 for a file that cannot be read, 413 for one too big,
    429 beyond quota or budget, 503 while it cannot be stored or too many are being read. `key` is the
    Idempotency-Key of the request: the person's story of the same key is returned, and no second one made.
    """
    unique = _unique(owner, key)
    if unique and (made := Story.objects.filter(upload_key=unique).first()):
        return made
    files = _sent_by(owner, sent)
    # Before anything is looked at: refusing must cost less than reading.
    _within_quota(owner)
    with upload_turn(owner, files):
        looked = look(files, owner.pk)
    read = looked.document
    pages, words = (read.page_count, _words(read)) if read else (0, 0)
    cost = estimate(pages, words, wishes.grade, wishes.scenes).cost
    require_budget(owner, cost)
    # The look has read it to its end.
    looked.file.seek(0)
    title = without_controls((read.title if read else "") or _title_from(files[0]))
    stored = _store(looked)
    found = {"title": title[:200], "document": stored, "pages": pages, "estimated_cost": cost}
    found["upload_key"] = unique
    # Quota and budget are asked again when the story starts: this person may upload twice at once.
    try:
        return _start(owner, read, found, wishes)
    except BaseException as failed:
        discard(stored)
        # The same request came twice at once, and the other one was quicker.
        if isinstance(failed, IntegrityError) and unique:
            return Story.objects.get(upload_key=unique)
        raise


def _sent_by(owner: User, sent: Sent) -> "list[UploadedFile[Any]]":
    try:
        return sent_files(sent)
    except RequestRefused as refused:
        keep_unopened(owner, listed(sent), refused)
        raise


def _unique(owner: User, key: str) -> str:
    """Return what tells this person's request of this key from all others, "" without a key."""
    if not key:
        return ""
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise RequestRefused(
            f"The Idempotency-Key can have at most {LONGEST_KEY} printable characters.", "key_form"
        )
    # Hashed: bounded, and what a program puts into its keys is not ours to keep.
    return hashlib.sha256(f"{owner.pk}:{key}".encode()).hexdigest()


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
            shows_lessons=text_provider().teaches or settings.LESSONS_FROM_TEXT,
            **found,
        )
        story.save(force_insert=True)
        # Read once: the telling need not start another process for it (decision 013).
        Reading.keep(story, read)
        telling = Telling(
            topic=topic, story=story, owner=owner, provider=text_provider().gate,
            band=LATER if _takes_long(read) else NOW, length=_length(read),
        )  # fmt: skip
        telling.save()
        wake(telling.queue)
    return story


def _store(looked: Looked) -> str:
    try:
        return store_file("documents", looked.kind, looked.file)
    except NotYet as away:
        raise RequestRefused(
            "Stories cannot be stored just now; please try again soon.", "storage", 503
        ) from away


def _takes_long(document: Document | None) -> bool:
    """Return whether reading it takes long: it took too long to look at, or has pages for OCR."""
    if document is None:
        return True
    by_ocr = ocr_is_installed() and not text_provider().reads_pages
    return bool(document.quality.scanned) and by_ocr


def _length(document: Document | None) -> int:
    """Return about how many characters there are to read and tell; the most for an unknown document."""
    if document is None:
        return ReadingLimits().max_characters
    told = sum(len(paragraph.text) for paragraph in document.paragraphs)
    return told + len(document.quality.scanned) * CHARACTERS_OF_A_SCAN


def _words(document: Document) -> int:
    return sum(len(paragraph.text.split()) for paragraph in document.paragraphs)


def _within_quota(owner: User) -> None:
    since = timezone.now() - timedelta(days=1)
    if Story.objects.filter(owner=owner, created_at__gte=since).count() >= settings.STORIES_PER_DAY:
        raise RequestRefused(
            f"You have made {settings.STORIES_PER_DAY} stories in a day. Come back tomorrow.",
            "quota", 429,
        )  # fmt: skip


def _title_from(file: "UploadedFile[Any]") -> str:
    """Return a title until the text has given one: the file's name, where a person chose it."""
    words = re.sub(r"[\W_]+", " ", Path(file.name or "").stem).strip()
    by_hand = words and not is_pasted(file) and not shows_a_photo(file)
    return words[:1].upper() + words[1:] if by_hand else "Story"


def _grade(value: str) -> int:
    # Also "Grade 4", as the API promises.
    match = re.fullmatch(r"(?:grade)?\s*(\d{1,2})", value.strip(), re.IGNORECASE)
    if not value.strip():
        return DEFAULT_GRADE
    if not match or not 1 <= int(match[1]) <= 12:
        raise RequestRefused("The grade must be a number from 1 to 12, such as “Grade 4”.", "grade")
    return int(match[1])


def _voice(value: str, user: User | None) -> str:
    try:
        return find(value, user).id if value else ""
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
