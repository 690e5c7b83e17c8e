"""The states of what is made in the background."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ERROR_LENGTH = 300  # characters of a sentence kept on a row


class Status(models.TextChoices):
    """Where a row stands. Only the last three are ends; a retry leads from an end back to the first.

    Its label is what people are told.
    """

    PENDING = (
        "pending",
        _("Waiting"),
    )  # no worker makes it: due now, due later, or waiting for another row
    PROCESSING = (
        "processing",
        _("Being made"),
    )  # claimed; a lease that ran out makes it claimable again
    COMPLETED = "completed", _("Ready")  # what was asked for is there
    FAILED = (
        "failed",
        _("Failed"),
    )  # refused, or its attempts are spent: only a person starts it again
    CANCELLED = (
        "cancelled",
        _("Stopped"),
    )  # a person did not want it any more; no fault, so that it is told apart


ENDED = (Status.COMPLETED, Status.FAILED, Status.CANCELLED)
