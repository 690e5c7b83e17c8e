from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "briefs"

    def ready(self) -> None:
        from briefs.live import BriefOwner
        from briefs.models import Programme
        from briefs.publishing import make_due_audio
        from edusmart.live import topics
        from edusmart.media import register_files
        from edusmart.work.sweep import register_chore

        topics.register(BriefOwner())
        register_chore(make_due_audio)
        register_files("covers", Programme.objects.all, field="cover", size="", sha256="")
