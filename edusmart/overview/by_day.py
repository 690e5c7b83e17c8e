"""Sums by day, by one query: to cut each time to its day would be work for Python, row by row, in SQLite."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Aggregate, Q, QuerySet
from django.utils.timezone import make_aware


def by_day(
    rows: QuerySet[Any], field: str, days: Sequence[date], what: type[Aggregate], of: str
) -> dict[date, int]:
    """Return `what` of the column `of` by the day of `field`; days without any are left out. One query."""
    sums = {
        f"day_{day:%Y_%m_%d}": what(
            of, filter=Q(**{f"{field}__gte": _begin(day), f"{field}__lt": _begin(day, 1)})
        )
        for day in days
    }
    since = rows.filter(**{f"{field}__gte": _begin(days[0])}).order_by()
    found = since.aggregate(**sums)
    return {day: value for day, name in zip(days, sums, strict=True) if (value := found[name])}


def _begin(day: date, later: int = 0) -> datetime:
    """Return when the day begins, or that many days later."""
    return make_aware(datetime.combine(day + timedelta(days=later), time.min))
