"""Stories that are shared with classes, and what the classes' pupils did with them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from classroom.models import Share, Trace
from stories.models.story import Story

LONGEST_WORD = 60


class StoryShare(Share):
    """That a story is shared with a class."""

    thing = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="shares")

    class Meta(Share.Meta):
        verbose_name = _("story shared with a class")
        verbose_name_plural = _("stories shared with classes")


class StoryTrace(Trace):
    """When a pupil opened a story of their class, and how long they listened."""

    thing = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="traces")

    class Meta(Trace.Meta):
        verbose_name = _("story opened by a pupil")
        verbose_name_plural = _("stories opened by pupils")


class TappedWord(models.Model):
    """A word of the story that the pupil tapped to hear it, and how often."""

    trace = models.ForeignKey(StoryTrace, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=LONGEST_WORD)
    times = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("tapped word")
        verbose_name_plural = _("tapped words")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trace", "word"], name="once_in_each_trace")
        ]

    def __str__(self) -> str:
        return f"word {self.pk}"
