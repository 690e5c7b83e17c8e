"""A scene's words in another language, beside its own."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models

from edusmart.work.models import Status, WorkRow
from tts.languages import direction
from tts.models import Narration


class SceneTranslation(WorkRow):
    """What one scene says in one other language: found by a model, or typed by a person.

    Completed it has its text and a narration of it, in a voice of that language.
    """

    kind = "translation"
    # Far above a call's own limit, as with a rewriting: only a worker that is stuck meets it.
    deadline = timedelta(minutes=3)

    scene = models.ForeignKey(
        "stories.Scene", on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=8)
    text = models.TextField(blank=True)
    #: The scene's text that it says in other words. Kept whole, so that nobody has to guess what changed.
    made_from = models.TextField()
    #: A model never writes over what a person typed, unless it is asked to for this one scene.
    by_hand = models.BooleanField(default=False)
    #: None until there is a text. RESTRICT, as a row that is watched cannot lose it unseen.
    narration = models.OneToOneField(
        Narration, null=True, on_delete=models.RESTRICT, related_name="translation", editable=False
    )

    class Meta(WorkRow.Meta):
        indexes: ClassVar = [*WorkRow.Meta.indexes]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scene", "language"], name="one_translation_for_each_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.scene_id}"

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def is_stale(self) -> bool:
        """Return whether the scene says something else than this was made from."""
        return self.made_from != self.scene.text

    @property
    def is_shown(self) -> bool:
        """Return whether listeners are shown it."""
        return self.status == Status.COMPLETED and bool(self.text) and not self.is_stale


def narration_goes(sender: Any, instance: SceneTranslation, **_: Any) -> None:
    """Delete the narration of a translation that was deleted; the worker that makes it finds no row."""
    for narration in Narration.objects.filter(pk__in=filter(None, [instance.narration_id])):
        narration.delete()


# A signal, not delete(): translations also go by cascade, with their scene.
models.signals.post_delete.connect(
    narration_goes, sender=SceneTranslation, dispatch_uid="stories.translation"
)
