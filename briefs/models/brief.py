"""A brief: its title, its voice, and when listeners get it."""

import uuid
from typing import ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from briefs.models.limits import MAX_TITLE_CHARS
from briefs.models.programme import Programme
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import Topic, Watched, WatchedQuerySet
from tts.languages import direction
from tts.voices import DEFAULT_PRESET

MOST_WORDS = 10  # of a search


class BriefState(models.TextChoices):
    """What a brief is for listeners. One that stayed back has no audio at its hour."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", pgettext_lazy("one brief", "Scheduled")
    HELD = "held", _("Stayed back")
    PUBLISHED = "published", pgettext_lazy("one brief", "Published")


class BriefQuerySet(WatchedQuerySet["Brief"]):
    """Briefs, by who may hear them."""

    def in_state(self, state: str) -> "BriefQuerySet":
        """Return those that are in this state now."""
        away = self.filter(out_at=None, is_template=False)
        match state:
            case BriefState.DRAFT:
                return away.filter(publish_at=None)
            case BriefState.SCHEDULED:
                return away.filter(publish_at__isnull=False, held_at=None)
            case BriefState.HELD:
                return away.filter(held_at__isnull=False)
        return self.published()

    def waiting_for_audio(self) -> "BriefQuerySet":
        """Return those that go out, or whose changes do, as soon as all of it can be heard."""
        due = Q(out_at=None, publish_at__lte=timezone.now())
        changes = Q(out_at__isnull=False, waiting_edition__gt=0)
        return self.filter(due | changes, held_at=None, is_template=False)

    def templates(self) -> "BriefQuerySet":
        """Return the patterns for new briefs."""
        return self.filter(is_template=True)

    def briefs(self) -> "BriefQuerySet":
        """Return all that are no patterns."""
        return self.filter(is_template=False)

    def saying(self, words: str) -> "BriefQuerySet":
        """Return those with each of these words in their title or in an item; all where there are none."""
        found = self
        items = apps.get_model("briefs", "BriefItem")._default_manager
        for word in words.replace("\0", "").split()[:MOST_WORDS]:
            in_item = Q(title__icontains=word) | Q(text__icontains=word)
            inside = items.filter(in_item, brief=OuterRef("pk"))
            found = found.filter(Q(title__icontains=word) | Exists(inside))
        return found

    def published(self) -> "BriefQuerySet":
        """Return those of which listeners have a version."""
        return self.filter(out_at__isnull=False)

    def out(self) -> "BriefQuerySet":
        """Return the published briefs that are for everybody."""
        return self.published().filter(for_classes=False)

    def heard_by(self, user: User) -> "BriefQuerySet":
        """Return the published briefs that are for the user: for everybody, or for a class they are in.

        An editor hears all that are published.
        """
        published = self.published()
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

    title = models.CharField(_("title"), max_length=MAX_TITLE_CHARS)
    # Items without a language of their own are in this one.
    language = models.CharField(_("language"), max_length=8, default="en")
    # Counts the saves. A save that names an older edition is refused, so that no editor overwrites
    # what they have not seen.
    edition = models.PositiveIntegerField(default=1, editable=False)
    # The voice of the newest job; the next one has it too unless another is chosen.
    voice = models.CharField(max_length=100, default=DEFAULT_PRESET)
    programme = models.ForeignKey(
        Programme,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="briefs",
        verbose_name=_("programme"),
    )
    # The hour that was chosen; of a published brief when it first came out. None: a draft.
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True, db_index=True)
    # When the version came out that listeners have; None: they have none.
    out_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    # That version's, so that lists need not look for it.
    out_title = models.CharField(max_length=MAX_TITLE_CHARS, blank=True, editable=False)
    out_language = models.CharField(max_length=8, blank=True, editable=False)
    # Which edition listeners have, as words and as sound; 0: none of the draft's.
    out_edition = models.PositiveIntegerField(default=0, editable=False)
    # Which edition was pressed to go out, and waits for its audio or its hour as a version. 0: none.
    waiting_edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # Of what waits: whether its missing audio is made first. Once; `by_itself` is the editor's for good.
    makes_first = models.BooleanField(default=False, db_default=False, editable=False)
    # The hour at which it should have come out, where its audio had to be made first.
    was_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When it, or its changes, stayed back for want of audio; `audio_problem` says why.
    held_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    # Once it is published: whether only those hear it who are in a class that it is shared with.
    for_classes = models.BooleanField(
        default=False, db_default=False, help_text="for its classes alone", editable=False
    )
    # A pattern for new briefs: it is never published.
    is_template = models.BooleanField(default=False, editable=False)
    # Between two items, in one file and on the listeners' page.
    pause_seconds = models.PositiveSmallIntegerField(default=0, editable=False)
    has_jingle = models.BooleanField(default=False, editable=False)
    by_itself = models.BooleanField(default=False, help_text="make missing audio by itself")
    # When the sweep orders missing audio without a click. None: nothing is to be ordered.
    audio_due_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    # Why the sweep could not order the audio, as a sentence for the editor; empty when it could.
    audio_problem = models.CharField(max_length=300, blank=True, editable=False)
    # The same by its code, for readers of other languages than English.
    audio_problem_code = models.CharField(
        max_length=40, blank=True, default="", db_default="", editable=False
    )
    # Audio that the sweep orders counts in this person's quota. None once that account is erased.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="briefs",
        editable=False, verbose_name=_("written by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects: ClassVar = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering: ClassVar = ["-updated_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`."""
        return direction(self.language)

    def note_problem(self, refused: RequestRefused | None) -> set[str]:
        """Set why its audio was not made, None for nothing wrong. Returns the fields to save."""
        self.audio_problem = refused.sentence[:300] if refused else ""
        self.audio_problem_code = refused.code if refused else ""
        return {"audio_problem", "audio_problem_code"}

    @property
    def heard_title(self) -> str:
        """Return the title that listeners have; before there are any, the draft's."""
        return self.out_title if self.out_at else self.title

    @property
    def heard_language(self) -> str:
        """Return the language of what listeners have; before there are any, the draft's."""
        return self.out_language if self.out_at else self.language

    @property
    def heard_direction(self) -> str:
        """Return `rtl` or `ltr`, of what listeners have."""
        return direction(self.heard_language)

    @property
    def state(self) -> BriefState:
        """Return what the brief is for listeners now."""
        if self.out_at:
            return BriefState.PUBLISHED
        if self.publish_at is None:
            return BriefState.DRAFT
        return BriefState.HELD if self.held_at else BriefState.SCHEDULED

    @property
    def is_due(self) -> bool:
        """Return whether its hour has come and listeners have no version yet."""
        past = self.publish_at is not None and self.publish_at <= timezone.now()
        return past and self.state == BriefState.SCHEDULED

    @property
    def waits_for_audio(self) -> bool:
        """Return whether what was pressed goes out as soon as all of it can be heard."""
        changes = self.out_at is not None and self.waiting_edition > 0 and self.held_at is None
        return self.is_due or changes

    @property
    def is_behind(self) -> bool:
        """Return whether listeners have something else than is written."""
        return self.out_at is not None and self.out_edition != self.edition

    @staticmethod
    def new_topic() -> Topic:
        """Create the topic of a new brief."""
        return Topic.objects.create(name=f"brief:{uuid.uuid4()}")
