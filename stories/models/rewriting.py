"""The work of saying one scene in simpler or harder words."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from edusmart.work.models import WorkRow


class Rewriting(WorkRow):
    """One order to put a scene into other words: `before` is its text then, `after` the text that was
    found."""

    kind = "rewriting"
    deadline = timedelta(minutes=3)

    class Direction(models.TextChoices):
        SIMPLER = "simpler"
        HARDER = "harder"

    scene = models.ForeignKey("stories.Scene", on_delete=models.CASCADE, related_name="rewritings")
    direction = models.CharField(max_length=8, choices=Direction.choices)
    before = models.TextField()
    after = models.TextField(blank=True)
    wanted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(WorkRow.Meta):
        indexes: ClassVar = [*WorkRow.Meta.indexes]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scene"], condition=Q(status__in=("pending", "processing")),
                name="one_open_rewriting_for_each_scene",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.direction}: {self.scene_id}"
