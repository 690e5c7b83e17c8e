from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "briefs"

    def ready(self) -> None:
        from briefs.actions.release_recordings import let_go_daily
        from briefs.actions.voice import read_with_another
        from briefs.live import BriefOwner
        from briefs.messages import REQUESTS
        from briefs.models import Programme
        from briefs.publishing.publish import make_due_audio
        from edusmart.accounts import messages
        from edusmart.live import topics
        from edusmart.media import register_files
        from edusmart.work.sweep import register_chore
        from tts.references import when_voice_goes

        topics.register(BriefOwner())
        messages.register(REQUESTS)
        register_chore(make_due_audio)
        register_chore(let_go_daily)
        when_voice_goes(read_with_another)
        register_files("covers", Programme.objects.all, field="cover", size="", sha256="")
