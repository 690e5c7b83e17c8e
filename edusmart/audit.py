"""Do the rows and the files say the same? Nothing lost, nothing stuck, nothing left over."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Count
from django.utils import timezone

from edusmart.work.kinds import kinds
from edusmart.work.models import Status
from stories.models import Illustration, SourcePage, Story
from tts.models import Recording

RESCUE = timedelta(seconds=30)  # a lost worker's row is taken over within its lease and this


def problems() -> Iterator[str]:
    """One sentence for each thing that is wrong."""
    yield from _stuck_rows()
    yield from _files()


def counts() -> dict[str, dict[str, int]]:
    """Rows of each kind by status."""
    return {
        kind: {
            row["status"]: row["n"]
            for row in model.objects.values("status").annotate(n=Count("pk")).order_by()
        }
        for kind, model in kinds().items()
    }


def _stuck_rows() -> Iterator[str]:
    late = timezone.now() - RESCUE
    for kind, model in kinds().items():
        stuck = model.objects.filter(status=Status.PROCESSING, lease_until__lt=late)
        yield from (f"{kind} {row.pk} is held by a worker that is gone." for row in stuck)


def _files() -> Iterator[str]:
    recordings = Recording.objects.exclude(file="")
    pictures = Illustration.objects.exclude(file="")
    for label, rows in (("recording", recordings), ("picture", pictures)):
        for pk, name, size, sha256 in rows.values_list("pk", "file", "size", "sha256"):
            if wrong := _wrong_with(name, size, sha256):
                yield f"The file of {label} {pk} {wrong}."
    for story in Story.objects.only("document"):
        if not default_storage.exists(story.document):
            yield f"The document of story {story.pk} is missing."
    sheets = SourcePage.objects.values_list("file", flat=True)
    yield from (f"{name} is missing." for name in sheets if not default_storage.exists(name))
    referred = {
        *recordings.values_list("file", flat=True),
        *pictures.values_list("file", flat=True),
        *sheets,
    }
    for folder in ("recordings", "pictures", "sheets"):
        yield from (f"No row refers to {name}." for name in _stored(folder) if name not in referred)


def _wrong_with(name: str, size: int, sha256: str) -> str:
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except (OSError, KeyError):
        return "is missing"
    if len(content) != size or hashlib.sha256(content).hexdigest() != sha256:
        return "is not what was stored"
    return ""


def _stored(folder: str) -> Iterator[str]:
    try:
        inner, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in inner:
        yield from _stored(f"{folder}/{name}")


def report() -> dict[str, Any]:
    return {"rows": counts(), "problems": list(problems())}
