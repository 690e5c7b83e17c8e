from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "stories"

    def ready(self) -> None:
        from edusmart.live import topics
        from edusmart.work import kinds
        from stories.live import StoryOwner
        from stories.models import Illustration, Rewriting, Telling

        topics.register(StoryOwner())
        kinds.register(Telling)
        kinds.register(Illustration)
        kinds.register(Rewriting)
