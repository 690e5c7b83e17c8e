"""The work of saying one scene in simpler or harder words."""

from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from edusmart.live.models import TopicGone, changing
from edusmart.work.errors import Refused
from edusmart.work.models import WorkRow

MOVED_ON = "Somebody changed this scene meanwhile, so its words were left as they are."


class Rewriting(WorkRow):
    """One wish to have a scene rewritten. `before` is the text it was asked for, `after` what came of it."""

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

    @classmethod
    def preload(cls) -> None:
        import stories.pipeline.rewrite  # noqa: F401

    def perform(self) -> dict[str, Any]:
        from stories.pipeline.rewrite import rewrite

        return {"after": rewrite(self)}

    def complete(self, **fields: Any) -> bool:
        """The new words come into the scene with it, unless a person's words did meanwhile."""
        from stories.actions.scene import put_text

        with suppress(TopicGone), changing(self.topic_id):
            scene = (
                type(self.scene).objects.select_related("story", "narration").get(pk=self.scene_id)
            )
            if scene.text != self.before:
                return self.fail(Refused(MOVED_ON, "moved_on"))
            if super().complete(**fields):
                put_text(scene, fields["after"])
                return True
        return False
