"""Audio jobs in the admin: whose they are, how far, how long they took; tried again and cancelled."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from briefs.actions import audio_jobs
from briefs.models import AudioGenerationJob, ItemAudio
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from edusmart.work.admin import LivePage, say_done, seconds_taken, state_of


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
        return message_for(item_audio.narration.error_code, item_audio.narration.error)

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
        "row", "of_brief", "ordered_by", "state", "progress", "items", "took", "voice_id", "new_chars",
        "created_at",
    )  # fmt: skip
    list_filter = ("status", "created_at", "voice_id")
    list_select_related = ("brief", "ordered_by")
    search_fields = ("brief__title", "ordered_by__username", "=id")
    date_hierarchy = "created_at"
    show_full_result_count = False
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
        sentence = message_for(job.error_code, job.error)
        why = format_html(' <span class="why">{}</span>', sentence) if sentence else ""
        return format_html("{}{}", state_of(job), why)

    @admin.display(description="job", ordering="pk")
    def row(self, job: AudioGenerationJob) -> str:
        return str(job)

    @admin.display(description="brief", ordering="brief__title")
    def of_brief(self, job: AudioGenerationJob) -> SafeString:
        address = reverse("admin:briefs_brief_change", args=[job.brief_id])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, job.brief.title)

    @admin.display
    def items(self, job: AudioGenerationJob) -> str:
        return f"{job.completed_items} of {job.total_items}"

    @admin.display
    def took(self, job: AudioGenerationJob) -> str:
        return seconds_taken(job)

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
        still_open = [job for job in jobs if job.is_open]
        for job in still_open:
            audio_jobs.cancel(job)
            self.log_change(request, job, "Cancelled.")
        say_done(self, request, len(still_open), "cancelled", len(jobs), "had already ended")
