"""Refused uploads in the admin: whose, when and why. Of the documents themselves nothing is kept."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edusmart.accounts.people.listed import names_of, person_link
from edusmart.formats.listed import listed_time
from edusmart.work.listing.filters import reason_said, said_as
from edusmart.work.listing.pages import LivePage
from stories.models import UploadAttempt


@admin.register(UploadAttempt)
class RefusedUploadAdmin(LivePage):
    """Documents that no story could be made of."""

    saves = False
    nothing_yet = gettext_lazy("No upload was refused.")
    list_display = (listed_time(UploadAttempt, "refused_at"), "reason", "person", "kind", "room")
    list_filter = ("refused_at", ("code", said_as(reason_said)), "format")
    list_select_related = ("user",)
    search_fields = names_of("user")
    date_hierarchy = "refused_at"
    ordering = ("-refused_at",)
    show_full_result_count = False
    fields = readonly_fields = ("refused_at", "reason", "person", "kind", "room")

    def get_queryset(self, request: HttpRequest) -> QuerySet[UploadAttempt]:
        # The others are being looked at just now.
        uploads: QuerySet[UploadAttempt] = super().get_queryset(request)
        return uploads.exclude(refused_at=None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # they count against who sends what cannot be read

    @admin.display(description=gettext_lazy("reason"), ordering="code")
    def reason(self, upload: UploadAttempt) -> str:
        return reason_said(upload.code) or "–"

    @admin.display(description=gettext_lazy("person"), ordering="user__username")
    def person(self, upload: UploadAttempt) -> str:
        return person_link(upload.user)

    @admin.display(description=gettext_lazy("format"), ordering="format")
    def kind(self, upload: UploadAttempt) -> str:
        return upload.format.upper() or _("another")

    @admin.display(description=gettext_lazy("size"), ordering="size")
    def room(self, upload: UploadAttempt) -> str:
        return "" if upload.size is None else filesizeformat(upload.size)
