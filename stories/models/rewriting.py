"""The work of saying one scene in simpler or harder words."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edusmart.work.models import WorkRow


class Rewriting(WorkRow):
    """One order to put a scene into other words: `before` is its text then, `after` the text that was
    found."""

    kind = "rewriting"
    # Far above a call's own limit (LONGEST_SECONDS of its rewriter): only a worker that is stuck meets it.
    deadline = timedelta(minutes=3)

    class Direction(models.TextChoices):
        SIMPLER = "simpler", _("Simpler")
        HARDER = "harder", _("Harder")

    scene = models.ForeignKey(
        "stories.Scene",
        on_delete=models.CASCADE,
        related_name="rewritings",
        verbose_name=_("scene"),
    )
    direction = models.CharField(_("which way"), max_length=8, choices=Direction.choices)
    #: Compared at the end: when the scene says something else by then, the person's words win (decision 006).
    before = models.TextField(_("words before"))
    #: For the admin; the scene has it as its own text by then.
    after = models.TextField(_("words after"), blank=True)
    #: Who ordered it, for the admin. The cost is the story's owner's.
    wanted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked for by"),
    )

    class Meta(WorkRow.Meta):
        verbose_name = _("rewriting")
        verbose_name_plural = _("rewritings")
        indexes: ClassVar = [*WorkRow.Meta.indexes]
        constraints: ClassVar = [
            # Against two clicks at once: the second would be paid for, and find the scene changed.
            models.UniqueConstraint(
                fields=["scene"], condition=Q(status__in=("pending", "processing")),
                name="one_open_rewriting_for_each_scene",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.direction}: {self.scene_id}"
