"""The columns of a row that is made in the background, and why each is there."""

from django.db import models
from django.utils import timezone

from edusmart.live.models import Watched
from edusmart.work.states import ERROR_LENGTH, Status


class WorkColumns(Watched):
    """What a row must remember so that any process may die at any line. Only `WorkRow` writes it."""

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    #: Whose gate the row passes, "" for none: a provider that is away holds up its own rows only.
    provider = models.CharField(max_length=40, blank=True, editable=False)
    #: The worker's name and a random part. Every write of its holder compares it, so that a worker that
    #: was overtaken changes nothing (fencing).
    claim = models.CharField(max_length=80, blank=True, editable=False)
    #: Claims ever made. Browsers order progress by it, so it never falls, not even for a retry.
    attempts = models.PositiveIntegerField(default=0, editable=False)
    #: Claims that do not count: the row was given back, or a person started it again.
    given_back = models.PositiveIntegerField(default=0, editable=False)
    #: Until when the claim holds without being renewed; then the row is due again.
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    #: Not before this. A wait is a time on the row, so that no process need remember it.
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    #: What the row waits for before it is due, "" for nothing: the end of the row that makes it makes this
    #: one due at once, and `due_at` only bounds the wait, should that end never be told.
    waits_for = models.CharField(
        max_length=80, blank=True, default="", db_default="", editable=False
    )
    #: Since when a person looks at it: it goes before all the others.
    urgent_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Its place in its topic: first scenes of all stories go before second scenes of any.
    turn = models.PositiveIntegerField(default=0, editable=False)
    #: A person does not want it, but a worker holds it: that worker, or the next claim, ends it.
    cancel_requested = models.BooleanField(default=False, editable=False)
    #: The reason by its code, for programs and for readers of other languages than English.
    error_code = models.CharField(max_length=40, blank=True, editable=False)
    #: Why it failed or was given back, in a sentence for people; no query looks at it.
    error = models.CharField(max_length=ERROR_LENGTH, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    #: Of the newest claim: with `finished_at` how long the making took.
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
