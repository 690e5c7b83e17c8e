"""Figures of the work, counted from its rows: what is stuck, what failed and why, what waits for whom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.db.models.functions import Now
from django.utils import timezone

from edusmart.work.kinds import kinds
from edusmart.work.models import WorkRow
from edusmart.work.rows.states import Status
from edusmart.work.subjects import Subject, subjects_of

DAY = timedelta(days=1)
#: A row that is due for so long waits for workers that are too few, or not there.
WAITS_LONG = timedelta(minutes=10)
#: Another worker takes a row at the next sweep after its lease: later nobody looks.
LEASE_SLACK = timedelta(minutes=1)
#: The newest rows whose durations are looked at: enough for a p99, and the same work in any house.
MEASURED = 2000

#: Since when a pending row waits: its order, or when it was started again. `due_at` moves with each attempt
#: that was given back, and each such attempt left its reason.
WAITS_SINCE = Case(When(attempts__gt=0, error_code="", then=F("due_at")), default=F("created_at"))

STUCK = Q(status=Status.PENDING, due_at__lte=Now() - WAITS_LONG) | Q(
    status=Status.PROCESSING, lease_until__lt=Now() - LEASE_SLACK
)


@dataclass(frozen=True)
class Standing:
    """How much there is of one kind of work. `oldest` is since when the first waits, as it was at `now`."""

    kind: str
    model: type[WorkRow]
    states: Counter[str]
    oldest: datetime | None
    stuck: int
    now: datetime

    @property
    def waiting(self) -> int:
        """Return the rows that wait."""
        return self.states[Status.PENDING]

    @property
    def oldest_seconds(self) -> float:
        """Return for how many seconds the first waits; 0 where none does."""
        return max(0.0, (self.now - self.oldest).total_seconds()) if self.oldest else 0.0


@dataclass(frozen=True)
class Failures:
    """What failed for one reason: how many rows of a kind, by the reason's code and the provider asked."""

    kind: str
    model: type[WorkRow]
    code: str
    provider: str
    count: int

    @property
    def said(self) -> str:
        """Return what people call such a row."""
        return self.model.said()


@dataclass(frozen=True)
class FailedRow:
    """A row that failed, with the story or brief it belongs to; None where that is neither."""

    row: WorkRow
    subject: Subject | None

    @property
    def person(self) -> str:
        """Return whose it is, "" where it is nobody's."""
        if self.subject and self.subject.person:
            return self.subject.person
        return self.row.owner.shown_name if self.row.owner else ""


#: What a query reads of a person to say who it is; see `called`.
NAMES = ("username", "first_name", "last_name")


def called(username: str | None, first: str | None, last: str | None) -> str:
    """Return what a person is called, as `User.shown_name`."""
    return f"{first or ''} {last or ''}".strip() or username or ""


@dataclass
class Waiting:
    """What waits for one person, by the user name, and what they are called; "" for nobody's rows."""

    person_id: int | None
    person: str
    name: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    oldest: datetime | None = None

    @property
    def total(self) -> int:
        """Return the rows of all kinds."""
        return sum(self.counts.values())


def standings(now: datetime | None = None) -> list[Standing]:
    """Return how much there is of each kind, with three queries a kind; ages are those at `now`."""
    then = now or timezone.now()
    return [_standing(name, kind.model, then) for name, kind in kinds().items()]


def _standing(name: str, model: type[WorkRow], now: datetime) -> Standing:
    rows = rows_of(model)
    states = rows.order_by().values_list("status").annotate(Count("pk"))
    pending = rows.filter(status=Status.PENDING)
    oldest = pending.aggregate(oldest=Min(WAITS_SINCE))["oldest"]
    stuck = rows.filter(STUCK).count()
    return Standing(name, model, Counter(dict(states)), oldest, stuck, now)


def rows_of(model: type[WorkRow]) -> "QuerySet[Any]":
    """Return a kind's rows. Two kinds may share a table, and part its bands."""
    rows: QuerySet[Any] = model.objects.all()
    return rows.filter(band__in=model.bands) if shares_its_table(model) else rows


def shares_its_table(model: type[WorkRow]) -> bool:
    """Return whether another kind's rows are in the same table, told apart by their bands."""
    return sum(_table(kind.model) == _table(model) for kind in kinds().values()) > 1


def _table(model: type[WorkRow]) -> str:
    return model._meta.db_table


def models() -> list[type[WorkRow]]:
    """Return the models of all kinds, each table once."""
    tables = {_table(kind.model): kind.model for kind in reversed([*kinds().values()])}
    return list(reversed(tables.values()))


def failures(since: datetime) -> list[Failures]:
    """Return what failed since then by kind, code and provider, the most frequent first."""
    found: list[Failures] = []
    for model in models():
        failed = model.objects.filter(status=Status.FAILED, finished_at__gte=since).order_by()
        counted = failed.values_list("error_code", "provider").annotate(Count("pk"))
        found += [Failures(model.kind, model, *each) for each in counted]
    return sorted(found, key=lambda it: -it.count)


def newest_failed(since: datetime, most: int) -> list[FailedRow]:
    """Return the rows that failed last, the newest first."""
    rows: list[Any] = []
    for model in models():
        failed = model.objects.filter(status=Status.FAILED, finished_at__gte=since)
        rows += failed.select_related("owner").order_by("-finished_at")[:most]
    newest = sorted(rows, key=lambda row: row.finished_at, reverse=True)[:most]
    subjects = subjects_of({row.topic_id for row in newest})
    return [FailedRow(row, subjects.get(row.topic_id)) for row in newest]


def waiting_by_person(most: int) -> list[Waiting]:
    """Return for whom most waits, those with the most first."""
    people: dict[int | None, Waiting] = {}
    for model in models():
        pending = model.objects.filter(status=Status.PENDING).order_by()
        counted = pending.values_list("owner", *(f"owner__{each}" for each in NAMES))
        for pk, *names, count, oldest in counted.annotate(Count("pk"), oldest=Min(WAITS_SINCE)):
            waiting = people.setdefault(pk, Waiting(pk, names[0] or "", called(*names)))
            waiting.counts[model.kind] = count
            waiting.oldest = min(filter(None, (waiting.oldest, oldest)), default=None)
    return sorted(people.values(), key=lambda it: -it.total)[:most]


def seconds_taken(model: type[WorkRow], since: datetime) -> list[float]:
    """Return how long the rows took that were completed since then: from the last claim to the end."""
    made = rows_of(model).filter(status=Status.COMPLETED, finished_at__gte=since)
    times = made.exclude(started_at=None).order_by("-finished_at")
    return seconds_between(times.values_list("started_at", "finished_at")[:MEASURED])


def seconds_between(pairs: Iterable[tuple[datetime | None, datetime | None]]) -> list[float]:
    """Return the seconds from each first time to its second, where it has both."""
    return [(end - start).total_seconds() for start, end in pairs if start and end]


def percentile(values: Sequence[float], percent: int) -> float | None:
    """Return the value that so many percent of the values do not exceed; None without values."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
