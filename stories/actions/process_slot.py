"""Bound how many requests of one web process may run an expensive step at once, and how many wait for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.conf import settings

from edusmart.accounts.errors import RequestRefused

RETRY_SECONDS = 10  # what a refused request is asked to wait
_WAIT_SECONDS = 15  # longer than opening a picture or drawing a page may take (LIMITS)
_MOST_WAITING = (
    20  # of one web process: each holds a thread, and whoever is last would wait in vain
)


class Slots:
    """Room for `at_once` requests of one web process, and for `waiting` more that wait for theirs."""

    def __init__(self, at_once: int, waiting: int, wait_seconds: float) -> None:
        self._slots = BoundedSemaphore(at_once)
        self._room = BoundedSemaphore(at_once + waiting)
        self._wait_seconds = wait_seconds

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold one of the slots. Raises RequestRefused (503) at once where too many wait already, and
        when none gets free in time."""
        if not self._room.acquire(blocking=False):
            raise _busy()
        try:
            if not self._slots.acquire(timeout=self._wait_seconds):
                raise _busy()
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._room.release()


def _busy() -> RequestRefused:
    return RequestRefused(
        "Much is being done just now; try again in a moment.", "busy", 503,
        retry_after=RETRY_SECONDS,
    )  # fmt: skip


# Each may take the memory and the processor that ReadingLimits allow a throw-away process.
_SLOTS = Slots(3, _MOST_WAITING, _WAIT_SECONDS)
#: Looks at uploads have slots of their own: a burst of them must not keep pages from being drawn.
reading_slots = Slots(settings.UPLOAD_READINGS, _MOST_WAITING, _WAIT_SECONDS)
process_slot = _SLOTS.slot
