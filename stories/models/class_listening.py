"""A class that listens to a story together: one place for all, which its teacher leads."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classroom.models import SchoolClass
from edusmart.live.models import Topic, Watched
from stories.models.scene import Scene
from stories.models.story import Story

#: Without a sign of life of the conductor's page for so long, the class is let go. A tab in the background
#: wakes once a minute.
FORSAKEN_AFTER = timedelta(seconds=150)


class ClassListening(Watched):
    """Where a class is in the story that it listens to together; each class has one, used again each time.

    While it plays, the place moves on from `seconds` since `at`, by the server's clock.
    """

    owns_topic = True

    school_class = models.OneToOneField(SchoolClass, on_delete=models.CASCADE, related_name="+")
    #: None while the class listens to nothing together.
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="+")
    conductor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    #: Counts the times that the class came together: each is asked about once.
    round = models.PositiveIntegerField(default=0)
    playing = models.BooleanField(default=False)
    scene = models.PositiveSmallIntegerField(default=0, help_text="index, from 0")
    seconds = models.FloatField(default=0, help_text="from the beginning of the scene")
    speed = models.FloatField(default=1)
    #: Milliseconds since 1970: devices compute with it, and no database rounds it.
    at = models.BigIntegerField(default=0)
    #: Whether the question of `scene` is before the class. Written by the database too, for processes that
    #: know nothing of it.
    asking = models.BooleanField(default=False, db_default=False)
    #: Whether its conductor has told the class the right answer of that question.
    told = models.BooleanField(default=False, db_default=False)
    #: How many people go along now; for the class's teachers alone.
    there = models.PositiveIntegerField(default=0, editable=False)
    #: Not watched: it moves with each sign of life of the conductor's page.
    forsaken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("listening together")
        verbose_name_plural = _("listening together")

    def __str__(self) -> str:
        return f"listening of class {self.school_class_id}"

    @classmethod
    def of(cls, school_class: SchoolClass) -> "ClassListening":
        """Return the class's row, made at its first use."""
        found = cls.objects.filter(school_class=school_class).first()
        if found:
            return found
        topic, _ = Topic.objects.get_or_create(name=f"class_listening:{school_class.pk}")
        made, _ = cls.objects.get_or_create(school_class=school_class, defaults={"topic": topic})
        return made

    @property
    def is_on(self) -> bool:
        """Return whether the class listens together now."""
        return self.story_id is not None and self.forsaken_at > timezone.now()

    def seconds_at(self, moment: int) -> float:
        """Return the place in the scene at a moment, in milliseconds since 1970."""
        passed = max(0, moment - self.at) / 1000 if self.playing else 0.0
        return self.seconds + passed * self.speed

    def asked_scene(self) -> Scene | None:
        """Return the scene whose question is before the class, None where none is."""
        if not self.asking:
            return None
        asked = Scene.objects.filter(story=self.story_id, index=self.scene)
        return asked.exclude(question={}).first()

    def sign_of_life(self) -> datetime:
        """Return until when the class is not let go, if its conductor was heard of just now."""
        return timezone.now() + FORSAKEN_AFTER


class AlongPupil(models.Model):
    """That a pupil goes along with their class, or did and left it. Kept while the class listens together."""

    listening = models.ForeignKey(ClassListening, on_delete=models.CASCADE, related_name="pupils")
    pupil = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    has_left = models.BooleanField(default=False)
    #: Whether they answered the question that is before the class since it was put.
    has_answered = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("pupil who listens along")
        verbose_name_plural = _("pupils who listen along")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["listening", "pupil"], name="along_once")
        ]

    def __str__(self) -> str:
        return f"pupil {self.pupil_id} of listening {self.listening_id}"
