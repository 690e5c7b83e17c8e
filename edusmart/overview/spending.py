"""What paid providers cost, and how much of their day people have left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Sum
from django.utils import timezone

from briefs.models import AudioGenerationJob
from edusmart.accounts.models import User
from edusmart.overview.by_day import by_day
from stories.costs.budget import DAY, budget_of_a_day, left_of_the_day
from stories.models import ProviderCall

MOST_SPENDERS = 1000  # within 24 hours


@dataclass(frozen=True)
class Spender:
    """A person, with what they spent and may still spend within 24 hours, in millionths; None: no budget."""

    person: User
    spent: int
    left: int | None


def spent_since(since: datetime) -> tuple[int, int]:
    """Return the calls of paid providers since then, and their cost in millionths."""
    sums = ProviderCall.objects.filter(begun_at__gte=since).aggregate(Count("pk"), Sum("cost"))
    return sums["pk__count"], sums["cost__sum"] or 0


def spent_by_day(days: Sequence[date]) -> dict[date, int]:
    """Return the cost in millionths by day; days without one are left out."""
    return by_day(ProviderCall.objects.all(), "begun_at", days, Sum, "cost")


def spenders(most: int) -> Sequence[Spender]:
    """Return who spent most within 24 hours, with what is left of their budgets."""
    calls = ProviderCall.objects.filter(begun_at__gte=timezone.now() - DAY, user__isnull=False)
    sums = calls.order_by().values_list("user").annotate(spent=Sum("cost"))
    spent = dict(sums.filter(spent__gt=0).order_by("-spent")[:most])
    people = User.objects.in_bulk(spent)
    left = left_of_the_day(people.values()) if budget_of_a_day() is not None else {}
    return [Spender(people[pk], cost, left.get(pk)) for pk, cost in spent.items()]


def people_without_budget() -> int:
    """Return how many people have nothing left of their budget of 24 hours."""
    calls = ProviderCall.objects.filter(begun_at__gte=timezone.now() - DAY, user__isnull=False)
    people = User.objects.filter(pk__in=calls.values("user"))[:MOST_SPENDERS]
    return sum(left <= 0 for left in left_of_the_day(people).values())


def characters_today() -> tuple[int, int]:
    """Return the new characters of briefs ordered within 24 hours, and how many may be; 0: no limit."""
    jobs = AudioGenerationJob.objects.filter(created_at__gte=timezone.now() - DAY)
    return jobs.aggregate(sum=Sum("new_chars"))["sum"] or 0, settings.SPOKEN_CHARS_PER_DAY
