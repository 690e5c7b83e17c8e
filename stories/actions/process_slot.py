"""Bound how many requests of one web process may run an expensive step at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from edusmart.accounts.errors import RequestRefused

# Each may take the memory and the processor that ReadingLimits allow a throw-away process.
_SLOTS = BoundedSemaphore(3)  # of one web process
_WAIT_SECONDS = 15  # longer than opening a picture or drawing a page may take (LIMITS)


@contextmanager
def process_slot() -> Iterator[None]:
    """Hold one of the web process's slots. Raises RequestRefused (503) when none gets free in time."""
    if not _SLOTS.acquire(timeout=_WAIT_SECONDS):
        raise RequestRefused("Much is being done just now; try again in a moment.", "busy", 503)
    try:
        yield
    finally:
        _SLOTS.release()
