from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from edusmart.accounts.models import User
from edusmart.accounts.people.listed import listed_person, names_of
from edusmart.formats.listed import listed_time
from edusmart.plain.forms import PlainText
from edusmart.work.admin import WorkRowAdmin
from edusmart.work.listing.cells import first_words, said_seconds
from edusmart.work.listing.filters import said_as
from edusmart.work.listing.pages import without_dear_dates
from edusmart.work.models import WorkRow
from tts.languages import language_name
from tts.models import Narration, Pronunciation, Recording, ReferenceVoice
from tts.voices import label_of
from tts.web.forms import AddVoiceForm


@admin.register(Narration)
class NarrationAdmin(WorkRowAdmin):
    """Orders of recordings."""

    nothing_yet = _("Each text that is spoken will be here.")

    hidden = WorkRowAdmin.hidden | {"key"}
    in_words: ClassVar = {
        **WorkRowAdmin.in_words, "language": "spoken_in", "voice": "spoken_by",
    }  # fmt: skip

    list_display = (
        "row", "belongs_to", "person", "state", "took", "sound", "spoken_by", "ordered",
    )  # fmt: skip
    list_filter = (
        *WorkRowAdmin.list_filter, ("language", said_as(language_name)), ("voice", said_as(label_of)),
    )  # fmt: skip
    list_select_related = ("owner", "recording")
    search_fields = (*WorkRowAdmin.search_fields, "filename")

    def words_of(self, row: WorkRow) -> str:
        return cast(Narration, row).text

    @admin.display(description=_("voice"), ordering="voice")
    def spoken_by(self, narration: Narration) -> str:
        return f"{label_of(narration.voice)} ({language_name(narration.language)})"

    @admin.display(description=_("language"), ordering="language")
    def spoken_in(self, narration: Narration) -> str:
        return language_name(narration.language)

    @admin.display(description=_("length"), ordering="recording__duration")
    def sound(self, narration: Narration) -> str:
        return said_seconds(narration.recording.duration) if narration.recording else ""


@admin.register(Recording)
class RecordingAdmin(admin.ModelAdmin):
    """Stored recordings, one for each text and voice."""

    nothing_yet = _("What was spoken is kept here, one recording for each text and voice.")
    list_display = (
        "said", "length", "room", "engine", "spoken_by", listed_time(Recording, "created_at"),
    )  # fmt: skip
    list_filter = ("engine", "created_at")
    search_fields = ("key", "voice")
    date_hierarchy = "created_at"
    show_full_result_count = False
    fields = readonly_fields = (
        "said", "key", "spoken_by", "engine", "length", "room", "file", "created_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recording]:
        spoken = Narration.objects.filter(recording=OuterRef("pk")).order_by("pk").values("text")
        recordings: QuerySet[Recording] = super().get_queryset(request)
        return recordings.annotate(spoken=Subquery(spoken[:1]))

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        return without_dear_dates(super().get_changelist_instance(request))

    @admin.display(description=_("what"), ordering="pk")
    def said(self, recording: Recording) -> SafeString | str:
        """Return how what it says begins; its key where nothing has it any more."""
        text = getattr(recording, "spoken", None)
        return format_html("<bdi>{}</bdi>", first_words(text)) if text else recording.key[:12]

    @admin.display(description=_("length"), ordering="duration")
    def length(self, recording: Recording) -> str:
        return said_seconds(recording.duration)

    @admin.display(description=_("size"), ordering="size")
    def room(self, recording: Recording) -> str:
        return filesizeformat(recording.size)

    @admin.display(description=_("voice"), ordering="voice")
    def spoken_by(self, recording: Recording) -> str:
        return label_of(recording.voice)

    def has_add_permission(self, request: object) -> bool:
        return False


@admin.register(ReferenceVoice)
class ReferenceVoiceAdmin(PlainText, admin.ModelAdmin):
    """Voices of people who agreed to be imitated. Deleting one deletes all that was made from it."""

    nothing_yet = _(
        "Voices of people who agreed to be imitated will be here. Add one with its consent."
    )

    list_display = (
        "name",
        "spoken",
        "open_to",
        "consent_by",
        "consent_on",
        listed_person(ReferenceVoice, "added_by"),
        listed_time(ReferenceVoice, "created_at"),
    )
    list_filter = (("language", said_as(language_name)), "open_to")
    search_fields = ("name", "consent_by", *names_of("added_by"))
    date_hierarchy = "created_at"
    autocomplete_fields = ("people",)

    @admin.display(description=_("language"), ordering="language")
    def spoken(self, voice: ReferenceVoice) -> str:
        return language_name(voice.language)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReferenceVoice]:
        return super().get_queryset(request).filter(removed_at=None).select_related("added_by")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        # `change` says nothing here: admin leaves it out when it only asks for the form's fields.
        form = self.form if obj else AddVoiceForm
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return what was sent to the speech service, which cannot be changed there."""
        return ("language", "consent_by", "consent_on", "voice_id", "added_by") if obj else ()

    def save_model(
        self, request: HttpRequest, obj: ReferenceVoice, form: Any, change: bool
    ) -> None:
        if not change:
            obj.added_by = cast(User, request.user)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: ReferenceVoice) -> None:
        # The sweep first deletes what was made from it, and then the row.
        obj.remove()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ReferenceVoice]) -> None:
        for voice in queryset:
            voice.remove()


@admin.register(Pronunciation)
class PronunciationAdmin(PlainText, admin.ModelAdmin):
    """The organisation's lexicon. Recordings made before a change stay until they are ordered again."""

    nothing_yet = _("Names and words that voices say wrongly: add one with how it is said.")

    list_display = ("word", "say_as", "spoken")
    list_editable = ("say_as",)
    list_filter = (("language", said_as(language_name)),)
    search_fields = ("word", "say_as")

    @admin.display(description=_("language"), ordering="language")
    def spoken(self, word: Pronunciation) -> str:
        return language_name(word.language)
