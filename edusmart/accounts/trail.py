"""Writing the audit trail, and forgetting what is too old."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from edusmart.accounts.models import AuditEntry, Event, User
from edusmart.accounts.origin import address_of, network_of, request_at_hand, request_id_of

FORGOTTEN_AT_ONCE = 1000
FORGET_EVERY_SECONDS = 3600
LINES_AT_ONCE = 500

_next = 0.0  # when this process forgets again, on its monotonic clock


def record(
    event: Event,
    thing: models.Model | str = "",
    *,
    account: User | None = None,
    by: User | None = None,
    typed: str = "",
    **details: Any,
) -> None:
    """Write one entry. Call it in the transaction of what it tells: both are kept, or neither.

    Args:
        thing: the row that it was done to, or its name as of `name_of`: its kind and id are kept.
        by: who did it, by default the user of the request at hand.
        typed: the user name that was typed; its keyed hash is kept.
        details: what else is to be known. Never words of a person, and never a secret.
    """
    entry = _entry(event, thing, account, details)
    entry.by, entry.typed = by or entry.by, hash_of(typed) if typed else ""
    entry.save()


def record_each(
    event: Event, accounts: Iterable[User], thing: models.Model | str = "", **details: Any
) -> None:
    """Write an entry for each account, as `record` does, in as many questions for many as for one."""
    AuditEntry.objects.bulk_create(_entry(event, thing, each, details) for each in accounts)


def _entry(
    event: Event, thing: models.Model | str, account: User | None, details: dict[str, Any]
) -> AuditEntry:
    request = request_at_hand()
    asking, address = getattr(request, "user", None), address_of(request)
    return AuditEntry(
        event=event, by=asking if isinstance(asking, User) else None, account=account,
        thing=name_of(thing) if isinstance(thing, models.Model) else thing, address=address,
        network=network_of(address), request_id=request_id_of(request), details=details,
    )  # fmt: skip


def name_of(row: models.Model) -> str:
    """Return how the trail names a row, such as "story 12"."""
    return f"{row._meta.model_name} {row.pk}"


def hash_of(name: str) -> str:
    """Return the keyed hash of a user name, by which attempts for it are counted."""
    # As the sign-in form has it; "replace": a form may carry what UTF-8 cannot write.
    plain = unicodedata.normalize("NFKC", name).encode("utf-8", "replace")
    return salted_hmac("edusmart.accounts.trail", plain, algorithm="sha256").hexdigest()


def lines(since: datetime | None) -> Iterator[dict[str, Any]]:
    """Yield the entries since then, the oldest first, without holding them all."""
    entries = AuditEntry.objects.order_by("pk")
    if since:
        entries = entries.filter(at__gte=since)
    last = 0
    # By key: new entries at the end disturb nothing, and no cursor stays open.
    while batch := list(entries.filter(pk__gt=last)[:LINES_AT_ONCE]):
        yield from (entry.row() for entry in batch)
        last = batch[-1].pk


def forget_old_entries() -> None:
    """Delete entries that are older than AUDIT_KEEP_DAYS, a portion a round. A chore of the sweep."""
    global _next
    if monotonic() < _next:
        return
    old = AuditEntry.objects.filter(
        at__lt=timezone.now() - timedelta(days=settings.AUDIT_KEEP_DAYS)
    )
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    AuditEntry.objects.filter(pk__in=keys).delete()
    # A full portion means that there may be more: the next round goes on.
    if len(keys) < FORGOTTEN_AT_ONCE:
        _next = monotonic() + FORGET_EVERY_SECONDS
