"""What a teacher wrote to a pupil whose story was sent back to them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models.story import Story

LONGEST_NOTE = 500


class SentBack(models.Model):
    """The newest note on a story, and the texts that its teacher had looked at."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="sent_back")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(max_length=LONGEST_NOTE)
    at = models.DateTimeField(default=timezone.now)
    #: What the next look is compared with.
    texts = models.JSONField(default=list, help_text='[{"scene": id, "text"}]')

    class Meta:
        verbose_name = _("note to the child")
        verbose_name_plural = _("notes to children")

    def __str__(self) -> str:
        return f"note on story {self.story_id}"
