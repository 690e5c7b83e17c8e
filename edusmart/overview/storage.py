"""How much room the files take, summed at most once a minute: the sums look at every row that has a file."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage

from edusmart.media import files

KEPT_SECONDS = 60.0
TOO_LITTLE = 1024**3  # bytes: a day of a busy school


@dataclass(frozen=True)
class Used:
    """One kind of files: how many there are, and their bytes; None where the rows know no size."""

    kind: str
    files: int
    bytes: int | None


_kept: list[tuple[float, list[Used]]] = []


def used_by_kind() -> list[Used]:
    """Return what is used by each kind of files, as it was within the last KEPT_SECONDS."""
    now = time.monotonic()
    if not _kept or now - _kept[0][0] > KEPT_SECONDS:
        _kept[:] = [(now, [_used(kind) for kind in files.kinds()])]
    return _kept[0][1]


def free_bytes() -> int | None:
    """Return how much room the disk has on which files are kept; None where they are kept elsewhere."""
    if not isinstance(default_storage, FileSystemStorage):
        return None
    folder = Path(default_storage.location)
    there = next((it for it in (folder, *folder.parents) if it.exists()), None)
    return shutil.disk_usage(there).free if there else None


def _used(kind: files.FilesOf) -> Used:
    sums = kind.used()
    return Used(kind.name, sums["files"], sums["bytes"] if kind.size else None)
