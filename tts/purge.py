"""Delete recordings that no narration uses."""

from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, ProtectedError
from django.utils import timezone

from tts.models import Narration, Recording
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
        _delete(recording)


def delete_unused(keys: Collection[str]) -> None:
    """Delete the recordings with these keys that no order asks for, whatever their age. Samples stay."""
    wanted = Narration.objects.filter(key=OuterRef("key"))
    found = Recording.objects.filter(~Exists(wanted), key__in=keys, narrations=None)
    for recording in found.exclude(key__in=sample_keys()):
        _delete(recording)


def _delete(recording: Recording) -> None:
    with suppress(ProtectedError):  # a narration began to use it since the query
        recording.delete()
