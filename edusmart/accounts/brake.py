"""The brake on passwords: who guesses has to wait, longer each time (decision 021).

Counted from the audit trail, so that it holds across processes and restarts.
"""

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from edusmart.accounts.models import AuditEntry, Event, User
from edusmart.accounts.origin import network_of
from edusmart.accounts.trail import hash_of, record

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
HASHED_AT_ONCE = 2  # a hash takes a core for a tenth of a second or more
PATIENCE_SECONDS = 3.0  # for a turn to hash
BUSY_SECONDS = 5  # what a person is asked to wait when there was none

_turns = threading.BoundedSemaphore(HASHED_AT_ONCE)


@dataclass(frozen=True)
class Bound:
    """How many failures are free within a time; each further one has to be waited for."""

    free: int
    within: timedelta

    def wait(self, failures: int, last: datetime | None, now: datetime) -> float:
        """Return the seconds that are left to wait."""
        if last is None or failures < self.free:
            return 0
        wait = min(FIRST_WAIT * (1 << min(failures - self.free, 10)), LONGEST_WAIT)
        return max(0.0, (last + wait - now).total_seconds())


SIGN_INS = Q(event=Event.SIGN_IN_FAILED)

PAIR = Bound(5, timedelta(days=1))
ACCOUNT = Bound(30, timedelta(days=1))
#: A classroom of 30 behind one address that mistypes three times each stays below it.
ADDRESS = Bound(120, timedelta(hours=1))


class Held(Exception):
    """Nothing is looked at: one has to wait so many seconds first."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} seconds")
        self.seconds = seconds


class Busy(Held):
    """Too many passwords are being hashed just now."""

    def __init__(self) -> None:
        super().__init__(BUSY_SECONDS)


@contextmanager
def turn_to_hash() -> Iterator[None]:
    """Hold one of the process's few turns to hash a password. Raises Busy."""
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _turns.release()


def seconds_to_wait(name: str, address: str) -> int:
    """Return how long nobody may try a password for this user name from this address; 0: go on.

    Who has signed in from the address before is held by their own failures only: nobody elsewhere, and no
    neighbour in the classroom, can lock them out.
    """
    now, typed, network = timezone.now(), hash_of(name), network_of(address)
    pair = Q(typed=typed, network=network)
    success = _last(pair & Q(event=Event.SIGNED_IN))
    waits = [_left(PAIR, pair, now, success)]
    if success is None:
        waits += [_left(ACCOUNT, Q(typed=typed), now), _left(ADDRESS, Q(network=network), now)]
    return math.ceil(max(waits))


def is_held(address: str) -> bool:
    """Return whether so much has failed from this address that nothing is looked at."""
    return _left(ADDRESS, Q(network=network_of(address)), timezone.now()) > 0


def is_password(person: User, password: str, address: str) -> bool:
    """Return whether this is the person's password, as at signing in. Raises Held."""
    name = person.get_username()
    with turn_to_hash():
        if wait := seconds_to_wait(name, address):
            raise Held(wait)
        if person.check_password(password):
            return True
        record(Event.SIGN_IN_FAILED, account=person, typed=name)
    return False


def seconds_to_wait_for_factor(person: User) -> int:
    """Return how long the person may try no second factor; 0: go on.

    Only who knows the password comes so far: by account is enough, and locks nobody out.
    """
    whose = Q(account=person)
    success = _last(whose & Q(event=Event.SIGNED_IN))
    failed = Q(event=Event.SECOND_FACTOR_FAILED)
    return math.ceil(_left(PAIR, whose, timezone.now(), success, failed))


def _left(
    bound: Bound, whose: Q, now: datetime, success: datetime | None = None, event: Q = SIGN_INS
) -> float:
    since = max(now - bound.within, success or now - bound.within)
    failed = whose & event & Q(at__gt=since)
    return bound.wait(AuditEntry.objects.filter(failed).count(), _last(failed), now)


def _last(which: Q) -> datetime | None:
    entries = AuditEntry.objects.filter(which).order_by("-at")
    return entries.values_list("at", flat=True).first()
