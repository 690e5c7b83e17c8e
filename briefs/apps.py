from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "briefs"

    def ready(self) -> None:
        from briefs.live import BriefOwner
        from briefs.publishing import make_due_audio
        from briefs.revoicing import read_with_another
        from edusmart.live import topics
        from edusmart.work.sweep import register_chore
        from tts.references import when_voice_goes

        topics.register(BriefOwner())
        register_chore(make_due_audio)
        when_voice_goes(read_with_another)
