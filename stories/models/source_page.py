"""A page of a story's document as a picture, drawn when somebody first looks at it and then kept."""

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from django.db import IntegrityError, models, transaction

from edusmart.accounts.errors import RequestRefused
from edusmart.media import discard, on_disk, store
from edusmart.work.errors import NotYet
from stories.actions.process_slot import a_place
from stories.pdf import ReadingLimits, UnreadableDocument, page_sheet

LIMITS = ReadingLimits(wall_seconds=10)


class SourcePage(models.Model):
    """The picture of page `number`, from 1; its file goes with the row."""

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    file = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "number"], name="one_picture_for_each_page")
        ]

    def __str__(self) -> str:
        return f"page {self.number}"

    @classmethod
    def file_of(cls, story_id: object, document: str, number: int) -> str:
        """The stored picture of the page, drawn now if nobody looked before. Raises RequestRefused."""
        kept = cls.objects.filter(story_id=story_id, number=number).first()
        if kept:
            return kept.file
        file = _drawn(document, number)
        try:
            with transaction.atomic():
                cls.objects.create(story_id=story_id, number=number, file=file)
        except IntegrityError:  # somebody else looked at the same moment, or the story went
            discard(file)
            with suppress(cls.DoesNotExist):
                return cls.objects.get(story_id=story_id, number=number).file
            raise _no_page() from None
        return file


def _drawn(document: str, number: int) -> str:
    try:
        with a_place(), on_disk(document) as path:
            return store("sheets", "jpg", _sheet(path, number))
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


def _no_page() -> RequestRefused:
    return RequestRefused("This document has no such page.", "no_page", 404)
