from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "briefs"

    def ready(self) -> None:
        from briefs.live import BriefOwner
        from edusmart.live import topics

        topics.register(BriefOwner())
