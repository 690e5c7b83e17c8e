"""How much is heard: plays of briefs by day, and stories that people listened to."""

from datetime import date, datetime

from django.db.models import Sum
from django.db.models.functions import TruncDate

from briefs.models import Listening
from django.db.models import Count
from stories.models import Bookmark


def plays_by_day(since: date) -> dict[date, int]:
    """Return the plays of briefs' items by day; days without plays are left out."""
    days = Listening.objects.filter(day__gte=since).order_by().values_list("day")
    return dict(days.annotate(Sum("plays")))


def stories_heard_by_day(since: datetime) -> dict[date, int]:
    """Return by day how many stories people left a bookmark in: each story once a person, at its last day."""
    marks = Bookmark.objects.filter(saved_at__gte=since).order_by()
    return dict(marks.annotate(day=TruncDate("saved_at")).values_list("day").annotate(Count("pk")))


def stories_finished(since: datetime) -> int:
    """Return how often a story was heard to its end since then."""
    return Bookmark.objects.filter(finished_at__gte=since).count()
