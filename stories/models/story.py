"""A story: one document told as scenes, and who may see it."""

import uuid
from pathlib import PurePath
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edusmart.accounts.models import User
from edusmart.live.models import Topic, WatchedQuerySet
from edusmart.work.models import Aggregate
from tts.languages import direction
from tts.models import Narration
from tts.voices import voice_for

DEFAULT_GRADE = 4


class StoryQuerySet(WatchedQuerySet["Story"]):
    """Stories, by who may see them."""

    def seen_by(self, user: User) -> "StoryQuerySet":
        """Return the stories that are for the user to hear; for editors also the offered ones and those
        shared with their classes; for staff all.

        Removed stories are seen by nobody.
        """
        if user.is_overseer:
            return self.kept()
        if not user.is_editor:
            return self.heard_by(user)
        shown = Q(offered_at__isnull=False) | _shared(school_class__teacher=user)
        return self.kept().filter(_heard_by(user) | shown)

    def heard_by(self, user: User) -> "StoryQuerySet":
        """Return the user's own stories, the published ones, and those shared with a class they are in."""
        return self.kept().filter(_heard_by(user))

    def in_class_of(self, pupil: User) -> "StoryQuerySet":
        """Return the stories that are shared with a class of the pupil's."""
        return self.kept().filter(_shared(school_class__memberships__pupil=pupil))

    def waiting_for_a_look(self) -> "StoryQuerySet":
        """Return the offered stories that no teacher has looked at so far."""
        # Shared with a class: a teacher has looked at it.
        return self.kept().filter(offered_at__isnull=False, published_at=None, shared_at=None)

    def kept(self) -> "StoryQuerySet":
        """Return the stories that are not removed."""
        return self.filter(removed_at=None)


def _heard_by(user: User) -> Q:
    mine = Q(owner=user) | Q(published_at__isnull=False)
    return mine | _shared(school_class__memberships__pupil=user)


def _shared(**which: Any) -> Q:
    """Return a condition for stories with such a share. A subquery: each story once, however many."""
    shares = apps.get_model("stories", "StoryShare")._default_manager
    return Q(shared_at__isnull=False, pk__in=shares.filter(**which).values("thing"))


