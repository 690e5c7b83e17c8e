from django.apps import AppConfig


class TtsConfig(AppConfig):
    name = "tts"

    def ready(self) -> None:
        from edusmart.accounts import messages
        from edusmart.media import register_files
        from edusmart.work import kinds
        from edusmart.work.sweep import register_chore
        from tts.audio import resampling as fitting  # noqa: F401 - what goes with a recording
        from tts.messages import REQUESTS, ROWS
        from tts.models import Narration, Recording
        from tts.purging import purge_recordings
        from tts.references import finish_removals

        kinds.register(Narration, perform="tts.speak.speak")
        messages.register(REQUESTS, ROWS)
        register_chore(purge_recordings)
        register_chore(finish_removals)
        register_files("recordings", Recording.objects.all)
