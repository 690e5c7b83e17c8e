"""Calls of paid providers, one row each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class ProviderCall(models.Model):
    """One call and its cost. `ended_at` stays empty where its process died before the response."""

    #: Of one attempt at one work row, so that no call can be written down twice.
    key = models.CharField(max_length=80, unique=True)
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=80)
    purpose = models.CharField(max_length=20)
    story = models.ForeignKey(
        "stories.Story", null=True, on_delete=models.SET_NULL, related_name="calls"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(max_length=40, blank=True, help_text="empty: no answer")
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    tokens_thinking = models.PositiveIntegerField(default=0)
    pictures = models.PositiveIntegerField(default=0)
    cost = models.PositiveBigIntegerField(default=0, help_text="millionths of the currency")
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "begun_at"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"
