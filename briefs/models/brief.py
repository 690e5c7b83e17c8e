"""A brief: its title, its voice, and when listeners get it."""

import uuid
from typing import ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from briefs.models.limits import MAX_TITLE_CHARS
from briefs.models.programme import Programme
from edusmart.accounts.models import User
from edusmart.live.models import Topic, Watched, WatchedQuerySet
from tts.languages import direction
from tts.voices import DEFAULT_PRESET


class BriefState(models.TextChoices):
    """Follows from `publish_at` and the clock, so that nothing has to run at the hour of publishing."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"


class BriefQuerySet(WatchedQuerySet["Brief"]):
    """Briefs, by who may hear them."""

    def out(self) -> "BriefQuerySet":
        """Return the published briefs that are for everybody."""
        return self.filter(publish_at__lte=timezone.now(), for_classes=False)

    def heard_by(self, user: User) -> "BriefQuerySet":
        """Return the published briefs that are for the user: for everybody, or for a class they are in.

        An editor hears all that are published.
        """
        published = self.filter(publish_at__lte=timezone.now())
        if user.is_editor:
            return published
        shares = apps.get_model("briefs", "BriefShare")._default_manager
        theirs = shares.filter(school_class__memberships__pupil=user).values("thing")
        # A subquery: each brief once, however many of their classes have it.
        return published.filter(Q(for_classes=False) | Q(pk__in=theirs))


class Brief(Watched):
    """A titled list of items, written by editors."""

    # Each brief has a topic of its own, which is deleted with it.
    owns_topic = True

    title = models.CharField(max_length=MAX_TITLE_CHARS)
    # Items without a language of their own are in this one.
    language = models.CharField(max_length=8, default="en")
    # Counts the saves. A save that names an older edition is refused, so that no editor overwrites
    # what they have not seen.
    edition = models.PositiveIntegerField(default=1, editable=False)
    # The voice of the newest job; the next one has it too unless another is chosen.
    voice = models.CharField(max_length=100, default=DEFAULT_PRESET)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="briefs"
    )
    # None: a draft. Ahead: scheduled. Past: published.
    publish_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # Once it is published: whether only those hear it who are in a class that it is shared with.
    for_classes = models.BooleanField(
        default=False, db_default=False, help_text="for its classes alone", editable=False
    )
    by_itself = models.BooleanField(default=False, help_text="make missing audio by itself")
    # When the sweep orders missing audio without a click. None: nothing is to be ordered.
    audio_due_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    # Why the sweep could not order the audio, as a sentence for the editor; empty when it could.
    audio_problem = models.CharField(max_length=300, blank=True, editable=False)
    # Audio that the sweep orders counts in this person's quota. None once that account is erased.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="briefs",
        editable=False,
    )  # fmt: skip
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = BriefQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-updated_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`."""
        return direction(self.language)

    @property
    def state(self) -> BriefState:
        """Return what the brief is for listeners now."""
        if self.publish_at is None:
            return BriefState.DRAFT
        past = self.publish_at <= timezone.now()
        return BriefState.PUBLISHED if past else BriefState.SCHEDULED

    @staticmethod
    def new_topic() -> Topic:
        """Create the topic of a new brief."""
        return Topic.objects.create(name=f"brief:{uuid.uuid4()}")
