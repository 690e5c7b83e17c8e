"""The admin's pages of briefs, audio jobs, programmes and feed links."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from briefs.actions import audio_jobs, write
from briefs.live import BriefOwner
from briefs.models import AudioGenerationJob, Brief, BriefItem, FeedLink, ItemAudio, Programme
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.work.admin import LivePage, state_of
from tts.voices import preset_voices


class ItemInline(admin.StackedInline):
    model = BriefItem
    fields = ("position", "title", "text", "language")
    extra = 0


class JobInline(admin.TabularInline):
    model = AudioGenerationJob
    fields = readonly_fields = (
        "state",
        "progress",
        "voice_id",
        "completed_items",
        "failed_items",
        "error",
    )
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display
    def state(self, job: AudioGenerationJob) -> SafeString:
        return state_of(job)


@admin.register(Brief)
class BriefAdmin(LivePage):
    list_display = ("title", "language", "created_by", "updated_at")
    list_filter = ("language", "programme", "created_at")
    search_fields = ("title",)
    list_select_related = ("created_by",)
    inlines = (ItemInline, JobInline)
    fields = ("title", "language", "programme", "publish_at", "desk")
    readonly_fields = ("desk",)
    actions = ("generate_all_audio",)

    @admin.display
    def desk(self, brief: Brief) -> SafeString:
        if not brief.pk:
            return format_html("")
        return format_html(
            '<a href="/briefs/{}/" data-live-url="{}">Open the desk</a>',
            brief.pk,
            BriefOwner.live_url(brief.pk),
        )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return no forbidden rows: jobs cannot be deleted by themselves, but go with their brief."""
        shown, counts, _, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected

    def save_model(self, request: HttpRequest, obj: Brief, form: Any, change: bool) -> None:
        if not change:
            obj.topic = Brief.new_topic()
            obj.created_by = cast(User, request.user)
        obj.edition += 1  # a desk that is open must not overwrite this
        super().save_model(request, obj, form, change)
        if "language" in form.changed_data:
            write.touch_items_without_language(obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for instance in formset.save(commit=False):  # a new item has no topic yet
            instance.topic = form.instance.topic
            instance.save()
        for gone in formset.deleted_objects:
            gone.delete()
        formset.save_m2m()

    @admin.action(description="Generate all audio …")
    def generate_all_audio(
        self, request: HttpRequest, briefs: QuerySet[Brief]
    ) -> HttpResponse | None:
        if "voice_id" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": "Generate all audio",
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
            self.log_change(request, brief, f"Ordered all audio (job {job.pk}).")
            self.message_user(request, f"{brief}: {job.total_items} items are being spoken.")
        except RequestRefused as refused:
            self.message_user(request, f"{brief}: {refused.sentence}", "error")


class ItemAudioInline(admin.TabularInline):
    model = ItemAudio
    fields = readonly_fields = ("item", "state", "error", "sound")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ItemAudio]:
        return super().get_queryset(request).select_related("item", "narration")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display
    def state(self, item_audio: ItemAudio) -> SafeString:
        return state_of(item_audio.narration)

    @admin.display
    def error(self, item_audio: ItemAudio) -> str:
        return item_audio.narration.error

    @admin.display
    def sound(self, item_audio: ItemAudio) -> SafeString:
        if not item_audio.narration.recording_id:
            return format_html("")
        return format_html(
            '<audio controls preload="none" src="{}"></audio>', item_audio.narration.url
        )


@admin.register(AudioGenerationJob)
class JobAdmin(LivePage):
    list_display = (
        "id", "brief", "state", "progress", "voice_id", "new_chars", "ordered_by", "created_at",
    )  # fmt: skip
    list_filter = ("status", "voice_id", "created_at")
    list_select_related = ("brief", "ordered_by")
    inlines = (ItemAudioInline,)
    actions = ("retry", "cancel")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # jobs are the record of what was ordered

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in AudioGenerationJob._meta.fields if field.name != "topic"]

    @admin.display(ordering="status")
    def state(self, job: AudioGenerationJob) -> SafeString:
        return state_of(job)

    @admin.action(description="Try again what failed")
    def retry(self, request: HttpRequest, jobs: QuerySet[AudioGenerationJob]) -> None:
        for job in jobs:
            try:
                again = audio_jobs.retry(job, cast(User, request.user))
                self.log_change(request, job, f"Tried again as job {again.pk}.")
                self.message_user(request, f"Job {again.pk} tries again what failed in {job}.")
            except RequestRefused as refused:
                self.message_user(request, f"{job}: {refused.sentence}", "error")

    @admin.action(description="Cancel")
    def cancel(self, request: HttpRequest, jobs: QuerySet[AudioGenerationJob]) -> None:
        for job in jobs:
            audio_jobs.cancel(job)
            self.log_change(request, job, "Cancelled.")
        self.message_user(request, f"{len(jobs)} jobs are cancelled.")


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    list_display = ("title", "language", "author", "updated_at")
    search_fields = ("title",)


@admin.register(FeedLink)
class FeedLinkAdmin(admin.ModelAdmin):
    """Private podcast addresses; set the time of revoking to close one."""

    list_display = ("programme", "user", "created_at", "revoked_at")
    list_select_related = ("programme", "user")
    fields = readonly_fields = ("programme", "user", "created_at")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.readonly_fields, "revoked_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
