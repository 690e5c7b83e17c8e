from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "stories"

    def ready(self) -> None:
        from edusmart.live import topics
        from edusmart.media import register_files
        from edusmart.work import kinds
        from edusmart.work.sweep import register_chore
        from stories.actions.removal import delete_removed
        from stories.actions.voice import read_with_another
        from stories.live import StoryOwner
        from stories.models import Illustration, Rewriting, SourcePage, Story, Telling
        from tts.references import when_voice_goes

        topics.register(StoryOwner())
        kinds.register(Telling)
        kinds.register(Illustration)
        kinds.register(Rewriting)
        register_files("pictures", Illustration.objects.all)
        register_files("documents", Story.objects.all, field="document", size="", sha256="")
        register_files("sheets", SourcePage.objects.all, size="", sha256="")
        register_chore(delete_removed)
        when_voice_goes(read_with_another)
