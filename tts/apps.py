from django.apps import AppConfig


class TtsConfig(AppConfig):
    name = "tts"

    def ready(self) -> None:
        from edusmart.work import kinds
        from tts.models import Narration

        kinds.register(Narration)
