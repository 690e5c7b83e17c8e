"""What the features' pages of sharing have in common: the classes to choose from, and what was chosen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from classroom.actions.sharing import choices
from classroom.models import SchoolClass, Share
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User

MOST_CHOSEN = 200


def chosen(
    request: HttpRequest, table: type[Share], thing: models.Model, user: User
) -> dict[int, date | None]:
    """Return the chosen classes' ids with the days by which it is to be listened to.

    Who gives a class a new day has chosen it. Raises RequestRefused: 404 for what is no id, 400 for what is
    no day.
    """
    found = {}
    for value in request.POST.getlist("class")[:MOST_CHOSEN]:
        if not (value.isascii() and value.isdigit() and len(value) < 19):
            raise RequestRefused("There is no such class.", "no_class", 404)
        found[int(value)] = _day(request.POST.get(f"due-{value}", ""))
    for school_class, share in choices(table, thing, user):
        due_on = _day(request.POST.get(f"due-{school_class.pk}", ""))
        # The day that it has already comes along with a class that is taken away.
        if due_on and due_on != (share and share.due_on):
            found[school_class.pk] = due_on
    return found


def saved_words(wanted: Mapping[int, date | None], *, is_out: bool) -> str:
    """Return what is true once it is saved. `is_out`: whether pupils of these classes have it now."""
    if not wanted:
        return _("Saved. None of your classes has it.")
    if not is_out:
        return _("Saved. Pupils find it on their shelf once it is published.")
    return _("Saved. Pupils find it on their shelf.")


def class_come_from(request: HttpRequest, user: User) -> SchoolClass | None:
    """Return the class of the user's from whose page they came to share, which is chosen and come back to."""
    value = request.GET.get("from", "")
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        return None
    return SchoolClass.objects.run_by(user).filter(pk=value).first()


def as_choices(
    request: HttpRequest,
    table: type[Share],
    thing: models.Model,
    user: User,
    come_from: SchoolClass | None = None,
) -> list[dict[str, Any]]:
    """Return the user's classes for the page: what was sent, else what is kept and where they come from."""
    sent = request.POST if request.method == "POST" else None
    found = []
    for school_class, share in choices(table, thing, user):
        due = share.due_on.isoformat() if share and share.due_on else ""
        key = str(school_class.pk)
        is_kept = share is not None or school_class == come_from
        found.append(
            {
                "class": school_class,
                "is_chosen": key in sent.getlist("class") if sent else is_kept,
                "due": sent.get(f"due-{key}", "")[:10] if sent else due,
                "first_day": timezone.localdate().isoformat(),
            }
        )
    return found


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise RequestRefused("Write the day as year-month-day.", "unreadable_day") from None
