"""Export everything about a person as one archive, and erase a person without a trace."""

import io
import json
import logging
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q

from edusmart.accounts.models import AuditEntry, AuthenticatorApp, Event, User
from edusmart.accounts.personal.holdings import Part, holdings
from edusmart.accounts.trail import hash_of, name_of, record

log = logging.getLogger(__name__)

NO_ORIGIN = {"address": "", "network": "", "request_id": ""}
#: Secrets are the site's, and of no use to the person.
ABOUT = ("username", "first_name", "last_name", "email", "date_joined", "last_login")


class _Pipe(io.RawIOBase):
    """Takes what is written and gives it away, so that an archive need not be held as a whole."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        held, self._held = self._held, []
        return b"".join(held)


def export_person(person: User, target: IO[bytes]) -> None:
    """Write everything about the person into a zip."""
    record(Event.EXPORTED, account=person)
    for piece in archive_pieces(person):
        target.write(piece)


def archive_pieces(person: User) -> Iterator[bytes]:
    """Yield a zip of everything about the person; in memory is one file of it at a time.

    Files that cannot be had are named in its `missing.json`.
    """
    pipe, missing = _Pipe(), []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in _parts(person):
            try:
                _add(archive, part)
            except Exception:  # begun already: one lost picture must not cost the rest
                log.exception("person %s: %s is not in the export", person.pk, part.name)
                missing.append(part.name)
            yield pipe.taken()
        _add(archive, Part("missing.json", missing))
    yield pipe.taken()


def _add(archive: zipfile.ZipFile, part: Part) -> None:
    if part.opened is None:
        rows = json.dumps(part.rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        archive.writestr(part.name, rows)
        return
    with part.opened() as path:
        archive.write(path, part.name, zipfile.ZIP_STORED)  # pictures and sound are packed already


def _parts(person: User) -> Iterator[Part]:
    account = {name: getattr(person, name) for name in ABOUT}
    tokens = list(
        person.api_tokens.values(
            "name", "scope", "created_at", "last_used_at", "expires_at", "revoked_at"
        )
    )
    sessions = list(person.open_sessions.values("began_at", "seen_at", "address", "browser"))
    identities = list(person.identities.values("issuer", "subject", "created_at", "last_used_at"))
    yield Part(
        "person.json",
        account
        | {"groups": sorted(person.group_names), "tokens": tokens, "sessions": sessions}
        | {"factors": _factors(person), "identities": identities},
    )
    for holding in holdings():
        yield from holding.export(person)
    yield Part("audit_trail.json", [entry.row() for entry in _entries(person)])


def _factors(person: User) -> dict[str, Any]:
    when = ("created_at", "last_used_at")
    return {
        "app": AuthenticatorApp.objects.filter(user=person).values(*when).first(),
        "passkeys": list(person.passkeys.values("name", *when)),
        "recovery_codes_left": person.recovery_codes.count(),
    }


def _entries(person: User) -> Any:
    typed = Q(typed=hash_of(person.get_username()))
    return AuditEntry.objects.filter(Q(by=person) | Q(account=person) | typed)


@transaction.atomic
def erase_person(person: User) -> None:
    """Delete the person with everything that is theirs. What others use stays and loses its author.

    The trail keeps what was done and when, and no longer by or to whom.
    """
    record(Event.ERASED)
    gone = [name_of(person), *(name_of(token) for token in person.api_tokens.all())]
    gone += [name for holding in holdings() for name in holding.erase(person)]
    _end_sessions(person)
    _forget_admin_log(gone)
    AuditEntry.objects.filter(thing__in=gone).update(thing="")
    AuditEntry.objects.filter(by=person).update(by=None, **NO_ORIGIN)
    _entries(person).update(account=None, typed="", thing="", **NO_ORIGIN)
    person.delete()


def _end_sessions(person: User) -> None:
    # A session's row does not say whose it is.
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def _forget_admin_log(gone: list[str]) -> None:
    """Delete the admin's own log of these rows: it holds their titles and names."""
    for name in gone:
        model, _, key = name.partition(" ")
        types = ContentType.objects.filter(model=model)
        LogEntry.objects.filter(content_type__in=types, object_id=key).delete()
