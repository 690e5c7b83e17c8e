"""Release the recordings of superseded narrations, so that the purge can delete them.

The narrations stay as the record of their jobs. Watchers are not shown them, so no rev is raised.
"""

from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from briefs.models import BriefItem, ItemAudio, VersionItem
from edusmart.work.models import ENDED
from tts.models import Narration

AT_ONCE = 200
DAY_SECONDS = 24 * 3600

_next = 0.0  # when this process looks again, on its monotonic clock


def release_recordings_daily() -> None:
    """Release a portion in each round until none are left, then wait a day. A chore of the sweep."""
    global _next
    # A full portion means that there may be more: the next round goes on.
    if monotonic() >= _next and release_recordings() < AT_ONCE:
        _next = monotonic() + DAY_SECONDS


def release_recordings() -> int:
    """Release a portion of what was superseded longer than the keep time ago. Returns how many."""
    found = list(_superseded().values_list("pk", flat=True)[:AT_ONCE])
    # Compared again in the UPDATE: an item may have been given one of them to play meanwhile.
    _superseded().filter(pk__in=found).update_unwatched(recording=None)
    return len(found)


def _superseded() -> Any:
    """Return ended narrations with a recording that nobody plays and that are no item's newest order."""
    old = timezone.now() - timedelta(hours=settings.RECORDING_KEEP_HOURS)
    played = BriefItem.objects.filter(narration=OuterRef("pk"))
    heard = VersionItem.objects.filter(narration=OuterRef("pk"))
    of_item = ItemAudio.objects.filter(item=OuterRef("item")).order_by("-pk")
    newest = ItemAudio.objects.filter(
        narration=OuterRef("pk"), pk=Subquery(of_item.values("pk")[:1])
    )
    ended = Narration.objects.filter(
        status__in=ENDED, finished_at__lt=old, recording__isnull=False,
        topic__name__startswith="brief:",
    )  # fmt: skip
    return ended.filter(~Exists(played), ~Exists(heard), ~Exists(newest))
