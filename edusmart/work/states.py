"""The states of what is made in the background."""

from django.db import models

ERROR_LENGTH = 300


class Status(models.TextChoices):
    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (Status.COMPLETED, Status.FAILED, Status.CANCELLED)
