"""Which row is claimed next. Owners take turns, each with the shortest of the first scenes first.

Sorting all that waits took longer the more of it there was. So each question is put to an index that has the
rows in the order that is asked for, and costs the same whether ten rows wait or a hundred thousand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, Protocol

from django.db.models import Index, Min, Q, QuerySet
from django.db.models.functions import Now

from edusmart.work import gates
from edusmart.work.rows.states import Status

CANDIDATES = 8  # rows looked at together: workers that wake at once take different ones
URGENT = 64  # urgent rows among which owners take turns: more are looked at by nobody at once

#: These conditions are the indexes' too: a database uses a partial index where it sees the same words.
WAITING = Q(status=Status.PENDING, waits_for="")
WAITING_FOR_ANOTHER = Q(status=Status.PENDING) & ~Q(waits_for="")
LOOKED_AT = Q(status=Status.PENDING, urgent_at__isnull=False)
MADE = Q(status=Status.PROCESSING)
TOOK_TURN = Q(took_turn_at__isnull=False, urgent_at__isnull=True)
TOOK_URGENT_TURN = Q(took_turn_at__isnull=False, urgent_at__isnull=False)

#: Each holds only what one question is about, in the order of its response.
INDEXES = (
    Index(
        fields=["band", "provider", "owner", "turn", "length", "due_at", "id"],
        condition=WAITING,
        name="%(class)s_in_turn",
    ),
    Index(fields=["urgent_at"], condition=LOOKED_AT, name="%(class)s_urgent"),
    Index(fields=["lease_until"], condition=MADE, name="%(class)s_leases"),
    Index(fields=["due_at"], condition=WAITING_FOR_ANOTHER, name="%(class)s_waits"),
    Index(fields=["band", "took_turn_at"], condition=TOOK_TURN, name="%(class)s_turns"),
    Index(fields=["took_turn_at"], condition=TOOK_URGENT_TURN, name="%(class)s_urgent_turns"),
)


class Kind(Protocol):
    """What is asked of a kind of work row, which is its model."""

    @property
    def objects(self) -> Any: ...

    @property
    def bands(self) -> tuple[int, ...]: ...

    def under_way(self) -> QuerySet[Any]: ...

    def due_soon(self, waiting: QuerySet[Any]) -> QuerySet[Any]: ...


def due_rows(model: Kind, most: int = CANDIDATES, without: Collection[Any] = ()) -> Iterator[Any]:
    """Yield rows that may be claimed now, in the order in which they are to be claimed.

    Abandoned ones come first, then what a person looks at, then each owner's next. Of each sort at most
    `most` rows are looked for, and a later sort only where the earlier ones did not do. `without` are ids.
    """
    rows = model.objects.exclude(pk__in=without) if without else model.objects.all()
    seen: set[Any] = set()
    closed = gates.shut_or_full(model.under_way())
    for row in _sorts(model, rows, closed, most):
        if row.pk not in seen:
            seen.add(row.pk)
            yield row


def count_due(model: Kind, most: int) -> int:
    """Return how many rows may be claimed now; more than `most` are not counted."""
    return sum(1 for _ in islice(due_rows(model, most), most))


def _sorts(model: Kind, rows: QuerySet[Any], closed: Collection[str], most: int) -> Iterator[Any]:
    open_rows = rows.filter(band__in=model.bands)
    if closed:
        open_rows = open_rows.exclude(provider__in=closed)
    due = open_rows.filter(due_at__lte=Now())
    yield from open_rows.filter(MADE, lease_until__lt=Now()).order_by("lease_until")[:most]
    yield from _urgent(due, model.objects.filter(TOOK_URGENT_TURN), most)
    yield from model.due_soon(due.filter(WAITING))[:most]
    for band in model.bands:
        taken = model.objects.filter(TOOK_TURN, band=band)
        yield from _in_turn(rows.filter(WAITING, band=band), closed, taken, most)
    # Last: their wait is only bounded for the case that its end was never told.
    yield from due.filter(WAITING_FOR_ANOTHER).order_by("due_at")[:most]


def _urgent(due: QuerySet[Any], taken: QuerySet[Any], most: int) -> list[Any]:
    found = list(due.filter(LOOKED_AT).order_by("urgent_at", "turn", "pk")[: max(URGENT, most)])
    return _in_a_round(found, _last_owner(taken))[:most] if found else []


def _in_turn(
    rows: QuerySet[Any], closed: Collection[str], taken: QuerySet[Any], most: int
) -> list[Any]:
    """Return the next owners' next rows. An owner's place in the round is the id."""
    open_providers = [name for name in _providers(rows) if name not in closed]
    if not open_providers:
        return []
    last = _last_owner(taken)
    found = [row for name in open_providers for row in _from(rows, name, last, most)]
    return _in_a_round(found, last)[:most]


def _providers(rows: QuerySet[Any]) -> Iterator[str]:
    """Yield each provider that rows wait for: a leap from one to the next, not a look at every row."""
    name: str | None = rows.filter(provider__gte="").aggregate(it=Min("provider"))["it"]
    while name is not None:
        yield name
        name = rows.filter(provider__gt=name).aggregate(it=Min("provider"))["it"]


def _from(rows: QuerySet[Any], provider: str, last: int | None, most: int) -> list[Any]:
    """Return rows of the owners after `last`, and then of those before, as in a round."""
    rows = rows.filter(provider=provider, due_at__lte=Now())
    rows = rows.order_by("owner", "turn", "length", "due_at", "pk")
    # Nobody's rows have their place between the last owner and the first: no id is greater than NULL.
    if last is None:
        stretches = [Q(owner__isnull=False), Q(owner=None)]
    else:
        stretches = [Q(owner__gt=last), Q(owner=None), Q(owner__lte=last)]
    found: list[Any] = []
    for stretch in stretches:
        found += rows.filter(stretch)[: most - len(found)]
        if len(found) >= most:
            break
    return found


def _last_owner(taken: QuerySet[Any]) -> int | None:
    """Return whose row was claimed last in turn: the rows remember, nobody else need."""
    newest = taken.order_by("-took_turn_at").values_list("owner_id", flat=True)
    owner: int | None = newest.first()
    return owner


def _distance(owner: int | None, last: int | None) -> tuple[int, int]:
    """Return how far the owner is from `last` in the round."""
    if owner is None:
        return 1, 0
    return (0, owner) if last is None or owner > last else (2, owner)


def _in_a_round(rows: list[Any], last: int | None) -> list[Any]:
    """Return one row of each owner, in their order after `last`, then each one's second, and so on."""
    before: Counter[int | None] = Counter()
    places = []
    for row in rows:
        row.takes_turn = True
        places.append((before[row.owner_id], *_distance(row.owner_id, last)))
        before[row.owner_id] += 1
    order = sorted(range(len(rows)), key=lambda number: places[number])
    return [rows[number] for number in order]
