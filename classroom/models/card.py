"""The sign-in card of a pupil: a code that says whose it is, and four pictures to touch in their order."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Card(models.Model):
    """A pupil's card. Each has one; a new one takes the old one's place."""

    pupil = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="card"
    )
    #: A keyed hash, as it is looked up by whoever is not signed in.
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    #: Code and pictures, so that the teacher can print the card again.
    sealed = models.CharField(max_length=400, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("sign-in card")
        verbose_name_plural = _("sign-in cards")

    def __str__(self) -> str:
        return f"card {self.pk}"
