"""The columns of a row that is made in the background, why each is there, and what a kind says for itself."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edusmart.live.models import Watched
from edusmart.work.rows.states import ERROR_LENGTH, Status

NOW = 0  # the band of what a person waits for
LATER = 1  # of what may wait until the rest is made


class WorkColumns(Watched):
    """What a row must remember so that any process may die at any line. Only `WorkRow` writes it."""

    #: The queue whose workers make this kind.
    kind: ClassVar[str]
    #: The longest one attempt may take; its process is stopped then.
    deadline: ClassVar[timedelta] = timedelta(minutes=5)
    #: Of which bands this kind's workers make rows, the first first.
    bands: ClassVar[tuple[int, ...]] = (NOW, LATER)
    #: Set by the look for the next row: claiming it moves the turn on.
    takes_turn = False

    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.PENDING
    )
    #: Whose gate the row passes, "" for none: a provider that is away holds up its own rows only.
    provider = models.CharField(_("provider"), max_length=40, blank=True, editable=False)
    #: The worker's name and a random part. Every write of its holder compares it, so that a worker that
    #: was overtaken changes nothing (fencing).
    claim = models.CharField(_("worker"), max_length=80, blank=True, editable=False)
    #: Claims ever made. Browsers order progress by it, so it never falls, not even for a retry.
    attempts = models.PositiveIntegerField(_("attempts"), default=0, editable=False)
    #: Claims that do not count: the row was given back, or a person started it again.
    given_back = models.PositiveIntegerField(default=0, editable=False)
    #: Until when the claim holds without being renewed; then the row is due again.
    lease_until = models.DateTimeField(
        _("held by its worker until"), null=True, blank=True, editable=False
    )
    #: Not before this. A wait is a time on the row, so that no process need remember it.
    due_at = models.DateTimeField(_("not before"), default=timezone.now, editable=False)
    #: What the row waits for before it is due, "" for nothing: the end of the row that makes it makes this
    #: one due at once, and `due_at` only bounds the wait, should that end never be told.
    waits_for = models.CharField(
        _("waits for"), max_length=80, blank=True, default="", db_default="", editable=False
    )
    #: Since when a person looks at it: it goes before all the others.
    urgent_at = models.DateTimeField(
        _("somebody looks at it since"), null=True, blank=True, editable=False
    )
    #: Whose it is: owners take turns. None: nobody's, or somebody's who is gone; they share one turn.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, db_index=False,
        on_delete=models.SET_NULL, related_name="+", verbose_name=_("person"),
    )  # fmt: skip
    #: What may wait is made after everything else, or by workers of its own (`WorkRow.bands`).
    band = models.PositiveSmallIntegerField(default=NOW, db_default=NOW, editable=False)
    #: When it was last claimed in turn: the newest of all says whose turn is next.
    took_turn_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: About how much there is to make; of an owner's rows of one turn the short come first.
    length = models.PositiveIntegerField(
        _("length"), default=0, db_default=0, editable=False, help_text=_("characters")
    )
    #: Its place in its topic: first scenes of an owner's stories go before second scenes of any.
    turn = models.PositiveIntegerField(default=0, editable=False)
    #: A person does not want it, but a worker holds it: that worker, or the next claim, ends it.
    cancel_requested = models.BooleanField(_("to be stopped"), default=False, editable=False)
    #: The reason by its code, for programs and for readers of other languages than English.
    error_code = models.CharField(
        _("code of the reason"), max_length=40, blank=True, editable=False
    )
    #: Why it failed or was given back, in a sentence for people; no query looks at it.
    error = models.CharField(_("reason"), max_length=ERROR_LENGTH, blank=True, editable=False)
    created_at = models.DateTimeField(_("ordered"), default=timezone.now, editable=False)
    #: Of the newest claim: with `finished_at` how long the making took.
    started_at = models.DateTimeField(_("begun"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def said(cls, count: int = 1) -> str:
        """Return what people call one row of this kind, or several."""
        meta = cls._meta
        return str(meta.verbose_name if count == 1 else meta.verbose_name_plural)

    @property
    def queue(self) -> str:
        """Return the kind whose workers make this row."""
        return self.kind

    @classmethod
    def due_soon(cls, waiting: QuerySet[Any]) -> QuerySet[Any]:
        """Return those of the `waiting` rows that go before every turn, because their hour comes."""
        return waiting.none()

    def discard(self, fields: dict[str, Any]) -> None:
        """Throw away what its performer made: the row was lost meanwhile."""

    def ended(self) -> None:
        """Do what follows from the end of the row, in its transaction, whichever way it ended."""
