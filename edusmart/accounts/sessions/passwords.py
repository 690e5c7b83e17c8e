"""Changing passwords: one's own, and a pupil's who has forgotten theirs."""

import secrets
from datetime import timedelta

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from edusmart.accounts.brake import turn_to_hash
from edusmart.accounts.credentials import MUST_SET_PASSWORD
from edusmart.accounts.models import EDITORS, STAFF, Event, User
from edusmart.accounts.ranks import may_look_after
from edusmart.accounts.sessions.open_sessions import end, end_others, move
from edusmart.accounts.sessions.ways_in import end_ways_in
from edusmart.accounts.trail import record

ONE_TIME_DAYS = 3
#: Without what is mistaken for something else when it is read from a slip of paper.
LETTERS = "abcdefghkmnpqrstuvwxyz23456789"
GROUPS_OF_LETTERS = 3
GROUP = 4


def set_own_password(
    request: HttpRequest, person: User, password: str, *, ends_ways_in: bool = False
) -> None:
    """Change the person's password; all their other sessions end, and other ways in if asked. Raises Busy."""
    with turn_to_hash():
        person.set_password(password)
    with transaction.atomic():
        person.one_time_until = None
        person.save(update_fields=["password", "one_time_until"])
        end_others(request, person)
        if ends_ways_in:
            end_ways_in(person)
        here = person.open_sessions.filter(session_id=request.session.session_key).first()
        request.session.pop(MUST_SET_PASSWORD, None)
        # This session goes on, under a key that nobody has seen.
        update_session_auth_hash(request, person)
        move(request, here.began_at if here else timezone.now(), person)


def may_reset(actor: User, person: User) -> bool:
    """Return whether the actor may give the person a new password: to whom is below them only."""
    return rank(person) < rank(actor) and may_look_after(actor, person)


def reset_password(person: User) -> str:
    """Give the person a password that lets them in once, to set their own; return it. Raises Busy."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(GROUPS_OF_LETTERS * GROUP))
    password = "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
    with turn_to_hash():
        person.set_password(password)
    with transaction.atomic():
        person.one_time_until = timezone.now() + timedelta(days=ONE_TIME_DAYS)
        person.save(update_fields=["password", "one_time_until"])
        note_reset(person)
    return password


def note_reset(person: User) -> None:
    """End what opened the account before somebody else set its password, and have the person told."""
    end(person.open_sessions.all(), person)
    end_ways_in(person)
    # Last: of what a person is told the newest comes first.
    record(Event.PASSWORD_RESET, account=person)


def rank(person: User) -> int:
    """Return 3 for superusers, 2 for staff, 1 for editors and who enters the admin, 0 for pupils."""
    if person.is_superuser:
        return 3
    if STAFF in person.group_names:
        return 2
    return 1 if person.is_staff or EDITORS in person.group_names else 0
