"""Work in the admin: states at a glance, retry and cancel as actions."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edusmart.accounts.people.listed import names_of, person_link
from edusmart.formats.listed import said_time
from edusmart.work.gates import ProviderGate
from edusmart.work.listing.cells import (
    first_words,
    page_link,
    reason_of,
    seconds_taken,
    since_of,
    state_of,
)
from edusmart.work.listing.done import say_done, say_stopped
from edusmart.work.listing.filters import StuckFilter, provider_said, reason_said, said_as
from edusmart.work.listing.pages import LivePage
from edusmart.work.models import WorkRow
from edusmart.work.queues import wake
from edusmart.work.subjects import Subject, subjects_of


class SubjectList(ChangeList):
    """A page of work rows, each with the story or brief it belongs to, by one query an app."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        subjects = subjects_of({row.topic_id for row in rows})
        for row in rows:
            row.subject = subjects.get(row.topic_id)
        self.result_list = rows


@admin.action(description=gettext_lazy("Try again"))
def retry(modeladmin: "WorkRowAdmin", request: HttpRequest, rows: QuerySet[Any]) -> None:
    done = [row for row in rows if row.retry_unpaid()]
    for row in done:
        wake(row.queue)
        modeladmin.log_change(request, row, "Tried again.")
    again, others = _("%s will be tried again"), _("made or being made already: %s")
    say_done(modeladmin, request, (again, len(done)), (others, len(rows) - len(done)))


@admin.action(description=gettext_lazy("Stop"))
def cancel(modeladmin: "WorkRowAdmin", request: HttpRequest, rows: QuerySet[Any]) -> None:
    done = [row for row in rows if row.cancel()]
    for row in done:
        modeladmin.log_change(request, row, "Stopped.")
    say_stopped(modeladmin, request, len(done), len(rows))


class WorkRowAdmin(LivePage):
    """Rows made in the background: looked at, retried and cancelled, never edited."""

    saves = False
    #: Columns that only programs read.
    hidden: ClassVar[frozenset[str]] = frozenset(
        {
            "id", "topic", "rev", "given_back", "band", "turn", "took_turn_at", "length", "error",
            "error_code", "owner",
        }
    )  # fmt: skip
    #: Columns that tell how it is made, and not what.
    details: ClassVar[frozenset[str]] = frozenset(
        {
            "claim", "attempts", "lease_until", "due_at", "waits_for", "urgent_at", "cancel_requested",
            "started_at", "filename", "replaces", "format", "recording",
        }
    )  # fmt: skip
    #: What is shown for columns that hold codes, by the column.
    in_words: ClassVar[dict[str, str]] = {"provider": "asked"}
    actions = (retry, cancel)
    list_display: Any = ("row", "belongs_to", "person", "state", "took", "ordered")
    list_filter: ClassVar[Any] = (
        "status", StuckFilter, "finished_at", ("error_code", said_as(reason_said, gettext_lazy("reason"))),
        ("provider", said_as(provider_said)),
    )  # fmt: skip
    list_select_related: ClassVar[Any] = ("owner",)
    search_fields: ClassVar[Any] = (*names_of("owner"), "error")
    date_hierarchy = "created_at"
    # The total without filters would be one more COUNT over the largest tables.
    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return SubjectList

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Go back to the home after an action that was asked for there."""
        response = super().response_action(request, *args, **kwargs)
        return HttpResponseRedirect(reverse("admin:index")) if "home" in request.POST else response

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # they go with what they belong to

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Return the state, its reason, whose it is, and every column that people read."""
        columns = [it.name for it in self.model._meta.fields if it.name not in self.hidden]
        shown = [self.in_words.get(name, name) for name in columns if name != "status"]
        return ["status", "why", "belongs_to", "person", "took", *shown]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what people ask first, and what programs need apart from it."""
        shown = self.get_readonly_fields(request, obj)
        first = [name for name in shown if name not in self.details]
        rest = [name for name in shown if name in self.details]
        return [
            (None, {"fields": first}),
            (_("Details"), {"fields": rest, "classes": ["collapse"]}),
        ]

    @admin.display(description=gettext_lazy("what"), ordering="pk")
    def row(self, row: WorkRow) -> Any:
        """Return what people know the row by; its number where there is nothing else."""
        words = first_words(self.words_of(row))
        return format_html("<bdi>{}</bdi>", words) if words else row.pk

    def words_of(self, row: WorkRow) -> str:
        """Return the words that a row of the list is known by."""
        subject = _subject_of(row)
        return subject.title if subject else ""

    @admin.display(description=gettext_lazy("story or brief"))
    def at_subject(self, row: WorkRow) -> SafeString:
        """Return the way to what the row belongs to, where the row has its name already."""
        subject = _subject_of(row)
        return (
            page_link(subject.admin_url, _("Look at it"), subject.title)
            if subject
            else SafeString()
        )

    @admin.display(description=gettext_lazy("story or brief"))
    def belongs_to(self, row: WorkRow) -> SafeString:
        subject = _subject_of(row)
        if subject is None:
            return SafeString("–")
        return format_html('<a href="{}"><bdi>{}</bdi></a>', subject.admin_url, subject.title)

    @admin.display(description=gettext_lazy("person"), ordering="owner__username")
    def person(self, row: WorkRow) -> str:
        if row.owner:
            return person_link(row.owner)
        subject = _subject_of(row)
        return subject.person if subject else ""

    @admin.display(description=gettext_lazy("provider"))
    def asked(self, row: WorkRow) -> str:
        return provider_said(row.provider)

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, row: WorkRow) -> SafeString:
        tries = " " + _("attempt %s") % row.attempts if row.attempts > 1 else ""
        return format_html("{}{}{}{}", state_of(row), tries, since_of(row), reason_of(row))

    @admin.display(description=gettext_lazy("ordered"), ordering="created_at")
    def ordered(self, row: WorkRow) -> Any:
        return said_time(row.created_at)

    @admin.display(description=gettext_lazy("took"))
    def took(self, row: WorkRow) -> str:
        return seconds_taken(row)


def _subject_of(row: WorkRow) -> Subject | None:
    """Return what a row belongs to; a list has asked for all of its rows at once."""
    listed: Any = row
    if not hasattr(listed, "subject"):
        listed.subject = subjects_of({row.topic_id}).get(row.topic_id)
    found: Subject | None = listed.subject
    return found


@admin.register(ProviderGate)
class ProviderGateAdmin(LivePage):
    """Which providers are resting, and until when."""

    saves = False
    nothing_yet = gettext_lazy("No provider has failed or asked to wait: all of them are there.")
    list_display = ("called", "rests", "failures", "limit")
    fields = readonly_fields = ("called", "rests", "closed_until", "failures", "limit")
    actions = ("open_now",)

    @admin.display(description=gettext_lazy("provider"), ordering="name")
    def called(self, gate: ProviderGate) -> str:
        return provider_said(gate.name)

    @admin.display(description=gettext_lazy("state"), ordering="closed_until")
    def rests(self, gate: ProviderGate) -> SafeString:
        look, said = "completed", _("there")
        if gate.closed_until and gate.closed_until > timezone.now():
            look, said = "failed", _("rests until %s") % time_format(localtime(gate.closed_until))
        return format_html('<span class="state state-{}">{}</span>', look, said)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=gettext_lazy("Open now"))
    def open_now(self, request: HttpRequest, gates: QuerySet[ProviderGate]) -> None:
        for gate in gates:
            ProviderGate.reopen(gate.name)
            self.log_change(request, gate, "Opened.")
        self.message_user(request, _("The gates are open."), messages.SUCCESS)
