"""Writing and deleting files: each has a name of its own and is verified once written."""

import secrets
from contextlib import suppress
from datetime import timedelta
from time import monotonic
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from edusmart.media.storage import Fault, FileStorage, NotKept, in_use
from edusmart.media.storage_calls import STORAGE_WAIT, StorageAway, storage_call
from edusmart.work.gates import ProviderGate

GATE = "storage"
LONGEST_WRITE = timedelta(seconds=90)  # less than any row's deadline


def store(folder: str, extension: str, content: bytes) -> str:
    """Write a new file under a name of its own and return the name. Nothing is ever overwritten.

    Raises NotYet while the storage cannot be written to: what was made is made again later.
    """
    return store_file(folder, extension, ContentFile(content))


def store_file(folder: str, extension: str, content: "File[Any]") -> str:
    """Do as `store` for a file that may be larger than memory."""
    unique = secrets.token_hex(16)
    # Two random digits make 256 folders, which keeps listings short and orphans cleanable in shares.
    name = f"{folder}/{unique[:2]}/{unique}.{extension}"
    try:
        with storage_call(in_use(), "keep", name):
            keep_as(in_use(), name, content)
    except StorageAway as away:
        # Something may lie there; after the other faults a delete would most likely fail too.
        if away.fault in (Fault.LOST, Fault.FULL):
            discard(name)
        away.wait = ProviderGate.shut(GATE, STORAGE_WAIT)
        raise
    # The gate is nearly always open, and a look costs less than a write.
    if ProviderGate.objects.filter(name=GATE, failures__gt=0).exists():
        ProviderGate.reopen(GATE)
    return name


def keep_as(storage: FileStorage, name: str, content: "File[Any]") -> None:
    """Write the file and compare its size. Raises the storage's own errors, or NotKept."""
    size = content.size
    # A local disk needs no deadline.
    storage.save(name, content if storage.local_path(name) else _WithDeadline(content))
    try:
        kept = storage.size(name)
    except FileNotFoundError as gone:
        raise NotKept from gone
    if kept != size:
        raise NotKept


class _WithDeadline(File):  # type: ignore[type-arg]
    """A file that raises TimeoutError past its deadline, so that a slow upload ends."""

    def __init__(self, content: "File[Any]") -> None:
        super().__init__(content, content.name)
        self.size = content.size
        self._content = content
        self._until = monotonic() + LONGEST_WRITE.total_seconds()

    def read(self, size: int = -1) -> Any:
        if monotonic() > self._until:
            raise TimeoutError
        return self._content.read(size)


def await_storage() -> None:
    """Check that files can be stored, before something expensive is made.

    Raises NotYet while the storage is known not to take anything: one at a time tries whether it does again.
    """
    if not ProviderGate.admit(GATE):
        raise StorageAway(Fault.AWAY)


def discard(name: str) -> None:
    """Delete a file no row refers to. A storage that is away leaves an orphan, cleaned later."""
    if name:
        with suppress(Exception):
            in_use().delete(name)


def discard_on_commit(name: str) -> None:
    transaction.on_commit(lambda: discard(name))
