"""The states of what is made in the background."""

from django.db import models

ERROR_LENGTH = 300  # characters of a sentence kept on a row


class Status(models.TextChoices):
    """Where a row stands. Only the last three are ends; a retry leads from an end back to the first."""

    PENDING = "pending"  # no worker makes it: due now, due later, or waiting for another row
    PROCESSING = "processing"  # claimed; a lease that ran out makes it claimable again
    COMPLETED = "completed"  # what was asked for is there
    FAILED = "failed"  # refused, or its attempts are spent: only a person starts it again
    CANCELLED = "cancelled"  # a person did not want it any more; no fault, so that it is told apart


ENDED = (Status.COMPLETED, Status.FAILED, Status.CANCELLED)
