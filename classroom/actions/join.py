"""Joining a class with its code; who guesses has to wait."""

import math
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from classroom.actions.school_class import MOST_PUPILS
from classroom.models import Membership, SchoolClass
from edusmart.accounts.brake import Bound
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import AuditEntry, Event, User
from edusmart.accounts.trail import record, record_each

#: Of one account. There are hundreds of millions of codes, and each is good for two weeks.
GUESSES = Bound(8, timedelta(days=1))


def join(pupil: User, code: str) -> SchoolClass:
    """Put the pupil into the class that the code opens; nothing changes where they are in it.

    Raises RequestRefused: 403 for a teacher, 404 for no such code, 409 for a full class, 429 after many
    wrong codes.
    """
    if pupil.is_editor or pupil.is_staff:
        raise RequestRefused("Classes are joined by pupils.", "not_a_pupil", 403)
    # The same code as it is said, typed or read: "KMP 7RX", "kmp-7rx".
    plain = "".join(it for it in code[:40].lower() if it.isalnum())
    school_class = _class_of(pupil, plain)
    if school_class is None:
        raise RequestRefused(
            "No class has this code, or its time is over. Ask your teacher.", "no_such_code", 404
        )
    add_pupil(school_class, pupil)
    return school_class


@transaction.atomic
def _class_of(pupil: User, code: str) -> SchoolClass | None:
    """Return the class that the code opens now, and count a wrong one. Raises RequestRefused (429)."""
    # Of codes that are sent at once each sees the wrong ones before it.
    User.objects.select_for_update(no_key=True).get(pk=pupil.pk)
    if wait := _seconds_to_wait(pupil):
        raise RequestRefused(
            "That was not right many times. Ask your teacher for the code, and try again later.",
            "guessing", 429, retry_after=wait,
        )  # fmt: skip
    found = SchoolClass.objects.filter(join_code=code or None, join_until__gt=timezone.now())
    school_class = found.first() if code else None
    if school_class is None:
        record(Event.JOIN_FAILED, account=pupil)
    return school_class


@transaction.atomic
def add_pupil(school_class: SchoolClass, pupil: User) -> None:
    """Put the pupil into the class. Raises RequestRefused (409) where it is full."""
    # Under the class's lock, so that of two who join at once the second sees the first.
    SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    members = Membership.objects.filter(school_class=school_class)
    if members.filter(pupil=pupil).exists():
        return
    if members.count() >= MOST_PUPILS:
        raise _full()
    Membership.objects.create(school_class=school_class, pupil=pupil)
    record(Event.CLASS_JOINED, school_class, account=pupil)


@transaction.atomic
def add_new_pupils(school_class: SchoolClass, people: Sequence[User]) -> None:
    """Put new accounts into the class. Raises RequestRefused (409) where they are too many."""
    SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    if school_class.memberships.count() + len(people) > MOST_PUPILS:
        raise _full()
    Membership.objects.bulk_create(Membership(school_class=school_class, pupil=it) for it in people)
    record_each(Event.CLASS_JOINED, people, school_class)


def _full() -> RequestRefused:
    return RequestRefused(f"This class has {MOST_PUPILS} pupils already.", "class_full", 409)


def _seconds_to_wait(pupil: User) -> int:
    since = timezone.now() - GUESSES.within
    failed = AuditEntry.objects.filter(event=Event.JOIN_FAILED, account=pupil, at__gt=since)
    last = failed.order_by("-at").values_list("at", flat=True).first()
    return math.ceil(GUESSES.wait(failed.count(), last, timezone.now()))
