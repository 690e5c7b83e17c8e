"""An audio job: one order of "Generate All Audio"."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from briefs.models.brief import Brief
from edusmart.work.models import Aggregate, Status

#: The public status of a pending job: clients of the API know it by this name.
QUEUED = "queued"


class AudioGenerationJob(Aggregate):
    """One order of audio for items of a brief; its status is counted from their narrations."""

    brief = models.ForeignKey(
        Brief, on_delete=models.CASCADE, related_name="jobs", verbose_name=_("brief")
    )
    # The voice that was chosen. Items of a language it does not speak are read by another.
    voice_id = models.CharField(_("voice"), max_length=100)
    # What the job costs of the daily quota.
    new_chars = models.PositiveIntegerField(
        _("new characters"),
        default=0,
        editable=False,
        help_text=_("Characters that nobody had spoken before."),
    )
    # Whose quota it is; None once that account is deleted.
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+",
        editable=False, verbose_name=_("ordered by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("audio job")
        verbose_name_plural = _("audio jobs")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return gettext("audio job %s") % self.pk

    @property
    def public_status(self) -> str:
        """Return the status as the API names it."""
        return QUEUED if self.status == Status.PENDING else self.status
