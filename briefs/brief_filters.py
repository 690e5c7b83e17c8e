"""Filters of the admin's list of briefs: what a brief is for listeners, and which were heard when."""

from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from briefs.models import BriefState, Listening

WEEK = timedelta(days=7)
TEMPLATES = "templates"


class StateFilter(admin.SimpleListFilter):
    """What a brief is for listeners now."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        states = [(state.value, str(state.label)) for state in BriefState]
        return [*states, (TEMPLATES, _("Template"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        wanted = self.value()
        if wanted == TEMPLATES:
            patterns: QuerySet[Any] = queryset.templates()
            return patterns
        found: QuerySet[Any] = (
            queryset.in_state(wanted) if wanted in BriefState.values else queryset
        )
        return found


class PlayedFilter(admin.SimpleListFilter):
    """Briefs of which something was heard lately, or on one day: "2026-11-30"."""

    title = gettext_lazy("heard")
    parameter_name = "heard"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("week", _("in seven days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value()
        if not wanted:
            return queryset
        heard = Listening.objects.filter(item__brief=OuterRef("pk"), plays__gt=0)
        if wanted == "week":
            heard = heard.filter(day__gte=(timezone.now() - WEEK).date())
        else:
            heard = heard.filter(day=_day_of(wanted))
        return queryset.filter(Exists(heard))


def _day_of(written: str) -> date:
    """Return the day. Raises what has the admin's list send a reader back who asks for no day."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise IncorrectLookupParameters from error
