"""What every storage of files can do besides Django's own calls, and the words for how one fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import IO, Any, Protocol, cast

from django.core.files.base import File
from django.core.files.storage import default_storage, storages


class Fault(Enum):
    """Why a storage did not do it; the value is for people who wait for something."""

    AWAY = "The place for files is away; this waits for it."
    REFUSED = (
        "The place for files does not let us in; this waits until an operator has mended that."
    )
    NOWHERE = "The place for files is not set up; this waits until an operator has mended that."
    SLOW = "The place for files does not answer in time; this waits for it."
    FULL = "The place for files is full; this waits until an operator has made room."
    LOST = "The place for files did not keep what it was given; this is made again."


class NotKept(Exception):
    """The storage took a file, and then it was missing or had another size."""


@dataclass(frozen=True)
class Kept:
    """A file as a storage lists it; `size` in bytes."""

    name: str
    size: int
    modified: datetime


class FileStorage(Protocol):
    """Errors are the storage's own, but a missing file is FileNotFoundError everywhere."""

    def save(self, name: str, content: "File[Any]") -> str: ...

    def exists(self, name: str) -> bool: ...

    def size(self, name: str) -> int: ...

    def delete(self, name: str) -> None: ...

    def read_from(self, name: str, first: int = 0, last: int | None = None) -> IO[bytes]:
        """The file from byte `first` on; what lies behind `last` need not be readable."""

    def local_path(self, name: str) -> Path | None:
        """Where the file is on this machine; None for one kept elsewhere."""

    def address(self, name: str, method: str, download_as: str) -> str | None:
        """Where a browser may fetch the file by itself for a while; None: through us only."""

    def listing(self, prefix: str) -> Iterator[Kept]:
        """Every file whose name begins with `prefix`, a folder with its slash, in no order."""

    def fault_of(self, error: Exception) -> tuple[Fault, str]:
        """The fault, and for the log what the storage called it, without any secret."""

    def where(self) -> str:
        """Where it keeps files, for operators."""


def in_use() -> FileStorage:
    return cast(FileStorage, default_storage)


def named(name: str) -> FileStorage:
    """A storage of this environment by its name. Raises InvalidStorageError for one it has not."""
    return cast(FileStorage, storages[name])
