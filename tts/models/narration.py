"""A narration is one order of a recording; orders of the same text and voice share one recording."""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edusmart.live.models import Topic
from edusmart.work.models import NOW, Status, WorkRow
from edusmart.work.queues import wake
from tts.lexicon import Lexicon
from tts.models.pronunciation import lexicon_of
from tts.models.recording import Recording, recording_key

#: How long before its publication a brief's narration goes ahead of every turn.
SOON = timedelta(hours=1)
NEEDED = Q(status=Status.PENDING, needed_by__isnull=False)


class Narration(WorkRow):
    """One order of a recording, with a topic, an urgency, a cancel and a public file name of its own."""

    kind = "narration"
    deadline = timedelta(minutes=3)

    text = models.TextField(_("words"))
    voice = models.CharField(_("voice"), max_length=60, db_index=True)
    language = models.CharField(_("language"), max_length=8)
    rate = models.FloatField(_("speed"), default=1.0)
    format = models.CharField(_("format"), max_length=4, default="mp3")
    # The text as the lexicon pronounced it when it was ordered; empty where that is the text itself.
    said_as = models.TextField(_("how it is said"), blank=True, editable=False)
    # When the brief is published; None where no hour is set.
    needed_by = models.DateTimeField(_("to be heard from"), null=True, blank=True, editable=False)
    # The key of its recording: see recording_key().
    key = models.CharField(_("key"), max_length=64, db_index=True, editable=False)
    # Public name under /audio/. It changes with the sound, because players keep what they loaded.
    filename = models.CharField(_("public name"), max_length=120, unique=True, editable=False)
    # Set when it is complete; PROTECT keeps the purge from deleting what is still heard.
    recording = models.ForeignKey(
        Recording, null=True, blank=True, on_delete=models.PROTECT, related_name="narrations",
        editable=False, verbose_name=_("recording"),
    )  # fmt: skip

    class Meta(WorkRow.Meta):
        verbose_name = _("narration")
        verbose_name_plural = _("narrations")
        indexes: ClassVar = [
            *WorkRow.Meta.indexes,
            models.Index(fields=["needed_by"], condition=NEEDED, name="%(class)s_needed"),
        ]

    def __str__(self) -> str:
        return self.filename

    @classmethod
    def due_soon(cls, waiting: "QuerySet[Any]") -> "QuerySet[Any]":
        """Return the orders that are published within SOON, the next first."""
        return waiting.filter(NEEDED, needed_by__lte=Now() + SOON).order_by(
            "needed_by", "turn", "pk"
        )

    @classmethod
    def prepare(
        cls, topic: Topic, text: str, voice: str, language: str, stem: str,
        *, turn: int = 0, rate: float = 1.0, audio_format: str = "mp3",
        lexicon: Lexicon | None = None, needed_by: datetime | None = None,
        owner_id: int | None = None, band: int = NOW,
    ) -> "Narration":  # fmt: skip
        """Return an order that is not placed yet, so that its `key` can be looked up before `place`.

        Args:
            stem: begins the file's public name, `{stem}_{timestamp}_{hash}.{ext}`.
            turn: orders with a lower one come first.
            rate: speed of speech; 1.0 is the voice's own.
            lexicon: the language's, read from the database when it is left out.
            needed_by: when listeners expect it.
            owner_id: for whom it is spoken: in their turn, and in a reference voice if they may use it.
            band: LATER for what nobody waits for.
        """
        lexicon = lexicon or lexicon_of(language)
        said_as = lexicon.pronounced(text).differing
        key = recording_key(text, voice, language, rate, audio_format, said_as)
        return cls(
            topic=topic, text=text, said_as=said_as, voice=voice, language=language, rate=rate,
            turn=turn, key=key, format=audio_format, needed_by=needed_by, provider="chatterbox",
            filename=_public_name(topic, stem, key, audio_format),
            owner_id=owner_id, band=band, length=len(text),
        )  # fmt: skip

    def place(self) -> "Narration":
        """Save the order and wake a worker on commit. Call inside `changing(topic)`."""
        self.save()
        wake(self.kind)
        return self

    @classmethod
    def order(
        cls, topic: Topic, text: str, voice: str, language: str, stem: str,
        *, turn: int = 0, owner_id: int | None = None,
    ) -> "Narration":  # fmt: skip
        """Prepare and place an order. Call inside `changing(topic)`."""
        order = cls.prepare(topic, text, voice, language, stem, turn=turn, owner_id=owner_id)
        return order.place()

    def ended(self) -> None:
        """Wake the orders that waited for this one's recording."""
        # After commit: the twins' rows belong to topics whose locks this transaction does not hold.
        transaction.on_commit(partial(_wake_twins, self.key))

    def take_voice(self, voice: str) -> bool:
        """Have another voice from now on; True when the sound there was, or was to be, is made again.

        Call inside `changing(topic)`. The file gets a new public name: players may have kept the old sound.
        """
        key = recording_key(self.text, voice, self.language, self.rate, self.format, self.said_as)
        # The name ends with a date, a time and a hash.
        stem = self.filename.rsplit("_", 3)[0]
        fresh: dict[str, Any] = {
            "voice": voice, "key": key, "recording": None,
            "filename": _public_name(self.topic, stem, key, self.format),
        }  # fmt: skip
        # What no one hears gets the voice for its next attempt and is not spoken now.
        unheard = Q(status__in=(Status.FAILED, Status.CANCELLED)) | Q(
            status=Status.COMPLETED, recording=None
        )
        if self._move(unheard, **fresh):
            return False
        wake(self.kind)
        return self.start_again(~unheard, **fresh)

    @property
    def url(self) -> str:
        """Return the path of the sound; it is there once `recording` is set."""
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
        waiting.filter(pk=pk).update_unwatched(due_at=Now(), waits_for="")
        wake(Narration.kind)


def _public_name(topic: Topic, stem: str, key: str, extension: str) -> str:
    now = timezone.now()
    token = hashlib.sha256(f"{key}{topic.epoch}{now.isoformat()}".encode()).hexdigest()[:8]
    return f"{stem}_{now:%Y%m%d_%H%M%S}_{token}.{extension}"
