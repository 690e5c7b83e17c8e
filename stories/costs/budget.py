"""How much each person may spend on paid providers in a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.work.models import ENDED
from stories.costs.estimate import cost_of_picture, cost_of_rewriting, estimate
from stories.models import (
    Illustration,
    ProviderCall,
    Rewriting,
    Story,
)

MILLION = 1_000_000
DAY = timedelta(days=1)  # rolling, so that midnight does not double what may be spent


def left_today(user: User) -> int | None:
    """Return the millionths that may still be spent within 24 hours; None without a budget.

    What was estimated for stories still being made counts as spent, as far as it has not been already;
    so do other words and other pictures that are being found.
    """
    if not settings.BUDGET_CENTS_PER_DAY:
        return None
    since = timezone.now() - DAY
    calls = ProviderCall.objects.filter(user=user, begun_at__gte=since)
    spent = calls.aggregate(sum=Sum("cost"))["sum"] or 0
    # Also older ones: what is tried again is paid today.
    making = Story.objects.filter(owner=user).exclude(status__in=ENDED)
    expected = making.filter(estimated_cost__gt=0).annotate(paid=Sum("calls__cost"))
    pairs = expected.values_list("estimated_cost", "paid")
    promised = sum(max(0, cost - (paid or 0)) for cost, paid in pairs) + _asked_for(user)
    budget: int = settings.BUDGET_CENTS_PER_DAY * MILLION // 100
    return max(0, budget - spent - promised)


def _asked_for(user: User) -> int:
    """Return the millionths of what was asked for scene by scene and is not there yet."""
    texts = Rewriting.objects.filter(scene__story__owner=user).exclude(status__in=ENDED)
    topics = Story.objects.filter(owner=user).values("topic")
    # First pictures (take 0) are in their story's estimate.
    painted = Illustration.objects.filter(topic__in=topics, take__gt=0).exclude(status__in=ENDED)
    return (
        sum(cost_of_rewriting(text) for text in texts.values_list("before", flat=True))
        + cost_of_picture() * painted.count()
    )


def require_budget(user: User, cost: int) -> None:
    """Raise RequestRefused when this much is more than is left of the person's day.

    Inside a transaction, whatever else is to be paid from that day waits for its end, so that two
    requests at once cannot both have the last of it. Lock a topic before this, never after.
    """
    if connection.in_atomic_block:
        # no_key: a full lock would also hold up inserts of rows that refer to the person.
        User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    left = left_today(user)
    if left is not None and cost > left:
        raise RequestRefused(
            f"This would cost about {money(cost)}, and {money(left)} is left of your "
            f"{money(settings.BUDGET_CENTS_PER_DAY * MILLION // 100)} a day. "
            "Ask for fewer scenes, or come back tomorrow.",
            "budget", 429,
        )  # fmt: skip


def shown_estimate(
    user: User, pages: int, words: int, grade: int, most: int | None
) -> dict[str, Any]:
    """Return the estimate and what is left of the day, as pages and the API show them."""
    found, left = estimate(pages, words, grade, most), left_today(user)
    return {
        "scenes": found.scenes,
        "pictures": found.pictures,
        "is_free": found.is_free,
        "at_most": found.at_most,
        "cost_micros": found.cost,
        "cost": money(found.cost),
        "left_today": None if left is None else money(left),
    }


def money(millionths: int) -> str:
    """Format an amount such as "0.37 USD", rounded up to the hundredth."""
    # Up, so that something dear in millionths is never shown as free.
    return f"{-(-millionths // 10_000) / 100:.2f} {settings.CURRENCY}"
