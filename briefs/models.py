"""A daily brief, its items, and the jobs that give them their audio."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from edusmart.live.models import Topic, Watched
from edusmart.work.models import Status, Whole
from tts.models import Narration
from tts.voices import direction

MAX_ITEMS = 60
MAX_ITEM_CHARS = 8000
MAX_TITLE_CHARS = 200

#: An AudioGenerationJob that nobody has begun is called queued, as its clients know it.
QUEUED = "queued"


class Brief(Watched):
    """A titled list of items, written by editors."""

    owns_topic = True

    title = models.CharField(max_length=MAX_TITLE_CHARS)
    language = models.CharField(max_length=8, default="en")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="briefs", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-updated_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def direction(self) -> str:
        return direction(self.language)

    @staticmethod
    def new_topic() -> Topic:
        return Topic.objects.create(name=f"brief:{uuid.uuid4()}")


class BriefItem(Watched):
    """One item. `narration` is what a listener hears now; it stays until a newer one is complete."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=MAX_TITLE_CHARS, blank=True)
    text = models.TextField(blank=True)
    narration = models.ForeignKey(
        Narration,
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return self.title or f"item {self.position + 1}"

    @property
    def spoken_text(self) -> str:
        """What is read aloud: the title as a sentence of its own, then the text."""
        title, text = self.title.strip(), self.text.strip()
        if title and title[-1] not in ".!?…؟۔。:":
            title += "."
        return f"{title}\n\n{text}".strip()

    @property
    def stale(self) -> bool:
        """The audio was made before the last change."""
        return self.narration is not None and self.narration.text != self.spoken_text


class AudioGenerationJob(Whole):
    """One click on "Generate All Audio": its status is counted from its items' narrations."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="jobs")
    voice_id = models.CharField(max_length=100)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+",
        editable=False,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return f"job {self.pk}"

    @property
    def public_status(self) -> str:
        return QUEUED if self.status == Status.PENDING else self.status


class ItemAudio(Watched):
    """One item's place in a job."""

    job = models.ForeignKey(
        AudioGenerationJob, on_delete=models.CASCADE, related_name="item_audios"
    )
    item = models.ForeignKey(BriefItem, on_delete=models.CASCADE, related_name="item_audios")
    narration = models.OneToOneField(
        Narration, on_delete=models.CASCADE, related_name="item_audio", editable=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "item"], name="one_audio_for_each_item_of_a_job")
        ]
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return f"{self.item} in {self.job}"
