"""Files that no row refers to, found and deleted: what an outage, a crash or a lost claim left behind."""

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from time import time

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from edusmart.media import files
from edusmart.media.storage import Kept, in_use
from edusmart.media.storage_calls import StorageAway, storage_call

log = logging.getLogger(__name__)

DAY_SECONDS = 24 * 3600
SHARES = 256  # names are spread over this many inner folders, "00" to "ff"
FEW = 10  # orphans of a share that are deleted without asking how many files there should be

_done = -1  # the share of the day that this process looked at last


def find_orphans(prefixes: Iterable[str], than: timedelta | None = None) -> Iterator[Kept]:
    """Yield the files older than the keep time that no row refers to. Raises StorageAway.

    A file that a worker stored and that its row does not point at yet is younger.
    """
    before = timezone.now() - (timedelta(hours=settings.FILE_KEEP_HOURS) if than is None else than)
    for prefix in prefixes:
        with storage_call(in_use(), "list", prefix):
            old = [kept for kept in in_use().listing(prefix) if kept.modified < before]
        if old:  # rows are read after the files: what is stored meanwhile is not in `old`
            referred = _referred(prefix)
            yield from (kept for kept in old if kept.name not in referred)


def all_prefixes() -> Iterator[str]:
    for folder in files.folders():
        yield from (f"{folder}/{share:02x}/" for share in range(SHARES))


class NotOurs(Exception):
    """The database knows hardly any of these files: it is probably not the one they belong to."""


def clean() -> tuple[int, int]:
    """Delete all orphans. Returns how many and their bytes. Raises StorageAway, NotOurs."""
    if not _known():
        raise NotOurs
    return _delete(find_orphans(all_prefixes()))


def _known() -> int:
    return sum(kind.used()["files"] for kind in files.kinds())


def _delete(unwanted: Iterable[Kept]) -> tuple[int, int]:
    count = size = 0
    for kept in unwanted:
        with storage_call(in_use(), "delete", kept.name):
            in_use().delete(kept.name)
        count, size = count + 1, size + kept.size
    if count:
        log.info("deleted %s files (%s bytes) that no row referred to", count, size)
    return count, size


def clean_a_share() -> None:
    """Clean one inner folder every few minutes, each once a day; a chore of the sweep."""
    global _done
    # By the clock: nothing has to be remembered, and all processes agree.
    share = int(time() % DAY_SECONDS * SHARES / DAY_SECONDS)
    if share == _done:
        return
    # Set before the work: a share that fails is left until tomorrow.
    _done = share
    try:
        clean_share(share)
    except NotOurs:
        where = in_use().where()
        log.error(
            "too many files without a row in %s: `manage.py audit --clean` deletes them", where
        )
    except (StorageAway, DatabaseError) as error:
        log.warning("share %s of the files is cleaned tomorrow: %s", share, type(error).__name__)


def clean_share(share: int) -> tuple[int, int]:
    """Delete the orphans of one share. Returns how many and their bytes.

    Raises StorageAway; NotOurs when there are more than the database has files for this share.
    """
    unwanted = list(find_orphans(f"{folder}/{share:02x}/" for folder in files.folders()))
    if len(unwanted) > FEW and len(unwanted) > _known() / SHARES:
        raise NotOurs
    return _delete(unwanted)


def _referred(prefix: str) -> set[str]:
    return set().union(*(kind.among(prefix) for kind in files.kinds()))
