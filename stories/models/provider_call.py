"""Calls of paid providers, one row each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class ProviderCall(models.Model):
    """One call and its cost. `ended_at` stays empty where its process died before the response."""

    #: Of one attempt at one work row, so that no call can be written down twice.
    key = models.CharField(max_length=80, unique=True)
    #: The gate that the call passed, which tells text from pictures.
    provider = models.CharField(max_length=40)
    #: Its price at that time is in `cost`; MODEL_PRICES may name others by now.
    model = models.CharField(max_length=80)
    purpose = models.CharField(max_length=20)
    #: The call stays when its story or its user goes: the money is spent.
    story = models.ForeignKey(
        "stories.Story", null=True, on_delete=models.SET_NULL, related_name="calls"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: "answered", "left", or the code of the failure: what a failed call cost is seen too.
    outcome = models.CharField(max_length=40, blank=True, help_text="empty: no answer")
    #: What the provider reported. Thinking is apart: it is charged as output, though it is never shown.
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    tokens_thinking = models.PositiveIntegerField(default=0)
    #: For the sums in the admin; the cost counts tokens alone.
    pictures = models.PositiveIntegerField(default=0)
    #: An integer, so that sums are exact.
    cost = models.PositiveBigIntegerField(default=0, help_text="millionths of the currency")
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            # For the budget, which sums a person's last 24 hours at every order.
            models.Index(fields=["user", "begun_at"]),
            # For staff, who look at what everybody spent by the day.
            models.Index(fields=["begun_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"
