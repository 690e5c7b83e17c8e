"""The audit of rows against files: what is lost, stuck or left over."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from edusmart.media import files
from edusmart.media.files import Referred
from edusmart.media.orphans import find_orphans
from edusmart.media.storage import Kept, in_use
from edusmart.media.storage_calls import storage_call
from edusmart.media.transfer import Fingerprint, fingerprint
from edusmart.work.kinds import kinds
from edusmart.work.models import Status

CLEANED_WITHIN = timedelta(days=1)  # the sweep looks at each folder once a day
RESCUE = timedelta(seconds=30)  # a lost worker's row is taken over within its lease and this


def problems() -> Iterator[str]:
    """Return one sentence for each thing that is wrong."""
    yield from _stuck_rows()
    yield from _files()


def counts() -> dict[str, dict[str, int]]:
    """Return how many rows of each kind are in which state."""
    return {
        name: {
            row["status"]: row["n"]
            for row in kind.model.objects.values("status").annotate(n=Count("pk")).order_by()
        }
        for name, kind in kinds().items()
    }


def _stuck_rows() -> Iterator[str]:
    late = timezone.now() - RESCUE
    for name, kind in kinds().items():
        stuck = kind.model.objects.filter(status=Status.PROCESSING, lease_until__lt=late)
        yield from (f"{name} {row.pk} is held by a worker that is gone." for row in stuck)


def _files() -> Iterator[str]:
    for kind in files.kinds():
        for referred in kind.referred():
            if wrong := _wrong_with(referred):
                yield f"The file of {referred.label} {wrong}."
    grace = timedelta(hours=settings.FILE_KEEP_HOURS) + CLEANED_WITHIN
    yield from (f"No row refers to {kept.name}." for kept in _without_a_row(grace))


def leftovers() -> int:
    """Return how many files have no row: a crash or an outage left them, the sweep deletes them in time."""
    return sum(1 for _ in _without_a_row(timedelta()))


def _without_a_row(older_than: timedelta) -> Iterator[Kept]:
    return find_orphans((f"{folder}/" for folder in files.folders()), older_than)


def _wrong_with(referred: Referred) -> str:
    # Without a hash on the row only its being there can be checked.
    if not referred.sha256:
        return "" if _is_there(referred.name) else "is missing"
    found = fingerprint(in_use(), referred.name)
    if found is None:
        return "is missing"
    return "" if found == Fingerprint(referred.size, referred.sha256) else "is not what was stored"


def _is_there(name: str) -> bool:
    with storage_call(in_use(), "find", name):
        return in_use().exists(name)


def report() -> dict[str, Any]:
    """Return counts, leftovers within their grace, and problems, ready for JSON."""
    return {"rows": counts(), "leftovers": leftovers(), "problems": list(problems())}
