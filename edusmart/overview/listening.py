"""How much is used: stories begun and plays of briefs by day, and stories that were heard to their end."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, Sum

from briefs.models import Listening
from edusmart.overview.by_day import by_day
from edusmart.work.models import Status
from stories.models import Bookmark, Story


def stories_by_day(days: Sequence[date]) -> dict[date, tuple[int, int]]:
    """Return how many stories were begun, and how many of these failed, by day; days without are left out."""
    begun = by_day(Story.objects.all(), "created_at", days, Count, "pk")
    failed = Story.objects.filter(status=Status.FAILED)
    bad = by_day(failed, "created_at", days, Count, "pk")
    return {day: (count, bad.get(day, 0)) for day, count in begun.items()}


def plays_by_day(since: date) -> dict[date, int]:
    """Return the plays of briefs' items by day; days without plays are left out."""
    days = Listening.objects.filter(day__gte=since).order_by().values_list("day")
    return dict(days.annotate(Sum("plays")))


def stories_finished(since: datetime) -> int:
    """Return how often a story was heard to its end since then."""
    return Bookmark.objects.filter(finished_at__gte=since).count()
