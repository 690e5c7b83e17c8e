"""Marks of one day: enough to count somebody once, and gone with the day."""

import hashlib
import hmac
import secrets

from django.utils import timezone

from briefs.models import DayMark, DaySalt


def mark_of(*parts: object) -> DayMark:
    """Return today's mark for these parts, made where there is none, and locked. Call in a transaction."""
    today = timezone.localdate()
    kept, _ = DaySalt.objects.get_or_create(day=today, defaults={"salt": secrets.token_hex(32)})
    # The parts are no secrets of their own: with the salt gone, nobody can try them all.
    said = "\n".join(str(part) for part in parts).encode("utf-8", "replace")
    digest = hmac.new(kept.salt.encode(), said, hashlib.sha256).hexdigest()
    DayMark.objects.get_or_create(digest=digest, defaults={"day": today})
    return DayMark.objects.select_for_update().get(digest=digest)


def forget_days_before() -> None:
    """Delete the salts and marks of days before today. A chore of the sweep."""
    today = timezone.localdate()
    # The salt first: should this process die here, what is left says nothing.
    for kept in (DaySalt, DayMark):
        old = kept.objects.filter(day__lt=today)
        if old.exists():  # the database is not to be locked each round
            old.delete()
