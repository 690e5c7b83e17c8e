"""How much each person may spend on paid providers in a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import get_language_bidi

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.work.models import Status
from stories.costs.estimate import (
    cost_of_picture,
    cost_of_rewriting,
    cost_of_translation,
    estimate,
)
from stories.models import (
    Illustration,
    ProviderCall,
    Rewriting,
    SceneTranslation,
    Story,
)

MILLION = 1_000_000
#: By name, and not as those that have not ended, so that the few are found by an index.
NOT_ENDED = Status.PENDING, Status.PROCESSING
DAY = timedelta(days=1)  # rolling, so that midnight does not double what may be spent


def budget_of_a_day() -> int | None:
    """Return the millionths that each person may spend within 24 hours; None without a budget."""
    budget: int = settings.BUDGET_CENTS_PER_DAY * MILLION // 100
    return budget or None


def left_today(user: User) -> int | None:
    """Return the millionths that the user may still spend within 24 hours; None without a budget."""
    return left_of_the_day([user])[user.pk] if budget_of_a_day() is not None else None


def left_of_the_day(users: Iterable[User]) -> dict[int, int]:
    """Return the millionths that may still be spent within 24 hours by user id, in a constant number of
    queries; 0 for all without a budget.

    What was estimated for stories still being made counts as spent, as far as it has not been already;
    so do other words and other pictures that are being found.
    """
    budget, ids = budget_of_a_day() or 0, [user.pk for user in users]
    since = timezone.now() - DAY
    calls = ProviderCall.objects.filter(user__in=ids, begun_at__gte=since).order_by()
    gone = Counter(dict(calls.values_list("user").annotate(Sum("cost"))))
    # Also older ones: what is tried again is paid today.
    making = Story.objects.filter(owner__in=ids).filter(status__in=NOT_ENDED)
    expected = making.filter(estimated_cost__gt=0).annotate(paid=Sum("calls__cost"))
    for owner, cost, paid in expected.values_list("owner", "estimated_cost", "paid"):
        gone[owner] += max(0, cost - (paid or 0))
    gone += _asked_for(ids)
    return {pk: max(0, budget - gone[pk]) for pk in ids}


def _asked_for(ids: list[int]) -> Counter[int]:
    """Return by user the millionths of what was asked for scene by scene and is not there yet."""
    asked: Counter[int] = Counter()
    texts = Rewriting.objects.filter(scene__story__owner__in=ids).filter(status__in=NOT_ENDED)
    for owner, text in texts.values_list("scene__story__owner", "before"):
        asked[owner] += cost_of_rewriting(text)
    told = SceneTranslation.objects.filter(scene__story__owner__in=ids).filter(status__in=NOT_ENDED)
    for owner, text in told.values_list("scene__story__owner", "made_from"):
        asked[owner] += cost_of_translation(text)
    # First pictures (take 0) are in their story's estimate.
    stories = Story.objects.filter(owner__in=ids)
    painted = Illustration.objects.filter(topic__in=stories.values("topic"), take__gt=0)
    topics = list(painted.filter(status__in=NOT_ENDED).values_list("topic", flat=True))
    owners = dict(stories.filter(topic__in=topics).values_list("topic", "owner"))
    for topic in topics:
        asked[owners[topic]] += cost_of_picture()
    return asked


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
    said = f"{-(-millionths // 10_000) / 100:.2f} {settings.CURRENCY}"
    # Isolated: within words from right to left the currency would stand before its number.
    return f"\u2066{said}\u2069" if get_language_bidi() else said
