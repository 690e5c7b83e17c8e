"""The whole that work rows make up."""

from django.db import models
from django.utils import timezone

from edusmart.live.models import Watched
from edusmart.work.states import ENDED, ERROR_LENGTH, Status


class Aggregate(Watched):
    """What work rows make up together. Its state is counted from them, under the topic's lock."""

    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.PENDING, editable=False
    )
    progress = models.PositiveSmallIntegerField(default=0, editable=False)
    total_items = models.PositiveIntegerField(default=0, editable=False)
    completed_items = models.PositiveIntegerField(default=0, editable=False)
    failed_items = models.PositiveIntegerField(default=0, editable=False)
    error_code = models.CharField(max_length=40, blank=True, editable=False)
    error = models.CharField(max_length=ERROR_LENGTH, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED
