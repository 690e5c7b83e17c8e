from django.contrib import admin

from edusmart.work.admin import WorkRowAdmin
from tts.lexicon import Pronunciation
from tts.models import Narration, Recording


@admin.register(Narration)
class NarrationAdmin(WorkRowAdmin):
    list_display = ("filename", "state", "voice", "language", "attempts", "error", "created_at")
    search_fields = ("filename",)


@admin.register(Recording)
class RecordingAdmin(admin.ModelAdmin):
    """What is stored: one file for each text and voice."""

    list_display = ("key", "duration", "size", "engine", "created_at")
    list_filter = ("engine",)
    search_fields = ("key",)
    readonly_fields = tuple(field.name for field in Recording._meta.fields)

    def has_add_permission(self, request: object) -> bool:
        return False


@admin.register(Pronunciation)
class PronunciationAdmin(admin.ModelAdmin):
    """The organisation's lexicon. What was recorded before stays until it is generated again."""

    list_display = ("word", "say_as", "language")
    list_editable = ("say_as",)
    list_filter = ("language",)
    search_fields = ("word", "say_as")
