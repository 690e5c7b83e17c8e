"""The voice of a real person who agreed to be imitated. The recording is kept by the speech service only."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edusmart.accounts.models import User
from tts.languages import LANGUAGES


class OpenTo(models.TextChoices):
    """For whom a voice may speak, as whoever owns it agreed."""

    NAMED = "named", _("the people named below")
    EDITORS = "editors", _("editors and the people named below")
    EVERYONE = "everyone", _("everyone who is signed in")


class ReferenceVoice(models.Model):
    """One person's voice in one language, with who agreed to its imitation, when, and for whom."""

    name = models.CharField(
        _("name"), max_length=60, help_text=_("As it is shown where voices are chosen.")
    )
    language = models.CharField(
        _("language"), max_length=8, choices=list(LANGUAGES.items()), default="en"
    )
    consent_by = models.CharField(
        _("consent given by"), max_length=200,
        help_text=_("Whose voice it is, or who may agree for them: a parent for a child."),
    )  # fmt: skip
    consent_on = models.DateField(_("consent given on"))
    open_to = models.CharField(
        _("may be used by"), max_length=8, choices=OpenTo.choices, default=OpenTo.NAMED
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("named people"),
        help_text=_("Whoever adds the voice may always use it."),
    )  # fmt: skip
    # The speech service's name for it: `clone:…`.
    voice_id = models.CharField(
        _("name at the speech service"), max_length=60, unique=True, editable=False
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+",
        editable=False, verbose_name=_("added by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("added on"), default=timezone.now, editable=False)
    # Set: offered no more, and being deleted by the sweep (tts.voice_removal).
    removed_at = models.DateTimeField(null=True, editable=False)
    # When the speech service was last asked to forget the recording; it may be down then.
    asked_at = models.DateTimeField(null=True, editable=False)
    # Whether the speech service has deleted the recording.
    is_forgotten = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("reference voice")
        verbose_name_plural = _("reference voices")
        ordering: ClassVar = ["language", "name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def usable_by(cls, user: User | None) -> models.QuerySet["ReferenceVoice"]:
        """Return the voices that are offered to this person; of None those that are open to everyone."""
        may = Q(open_to=OpenTo.EVERYONE)
        if user:
            may |= Q(added_by=user) | Q(people=user)
            if user.is_editor:
                may |= Q(open_to=OpenTo.EDITORS)
        return cls.objects.filter(may, removed_at=None).distinct()

    def clean(self) -> None:
        """Raise ValidationError when the consent is dated in the future."""
        if self.consent_on and self.consent_on > timezone.localdate():
            raise ValidationError({"consent_on": _("This day is yet to come.")})

    def remove(self) -> None:
        """Stop offering it. The sweep deletes what was made from it."""
        self.removed_at = timezone.now()
        self.save(update_fields=["removed_at"])
