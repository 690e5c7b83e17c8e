"""Documents that are being looked at, and those that were refused."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

COUNTED = timedelta(days=1)


class UploadAttempt(models.Model):
    """One look into an uploaded document. The row goes when the document is accepted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    #: None while it goes on, or where its process died.
    refused_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return f"upload {self.pk}"
