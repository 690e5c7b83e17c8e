"""Filters of the list of people: who is in which group, and who is there."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edusmart.accounts.models import group_label
from edusmart.accounts.sessions.open_sessions import there_now, there_since

NO_GROUP = "-"
WEEK = timedelta(days=7)


class GroupFilter(admin.SimpleListFilter):
    """Who is in which group, and who is in none."""

    title = gettext_lazy("group")
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = Group.objects.order_by("name").values_list("name", flat=True)
        return [*((name, group_label(name)) for name in names), (NO_GROUP, _("in no group"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case None:
                return queryset
            case value if value == NO_GROUP:
                return queryset.filter(groups=None)
            case name:
                return queryset.filter(groups__name=name)


class ThereFilter(admin.SimpleListFilter):
    """Who is there: a session of theirs was used a moment ago; or who was within a week."""

    title = gettext_lazy("signed in")
    parameter_name = "there"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("now", _("now")), ("week", _("in seven days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "now":
                return queryset.filter(pk__in=there_now().values("user"))
            case "week":
                return queryset.filter(there_since(timezone.now() - WEEK))
            case _:
                return queryset
