from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "briefs"

    def ready(self) -> None:
        from briefs.live import BriefOwner
        from briefs.publishing import make_due_audio
        from edusmart.live import topics
        from edusmart.work.sweep import register_chore

        topics.register(BriefOwner())
        register_chore(make_due_audio)
