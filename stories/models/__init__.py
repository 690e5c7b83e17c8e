"""The rows of a story, one module a thing; files go with the rows that name them."""

from typing import Any

from django.db import models

from edusmart.media import discard_on_commit
from stories.models.class_listening import AlongPupil, ClassListening
from stories.models.class_share import StoryShare, StoryTrace, TappedWord
from stories.models.illustration import Illustration
from stories.models.left_out import LeftOutWords
from stories.models.listener import Bookmark, HeardScene, SceneAnswer, TogetherScene
from stories.models.provider_call import ProviderCall
from stories.models.reading import Reading
from stories.models.removed_scene import RemovedScene
from stories.models.rewriting import Rewriting
from stories.models.scene import Scene
from stories.models.sent_back import SentBack
from stories.models.source_page import SourcePage
from stories.models.story import DEFAULT_GRADE, Story, StoryQuerySet
from stories.models.telling import LongTelling, Telling
from stories.models.translation import BESIDE, SceneTranslation, beside_of
from stories.models.upload_attempt import UploadAttempt

__all__ = [
    "BESIDE",
    "DEFAULT_GRADE",
    "AlongPupil",
    "Bookmark",
    "ClassListening",
    "HeardScene",
    "Illustration",
    "LeftOutWords",
    "LongTelling",
    "ProviderCall",
    "Reading",
    "RemovedScene",
    "Rewriting",
    "Scene",
    "SceneAnswer",
    "SceneTranslation",
    "SentBack",
    "SourcePage",
    "Story",
    "StoryQuerySet",
    "StoryShare",
    "StoryTrace",
    "TappedWord",
    "Telling",
    "TogetherScene",
    "UploadAttempt",
    "beside_of",
]


def _file_goes(sender: Any, instance: Any, **_: Any) -> None:
    discard_on_commit(instance.document if isinstance(instance, Story) else instance.file)
    if isinstance(instance, Illustration | RemovedScene):
        discard_on_commit(instance.thumb)
        discard_on_commit(instance.cover)
        discard_on_commit(instance.front)


for _model in (Story, Illustration, RemovedScene, SourcePage):
    # A signal, not delete(): rows also go by cascade, with their story or their owner.
    models.signals.post_delete.connect(_file_goes, sender=_model, dispatch_uid=f"stories.{_model}")
