"""Calls of paid providers, one row each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProviderCall(models.Model):
    """One call and its cost. `ended_at` stays empty where its process died before the response."""

    #: Of one attempt at one work row, so that no call can be written down twice.
    key = models.CharField(_("key"), max_length=80, unique=True)
    #: The gate that the call passed, which tells text from pictures.
    provider = models.CharField(_("provider"), max_length=40)
    #: Its price at that time is in `cost`; MODEL_PRICES may name others by now.
    model = models.CharField(_("model"), max_length=80)
    purpose = models.CharField(_("what for"), max_length=20)
    #: The call stays when its story or its user goes: the money is spent.
    story = models.ForeignKey(
        "stories.Story",
        null=True,
        on_delete=models.SET_NULL,
        related_name="calls",
        verbose_name=_("story"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("person"),
    )
    #: "answered", "left", or the code of the failure: what a failed call cost is seen too.
    outcome = models.CharField(
        _("how it ended"), max_length=40, blank=True, help_text=_("Empty: no answer.")
    )
    #: What the provider reported. Thinking is apart: it is charged as output, though it is never shown.
    tokens_in = models.PositiveIntegerField(_("tokens sent"), default=0)
    tokens_out = models.PositiveIntegerField(_("tokens written"), default=0)
    tokens_thinking = models.PositiveIntegerField(_("tokens thought"), default=0)
    #: For the sums in the admin; the cost counts tokens alone.
    pictures = models.PositiveIntegerField(_("pictures"), default=0)
    #: An integer, so that sums are exact.
    cost = models.PositiveBigIntegerField(
        _("price"), default=0, help_text=_("Millionths of the currency.")
    )
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("provider call")
        verbose_name_plural = _("provider calls")
        indexes: ClassVar = [
            # For the budget, which sums a person's last 24 hours at every order.
            models.Index(fields=["user", "begun_at"]),
            # For staff, who look at what everybody spent by the day.
            models.Index(fields=["begun_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"
