"""Calls of paid providers in the admin, with what each person's cost."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse

from stories.costs.budget import money
from stories.models import ProviderCall

SUMS_SHOWN = 50  # users: the dearest are what is looked for


@admin.register(ProviderCall)
class ProviderCallAdmin(admin.ModelAdmin):
    """Calls of paid providers, and each user's sum."""

    list_display = (
        "begun_at", "purpose", "story", "user", "result", "price", "model", "tokens_in", "tokens_out",
        "tokens_thinking", "pictures",
    )  # fmt: skip
    list_filter = ("begun_at", "purpose", "model", "outcome")
    list_select_related = ("story", "user")
    search_fields = ("user__username", "story__title", "story__id")
    date_hierarchy = "begun_at"
    # The list, with each user's sum above it.
    change_list_template = "admin/provider_calls.html"
    # As for stories: the table grows with every call.
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # accounts are not rewritten

    @admin.display(ordering="outcome")
    def result(self, call: ProviderCall) -> str:
        return call.outcome or "no answer"

    @admin.display(ordering="cost")
    def price(self, call: ProviderCall) -> str:
        return money(call.cost)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the list with the sums of the listed calls by user."""
        page = super().changelist_view(request, extra_context)
        listed = getattr(page, "context_data", {}).get("cl")
        if listed is not None:
            page.context_data["sums"] = _sums(listed.queryset)  # type: ignore[attr-defined]
        return page


def _sums(calls: QuerySet[ProviderCall]) -> list[dict[str, Any]]:
    """Return calls, those without a response, pictures and cost by user, the highest cost first."""
    by_user = calls.order_by().values("user__username")
    sums = by_user.annotate(
        calls=Count("pk"),
        lost=Count("pk", filter=Q(ended_at=None)),
        painted=Sum("pictures"),
        paid=Sum("cost"),
    ).order_by("-paid")
    return [{**each, "paid": money(each["paid"])} for each in sums[:SUMS_SHOWN]]
