"""Briefs that are shared with classes, and what the classes' pupils heard of them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from briefs.models.brief import Brief
from briefs.models.item import BriefItem
from classroom.models import Share, Trace


class BriefShare(Share):
    """That a brief is shared with a class."""

    thing = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="shares")

    class Meta(Share.Meta):
        verbose_name = _("brief shared with a class")
        verbose_name_plural = _("briefs shared with classes")


class BriefTrace(Trace):
    """When a pupil opened a brief of their class. Its seconds are those of the items heard to the end."""

    thing = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="traces")
    #: When they had heard every item that could be heard then.
    finished_at = models.DateTimeField(null=True, editable=False)

    class Meta(Trace.Meta):
        verbose_name = _("brief opened by a pupil")
        verbose_name_plural = _("briefs opened by pupils")


class HeardItem(models.Model):
    """An item that the pupil heard to its end."""

    trace = models.ForeignKey(BriefTrace, on_delete=models.CASCADE, related_name="heard")
    item = models.ForeignKey(BriefItem, on_delete=models.CASCADE, related_name="+")
    heard_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("item heard by a pupil")
        verbose_name_plural = _("items heard by pupils")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trace", "item"], name="heard_once_in_each_trace")
        ]

    def __str__(self) -> str:
        return f"heard item {self.item_id}"
