"""Calls of paid providers in the admin, with what each person's cost."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from edusmart.accounts.people.listed import listed_person, names_of
from edusmart.formats.listed import listed_time
from edusmart.work.listing.pages import LivePage
from stories.costs.budget import money
from stories.models import ProviderCall

#: What calls are for, by the word on their row.
PURPOSES = {
    "story": gettext_lazy("story"),
    "repair": gettext_lazy("story, once more"),
    "rewrite": gettext_lazy("rewriting"),
    "translate": gettext_lazy("translation"),
    "picture": gettext_lazy("picture"),
}
ENDS = {
    "answered": gettext_lazy("answered"),
    "left": gettext_lazy("left before its end"),
    "": gettext_lazy("no answer"),
}
SUMS_SHOWN = 50  # users: the dearest are what is looked for


@admin.register(ProviderCall)
class ProviderCallAdmin(LivePage):
    """Calls of paid providers, and each user's sum."""

    list_display = (
        listed_time(ProviderCall, "begun_at"), "what_for", "told",
        listed_person(ProviderCall, "user"), "result", "price", "model",
        "tokens_in", "tokens_out", "tokens_thinking", "pictures",
    )  # fmt: skip
    saves = False
    nothing_yet = gettext_lazy("No model was asked: stories are told and painted here without one.")
    list_filter = ("begun_at", "purpose", "model", "outcome")
    list_select_related = ("story", "user")
    search_fields = (*names_of("user"), "story__title", "story__id")
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

    @admin.display(description=gettext_lazy("story"), ordering="story__title")
    def told(self, call: ProviderCall) -> SafeString | None:
        if call.story is None:
            return None
        address = reverse("admin:stories_story_change", args=[call.story_id])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, call.story.title)

    @admin.display(description=gettext_lazy("how it ended"), ordering="outcome")
    def result(self, call: ProviderCall) -> str:
        return str(ENDS.get(call.outcome, call.outcome))

    @admin.display(description=gettext_lazy("what for"), ordering="purpose")
    def what_for(self, call: ProviderCall) -> str:
        return str(PURPOSES.get(call.purpose, call.purpose))

    @admin.display(description=gettext_lazy("price"), ordering="cost")
    def price(self, call: ProviderCall) -> str:
        return money(call.cost)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the list with the sums of the listed calls by user."""
        page = super().changelist_view(request, extra_context)
        listed = getattr(page, "context_data", {}).get("cl")
        if listed is not None:
            page.context_data |= _sums(listed.queryset)  # type: ignore[attr-defined]
        return page


def _sums(calls: QuerySet[ProviderCall]) -> dict[str, Any]:
    """Return how many calls there are and their price; the same by user, the highest price first."""
    by_user = calls.order_by().values("user__username")
    sums = by_user.annotate(
        calls=Count("pk"),
        lost=Count("pk", filter=Q(ended_at=None)),
        painted=Sum("pictures"),
        paid=Sum("cost"),
    ).order_by("-paid")
    listed = list(sums)
    return {
        "sums": [{**each, "paid": money(each["paid"])} for each in listed[:SUMS_SHOWN]],
        "calls": sum(each["calls"] for each in listed),
        "paid": money(sum(each["paid"] for each in listed)),
    }
