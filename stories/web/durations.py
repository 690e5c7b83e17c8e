"""How long work takes on this installation, measured from its rows, for an honest "in about 8 s"."""

from collections.abc import Iterable
from datetime import datetime
from statistics import median

from django.core.cache import cache
from django.db.models import Count

from edusmart.work.models import Status, WorkRow
from stories.models import Illustration, Scene, Telling
from tts.models import Narration

RECENT = 20  # enough for a median, and few enough to follow a machine that gets slower
FRESH_SECONDS = 30  # shared by all players that open meanwhile
Span = tuple[datetime | None, datetime | None]


def median_durations() -> dict[str, float]:
    """Return the median seconds of recent work, measured once in FRESH_SECONDS.

    `voice`: one narration, `picture`: one illustration, `scene`: telling one, `first`: from an upload
    to its first narration. A kind that was never made is missing.
    """
    times = cache.get("stories.web.durations")
    if times is None:
        times = _measure()
        cache.set("stories.web.durations", times, FRESH_SECONDS)
    # A copy: what is cached in memory must not be changed by its readers.
    return dict(times)


def _measure() -> dict[str, float]:
    spans = {
        "voice": _seconds(_recent(Narration)),
        "picture": _seconds(_recent(Illustration)),
        "scene": _telling(),
        # Measured as its listener waits: from the upload on, with all queues between.
        "first": _seconds(
            Scene.objects.filter(index=0, narration__status=Status.COMPLETED)
            .order_by("-pk")
            .values_list("story__created_at", "narration__finished_at")[:RECENT]
        ),
    }
    # The median, as one row that waited for a provider would spoil a mean.
    return {kind: round(median(each), 2) for kind, each in spans.items() if each}


def _recent(model: type[WorkRow]) -> Iterable[Span]:
    done = model.objects.filter(status=Status.COMPLETED).order_by("-pk")
    return done.values_list("started_at", "finished_at")[:RECENT]


def _telling() -> list[float]:
    told = Telling.objects.filter(status=Status.COMPLETED).order_by("-pk")
    rows = told.annotate(scenes=Count("story__scenes"))[:RECENT]
    return [
        (row.finished_at - row.started_at).total_seconds() / row.scenes
        for row in rows
        if row.scenes and row.started_at and row.finished_at
    ]


def _seconds(spans: Iterable[Span]) -> list[float]:
    return [(end - start).total_seconds() for start, end in spans if start and end]
