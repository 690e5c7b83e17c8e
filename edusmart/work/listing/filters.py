"""Filters of the admin's lists, with values as people call them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edusmart.accounts.messages import every_message
from edusmart.work.figures import STUCK


class StuckFilter(admin.SimpleListFilter):
    """Rows that nobody makes, though they are due: see `edusmart.work.figures.STUCK`."""

    title = gettext_lazy("stuck")
    parameter_name = "stuck"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("stuck"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(STUCK) if self.value() == "yes" else queryset


def said_as(say: Callable[[str], str], title: Any = "") -> type[admin.AllValuesFieldListFilter]:
    """Return a filter by the values that a column has, each shown as `say` calls it."""

    class Said(admin.AllValuesFieldListFilter):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.title = title or self.title

        def choices(self, changelist: Any) -> Iterator[Any]:
            values = {str(value) for value in self.lookup_choices if value}
            for each in super().choices(changelist):
                choice: Any = each
                shown = str(choice["display"])
                if shown in values:
                    choice["display"] = say(shown)
                yield choice

    return Said


def reason_said(code: str) -> str:
    """Return the sentence of a reason; one that is worded by each row itself is called by its code."""
    return str(every_message().get(code) or code)


def provider_said(name: str) -> str:
    """Return what people call what was asked for a row."""
    return _("speech service") if name == "chatterbox" else name or "–"
