from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "stories"

    def ready(self) -> None:
        from edusmart.live import topics
        from edusmart.work import kinds
        from edusmart.work.sweep import register_chore
        from stories.live import StoryOwner
        from stories.models import Illustration, Telling
        from stories.removing import delete_removed

        topics.register(StoryOwner())
        kinds.register(Telling)
        kinds.register(Illustration)
        register_chore(delete_removed)
