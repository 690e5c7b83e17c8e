"""The work of telling one story."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from edusmart.work.models import LATER, NOW, WorkRow
from stories.models.reading import Reading
from stories.models.story import Story


class Telling(WorkRow):
    """The work of reading a story's document and staging its scenes."""

    kind = "telling"
    # More than two calls of Gemini may take: the telling, and its repair. A server of one's own may be slow.
    deadline = timedelta(
        seconds=max(600, settings.OPENAI_TIMEOUT + 60 if settings.OPENAI_STORY_MODEL else 0)
    )
    bands = (NOW,)

    #: One telling a story, which is tried again rather than ordered again: staged scenes are never told
    #: twice.
    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, related_name="telling", verbose_name=_("story")
    )

    class Meta(WorkRow.Meta):
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")

    def __str__(self) -> str:
        return gettext("telling of %s") % self.story_id

    @property
    def queue(self) -> str:
        return LongTelling.kind if self.band == LATER else self.kind

    def ended(self) -> None:
        """Delete the document that the upload read: it has served."""
        Reading.objects.filter(story=self.story_id).delete()


class LongTelling(Telling):
    """A telling whose document takes long to read: OCR, or more than the look at upload had time for.

    It has workers of its own, so that a scanned book holds up nobody whose document is read in a moment.
    """

    kind = "long_telling"
    # More than `ReadingLimits.ocr_seconds` and a telling after it.
    deadline = timedelta(minutes=20)
    bands = (LATER,)

    class Meta:
        verbose_name = _("long telling")
        verbose_name_plural = _("long tellings")
        proxy = True
