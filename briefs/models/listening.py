"""How often an item was heard."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from briefs.models.item import BriefItem


class Listening(models.Model):
    """How many people heard one item on one day. It names no listener, so that none can be followed."""

    item = models.ForeignKey(BriefItem, on_delete=models.CASCADE, related_name="listenings")
    day = models.DateField()
    plays = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0, help_text="heard to the end")

    class Meta:
        verbose_name = _("plays of a day")
        verbose_name_plural = _("plays by day")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "day"], name="one_count_for_each_item_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.item} on {self.day}: {self.plays}"
