"""One scene of a story."""

from typing import Any, ClassVar

from django.db import models

from edusmart.live.models import Watched
from stories.levels import caps, measure
from stories.models.illustration import Illustration
from stories.models.story import Story
from tts.models import Narration


class Scene(Watched):
    """One scene: its text, and its picture and narration, which are made in the background."""

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
