from collections.abc import Iterator

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from edusmart.operating.outside import Service


class TtsConfig(AppConfig):
    name = "tts"
    verbose_name = _("Speech")

    def ready(self) -> None:
        # Not above: these import models, which exist once all apps are loaded.
        from edusmart.accounts import messages
        from edusmart.media import register_files
        from edusmart.operating import outside
        from edusmart.work import kinds
        from edusmart.work.sweep import register_chore
        from tts.audio.resample import delete_copies
        from tts.messages import REQUESTS, ROWS
        from tts.models import Narration, Recording
        from tts.purge import purge_recordings
        from tts.voice_removal import finish_voice_removals

        outside.register(_speech)
        kinds.register(Narration, perform="tts.speak.speak")
        messages.register(REQUESTS, ROWS)
        register_chore(purge_recordings)
        register_chore(finish_voice_removals)
        register_files("recordings", Recording.objects.all)
        post_delete.connect(delete_copies, sender=Recording, dispatch_uid="tts.delete_copies")


def _speech() -> Iterator[Service]:
    from tts.client import is_well
    from tts.models import Narration

    yield Service(
        _("Speech service"),
        settings.CHATTERBOX_URL,
        _("the words to speak, and recordings of reference voices"),
        is_well,
        Narration.kind,
    )
