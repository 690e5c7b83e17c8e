"""What is counted of a brief, and what has to be known for one day to count it once."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from briefs.models.brief import Brief


class Downloads(models.Model):
    """How often podcast programs fetched an episode on one day. It names nobody."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="downloads")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("downloads of a day")
        verbose_name_plural = _("downloads by day")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "day"], name="one_download_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.brief} on {self.day}: {self.count}"


class DaySalt(models.Model):
    """What the marks of one day are hashed with. Without it, nothing can be asked of them."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day}"


class DayMark(models.Model):
    """That somebody has heard an item, or fetched some of an episode, today. It goes with the day."""

    day = models.DateField(db_index=True)
    # Of who, what and the day's salt: it says nothing about who it was, nor which marks are one person's.
    digest = models.CharField(max_length=64, unique=True)
    # Bytes that were fetched: [first, one past the last], in order and apart from each other.
    spans = models.JSONField(default=list)
    is_counted = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"a mark of {self.day}"
