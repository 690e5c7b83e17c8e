"""The admin's pages of classes: staff give a class to another teacher here."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from classroom.models import Membership, SchoolClass
from edusmart.work.cells import page_link


class MembershipInline(admin.TabularInline):
    model = Membership
    fields = ("pupil", "joined_at")
    readonly_fields = ("joined_at",)
    autocomplete_fields = ("pupil",)
    extra = 0


@admin.register(SchoolClass)
class SchoolClassAdmin(admin.ModelAdmin):
    list_display = ("name", "teacher", "pupils", "created_at", "opened")
    list_select_related = ("teacher",)
    search_fields = ("name", "teacher__username")
    fields = ("name", "teacher", "pictures", "created_at")
    readonly_fields = ("created_at",)
    autocomplete_fields = ("teacher",)
    inlines = (MembershipInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(count=Count("memberships"))

    @admin.display(description=_("page"))
    def opened(self, school_class: SchoolClass) -> SafeString:
        """Return the way to the class as its teacher sees it, with its report and cards."""
        return page_link(
            reverse("classroom:class", args=[school_class.pk]), gettext("Open"), school_class.name
        )

    @admin.display(description=_("pupils"), ordering="count")
    def pupils(self, school_class: Any) -> int:
        """Return how many pupils are in the class."""
        return int(school_class.count)