class Story(Aggregate):
    """One document told as scenes. Its status is counted from its telling, illustrations and
    narrations."""

    owns_topic = True

    #: Random, so that addresses tell neither how many stories there are nor what the next one's is.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="stories",
        verbose_name=_("person"),
    )
    title = models.CharField(_("title"), max_length=200)
    #: "" until the telling has found it out, where the uploader left it open.
    language = models.CharField(_("language"), max_length=8, blank=True)
    #: "" takes the language's own voice, which is known only once the language is.
    wished_voice = models.CharField(_("wished voice"), max_length=60, blank=True)
    #: Bounds the words of sentences and scenes while it is told, and what the editor is warned of later.
    grade = models.PositiveSmallIntegerField(
        _("grade"), default=DEFAULT_GRADE, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    #: Whether listeners are shown the words to learn and asked the questions; they are kept either way.
    shows_lessons = models.BooleanField(default=True, editable=False)
    #: What the uploader asked for; None leaves it to the document's length.
    max_scenes = models.PositiveSmallIntegerField(null=True, blank=True)
    #: The uploaded file's name in the storage: pictures and pages are made from it long after the telling.
    document = models.CharField(max_length=200, editable=False)
    #: 0 until it was read; bounds the page numbers that may be asked for.
    pages = models.PositiveIntegerField(_("pages"), default=0, editable=False)
    #: Told to the owner, so that a document that was too long is not taken for told in full.
    left_out_pages = models.JSONField(default=list, editable=False)
    #: Pages of the document, from 1, that may have a picture to show; None: not known.
    pictured_pages = models.JSONField(null=True, default=None, editable=False)
    #: Made of the Idempotency-Key of its upload: the same request sent again makes no second story.
    upload_key = models.CharField(
        max_length=64, blank=True, default="", db_default="", editable=False
    )
    #: What progress is counted against before all scenes are there.
    planned_scenes = models.PositiveIntegerField(default=0, editable=False)
    #: With `style` settled at the start and sent with every picture, so that people look alike in all.
    cast = models.JSONField(default=list, blank=True, help_text='[{"name", "look"}]')
    style = models.CharField(max_length=300, blank=True)
    #: The choices of STORYTELLER that told it, each with its model: "OPENAI qwen3:8b", or "VERBATIM". Empty
    #: until it is told, and for stories from before this was kept.
    told_by = models.CharField(_("told by"), max_length=200, blank=True, db_default="", default="")
    #: Held back from the owner's budget until the story has ended, less what its calls have cost so far.
    estimated_cost = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="millionths of the currency"
    )
    #: Tells a watcher that progress which falls back to 0 is a new start, not an older frame.
    round = models.PositiveIntegerField(default=1, editable=False)
    #: When its first scene could be read, when it could be seen and heard, and when all scenes could. Each is
    #: set once, in the first round: what is made again later says nothing about how long people waited.
    first_text_at = models.DateTimeField(null=True, blank=True, editable=False)
    first_scene_at = models.DateTimeField(null=True, blank=True, editable=False)
    whole_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Times instead of flags: they also say since when.
    offered_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)
    #: Which teacher let it through.
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="+", verbose_name=_("published by"),
    )  # fmt: skip
    #: When it was first shared with a class; None: with none. It says where rows of StoryShare need to be
    #: looked for; they alone say with whom.
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: With whom it was shared until it was last made private, so that it can be shared again as it was:
    #: {"everybody": bool, "classes": [[id, day or ""]]}.
    shared_before = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    #: Hidden at once and deleted by the sweep later, so that the owner can undo it.
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            # The shelf, the shared stories, and the sweep's deletions.
            models.Index(fields=["owner", "-created_at"]),
            models.Index(fields=["published_at"]),
            models.Index(fields=["removed_at"]),
            # What staff look at: the newest of all, and how long they took.
            models.Index(fields=["created_at"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["upload_key"], condition=~Q(upload_key=""), name="one_story_for_each_upload"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def note_times(self, *, first_text: bool, first_scene: bool, whole: bool) -> None:
        """Save when what is there now was there for the first time. Call inside `changing(topic)`."""
        now = timezone.now()
        there = {"first_text_at": first_text, "first_scene_at": first_scene, "whole_at": whole}
        fresh = {name for name, is_there in there.items() if is_there and not getattr(self, name)}
        if fresh and self.round == 1:
            for name in fresh:
                setattr(self, name, now)
            Story.objects.filter(pk=self.pk).update_unwatched(**dict.fromkeys(fresh, now))

    @property
    def direction(self) -> str:
        """Return "rtl" or "ltr", as the story's language is written."""
        return direction(self.language)

    @property
    def divided_into(self) -> str:
        """Return what the numbers of the document's pages count: "page", "slide" or "part"."""
        return {".pdf": "page", ".pptx": "slide"}.get(PurePath(self.document).suffix, "part")

    @property
    def tellers(self) -> list[str]:
        """Return the models that told it; "" among them for the document's own words."""
        return [each.partition(" ")[2] for each in self.told_by.split(", ")] if self.told_by else []

    def may_publish(self, user: User) -> bool:
        """Return whether the user may publish the story."""
        # Not what is its owner's alone: a teacher has to be shown a story before publishing it
        # (decision 003).
        return user.is_overseer or (
            user.is_editor and (self.owner_id == user.pk or self.is_offered)
        )

    @property
    def is_offered(self) -> bool:
        return self.offered_at is not None

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_vouched_for(self) -> bool:
        """Return whether a teacher has shown the story to others, to everybody or to a class."""
        return self.is_published or self.shared_at is not None

    def start_round(self) -> None:
        """Open the story again, because parts of it are made again.

        Call inside `changing(topic)`, then settle it.
        """
        # Read under the topic's lock: the caller's copy may be older than another round.
        fresh = Story.objects.get(pk=self.pk)
        fresh.round += 1
        fresh.reopen("round")

    def order_narration(self, index: int, text: str, beside: str = "") -> Narration:
        """Order the text of scene `index` spoken in the story's voice. Call inside `changing(topic)`.

        `beside`: the language of a translation, which is spoken in a voice of that language.
        """
        language = beside or self.language
        voice = voice_for(language, self.wished_voice, self.owner)
        stem = "_".join(filter(None, ("story", str(self.pk), "scene", str(index), beside)))
        return Narration.order(
            self.topic, text, voice, language, stem, turn=index, owner_id=self.owner_id
        )

    @classmethod
    def new_topic(cls, story_id: uuid.UUID) -> Topic:
        return Topic.objects.create(name=f"story:{story_id}")
