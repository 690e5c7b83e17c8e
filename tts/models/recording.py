"""A recording: the audio of one text in one voice, however often it is ordered."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edusmart.media import discard_on_commit

#: Of our own voices and of how they read: raise it with a release in which the same words sound different.
EDITION = "2"


def recording_key(
    text: str, voice: str, language: str, rate: float, audio_format: str, said_as: str = ""
) -> str:
    """Return a key of 64 hex digits; orders with the same key share one recording.

    Args:
        said_as: the text as the lexicon pronounces it; empty where that is the text itself.
    """
    # They change with the engine or its voices, so that old recordings are not used again.
    editions = [settings.SPEECH_EDITION, EDITION]
    parts = [text, voice, language, round(rate, 3), audio_format, *editions]
    if said_as:  # only then: the keys of recordings made before there were lexicons stay valid
        parts.append(said_as)
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class Recording(models.Model):
    """The audio of one text in one voice."""

    key = models.CharField(_("key"), max_length=64, unique=True)
    # The claim that makes it. Orders with one key are claimed by several workers; only this one speaks.
    maker = models.CharField(max_length=80, blank=True)
    # Name of the stored file; empty until it is made.
    file = models.CharField(_("file"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0, help_text=_("bytes"))
    sha256 = models.CharField(max_length=64, blank=True)
    duration = models.FloatField(_("length"), default=0, help_text=_("seconds"))
    # A list of [start ms, end ms, first code point, one past the last code point].
    words = models.JSONField(default=list)
    engine = models.CharField(_("engine"), max_length=40, blank=True)
    # Names what to delete when a reference voice is removed.
    voice = models.CharField(_("voice"), max_length=60, blank=True, db_index=True)
    # See tts.audio.mp3_frames.Frames; None where none were found yet.
    frames = models.JSONField(null=True, editable=False, help_text="where its MP3 frames are")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return self.key[:12]


def _discard_file(sender: type[Recording], instance: Recording, **_: Any) -> None:
    discard_on_commit(instance.file)


models.signals.post_delete.connect(_discard_file, sender=Recording, dispatch_uid="tts.file_goes")
