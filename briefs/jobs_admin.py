"""Audio jobs in the admin: whose they are, how far, how long they took; tried again and cancelled."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from briefs.actions import audio_jobs
from briefs.models import AudioGenerationJob, ItemAudio
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from edusmart.accounts.people.listed import names_of, person_link
from edusmart.formats.listed import listed_time
from edusmart.work.listing.cells import (
    page_link,
    reason,
    reason_of,
    seconds_taken,
    since_of,
    state_of,
    unbroken,
)
from edusmart.work.listing.done import say_stopped
from edusmart.work.listing.filters import said_as
from edusmart.work.listing.pages import HeardPage
from tts.voices import label_of


class ItemAudioInline(admin.TabularInline):
    model = ItemAudio
    fields = readonly_fields = ("item", "state", "why", "sound")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ItemAudio]:
        return super().get_queryset(request).select_related("item", "narration__recording")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("state"))
    def state(self, item_audio: ItemAudio) -> SafeString:
        return state_of(item_audio.narration)

    @admin.display(description=gettext_lazy("reason"))
    def why(self, item_audio: ItemAudio) -> str:
        return reason(item_audio.narration) or "–"

    @admin.display(description=gettext_lazy("sound"))
    def sound(self, item_audio: ItemAudio) -> SafeString:
        if not item_audio.narration.recording:
            return SafeString("")
        return format_html(
            '<div data-recording="{}" data-length="{}" data-label="{}"></div>',
            item_audio.narration.url,
            item_audio.narration.recording.duration,
            item_audio.item.title,
        )


@admin.register(AudioGenerationJob)
class JobAdmin(HeardPage):
    """Orders of audio: looked at, tried again and stopped, never edited."""

    saves = False
    list_display = (
        "row", "at_brief", "person", "state", "items", "took", "spoken_by", "new_chars",
        listed_time(AudioGenerationJob, "created_at"),
    )  # fmt: skip
    list_filter = ("status", "created_at", ("voice_id", said_as(label_of)))
    list_select_related = ("brief", "ordered_by")
    nothing_yet = gettext_lazy(
        "Each click on “Generate All Audio” will be here, with what became of it."
    )
    search_fields = ("brief__title", *names_of("ordered_by"), "=id")
    date_hierarchy = "created_at"
    show_full_result_count = False
    inlines = (ItemAudioInline,)
    fields = readonly_fields = (
        "of_brief", "state", "person", "spoken_by", "progress", "items", "failed_items", "new_chars", "took",
        "created_at", "started_at", "finished_at",
    )  # fmt: skip
    actions = ("retry", "cancel")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # jobs are the record of what was ordered

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, job: AudioGenerationJob) -> SafeString:
        return format_html("{}{}{}", state_of(job), since_of(job), reason_of(job))

    @admin.display(description=gettext_lazy("what"), ordering="pk")
    def row(self, job: AudioGenerationJob) -> str:
        return job.brief.title or str(job)

    @admin.display(description=gettext_lazy("brief"))
    def at_brief(self, job: AudioGenerationJob) -> SafeString:
        address = reverse("admin:briefs_brief_change", args=[job.brief_id])
        return page_link(address, _("Look at it"), job.brief.title)

    @admin.display(description=gettext_lazy("brief"), ordering="brief__title")
    def of_brief(self, job: AudioGenerationJob) -> SafeString:
        address = reverse("admin:briefs_brief_change", args=[job.brief_id])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, job.brief.title)

    @admin.display(description=gettext_lazy("ordered by"), ordering="ordered_by__username")
    def person(self, job: AudioGenerationJob) -> str:
        return person_link(job.ordered_by) if job.ordered_by else "–"

    @admin.display(description=gettext_lazy("items made"))
    def items(self, job: AudioGenerationJob) -> str:
        said = _("%(done)s of %(all)s")
        return unbroken(said % {"done": job.completed_items, "all": job.total_items})

    @admin.display(description=gettext_lazy("voice"), ordering="voice_id")
    def spoken_by(self, job: AudioGenerationJob) -> str:
        return label_of(job.voice_id)

    @admin.display(description=gettext_lazy("took"))
    def took(self, job: AudioGenerationJob) -> str:
        return seconds_taken(job)

    @admin.action(description=gettext_lazy("Try again what failed"))
    def retry(self, request: HttpRequest, jobs: QuerySet[AudioGenerationJob]) -> None:
        for job in jobs:
            try:
                audio_jobs.retry(job, cast(User, request.user))
                self.log_change(request, job, "Tried again what failed.")
                said = _("%(brief)s: what failed is tried again.")
                self.message_user(request, said % {"brief": self.row(job)})
            except RequestRefused as refused:
                sentence = message_for(refused.code, refused.sentence)
                self.message_user(request, f"{self.row(job)}: {sentence}", "error")

    @admin.action(description=gettext_lazy("Stop"))
    def cancel(self, request: HttpRequest, jobs: QuerySet[AudioGenerationJob]) -> None:
        still_open = [job for job in jobs if job.is_open]
        for job in still_open:
            audio_jobs.cancel(job)
            self.log_change(request, job, "Stopped.")
        say_stopped(self, request, len(still_open), len(jobs))
