"""Work that has stopped moving: something is open, and for a while nothing of its kind began or ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Max, Min, Q, When
from django.db.models.functions import Now

from edusmart.operating.outside import Service, services
from edusmart.overview.durations import Durations
from edusmart.work.figures import WAITS_SINCE, Standing, rows_of, seconds_taken
from edusmart.work.models import ENDED, Status, WorkRow
from stories.costs.budget import DAY

#: After this a service is asked whether it answers: most things are made sooner.
DOUBTED = timedelta(seconds=20)
#: A kind has stopped that ended nothing for so long, and for so many times what 99 of 100 take.
STOPPED = timedelta(seconds=45)
PATIENCE = 2

OPEN = Q(status=Status.PROCESSING) | Q(status=Status.PENDING, due_at__lte=Now())


@dataclass(frozen=True)
class Silence:
    """A kind of which nothing moved for `seconds` though so many rows are `open`.

    `service`: which makes them and does not answer; None where that is not known.
    """

    model: type[WorkRow]
    open: int
    seconds: float
    service: Service | None


def silences(now: datetime, standings: Sequence[Standing]) -> Iterator[Silence]:
    """Yield the kinds that have stopped; their services are asked, with little patience, only if in doubt."""
    makers = {it.makes: it for it in services() if it.makes and it.answers}
    for standing in standings:
        if not (standing.waiting or standing.states[Status.PROCESSING]):
            continue
        count, since = _still_since(standing.model)
        if not count or since is None or now - since < DOUBTED:
            continue
        maker = makers.get(standing.kind)
        dead = maker if maker and maker.answers and not maker.answers() else None
        if dead or _is_longer_than_usual(standing.model, now, since):
            yield Silence(standing.model, count, (now - since).total_seconds(), dead)


def _still_since(model: type[WorkRow]) -> tuple[int, datetime | None]:
    """Return how many rows are open, and since when nothing of the kind moved; None where nothing is open."""
    begun = Case(When(status=Status.PROCESSING, then=F("started_at")), default=WAITS_SINCE)
    found = rows_of(model).filter(OPEN).aggregate(count=Count("pk"), first=Min(begun))
    ended = rows_of(model).filter(status__in=ENDED).aggregate(last=Max("finished_at"))["last"]
    return found["count"], max(filter(None, (found["first"], ended)), default=None)


def _is_longer_than_usual(model: type[WorkRow], now: datetime, since: datetime) -> bool:
    """Return whether that is long for this kind; of one that was never made nobody knows what is usual."""
    usual = Durations(seconds_taken(model, now - DAY)).p99
    still = (now - since).total_seconds()
    return usual is not None and still > max(STOPPED.total_seconds(), PATIENCE * usual)
