from django.apps import AppConfig


class TtsConfig(AppConfig):
    name = "tts"

    def ready(self) -> None:
        from edusmart.work import kinds
        from edusmart.work.sweep import register_chore
        from tts.models import Narration
        from tts.purging import purge_recordings

        kinds.register(Narration)
        register_chore(purge_recordings)
