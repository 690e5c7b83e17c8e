"""A bound on what requests may do at once that costs a process, memory or much reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from edusmart.accounts.errors import RequestRefused

_PLACES = BoundedSemaphore(3)  # of one web process
_PATIENCE_SECONDS = 15


@contextmanager
def a_place() -> Iterator[None]:
    """Wait for a place, for a while. Raises RequestRefused when there is none."""
    if not _PLACES.acquire(timeout=_PATIENCE_SECONDS):
        raise RequestRefused("Much is being done just now; try again in a moment.", "busy", 503)
    try:
        yield
    finally:
        _PLACES.release()
