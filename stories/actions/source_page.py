"""Show a page of a story's document: as a picture, or where it has no pages the text of a part of it."""

from contextlib import suppress
from pathlib import Path

from django.db import IntegrityError, transaction

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.media import discard, on_disk, store
from edusmart.work.errors import NotYet
from stories.actions.process_slot import process_slot
from stories.documents import ReadingLimits, UnreadableDocument, page_sheet, part_text
from stories.models import SourcePage, Story

LIMITS = ReadingLimits(wall_seconds=10)  # a person waits for it


def source_page_file(story: Story, number: int, user: User) -> str:
    """Return the stored picture of page `number`, from 1, or the stored text of that part; made now if it is
    not there yet. People take turns.

    Raises RequestRefused: 404 for no such page, 422 where it cannot be read, 503 where it cannot be kept.
    """
    kept = SourcePage.objects.filter(story=story, number=number).first()
    if kept:
        return kept.file
    file = _made(story, number, user)
    try:
        # A savepoint, so that the query in the handler below still works.
        with transaction.atomic():
            SourcePage.objects.create(story=story, number=number, file=file)
    except IntegrityError:  # another request drew it at the same moment, or the story was deleted
        discard(file)
        with suppress(SourcePage.DoesNotExist):
            return SourcePage.objects.get(story=story, number=number).file
        raise _no_page() from None
    return file


def _made(story: Story, number: int, user: User) -> str:
    try:
        with process_slot(user.pk), on_disk(story.document) as path:
            if story.divided_into == "page":
                return store("sheets", "jpg", _sheet(path, number))
            return store("sheets", "txt", _text(path, number))
    except FileNotFoundError:
        raise _no_page() from None
    except UnreadableDocument as refusal:
        raise RequestRefused(refusal.sentence, refusal.code, 422) from refusal
    except NotYet as away:
        raise RequestRefused(away.sentence, away.code, 503) from away


def _sheet(path: Path, number: int) -> bytes:
    content = page_sheet(path, number, LIMITS)
    if content is None:
        raise _no_page()
    return content


def _text(path: Path, number: int) -> bytes:
    content = part_text(path, number, LIMITS).encode()
    if not content:
        raise _no_page()
    return content


def _no_page() -> RequestRefused:
    return RequestRefused("This document has no such page.", "no_page", 404)
