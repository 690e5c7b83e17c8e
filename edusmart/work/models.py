"""A row that is made in the background: every way in which it changes.

Every act is one short transaction: lock the topic, compare and set the row, settle the aggregate, publish on
commit. An act that loses the comparison changes nothing. Times are the database's.
"""

import logging
import random
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from edusmart.live import topics
from edusmart.live.models import Topic, TopicGone, WatchedQuerySet, changing
from edusmart.work import turns
from edusmart.work.errors import ClaimLost, NotYet, WorkError
from edusmart.work.gates import ProviderGate
from edusmart.work.rows.aggregate import Aggregate
from edusmart.work.rows.columns import LATER, NOW, WorkColumns
from edusmart.work.rows.states import ENDED, ERROR_LENGTH, Status

__all__ = [
    "ENDED", "ERROR_LENGTH", "LATER", "NOW", "Aggregate", "ProviderGate", "Status", "WorkRow",
]  # fmt: skip

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 4  # a row that always fails, or always kills its worker, must come to an end


class _Lost(Exception):
    """The compare-and-set found another state: roll everything back."""


class WorkRow(WorkColumns):
    """One thing to make. pending > processing > completed | failed | cancelled."""

    class Meta:
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["topic", "rev"]),
            models.Index(fields=["claim"]),
            # What staff look at: what ended lately and how, and how many rows there are of each state.
            models.Index(fields=["status", "finished_at"], name="%(class)s_ended"),
            *turns.INDEXES,
        ]

    # Finding work

    @classmethod
    def due(cls, without: Iterable[Any] = ()) -> Iterator[Self]:
        """Yield the rows a worker may claim now, the next first; not those with the ids in `without`."""
        return turns.due_rows(cls, without=list(without))

    @classmethod
    def under_way(cls) -> "WatchedQuerySet[Self]":
        """Return the rows whose lease holds: a worker is making them."""
        rows = cls.objects.filter(status=Status.PROCESSING, lease_until__gte=Now())
        return cast("WatchedQuerySet[Self]", rows)

    @classmethod
    def claim_next(cls, claim: str) -> Self | None:
        """Claim the most urgent due row for `claim`, or None when there is none."""
        broken: list[Any] = []
        seen = True
        # Again while others were quicker: what they left may be more urgent than the rest of what was seen.
        while seen:
            seen = False
            for row in islice(cls.due(broken), turns.CANDIDATES):
                seen = True
                try:
                    if row._is_as_seen() and row._claim(claim):
                        row.refresh_from_db()
                        return row
                except Exception:  # one topic that cannot settle must not hold up the others
                    log.exception("%s %s could not be claimed", cls.kind, row.pk)
                    broken.append(row.pk)
        return None

    def _is_as_seen(self) -> bool:
        """Not claimed since it was read. Only spares the lock that losing would cost."""
        seen = {"pk": self.pk, "status": self.status, "attempts": self.attempts}
        return type(self).objects.filter(**seen).exists()

    def _claim(self, claim: str) -> bool:
        if self.status == Status.PROCESSING and self.spent >= MAX_ATTEMPTS:
            self._give_up(Q(attempts=self.attempts, lease_until__lt=Now()))
            return False
        unchanged = Q(status=self.status, attempts=self.attempts)
        still_due = Q(status=Status.PENDING) | Q(lease_until__lt=Now())
        turn = {"took_turn_at": Now()} if self.takes_turn else {}
        with suppress(_Lost, TopicGone), transaction.atomic():
            self._set(
                unchanged & still_due,
                status=Status.PROCESSING,
                claim=claim,
                attempts=self.attempts + 1,
                lease_until=Now() + self.lease(),
                started_at=Now(),
                waits_for="",
                error="",
                error_code="",
                **turn,
            )
            # After the claim: the limit is counted with this row among those under way.
            if self.provider and not self._passes():
                raise _Lost
            return True
        return False

    def _passes(self) -> bool:
        asking = type(self).under_way().filter(provider=self.provider)
        return ProviderGate.has_capacity(self.provider, asking) and ProviderGate.admit(
            self.provider
        )

    @staticmethod
    def lease() -> timedelta:
        return timedelta(seconds=settings.WORK_LEASE_SECONDS)

    @property
    def spent(self) -> int:
        """Return the attempts that count: claims made, less those given back."""
        return self.attempts - self.given_back

    # What the claim's holder does

    @property
    def _mine(self) -> Q:
        return Q(claim=self.claim, status=Status.PROCESSING)

    def renew(self) -> None:
        """Hold the claim for another lease. Raises ClaimLost when it is lost or the row was cancelled."""
        held = type(self).objects.filter(self._mine, pk=self.pk)
        if not held.update_unwatched(lease_until=Now() + self.lease()):
            raise ClaimLost

    def complete(self, **fields: Any) -> bool:
        """End the row as made. Returns False when the claim was lost or the row cancelled: then discard."""
        return self._end(self._mine, Status.COMPLETED, **fields)

    def fail(self, error: WorkError) -> bool:
        """End the row as failed: no further attempt is made unless a person asks for one."""
        return self._end(self._mine, Status.FAILED, **_words(error))

    def give_back(self, error: NotYet, wait: timedelta) -> bool:
        """Make it pending for `wait` without spending the attempt; what it waits for may end the wait."""
        return self._return(
            wait, given_back=F("given_back") + 1, waits_for=error.waits_for, **_words(error)
        )

    def retry_later(self, error: WorkError) -> bool:
        """Spend the attempt: try again later, or fail when no attempt is left."""
        if self.spent >= MAX_ATTEMPTS:
            return self.fail(error)
        seconds = 2**self.spent * (0.5 + random.random())  # noqa: S311 - jitter, no secret
        return self._return(timedelta(seconds=seconds), **_words(error))

    def _return(self, wait: timedelta, **values: Any) -> bool:
        return self._move(
            self._mine,
            status=Status.PENDING,
            claim="",
            lease_until=None,
            due_at=Now() + wait,
            **values,
        )

    # What others do to it

    @classmethod
    def release(cls, claim_prefix: str) -> None:
        """Make the rows of a dead process due again, or fail them when their attempts are spent."""
        for row in cls.objects.filter(status=Status.PROCESSING, claim__startswith=claim_prefix):
            if row.spent >= MAX_ATTEMPTS:
                row._give_up(row._mine)
            else:
                row._return(timedelta())
            ProviderGate.release(row.provider)  # it may have been the probe

    def cancel(self) -> bool:
        """End the row as cancelled at once. A worker that holds it has lost it, and brings nothing more.

        Not when the worker next looks: one whose provider hangs looks at nothing.
        """
        return self._end(~Q(status__in=ENDED), Status.CANCELLED, cancel_requested=True)

    def retry_unpaid(self) -> bool:
        """Start another round of attempts that no budget was asked for. Returns False for an open row."""
        ended = Q(status__in=(Status.FAILED, Status.CANCELLED))
        return self.start_again(ended, cancel_requested=False)

    @classmethod
    def prioritise(cls, topic: Topic, ids: Iterable[Any]) -> None:
        """Make these rows the topic's only urgent ones, so that no topic starves another."""
        wanted = set(ids)
        waiting = cls.objects.filter(topic=topic, status=Status.PENDING)
        urgent = set(waiting.filter(urgent_at__isnull=False).values_list("pk", flat=True))
        # One row at a time: two people's clicks must not wait for each other's rows.
        for pk in urgent - wanted:
            waiting.filter(pk=pk).update_unwatched(urgent_at=None)
        fresh = waiting.filter(pk__in=wanted - urgent).order_by("turn")
        for pk in list(fresh.values_list("pk", flat=True)):
            waiting.filter(pk=pk).update_unwatched(urgent_at=Now())

    # What its kind may do to it

    def wait_for(self, thing: str, at_most: timedelta) -> None:
        """Have a new row wait for `thing` before it is due. The caller saves it."""
        self.waits_for, self.due_at = thing, timezone.now() + at_most

    @classmethod
    def waiting_for(cls, thing: str) -> "WatchedQuerySet[Self]":
        """Return the pending rows that wait for `thing`; it ended, so make them due and wake workers."""
        rows = cls.objects.filter(status=Status.PENDING, waits_for=thing)
        return cast("WatchedQuerySet[Self]", rows)

    def mark_given(self) -> None:
        """Complete a new row without an attempt: a person gave the thing. The caller saves it."""
        self.status, self.finished_at = Status.COMPLETED, timezone.now()

    def start_again(self, where: Q, **values: Any) -> bool:
        """Make the row due with all its attempts; a worker that holds it loses its claim.

        Returns False for a row that is not `where`; nothing is changed then.
        """
        return self._move(
            where,
            status=Status.PENDING,
            claim="",
            lease_until=None,
            given_back=F("attempts"),  # not attempts=0: browsers order progress by it
            due_at=Now(),
            waits_for="",
            finished_at=None,
            error="",
            error_code="",
            **values,
        )

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row; what waits for it waits no longer, as it will never end."""
        if self.status not in ENDED:
            self.ended()
        return super().delete(*args, **kwargs)

    # The one way a row changes

    def _end(self, where: Q, status: Status, **values: Any) -> bool:
        return self._move(where, status=status, finished_at=Now(), lease_until=None, **values)

    def _give_up(self, where: Q) -> bool:
        error = WorkError("It stopped unexpectedly several times; please try again.", "crashed")
        return self._end(where, Status.FAILED, **_words(error))

    def _move(self, where: Q, **values: Any) -> bool:
        with suppress(_Lost, TopicGone):
            self._set(where, **values)
            return True
        return False

    def _set(self, where: Q, **values: Any) -> None:
        # The topic's lock comes first everywhere, so that two who change its rows cannot deadlock.
        with changing(self.topic_id) as rev:
            row = type(self).objects.filter(where, pk=self.pk)
            if not row.update_unwatched(rev=rev, **values):
                raise _Lost
            if values.get("status") in ENDED:
                self.ended()
            topic = Topic.objects.get(pk=self.topic_id)
            topics.owner_of(topic).settle(topic)


def _words(error: WorkError) -> dict[str, str]:
    return {"error": error.sentence[:ERROR_LENGTH], "error_code": error.code}
