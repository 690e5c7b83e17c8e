"""Times in the admin's lists: an hour for today, else a day and its hour; a year where it is another."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

_UNBROKEN = "\N{NO-BREAK SPACE}"


def listed_time(model: type[models.Model], name: str) -> Any:
    """Return a column for `list_display` that shows a time of the model."""
    called = getattr(model._meta.get_field(name), "verbose_name", name)

    @admin.display(description=called, ordering=name)
    def column(row: Any) -> Any:
        return said_time(getattr(row, name))

    column.__name__ = name
    return column


def said_time(at: datetime | None) -> SafeString | None:
    """Return the time as a list shows it, whole where it is pointed at; None for none."""
    if at is None:
        return None
    here, now = localtime(at), localtime()
    whole, hour = date_format(here, "DATETIME_FORMAT"), date_format(here, "TIME_FORMAT")
    said = _("today, %s") % hour
    if here.date() != now.date():
        form = "MONTH_DAY_FORMAT" if here.year == now.year else "DATE_FORMAT"
        day = date_format(here, form).replace(" ", _UNBROKEN)
        said = _("%(day)s, %(hour)s") % {"day": day, "hour": hour}
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', here.isoformat(timespec="seconds"), whole, said
    )
