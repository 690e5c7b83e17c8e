"""Calls to the storage: every error becomes one exception with a sentence, and is logged."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from edusmart.media.storage import Fault, FileStorage, NotKept
from edusmart.work.attempt import current_attempt
from edusmart.work.errors import NotYet
from edusmart.work.gates import ProviderGate

log = logging.getLogger(__name__)

STORAGE_WAIT = timedelta(seconds=10)
#: Apart from the gate of what is written: a storage that is full still gives what it has.
READING_GATE = "storage-reading"


class StorageAway(NotYet):
    """The storage did not do it; nothing is known of the file."""

    code = "storage"

    def __init__(self, fault: Fault, wait: timedelta = STORAGE_WAIT) -> None:
        super().__init__(fault.value, wait)
        self.fault = fault


@contextmanager
def storage_call(storage: FileStorage, act: str, name: str) -> Iterator[None]:
    """Wrap one call; `act` and `name` are for the log.

    Raises FileNotFoundError for a missing file, StorageAway for every other error.
    """
    try:
        yield
    except (FileNotFoundError, StorageAway):
        raise
    except Exception as error:  # each storage has errors of its own
        fault, reason = _fault_of(storage, error)
        log.error(
            "storage did not %s %s%s: %s (%s)", act, name, _for_whom(), fault.name.lower(), reason
        )
        raise StorageAway(fault) from error


@contextmanager
def reading_call(storage: FileStorage, act: str, name: str) -> Iterator[None]:
    """Do as `storage_call` for a person who waits: while the storage is known to be away it is not asked.

    One at a time tries whether it is there again.
    """
    if storage.local_path(name):  # a disk needs no gate
        with storage_call(storage, act, name):
            yield
        return
    if not ProviderGate.admit(READING_GATE):
        raise StorageAway(Fault.AWAY)
    there = True
    try:
        with storage_call(storage, act, name):
            yield
    except StorageAway:
        there = False
        ProviderGate.shut(READING_GATE, STORAGE_WAIT)
        raise
    finally:
        # The gate is nearly always open, and a look costs less than a write.
        if there and ProviderGate.objects.filter(name=READING_GATE, failures__gt=0).exists():
            ProviderGate.reopen(READING_GATE)


def _fault_of(storage: FileStorage, error: Exception) -> tuple[Fault, str]:
    match error:
        case NotKept():
            return Fault.LOST, "not there afterwards, or not whole"
        case TimeoutError():
            return Fault.SLOW, "it took too long altogether"
    return storage.fault_of(error)


def _for_whom() -> str:
    try:
        row = current_attempt().row
    except LookupError:
        return ""
    return f" for {row.kind} {row.pk}"
