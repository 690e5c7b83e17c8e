"""Pages of the admin that stay up to date: forms whose states change, lists that read themselves again."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import connection
from django.db.models import AutoField, Count, Max
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from edusmart.accounts.messages import messages_by_code
from edusmart.plain.forms import PlainText
from edusmart.work.listing.cells import reason
from edusmart.work.models import ENDED, Aggregate, Status, WorkRow

MANY_ROWS = 20_000
#: States after which a row is made again where somebody asks for it.
TRIED_AGAIN = (Status.FAILED, Status.CANCELLED)


class ReasonShown:
    """A page of rows that may name `why` among its fields."""

    @admin.display(description=gettext_lazy("reason"))
    def why(self, row: WorkRow | Aggregate) -> str:
        return reason(row) or "–"


class LivePage(PlainText, ReasonShown, admin.ModelAdmin):
    """A change page that shows states as they change, and a list that reads itself again."""

    change_list_template = "admin/live_list.html"
    change_form_template = "admin/live_form.html"
    list_per_page = 50
    #: Whether the form has anything to save.
    saves = True
    #: What the list says where it has no row at all; "" for the words of every list.
    nothing_yet: str | Promise = ""

    class Media:
        css: ClassVar = {"all": ["css/admin.css"]}
        js: ClassVar = [Script("js/admin/status.js", type="module")]

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Leave out what is dear and does not change: filters and dates where a page reads itself again."""
        listed: ChangeList = super().get_changelist_instance(request)
        again = "X-Read-Again" in request.headers
        if again:
            listed.has_filters = False
        if again:
            listed.date_hierarchy = None
        return without_dear_dates(listed)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **more: Any
    ) -> Any:
        """Show the form with the words that its script writes into it."""
        context |= {"states": Status.choices, "reasons": messages_by_code()}
        row = context.get("original")
        if isinstance(row, WorkRow | Aggregate):
            context |= {"row_actions": self._actions_of(request, row), "row": row}
        if not self.saves:
            context |= {"show_save": False, "show_save_and_continue": False, "subtitle": None}
        if not self.saves and row is not None:
            context["title"] = context["crumb"] = capfirst(f"{self.opts.verbose_name} {row.pk}")
        return super().render_change_form(request, context, *args, **more)

    def _actions_of(self, request: HttpRequest, row: WorkRow | Aggregate) -> list[tuple[str, str]]:
        """Return what can be done with the row as it stands: tried again, or stopped."""
        wanted = "retry" if row.status in TRIED_AGAIN else "" if row.status in ENDED else "cancel"
        action = self.get_actions(request).get(wanted)
        return [(wanted, action[2])] if action else []

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the list with how many of the listed rows stand where."""
        page = super().changelist_view(request, extra_context)
        listed = getattr(page, "context_data", {}).get("cl")
        if listed is not None and issubclass(self.model, WorkRow | Aggregate):
            page.context_data["counts"] = _counts(listed)  # type: ignore[attr-defined]
        return page


class HeardPage(LivePage):
    """A live page whose form has recordings to be heard, in the site's own player."""

    class Media(LivePage.Media):
        extend: ClassVar = True
        css: ClassVar = {"all": ["css/recording.css"]}
        js: ClassVar = [Script("js/admin/recordings.js", type="module")]


def without_dear_dates(listed: ChangeList) -> ChangeList:
    """Return the list, without its links to days where they would take seconds: SQLite has each row's date
    cut by Python."""
    if connection.vendor == "sqlite" and isinstance(listed.model._meta.pk, AutoField):
        newest: int = listed.model._base_manager.aggregate(pk=Max("pk"))["pk"] or 0
        if newest > MANY_ROWS:
            listed.date_hierarchy = None
    return listed


def _counts(listed: ChangeList) -> list[dict[str, Any]]:
    """Return each state with the number of listed rows in it, and the address of these alone."""
    counted = listed.queryset.order_by().values_list("status").annotate(Count("pk", distinct=True))
    found = dict(counted)
    return [
        {
            "state": state.value,
            "said": state.label,
            "count": found[state],
            "url": listed.get_query_string({"status__exact": state}),
        }
        for state in Status
        if state in found
    ]
