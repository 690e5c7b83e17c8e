"""Work in the admin: states at a glance, retry and cancel as actions."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from edusmart.work.gates import ProviderGate
from edusmart.work.models import Aggregate, WorkRow
from edusmart.work.queues import wake


def state_of(row: WorkRow | Aggregate) -> SafeString:
    """The row's status, kept up to date by the page's socket."""
    return format_html(
        '<span class="state state-{}" data-live-kind="{}" data-live-id="{}">{}</span>',
        row.status, row._meta.model_name, row.pk, row.status,
    )  # fmt: skip


class LivePage(admin.ModelAdmin):
    """A change page that shows states as they change."""

    class Media:
        css: ClassVar = {"all": ["css/admin.css"]}
        js: ClassVar = [Script("js/pages/admin-status.js", type="module")]


@admin.action(description="Try again")
def retry(modeladmin: "WorkRowAdmin", request: HttpRequest, rows: QuerySet[Any]) -> None:
    done = [row for row in rows if row.retry_unpaid()]
    for row in done:
        wake(row.queue)
        modeladmin.log_change(request, row, "Tried again.")
    modeladmin.message_user(request, f"{len(done)} of {len(rows)} will be tried again.")


@admin.action(description="Cancel")
def cancel(modeladmin: "WorkRowAdmin", request: HttpRequest, rows: QuerySet[Any]) -> None:
    done = [row for row in rows if row.cancel()]
    for row in done:
        modeladmin.log_change(request, row, "Cancelled.")
    modeladmin.message_user(request, f"{len(done)} of {len(rows)} are cancelled.")


class WorkRowAdmin(LivePage):
    """Rows made in the background: looked at, retried and cancelled, never edited."""

    actions = (retry, cancel)
    list_filter = ("status", "error_code")
    date_hierarchy = "created_at"
    # The total without filters would be one more COUNT over the largest tables.
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # they go with what they belong to

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.model._meta.fields if field.name != "topic"]

    @admin.display(description="state", ordering="status")
    def state(self, row: WorkRow) -> SafeString:
        return state_of(row)


@admin.register(ProviderGate)
class ProviderGateAdmin(admin.ModelAdmin):
    """Which providers are resting, and until when."""

    list_display = readonly_fields = ("name", "closed_until", "failures", "limit")
    fields = readonly_fields
    actions = ("open_now",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description="Open now")
    def open_now(self, request: HttpRequest, gates: QuerySet[ProviderGate]) -> None:
        for gate in gates:
            ProviderGate.reopen(gate.name)
            self.log_change(request, gate, "Opened.")
        self.message_user(request, "Open.", messages.SUCCESS)
