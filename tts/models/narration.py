"""A narration is one order of a recording; the same text and voice is recorded once."""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Now
from django.utils import timezone

from edusmart.live.models import Topic
from edusmart.work.models import Status, WorkRow
from edusmart.work.queues import wake
from tts.lexicon import Lexicon
from tts.models.pronunciation import lexicon_of
from tts.models.recording import Recording, recording_key

SOON = timedelta(hours=1)


class Narration(WorkRow):
    """One order of a recording: with its own topic, urgency, cancel and public file name."""

    kind = "narration"
    deadline = timedelta(minutes=3)

    text = models.TextField()
    voice = models.CharField(max_length=60, db_index=True)
    language = models.CharField(max_length=8)
    rate = models.FloatField(default=1.0)
    format = models.CharField(max_length=4, default="mp3")
    said_as = models.TextField(blank=True, editable=False)
    needed_by = models.DateTimeField(null=True, blank=True, editable=False)
    key = models.CharField(max_length=64, db_index=True, editable=False)
    filename = models.CharField(max_length=120, unique=True, editable=False)
    recording = models.ForeignKey(
        Recording, null=True, blank=True, on_delete=models.PROTECT, related_name="narrations",
        editable=False,
    )  # fmt: skip

    class Meta(WorkRow.Meta):
        indexes: ClassVar = [*WorkRow.Meta.indexes]

    def __str__(self) -> str:
        return self.filename

    @classmethod
    def due(cls) -> Any:
        """What somebody looks at, then what is published within the hour, then everybody in turn."""
        soon = Case(When(needed_by__lte=Now() + SOON, then="needed_by"))
        return (
            super()
            .due()
            .order_by(
                F("urgent_at").asc(nulls_last=True),
                soon.asc(nulls_last=True),
                "turn",
                F("needed_by").asc(nulls_last=True),
                "due_at",
                "pk",
            )
        )

    @classmethod
    def prepared(
        cls, topic: Topic, text: str, voice: str, language: str, stem: str,
        *, turn: int = 0, rate: float = 1.0, audio_format: str = "mp3",
        lexicon: Lexicon | None = None, needed_by: datetime | None = None,
    ) -> "Narration":  # fmt: skip
        """An order that is not placed yet: `place` it, or look at its `key` first.

        The file's public name is `stem_{timestamp}_{hash}.{ext}`. `needed_by` is when listeners expect it.
        """
        lexicon = lexicon or lexicon_of(language)
        said_as = lexicon.pronounced(text).differing
        key = recording_key(text, voice, language, rate, audio_format, said_as)
        return cls(
            topic=topic, text=text, said_as=said_as, voice=voice, language=language, rate=rate,
            turn=turn, key=key, format=audio_format, needed_by=needed_by, provider="chatterbox",
            filename=_public_name(topic, stem, key, audio_format),
        )  # fmt: skip

    def place(self) -> "Narration":
        """Have it made. Call inside `changing(topic)`; a worker is woken on commit."""
        self.save()
        wake(self.kind)
        return self

    @classmethod
    def order(
        cls, topic: Topic, text: str, voice: str, language: str, stem: str, *, turn: int = 0
    ) -> "Narration":  # fmt: skip
        """Order the text spoken, inside `changing(topic)`."""
        return cls.prepared(topic, text, voice, language, stem, turn=turn).place()

    def ended(self) -> None:
        # After commit: the twins' rows belong to topics whose locks this transaction does not hold.
        transaction.on_commit(partial(_wake_twins, self.key))

    def take_voice(self, voice: str) -> bool:
        """Have another voice from now on; True when the sound there was, or was to be, is made anew.

        Call inside `changing(topic)`. The file gets a new public name: players may have kept the old sound.
        """
        key = recording_key(self.text, voice, self.language, self.rate, self.format, self.said_as)
        stem = self.filename.rsplit("_", 3)[0]
        fresh: dict[str, Any] = {
            "voice": voice, "key": key, "recording": None,
            "filename": _public_name(self.topic, stem, key, self.format),
        }  # fmt: skip
        unheard = Q(status__in=(Status.FAILED, Status.CANCELLED)) | Q(
            status=Status.COMPLETED, recording=None
        )
        if self._move(unheard, **fresh):
            return False
        wake(self.kind)
        return self.start_again(~unheard, **fresh)

    @property
    def url(self) -> str:
        return f"/audio/{self.filename}"


def reserve(recording: Recording, claim: str) -> bool:
    """Make `claim` the recording's only maker, unless it is made or a live claim is making it."""
    making = Narration.objects.filter(
        claim=OuterRef("maker"), status=Status.PROCESSING, lease_until__gte=Now()
    )
    free = Q(maker__in=("", claim)) | ~Exists(making)
    return bool(Recording.objects.filter(free, pk=recording.pk, file="").update(maker=claim))


def _wake_twins(key: str) -> None:
    """Orders of the same words that waited for this one need not wait any longer."""
    waiting = Narration.waiting_for(key).filter(key=key)  # the index is on `key`
    for pk in waiting.values_list("pk", flat=True):
        waiting.filter(pk=pk).update_unwatched(due_at=Now())
        wake(Narration.kind)


def _public_name(topic: Topic, stem: str, key: str, extension: str) -> str:
    now = timezone.now()
    token = hashlib.sha256(f"{key}{topic.epoch}{now.isoformat()}".encode()).hexdigest()[:8]
    return f"{stem}_{now:%Y%m%d_%H%M%S}_{token}.{extension}"
