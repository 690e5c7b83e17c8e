from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        # Imported here: models can be loaded only once the apps are.
        from classroom import features
        from edusmart.accounts import messages
        from edusmart.accounts.audited import record_deletions
        from edusmart.accounts.personal.holdings import Holding, register_holding
        from edusmart.live import topics
        from edusmart.media import register_files
        from edusmart.operating import outside
        from edusmart.work import kinds
        from edusmart.work import subjects as work_subjects
        from edusmart.work.sweep import register_chore
        from stories.actions.personal_data import erase_stories, export_stories
        from stories.actions.removal import delete_removed
        from stories.actions.scenes.removed import forget_removed_scenes
        from stories.actions.scenes.small_picture import SIDES, add_small_pictures
        from stories.actions.scenes.voice import replace_story_voice
        from stories.actions.uploads.upload_turn import forget_old
        from stories.live import StoryOwner
        from stories.messages import REQUESTS, ROWS
        from stories.models import (
            Illustration,
            LongTelling,
            RemovedScene,
            Rewriting,
            SceneTranslation,
            SourcePage,
            Story,
            Telling,
        )
        from stories.providers import checks  # noqa: F401 - registers the checks
        from stories.providers import registry as providers
        from stories.providers.gemini.provider import Gemini
        from stories.providers.openai.provider import OpenAI
        from stories.providers.own.provider import Own
        from stories.subject import subjects
        from stories.together.conduct import let_go_forsaken
        from stories.together.owner import ClassListeningOwner
        from stories.together.there import forget_silent_listeners
        from stories.web.class_stories import ClassStories
        from tts.voice_removal import on_voice_removed

        features.register(ClassStories())
        topics.register(StoryOwner())
        topics.register(ClassListeningOwner())
        work_subjects.register(subjects)
        record_deletions(Story)
        register_holding(Holding(export_stories, erase_stories))
        messages.register(REQUESTS, ROWS)
        providers.register(
            OpenAI()
        )  # first: a server of the school's own keeps documents in the house
        providers.register(Gemini())
        providers.register(Own())  # last: AUTO takes it where no other is set up
        outside.register(
            lambda: [it for provider in providers.installed() if (it := provider.service())]
        )
        kinds.register(
            Telling, perform="stories.pipeline.tell.tell", preload="stories.pipeline.tell.preload"
        )
        kinds.register(LongTelling, perform="stories.pipeline.tell.tell")
        kinds.register(
            Illustration,
            perform="stories.pipeline.illustrate.illustrate",
            complete="stories.pipeline.illustrate.complete_illustration",
            preload="stories.pipeline.illustrate.preload",
        )
        kinds.register(
            Rewriting,
            perform="stories.pipeline.rewrite.rewrite",
            complete="stories.pipeline.rewrite.complete_rewriting",
        )
        kinds.register(
            SceneTranslation,
            perform="stories.pipeline.translate.translate",
            complete="stories.pipeline.translate.complete_translation",
        )
        for name, rows in (("pictures", Illustration), ("pictures/removed", RemovedScene)):
            register_files(name, rows.objects.all)
            for field in (*SIDES, "front"):
                register_files(f"{name}/{field}", rows.objects.all, field=field, size="", sha256="")
        # Documents and pages have no recorded size or checksum: the audit then only looks whether they
        # are there.
        register_files("documents", Story.objects.all, field="document", size="", sha256="")
        register_files("sheets", SourcePage.objects.all, size="", sha256="")
        register_chore(delete_removed)
        register_chore(forget_removed_scenes)
        register_chore(add_small_pictures)
        register_chore(let_go_forsaken)
        register_chore(forget_silent_listeners)
        register_chore(forget_old)
        on_voice_removed(replace_story_voice)
