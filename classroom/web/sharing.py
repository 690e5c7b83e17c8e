"""What the features' pages of sharing have in common: the classes to choose from, and what was chosen."""

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from classroom.actions.sharing import choices
from classroom.models import Share
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User

MOST_CHOSEN = 200


def chosen(request: HttpRequest) -> dict[int, date | None]:
    """Return the chosen classes' ids with the days by which it is to be listened to.

    Raises RequestRefused: 404 for what is no id, 400 for what is no day.
    """
    found = {}
    for value in request.POST.getlist("class")[:MOST_CHOSEN]:
        if not (value.isascii() and value.isdigit() and len(value) < 19):
            raise RequestRefused("There is no such class.", "no_class", 404)
        found[int(value)] = _day(request.POST.get(f"due-{value}", ""))
    return found


def as_choices(
    request: HttpRequest, table: type[Share], thing: models.Model, user: User
) -> list[dict[str, Any]]:
    """Return the user's classes for the page: what was just sent, else what is kept."""
    sent = request.POST if request.method == "POST" else None
    found = []
    for school_class, share in choices(table, thing, user):
        due = share.due_on.isoformat() if share and share.due_on else ""
        key = str(school_class.pk)
        found.append(
            {
                "class": school_class,
                "is_chosen": key in sent.getlist("class") if sent else share is not None,
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
