"""How much is heard: plays of briefs by day, and stories that were heard to their end."""

from datetime import date, datetime

from django.db.models import Sum

from briefs.models import Listening
from stories.models import Bookmark


def plays_by_day(since: date) -> dict[date, int]:
    """Return the plays of briefs' items by day; days without plays are left out."""
    days = Listening.objects.filter(day__gte=since).order_by().values_list("day")
    return dict(days.annotate(Sum("plays")))


def stories_finished(since: datetime) -> int:
    """Return how often a story was heard to its end since then."""
    return Bookmark.objects.filter(finished_at__gte=since).count()
