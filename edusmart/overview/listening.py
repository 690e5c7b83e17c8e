"""How much is used: stories begun and plays of briefs by day, and stories that were heard to their end."""

from datetime import date, datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate

from briefs.models import Listening
from edusmart.work.models import Status
from stories.models import Bookmark, Story


def stories_by_day(since: datetime) -> dict[date, tuple[int, int]]:
    """Return how many stories were begun, and how many of these failed, by day; days without are left out."""
    by_day = Story.objects.filter(created_at__gte=since).annotate(day=TruncDate("created_at"))
    failed = Count("pk", filter=Q(status=Status.FAILED))
    counted = by_day.order_by().values("day").annotate(begun=Count("pk"), failed=failed)
    return {it["day"]: (it["begun"], it["failed"]) for it in counted}


def plays_by_day(since: date) -> dict[date, int]:
    """Return the plays of briefs' items by day; days without plays are left out."""
    days = Listening.objects.filter(day__gte=since).order_by().values_list("day")
    return dict(days.annotate(Sum("plays")))


def stories_finished(since: datetime) -> int:
    """Return how often a story was heard to its end since then."""
    return Bookmark.objects.filter(finished_at__gte=since).count()
