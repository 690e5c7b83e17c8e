"""Bound how many requests of one web process may run an expensive step at once, and how many wait for it."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition

from edusmart.accounts.errors import RequestRefused

RETRY_SECONDS = 10  # what a refused request is asked to wait
WAIT_SECONDS = 15.0  # longer than opening a picture or drawing a page may take
#: Of one web process: each holds a thread, and whoever is last would wait in vain.
MOST_WAITING = 20
#: How many pictures, or files to take along, one person may have in the line or at work.
MOST_OWN = 3


@dataclass(frozen=True, eq=False)
class _Place:
    """A request in the line. `round` counts what its owner had in the line or at work before it."""

    owner: Hashable
    later: bool
    round: int
    number: int

    @property
    def order(self) -> tuple[bool, int, int]:
        return self.later, self.round, self.number


class Slots:
    """Room for `at_once` requests of one web process, and for `waiting` more that wait for theirs.

    Owners take turns: whose second request waits, waits behind the first ones of others, and nobody has all
    slots. What may come later comes after all these, and leaves one slot to them.
    """

    def __init__(self, at_once: int, waiting: int, wait_seconds: float) -> None:
        self._at_once, self._most = at_once, at_once + waiting
        self._most_later = self._most_of_one = max(1, at_once - 1)
        self._wait_seconds = wait_seconds
        self._changed = Condition()
        self._line: list[_Place] = []
        self._at_work: list[_Place] = []
        self._came = 0

    def __len__(self) -> int:
        """Return how many requests hold a slot or wait for one."""
        with self._changed:
            return len(self._line) + len(self._at_work)

    @contextmanager
    def slot(
        self,
        owner: Hashable = None,
        *,
        later: bool = False,
        wait_seconds: float | None = None,
        most_own: int | None = None,
    ) -> Iterator[bool]:
        """Hold one of the slots. Yields whether nobody else held one or waited.

        Raises RequestRefused: 429 at once where the owner has `most_own` here already; 503 at once where too
        many wait already, and when none gets free in time: in `wait_seconds`, by default those of all.
        """
        wait = self._wait_seconds if wait_seconds is None else wait_seconds
        with self._changed:
            place = self._join(owner, later, most_own)
        try:
            with self._changed:
                if not self._changed.wait_for(lambda: self._is_next(place), wait):
                    raise _busy()
                self._line.remove(place)
                self._at_work.append(place)
                alone = not self._line and len(self._at_work) == 1
                # Another slot may be free for who is next now.
                self._changed.notify_all()
            yield alone
        finally:
            with self._changed:
                (self._line if place in self._line else self._at_work).remove(place)
                self._changed.notify_all()

    def _join(self, owner: Hashable, later: bool, most_own: int | None) -> _Place:
        here = self._line + self._at_work
        before = sum(place.owner == owner for place in here) if owner is not None else 0
        # Each holds a place of the whole site while it waits: nobody may have them all.
        if most_own is not None and before >= most_own:
            raise RequestRefused(
                "You are having several things done at once. Wait until one is done, then try again.",
                "own_at_once", 429, retry_after=RETRY_SECONDS,
            )  # fmt: skip
        if len(here) >= self._most:
            raise _busy()
        self._came += 1
        place = _Place(owner, later, before, self._came)
        self._line.append(place)
        return place

    def _is_next(self, place: _Place) -> bool:
        if len(self._at_work) >= self._at_once:
            return False
        may_go = [it for it in self._line if not self._has_enough(it.owner)]
        if not may_go or place is not min(may_go, key=lambda it: it.order):
            return False
        return not place.later or sum(it.later for it in self._at_work) < self._most_later

    def _has_enough(self, owner: Hashable) -> bool:
        # What one person sends may take its whole time: whoever comes then would wait for all of it.
        if owner is None:
            return False
        return sum(it.owner == owner for it in self._at_work) >= self._most_of_one


def _busy() -> RequestRefused:
    return RequestRefused(
        "Much is being done just now; try again in a moment.", "busy", 503,
        retry_after=RETRY_SECONDS,
    )  # fmt: skip
