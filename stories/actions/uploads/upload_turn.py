"""How many documents of one person are looked at, at once and in a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from stories.models.upload_attempt import COUNTED, UploadAttempt

AT_ONCE = 2
LONGEST_LOOK = timedelta(
    seconds=60
)  # above a look's own limits and waits: then its process is taken for dead


@contextmanager
def upload_turn(user: User) -> Iterator[None]:
    """Look at a document within. A refusal in it is kept for a day, and counts.

    Raises RequestRefused (429) while AT_ONCE documents of this person are looked at, or after
    STORIES_PER_DAY refused ones in a day.
    """
    attempt = _begin(user)
    try:
        yield
    except RequestRefused as refused:
        # Only what is wrong with the document: that the site is busy is not the person's.
        if refused.status in (400, 413):
            UploadAttempt.objects.filter(pk=attempt.pk).update(refused_at=timezone.now())
        else:
            attempt.delete()
        raise
    except BaseException:
        attempt.delete()
        raise
    attempt.delete()


def _begin(user: User) -> UploadAttempt:
    now = timezone.now()
    with transaction.atomic():
        # The lock: of many uploads sent at once each sees those before it.
        User.objects.select_for_update().get(pk=user.pk)
        mine = UploadAttempt.objects.filter(user=user)
        mine.filter(begun_at__lt=now - COUNTED).delete()
        if mine.filter(refused_at=None, begun_at__gt=now - LONGEST_LOOK).count() >= AT_ONCE:
            raise RequestRefused(
                "Your other documents are being read just now. Wait a moment, then upload this one.",
                "uploads_at_once",
                429,
            )
        if mine.exclude(refused_at=None).count() >= settings.STORIES_PER_DAY:
            raise RequestRefused(
                "Too many of your documents could not be read today. Try others tomorrow, or ask your "
                "teacher.",
                "too_many_refused",
                429,
            )
        return mine.create(user=user)
