"""Filters of the admin's list of stories, in the words of a school: who hears a story, and who did lately."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models import Bookmark

WEEK = timedelta(days=7)


class HeardFilter(admin.SimpleListFilter):
    """Stories that somebody listened to lately."""

    title = gettext_lazy("heard")
    parameter_name = "heard"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("week", _("in seven days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "week":
            return queryset
        heard = Bookmark.objects.filter(story=OuterRef("pk"), saved_at__gte=timezone.now() - WEEK)
        return queryset.filter(Exists(heard))


class AudienceFilter(admin.SimpleListFilter):
    """Stories by who hears them; those that were deleted a moment ago are heard by nobody."""

    title = gettext_lazy("who hears it")
    parameter_name = "audience"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("published", _("everybody")),
            ("class", _("classes")),
            ("offered", _("waits for a teacher")),
            ("private", _("only who made it")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = queryset
        match self.value():
            case "published":
                found = queryset.kept().filter(published_at__isnull=False)
            case "class":
                found = queryset.kept().filter(shared_at__isnull=False)
            case "offered":
                found = queryset.waiting_for_a_look()
            case "private":
                nobody = {"published_at": None, "shared_at": None, "offered_at": None}
                found = queryset.kept().filter(**nobody)
        return found
