"""Sharing with classes, and noting what pupils do: the same for every feature, on tables of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from classroom.models import SchoolClass, Share, Trace
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record

S = TypeVar("S", bound=Share)
T = TypeVar("T", bound=Trace)
LARGEST_ID = 2**62  # larger ones no database can look up


def choices(table: type[S], thing: models.Model, user: User) -> list[tuple[SchoolClass, S | None]]:
    """Return the classes that the user runs, each with the thing's share in it or None."""
    shares = {it.school_class_id: it for it in _shares(table, thing)}
    return [(it, shares.get(it.pk)) for it in SchoolClass.objects.run_by(user)]


def share(
    table: type[S], thing: models.Model, user: User, wanted: Mapping[int, date | None]
) -> None:
    """Share the thing with these classes of the user's, by id, and with no others of theirs.

    Other teachers' classes keep it. Call it in the transaction that holds the thing. Raises
    RequestRefused: 404 for a class of somebody else, 400 for a day that is over.
    """
    run = set(SchoolClass.objects.run_by(user).values_list("pk", flat=True))
    if not wanted.keys() <= run:
        raise RequestRefused("There is no such class.", "no_class", 404)
    there = {it.school_class_id: it for it in _shares(table, thing) if it.school_class_id in run}
    for class_id, due_on in wanted.items():
        old = there.pop(class_id, None)
        if due_on and due_on < timezone.localdate() and not (old and old.due_on == due_on):
            raise RequestRefused("This day is over. Choose a later one.", "past_day")
        if old is None:
            _table(table).create(
                thing=thing, school_class_id=class_id, shared_by=user, due_on=due_on
            )
        elif old.due_on != due_on:
            old.due_on = due_on
            old.save(update_fields=["due_on"])
    _table(table).filter(pk__in=[it.pk for it in there.values()]).delete()
    record(Event.SHARED, thing, classes=sorted(wanted))


def note(table: type[T], thing: models.Model, pupil: User, seconds: float) -> T | None:
    """Add listened seconds to the pupil's trace of the thing and return it, None where there is none.

    No more than have passed since the last time, however often and from however many devices they are sent.
    """
    found = _table(table).select_for_update().filter(pupil=pupil, thing=thing)
    trace: T | None = found.first()
    if trace is None:
        return None
    now = timezone.now()
    passed = max(0.0, (now - trace.seen_at).total_seconds())
    trace.add_seconds(min(max(seconds, 0.0), passed))
    trace.seen_at = now
    trace.save(update_fields=["seconds", "week", "week_seconds", "seen_at"])
    return trace


def _shares(table: type[S], thing: models.Model) -> Any:
    return _table(table).filter(thing=thing)


def _table(table: type[models.Model]) -> Any:
    # `thing` is a column of the features' own tables.
    return table._default_manager
