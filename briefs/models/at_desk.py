"""Who is at a brief's desk just now."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edusmart.live.models import Watched


class AtDesk(Watched):
    """An editor at a desk. The row goes soon after their page does; nothing of it is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The id of the item that they write in; 0 for none.
    item = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("editor at a desk")
        verbose_name_plural = _("editors at desks")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "user"], name="once_at_each_desk")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.topic}"
