"""The transfer of every file from one storage to another. Names stay, so rows need no change."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.files.base import File

from edusmart.media import files
from edusmart.media.file_store import keep_as
from edusmart.media.files import Referred
from edusmart.media.local_file import chunks_of
from edusmart.media.storage import FileStorage
from edusmart.media.storage_calls import storage_call

IN_MEMORY_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Fingerprint:
    """What tells whether two files are the same; `size` in bytes."""

    size: int
    sha256: str


class FileMismatch(Exception):
    """This file cannot be moved; the message says why."""


@dataclass
class TransferCount:
    """How many files were seen, copied, found and deleted; sizes in bytes."""

    seen: int = 0
    copied: int = 0
    copied_bytes: int = 0
    there: int = 0
    deleted: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Transfer:
    """A transfer. It is safe to repeat and to stop at any moment."""

    source: FileStorage
    target: FileStorage
    dry_run: bool = False
    delete_source: bool = False

    def run(self) -> Iterator[TransferCount]:
        """Yields the growing count after each file. Raises StorageAway."""
        count = TransferCount()
        for kind in files.kinds():
            for referred in kind.referred():
                count.seen += 1
                try:
                    self._move(referred, count)
                except FileMismatch as mismatch:
                    count.problems.append(f"The file of {referred.label} {mismatch}.")
                yield count

    def _move(self, referred: Referred, count: TransferCount) -> None:
        there = fingerprint(self.target, referred.name)
        # A copy with the row's own hash needs no look at the source, which makes repeating cheap.
        sure = there is not None and referred.sha256 != "" and _is(referred, there)
        here = None if sure else fingerprint(self.source, referred.name)
        if here:
            if not _is(referred, here):
                raise FileMismatch("is not what was stored, and is left where it is")
            there = self._copy(referred.name, here, there, count)
        elif not there:
            raise FileMismatch("is in neither storage")
        elif not _is(referred, there):
            raise FileMismatch("is not what was stored, and is not in the source any more")
        else:
            count.there += 1
        if self.delete_source and not self.dry_run:
            self._delete(referred.name, there, count)

    def _copy(
        self, name: str, here: Fingerprint, there: Fingerprint | None, count: TransferCount
    ) -> Fingerprint:
        if there == here:
            count.there += 1
            return there
        if not self.dry_run:
            copy(self.source, self.target, name, replace=there is not None)
            if fingerprint(self.target, name) != here:
                raise FileMismatch("was copied, but did not arrive whole; run this again")
        count.copied += 1
        count.copied_bytes += here.size
        return here

    def _delete(self, name: str, there: Fingerprint, count: TransferCount) -> None:
        # The last look before a delete: a source that is not what the target has stays.
        if fingerprint(self.source, name) == there:
            with storage_call(self.source, "delete", name):
                self.source.delete(name)
            count.deleted += 1


def _is(referred: Referred, found: Fingerprint) -> bool:
    """Return whether this is the file that the row describes, as far as it does."""
    known = referred.sha256 in ("", found.sha256)
    return known and (not referred.sha256 or referred.size == found.size)


def fingerprint(storage: FileStorage, name: str) -> Fingerprint | None:
    """Return the fingerprint of the file as it is read back, None when missing. Raises StorageAway."""
    size, sha256 = 0, hashlib.sha256()
    try:
        with storage_call(storage, "give", name):
            for chunk in chunks_of(storage, name):
                size += len(chunk)
                sha256.update(chunk)
    except FileNotFoundError:
        return None
    return Fingerprint(size, sha256.hexdigest())


def copy(source: FileStorage, target: FileStorage, name: str, *, replace: bool) -> None:
    """Copy one file through a local one. Raises StorageAway, FileNotFoundError."""
    with SpooledTemporaryFile(IN_MEMORY_BYTES) as local:
        with storage_call(source, "give", name):
            for chunk in chunks_of(source, name):
                local.write(chunk)
        content: File[Any] = File(local, name)
        content.size = local.tell()
        with storage_call(target, "keep", name):
            # Django's storages do not overwrite: they would choose another name.
            if replace:
                target.delete(name)
            local.seek(0)
            keep_as(target, name, content)
