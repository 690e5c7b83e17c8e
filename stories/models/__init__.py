"""A story, the work that tells it, its scenes and their pictures."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from edusmart.accounts.models import User
from edusmart.live.models import Topic, Watched, WatchedQuerySet
from edusmart.media import discard_on_commit
from edusmart.work.models import Aggregate, WorkRow
from stories.levels import caps, measure
from stories.models.illustration import Illustration
from stories.models.listener import Bookmark, SceneAnswer
from stories.models.provider_call import ProviderCall
from stories.models.reading import Reading
from stories.models.rewriting import Rewriting
from stories.models.source_page import SourcePage
from tts.models import Narration
from tts.voices import direction

__all__ = [
    "Bookmark",
    "Illustration",
    "ProviderCall",
    "Reading",
    "Rewriting",
    "Scene",
    "SceneAnswer",
    "SourcePage",
    "Story",
    "Telling",
]

DEFAULT_GRADE = 4


class StoryQuerySet(WatchedQuerySet["Story"]):
    """Which stories somebody may see."""

    def seen_by(self, user: User) -> "StoryQuerySet":
        """Own stories, published ones; for editors those offered for publishing; for staff all.

        Nobody sees what was removed, not even before it is really gone.
        """
        if user.is_overseer:
            return self.kept()
        mine = Q(owner=user) | Q(published_at__isnull=False)
        return self.kept().filter(mine | Q(offered_at__isnull=False) if user.is_editor else mine)

    def kept(self) -> "StoryQuerySet":
        return self.filter(removed_at=None)


class Story(Aggregate):
    """One document told as scenes. Its status is counted from the telling, pictures and narrations."""

    owns_topic = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stories"
    )
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=8, blank=True)
    wished_voice = models.CharField(max_length=60, blank=True)
    grade = models.PositiveSmallIntegerField(
        default=DEFAULT_GRADE, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    max_scenes = models.PositiveSmallIntegerField(null=True, blank=True)
    document = models.CharField(max_length=200, editable=False)
    pages = models.PositiveIntegerField(default=0, editable=False)
    left_out_pages = models.JSONField(default=list, editable=False)
    #: Pages of the document, from 1, that may have a picture to show; None: nobody looked.
    pictured_pages = models.JSONField(null=True, default=None, editable=False)
    planned_scenes = models.PositiveIntegerField(default=0, editable=False)
    cast = models.JSONField(default=list, blank=True, help_text='[{"name", "look"}]')
    style = models.CharField(max_length=300, blank=True)
    estimated_cost = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="millionths of the currency"
    )
    round = models.PositiveIntegerField(default=1, editable=False)
    offered_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-created_at"]),
            models.Index(fields=["published_at"]),
            models.Index(fields=["removed_at"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def direction(self) -> str:
        return direction(self.language)

    def may_publish(self, user: User) -> bool:
        return user.is_overseer or (
            user.is_editor and (self.owner_id == user.pk or self.is_offered)
        )

    @property
    def is_offered(self) -> bool:
        return self.offered_at is not None

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @classmethod
    def new_topic(cls, story_id: uuid.UUID) -> Topic:
        return Topic.objects.create(name=f"story:{story_id}")


class Telling(WorkRow):
    """The work of reading a story's document and staging its scenes."""

    kind = "telling"
    deadline = timedelta(minutes=10)

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="telling")

    def __str__(self) -> str:
        return f"telling of {self.story_id}"

    @classmethod
    def preload(cls) -> None:
        import stories.pipeline.tell  # noqa: F401
        from stories.providers.storytellers.choice import preload

        preload()

    def perform(self) -> dict[str, Any]:
        from stories.pipeline.tell import tell

        tell(self)
        return {}

    def ended(self) -> None:
        """What was read at upload has served."""
        Reading.objects.filter(story=self.story_id).delete()


class Scene(Watched):
    """One scene: text at once, picture and voice as they come."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="scenes")
    index = models.PositiveIntegerField(editable=False)
    text = models.TextField()
    caption = models.CharField(max_length=300, blank=True)
    heading = models.CharField(max_length=200, blank=True)
    source_pages = models.JSONField(default=list, blank=True)
    cast = models.JSONField(default=list, blank=True, help_text="names of the story's cast")
    picture_prompt = models.TextField(blank=True)
    words = models.JSONField(default=list, blank=True, help_text='[{"word", "meaning"}]')
    question = models.JSONField(
        default=dict, blank=True, help_text='{} or {"text", "answers", "right": index}'
    )
    narration = models.OneToOneField(
        Narration, on_delete=models.RESTRICT, related_name="scene", editable=False
    )
    illustration = models.OneToOneField(
        Illustration, on_delete=models.RESTRICT, related_name="scene", editable=False
    )
    level = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["index"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "index"], name="one_scene_for_each_index")
        ]
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return f"scene {self.index + 1}"

    def save(self, **kwargs: Any) -> None:
        if (fields := kwargs.get("update_fields")) is None or "text" in fields:
            story = self.story
            self.level = measure(self.text, story.language).as_json(caps(story.grade))
            if fields is not None:
                kwargs["update_fields"] = {*fields, "level"}
        super().save(**kwargs)


def _file_goes(sender: Any, instance: Any, **_: Any) -> None:
    discard_on_commit(instance.document if isinstance(instance, Story) else instance.file)


for _model in (Story, Illustration, SourcePage):
    models.signals.post_delete.connect(_file_goes, sender=_model, dispatch_uid=f"stories.{_model}")
