"""Documents that are being looked at, and those that were refused."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

COUNTED = timedelta(days=1)


class UploadAttempt(models.Model):
    """One look into an uploaded document. The row goes when the document is accepted.

    Of a refused one it keeps why, how large and of which format; never its name or its words.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    #: None while it goes on, or where its process died.
    refused_at = models.DateTimeField(_("refused"), null=True)
    #: The reason by its code, as rows of work have it.
    code = models.CharField(_("reason"), max_length=40, blank=True)
    #: Bytes of all files together.
    size = models.PositiveBigIntegerField(_("size"), null=True)
    #: One of SAID_FORMATS, "" for any other.
    format = models.CharField(_("format"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("refused upload")
        verbose_name_plural = _("refused uploads")

    def __str__(self) -> str:
        return f"upload {self.pk}"
