"""How many documents of one person are looked at, at once and in a day; and why some were refused."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from stories.models.upload_attempt import COUNTED, UploadAttempt

AT_ONCE = 2
LONGEST_LOOK = timedelta(
    seconds=60
)  # above a look's own limits and waits: then its process is taken for dead
#: What a document is refused for before it is opened: it cost nothing, and counts for nothing.
UNOPENED = ("too_big", "many_photos", "one_document")
#: A browser finds these out by itself too.
FOUND_BY_BROWSERS = (*UNOPENED, "unknown_format", "not_a_pdf", "empty")
#: Ends of files' names that are kept. Any other may say something about a child.
SAID_FORMATS = frozenset({
    "pdf", "epub", "docx", "doc", "pptx", "ppt", "odt", "odp", "xlsx", "xls", "rtf", "pages", "key", "txt",
    "md", "html", "zip", "jpg", "jpeg", "png", "webp", "heic", "heif", "gif", "svg", "mp3", "mp4", "mov",
})  # fmt: skip

#: Refused in the moment it came: nobody looked into it.
_IS_UNOPENED = Q(code__in=UNOPENED) | Q(begun_at=F("refused_at"))


@contextmanager
def upload_turn(user: User, files: "Sequence[UploadedFile[Any]]") -> Iterator[None]:
    """Look at a document within. A refusal in it is kept for a day, with its reason, and counts.

    Raises RequestRefused (429) while AT_ONCE documents of this person are looked at, or after
    STORIES_PER_DAY refused ones in a day.
    """
    attempt = _begin(user)
    try:
        yield
    except RequestRefused as refused:
        # Only what is wrong with the document: that the site is busy is not the person's.
        if refused.status in (400, 413):
            kept = UploadAttempt.objects.filter(pk=attempt.pk)
            kept.update(refused_at=timezone.now(), code=refused.code, **_told_of(files))
        else:
            attempt.delete()
        raise
    except BaseException:
        attempt.delete()
        raise
    attempt.delete()


def keep_unopened(
    user: User, files: "Sequence[UploadedFile[Any]]", refused: RequestRefused
) -> None:
    """Keep that a document was refused before it was opened; no more of these than of opened ones."""
    if refused.code in UNOPENED:
        _keep(user, refused.code, **_told_of(files))


def keep_refused_by_browser(user: User, code: str, size: int, names: Sequence[str]) -> None:
    """Keep that the person's browser refused files, for one of FOUND_BY_BROWSERS; they were not sent."""
    _keep(user, code, size=size, format=_format_of(names))


def _keep(user: User, code: str, **told: Any) -> None:
    now = timezone.now()
    mine = UploadAttempt.objects.filter(_IS_UNOPENED, user=user, begun_at__gte=now - COUNTED)
    if mine.count() < settings.STORIES_PER_DAY:
        UploadAttempt.objects.create(user=user, begun_at=now, refused_at=now, code=code, **told)


def forget_old(attempts: "QuerySet[UploadAttempt] | None" = None) -> None:
    """Delete what counts no more, of these attempts or of all."""
    kept = UploadAttempt.objects.all() if attempts is None else attempts
    kept.filter(begun_at__lt=timezone.now() - COUNTED).delete()


def _told_of(files: "Sequence[UploadedFile[Any]]") -> dict[str, Any]:
    """Return how large the files are and what they seem to be."""
    size = sum(file.size or 0 for file in files)
    return {"size": size, "format": _format_of([file.name or "" for file in files])}


def _format_of(names: Iterable[str]) -> str:
    ends = {Path(name).suffix.lower().lstrip(".") for name in names} & SAID_FORMATS
    return min(ends) if len(ends) == 1 else ""


def _begin(user: User) -> UploadAttempt:
    now = timezone.now()
    with transaction.atomic():
        # The lock: of many uploads sent at once each sees those before it.
        User.objects.select_for_update().get(pk=user.pk)
        mine = UploadAttempt.objects.filter(user=user)
        forget_old(mine)
        if mine.filter(refused_at=None, begun_at__gt=now - LONGEST_LOOK).count() >= AT_ONCE:
            raise RequestRefused(
                "Your other documents are being read just now. Wait a moment, then upload this one.",
                "uploads_at_once",
                429,
            )
        opened = mine.exclude(refused_at=None).exclude(_IS_UNOPENED)
        if opened.count() >= settings.STORIES_PER_DAY:
            oldest = opened.order_by("begun_at").values_list("begun_at", flat=True)[0]
            raise RequestRefused(
                "Too many of your documents could not be read today. Try others tomorrow, or ask your "
                "teacher.",
                "too_many_refused",
                429,
                retry_after=ceil((oldest + COUNTED - now).total_seconds()),
            )
        return mine.create(user=user)
