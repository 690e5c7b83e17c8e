"""The admin's pages of briefs, audio jobs, programmes and feed links."""

from datetime import datetime
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from briefs.actions import audio_jobs, write
from briefs.admin_forms import BriefForm, ItemForm, ItemFormSet, ProgrammeForm
from briefs.brief_filters import PlayedFilter, StateFilter
from briefs.jobs_admin import JobAdmin
from briefs.live import BriefOwner
from briefs.models import (
    AudioGenerationJob,
    Brief,
    BriefItem,
    BriefState,
    FeedLink,
    Listening,
    Programme,
)
from briefs.publishing import publication
from briefs.publishing.heard import left_out_of
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from edusmart.accounts.people.listed import listed_person, names_of, person_link
from edusmart.formats.listed import listed_time
from edusmart.plain.forms import PlainText
from edusmart.work.listing.cells import page_link, state_of
from edusmart.work.listing.filters import said_as
from edusmart.work.listing.pages import LivePage, ReasonShown
from tts.languages import language_name
from tts.voices import label_of, preset_voices

__all__ = ["JobAdmin"]


#: A brief's state looks like the state of work that it is closest to.
LOOKS = {
    BriefState.DRAFT: "pending",
    BriefState.SCHEDULED: "processing",
    BriefState.PUBLISHED: "completed",
    BriefState.HELD: "failed",
}


class ItemInline(PlainText, admin.StackedInline):
    model = BriefItem
    form = ItemForm
    formset = ItemFormSet
    fields = ("position", "title", "text", "language")
    extra = 0


class JobInline(ReasonShown, admin.TabularInline):
    model = AudioGenerationJob
    fields = readonly_fields = (
        "state",
        "progress",
        "voice",
        "completed_items",
        "failed_items",
        "why",
    )
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("voice"))
    def voice(self, job: AudioGenerationJob) -> str:
        return label_of(job.voice_id)

    @admin.display(description=gettext_lazy("state"))
    def state(self, job: AudioGenerationJob) -> SafeString:
        return state_of(job)


