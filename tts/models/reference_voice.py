"""The voice of a real person who agreed to be imitated. The recording is kept by the speech service only."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tts.languages import LANGUAGES


class ReferenceVoice(models.Model):
    """One person's voice in one language, with who agreed to it and when.

    `voice_id` is what the speech service calls it. `removed_at`: it is being taken away; then `asked_at`
    is when the service was last asked to forget it, and `is_forgotten` whether it did.
    """

    name = models.CharField(max_length=60, help_text="As it is shown where voices are chosen.")
    language = models.CharField(max_length=8, choices=list(LANGUAGES.items()), default="en")
    consent_by = models.CharField(
        "consent given by", max_length=200,
        help_text="Whose voice it is, or who may agree for them: a parent for a child.",
    )  # fmt: skip
    consent_on = models.DateField("consent given on")
    voice_id = models.CharField(max_length=60, unique=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+",
        editable=False,
    )  # fmt: skip
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)
    is_forgotten = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering: ClassVar = ["language", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.consent_on and self.consent_on > timezone.localdate():
            raise ValidationError({"consent_on": _("This day is yet to come.")})

    def remove(self) -> None:
        """Offer it to nobody any more; the sweep does the rest."""
        self.removed_at = timezone.now()
        self.save(update_fields=["removed_at"])
