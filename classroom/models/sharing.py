"""What rows of the features are made of: sharing with a class, and what a pupil did with what was shared.

Stories and briefs each have tables of their own: `thing` is a foreign key there.
"""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from classroom.models.school_class import SchoolClass


class Share(models.Model):
    """That something is shared with a class, and by when it is to be listened to."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="+")
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    shared_at = models.DateTimeField(default=timezone.now)
    #: "Listen by" this day; None: whenever they like.
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["thing", "school_class"], name="%(class)s_once_in_each_class"
            )
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"


class Trace(models.Model):
    """What a pupil did with something that is shared with a class of theirs. Nothing else is recorded."""

    pupil = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    #: When they were last heard of.
    seen_at = models.DateTimeField(default=timezone.now)
    seconds = models.FloatField(default=0, help_text="listened, as far as this site was told")
    #: The Monday of the week that they listened in last, and how long in that week: older ones are not kept.
    week = models.DateField(null=True, editable=False)
    week_seconds = models.FloatField(default=0, db_default=0, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pupil", "thing"], name="one_%(class)s_for_each_pupil")
        ]

    def __str__(self) -> str:
        return f"trace {self.pk}"

    @property
    def seconds_this_week(self) -> float:
        """Return how long they listened since Monday."""
        return self.week_seconds if self.week == this_monday() else 0.0

    def add_seconds(self, seconds: float) -> None:
        """Add what was listened to now. Does not save."""
        self.week, self.week_seconds = this_monday(), self.seconds_this_week + seconds
        self.seconds += seconds


def this_monday() -> date:
    """Return the day on which this week began."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())
