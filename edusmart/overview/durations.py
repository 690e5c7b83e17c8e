"""How long people wait: for the first text, the first scene and the whole story, and for a brief's audio."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import F
from django.utils import timezone

from briefs.models import AudioGenerationJob
from edusmart.work.figures import MEASURED, percentile, seconds_between
from edusmart.work.models import Status
from stories.models import Story


@dataclass(frozen=True)
class Durations:
    """Measured seconds, and where half and 99 of a hundred of them end; None where nothing was measured."""

    seconds: Sequence[float]

    @cached_property
    def p50(self) -> float | None:
        """Return the median in seconds."""
        return percentile(self.seconds, 50)

    @cached_property
    def p99(self) -> float | None:
        """Return what 99 of a hundred do not exceed, in seconds."""
        return percentile(self.seconds, 99)

    @property
    def count(self) -> int:
        """Return how many were measured."""
        return len(self.seconds)


#: What is measured of a story, by the field of Story that says when it was there.
STORY_TIMES = ("first_text_at", "first_scene_at", "whole_at")


def story_durations(since: datetime) -> dict[str, Durations]:
    """Return the seconds from upload to each of STORY_TIMES, of the newest stories uploaded since then."""
    stories = Story.objects.filter(created_at__gte=since).order_by("-created_at")
    rows = list(stories.values_list("created_at", *STORY_TIMES)[:MEASURED])
    return {
        name: Durations(seconds_between((row[0], row[place]) for row in rows if row[place]))
        for place, name in enumerate(STORY_TIMES, 1)
    }


def first_scenes_by_day(since: datetime) -> dict[date, Durations]:
    """Return the seconds to the first scene by the day of the upload; days without a story are left out."""
    stories = Story.objects.filter(created_at__gte=since, first_scene_at__isnull=False)
    rows = stories.order_by("-created_at").values_list("created_at", "first_scene_at")
    by_day: dict[date, list[float]] = {}
    for created, first in rows[: 10 * MEASURED]:
        day = timezone.localdate(created)
        by_day.setdefault(day, []).append((first - created).total_seconds())
    return {day: Durations(seconds) for day, seconds in by_day.items()}


def job_durations(since: datetime) -> Durations:
    """Return how long the newest audio jobs ordered since then took, from the click to the end."""
    jobs = AudioGenerationJob.objects.filter(created_at__gte=since, status=Status.COMPLETED)
    times = jobs.exclude(finished_at=None).order_by("-pk")
    return Durations(seconds_between(times.values_list("created_at", F("finished_at"))[:MEASURED]))
