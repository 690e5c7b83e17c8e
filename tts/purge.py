"""Delete recordings that no narration uses."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db.models import ProtectedError
from django.utils import timezone

from tts.models import Recording
from tts.samples import sample_keys

# Each deletes a file too, and a round of the sweep must not take long.
PURGED_AT_ONCE = 50


def purge_recordings() -> None:
    """Delete a portion of the unused recordings that are older than their keep time. Samples stay.

    A chore of the sweep.
    """
    old = timezone.now() - timedelta(hours=settings.RECORDING_KEEP_HOURS)
    unused = Recording.objects.filter(created_at__lt=old, narrations=None)
    for recording in unused.exclude(key__in=sample_keys())[:PURGED_AT_ONCE]:
        with suppress(ProtectedError):  # a narration began to use it since the query
            recording.delete()
