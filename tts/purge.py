"""Recordings that nobody orders any longer make room."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db.models import ProtectedError
from django.utils import timezone

from tts.models import Recording
from tts.samples import sample_keys

PURGED_AT_ONCE = 50


def purge_recordings() -> None:
    """Delete recordings that nobody has ordered for their keep time, some in each call; samples stay."""
    old = timezone.now() - timedelta(hours=settings.RECORDING_KEEP_HOURS)
    unused = Recording.objects.filter(created_at__lt=old, narrations=None)
    for recording in unused.exclude(key__in=sample_keys())[:PURGED_AT_ONCE]:
        with suppress(ProtectedError):  # ordered again just now
            recording.delete()