@admin.register(Brief)
class BriefAdmin(LivePage):
    """Briefs, saved by the rules of their desk."""

    form = BriefForm
    list_display = (
        "title", "state", listed_time(Brief, "publish_at"), "plays", "item_count", "spoken", "author",
        listed_time(Brief, "updated_at"), "opened",
    )  # fmt: skip
    list_filter = (
        StateFilter,
        PlayedFilter,
        "publish_at",
        ("language", said_as(language_name)),
        "programme",
        "created_at",
    )
    nothing_yet = gettext_lazy("Briefs are here as soon as an editor writes one.")
    search_fields = ("title", *names_of("created_by"))
    list_select_related = ("created_by",)
    date_hierarchy = "created_at"
    show_full_result_count = False
    inlines = (ItemInline, JobInline)
    fields = ("title", "language", "programme", "publish_at", "desk")
    readonly_fields = ("desk",)
    actions = ("generate_all_audio",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Brief]:
        # Each apart, as joins would multiply one another.
        heard = (
            Listening.objects.filter(item__brief=OuterRef("pk")).order_by().values("item__brief")
        )
        items = BriefItem.objects.filter(brief=OuterRef("pk")).order_by().values("brief")
        briefs: QuerySet[Brief] = super().get_queryset(request)
        return briefs.annotate(
            heard=Subquery(heard.annotate(sum=Sum("plays")).values("sum")),
            written=Subquery(items.annotate(count=Count("pk")).values("count")),
        )

    @admin.display(description=gettext_lazy("state"), ordering="publish_at")
    def state(self, brief: Brief) -> SafeString:
        if brief.is_template:
            return format_html('<span class="state">{}</span>', _("Template"))
        look = LOOKS[brief.state]
        return format_html('<span class="state state-{}">{}</span>', look, brief.state.label)

    @admin.display(description=gettext_lazy("plays"), ordering="heard")
    def plays(self, brief: Brief) -> int:
        return getattr(brief, "heard", None) or 0

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Note of each brief on the page how many of its items there is nothing to read aloud of."""
        listed = super().get_changelist_instance(request)
        shown: Any = listed.result_list
        left_out = left_out_of([brief.pk for brief in shown])
        for brief in shown:
            brief.left_out = left_out[brief.pk]
        return listed

    @admin.display(description=gettext_lazy("items"), ordering="written")
    def item_count(self, brief: Brief) -> str:
        """Return how many items there are, and how many of them are not read."""
        written, left_out = getattr(brief, "written", None) or 0, getattr(brief, "left_out", 0)
        return _("%(all)s (%(not_read)s not read)") % {
            "all": written, "not_read": left_out,
        } if left_out else str(written)  # fmt: skip

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def spoken(self, brief: Brief) -> str:
        return language_name(brief.language)

    @admin.display(description=gettext_lazy("written by"), ordering="created_by__username")
    def author(self, brief: Brief) -> str:
        return person_link(brief.created_by) if brief.created_by else "–"

    @admin.display(description=gettext_lazy("page"))
    def opened(self, brief: Brief) -> SafeString:
        return page_link(f"/briefs/{brief.pk}/", _("Desk"), brief.title)

    @admin.display(description=gettext_lazy("desk"))
    def desk(self, brief: Brief) -> SafeString:
        if not brief.pk:
            return SafeString("")
        return format_html(
            '<a href="/briefs/{}/" data-live-url="{}">{}</a>',
            brief.pk,
            BriefOwner.live_url(brief.pk),
            _("Open the desk"),
        )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return no forbidden rows: jobs cannot be deleted by themselves, but go with their brief."""
        shown, counts, _, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected

    def save_model(self, request: HttpRequest, obj: Brief, form: Any, change: bool) -> None:
        """Save a new brief as a draft; what there is already is saved with its items."""
        if not change:
            obj.topic, obj.created_by = Brief.new_topic(), cast(User, request.user)
            obj.publish_at = None
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save title, language and items, then programme and hour: what is refused leaves that as it was."""
        items = next(each for each in formsets if isinstance(each, ItemFormSet))
        given = form.cleaned_data
        brief = write.save(form.instance, given["title"], given["language"], items.written())
        for each in formsets:  # the admin's log asks them what was done
            each.new_objects, each.changed_objects, each.deleted_objects = [], [], []
        if "programme" in form.changed_data:
            programme = given["programme"].pk if given["programme"] else None
            publication.arrange(brief, programme_id=programme, by_itself=brief.by_itself)
        if "publish_at" in form.changed_data:
            self._publish(request, brief, given["publish_at"])

    def _publish(self, request: HttpRequest, brief: Brief, at: datetime | None) -> None:
        try:
            if at is None:
                publication.take_back(brief)
            else:
                publication.publish(brief, at)
        except RequestRefused as refused:
            sentence = message_for(refused.code, refused.sentence)
            self.message_user(request, f"{brief}: {sentence}", messages.ERROR)

    @admin.action(description=gettext_lazy("Generate all audio …"))
    def generate_all_audio(
        self, request: HttpRequest, briefs: QuerySet[Brief]
    ) -> HttpResponse | None:
        if "voice_id" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Generate all audio"),
                "briefs": briefs,
                "voices": preset_voices(cast(User, request.user)),
                "action": "generate_all_audio",
            }
            return TemplateResponse(request, "admin/generate_all_audio.html", context)
        for brief in briefs:
            self._generate(request, brief, request.POST["voice_id"])
        return None

    def _generate(self, request: HttpRequest, brief: Brief, voice_id: str) -> None:
        try:
            job = audio_jobs.generate_all(brief, cast(User, request.user), voice_id)
            self.log_change(request, brief, "Ordered all audio.")
            said = _("%(brief)s: %(count)s items are being spoken.")
            self.message_user(request, said % {"brief": brief, "count": job.total_items})
        except RequestRefused as refused:
            sentence = message_for(refused.code, refused.sentence)
            self.message_user(request, f"{brief}: {sentence}", messages.ERROR)


@admin.register(Programme)
class ProgrammeAdmin(PlainText, admin.ModelAdmin):
    """Podcasts."""

    form = ProgrammeForm
    list_display = ("title", "spoken", "author", listed_time(Programme, "updated_at"))
    list_filter = (("language", said_as(language_name)),)
    nothing_yet = gettext_lazy(
        "Programmes gather briefs as a podcast. Editors make them beside the briefs."
    )
    search_fields = ("title", "author")
    date_hierarchy = "created_at"

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def spoken(self, programme: Programme) -> str:
        return language_name(programme.language)


@admin.register(FeedLink)
class FeedLinkAdmin(admin.ModelAdmin):
    """Private podcast addresses; set the time of revoking to close one."""

    list_display = (
        "programme", listed_person(FeedLink, "user"), listed_time(FeedLink, "created_at"),
        listed_time(FeedLink, "revoked_at"),
    )  # fmt: skip
    list_filter = ("programme", "revoked_at")
    nothing_yet = gettext_lazy(
        "Listeners make private links to a podcast themselves: they will be here."
    )
    search_fields = ("programme__title", *names_of("user"))
    date_hierarchy = "created_at"
    list_select_related = ("programme", "user")
    fields = readonly_fields = ("programme", "user", "created_at")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.readonly_fields, "revoked_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
