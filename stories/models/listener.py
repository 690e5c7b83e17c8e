"""What listeners leave behind in a story: their place, the scenes they heard or were shown
with their class, and their answers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Bookmark(models.Model):
    """A user's place in a story. It is not watched live: it is theirs alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks"
    )
    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="bookmarks")
    #: An index, not a foreign key: it may be of a scene that is not told yet. It moves with its scene.
    scene = models.PositiveSmallIntegerField(default=0, help_text="index, from 0")
    seconds = models.FloatField(default=0, help_text="from the beginning of the scene")
    #: The furthest scene they came to, which a class that is led back, or a second listening, does not take
    #: away. Like `scene` it is an index that moves with its scene. Written by the database too, for processes
    #: that know nothing of it.
    furthest = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="index, from 0")
    #: The order of the stories to continue, and what a device compares with its own place.
    saved_at = models.DateTimeField(default=timezone.now)
    #: When its last scene came to its end the last time, whatever was heard before.
    ended_at = models.DateTimeField(null=True, blank=True)
    #: When it was heard to its end the last time. It stays while the story is heard once more.
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "story"], name="one_bookmark_in_each_story")
        ]
        # For the shelf's stories to continue, the latest first.
        indexes: ClassVar = [models.Index(fields=["user", "-saved_at"])]

    def __str__(self) -> str:
        return f"scene {self.scene + 1}, {self.seconds:.0f} s"


class HeardScene(models.Model):
    """That a user heard (most of) a scene, on whichever device."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="heard_scenes"
    )
    scene = models.ForeignKey("stories.Scene", on_delete=models.CASCADE, related_name="heard_by")

    class Meta:
        verbose_name = _("scene heard")
        verbose_name_plural = _("scenes heard")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "scene"], name="each_scene_heard_once")
        ]

    def __str__(self) -> str:
        return f"scene {self.scene_id}"


class TogetherScene(models.Model):
    """That a scene was before a pupil whose class listened together. Who led them there turned its pages."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="together_scenes"
    )
    scene = models.ForeignKey(
        "stories.Scene", on_delete=models.CASCADE, related_name="shown_together"
    )

    class Meta:
        verbose_name = _("scene shown to a class together")
        verbose_name_plural = _("scenes shown to a class together")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "scene"], name="each_scene_together_once")
        ]

    def __str__(self) -> str:
        return f"scene {self.scene_id}"


class SceneAnswer(models.Model):
    """A user's first answer to the question of a scene, kept for the teacher."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scene_answers"
    )
    scene = models.ForeignKey("stories.Scene", on_delete=models.CASCADE, related_name="answers")
    #: Answers to a question that was changed since are kept, but are not counted for the new one.
    question = models.CharField(max_length=64, help_text="digest: which question it was")
    choice = models.PositiveSmallIntegerField()
    #: As it was when answered: nothing is judged again.
    is_right = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        constraints: ClassVar = [
            # Also against two requests at once: only a first answer tells the teacher anything.
            models.UniqueConstraint(
                fields=["user", "scene", "question"], name="one_answer_to_each_question"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.choice + 1}"
