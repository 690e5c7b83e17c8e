"""A daily brief, its items, and the jobs that give them their audio."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from edusmart.live.models import Topic, Watched
from edusmart.work.models import Aggregate, Status
from tts.languages import direction
from tts.models import Lexicons, Narration, Recording
from tts.voices import DEFAULT_PRESET

MAX_ITEMS = 60
MAX_ITEM_CHARS = 8000
MAX_TITLE_CHARS = 200

#: An AudioGenerationJob that nobody has begun is called queued, as its clients know it.
QUEUED = "queued"


class Programme(models.Model):
    """A podcast: the published briefs of one kind, such as the morning bulletin."""

    title = models.CharField(max_length=MAX_TITLE_CHARS)
    description = models.TextField(max_length=4000, blank=True)
    language = models.CharField(max_length=8, default="en")
    author = models.CharField(max_length=MAX_TITLE_CHARS, blank=True)
    cover = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def direction(self) -> str:
        return direction(self.language)


class FeedLink(models.Model):
    """One person's private address of a programme's feed. Only its hash is kept."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="links")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_links"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.programme} for {self.user}"


class BriefState(models.TextChoices):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"


class Brief(Watched):
    """A titled list of items, written by editors.

    `edition` counts what editors changed, so that nobody overwrites what they have not seen.
    `publish_at` past: listeners have it; ahead: they will; None: a draft.
    `audio_due_at`: missing audio is ordered then without anybody's click.
    """

    owns_topic = True

    title = models.CharField(max_length=MAX_TITLE_CHARS)
    language = models.CharField(max_length=8, default="en")
    edition = models.PositiveIntegerField(default=1, editable=False)
    voice = models.CharField(max_length=100, default=DEFAULT_PRESET)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="briefs"
    )
    publish_at = models.DateTimeField(null=True, blank=True, db_index=True)
    by_itself = models.BooleanField(default=False, help_text="make missing audio by itself")
    audio_due_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    audio_problem = models.CharField(max_length=300, blank=True, editable=False)
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

    @property
    def state(self) -> BriefState:
        if self.publish_at is None:
            return BriefState.DRAFT
        past = self.publish_at <= timezone.now()
        return BriefState.PUBLISHED if past else BriefState.SCHEDULED

    @staticmethod
    def new_topic() -> Topic:
        return Topic.objects.create(name=f"brief:{uuid.uuid4()}")


class BriefItem(Watched):
    """One item. `narration` is what a listener hears now; it stays until a newer one is complete."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=MAX_TITLE_CHARS, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True, help_text="empty: the brief's")
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
    def speakable(self) -> bool:
        return any(character.isalnum() for character in self.text)

    @property
    def spoken_language(self) -> str:
        return self.language or self.brief.language

    @property
    def direction(self) -> str:
        return direction(self.spoken_language)

    def stale(self, lexicons: Lexicons) -> bool:
        """The audio was made before the last change, of what is written or of how a word of it is said."""
        made = self.narration
        if made is None:
            return False
        text, language = self.spoken_text, self.spoken_language
        if (made.text, made.language) != (text, language):
            return True
        return made.said_as != lexicons.of(language).pronounced(text).differing

    @property
    def recording(self) -> Recording | None:
        """What listeners hear now, be it old."""
        return self.narration.recording if self.narration else None

    @property
    def heard(self) -> bool:
        return self.narration is not None and self.narration.recording_id is not None


class AudioGenerationJob(Aggregate):
    """One click on "Generate All Audio": its status is counted from its items' narrations."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="jobs")
    voice_id = models.CharField(max_length=100)
    new_chars = models.PositiveIntegerField(
        default=0, editable=False, help_text="characters nobody had spoken before"
    )
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

    @classmethod
    def newest(cls, topic: Topic) -> "models.QuerySet[ItemAudio]":
        """Each item's newest order, whichever job placed it."""
        of_item = cls.objects.filter(item=models.OuterRef("item")).order_by("-pk")
        return cls.objects.filter(topic=topic, pk=models.Subquery(of_item.values("pk")[:1]))


class Listening(models.Model):
    """How often an item was heard in a day. Nobody's name is kept, so nobody can be followed."""

    item = models.ForeignKey(BriefItem, on_delete=models.CASCADE, related_name="listenings")
    day = models.DateField()
    plays = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0, help_text="heard to the end")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "day"], name="one_count_for_each_item_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.item} on {self.day}: {self.plays}"
