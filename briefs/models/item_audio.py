"""Which narration a job ordered for which item."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from briefs.models.item import BriefItem
from briefs.models.job import AudioGenerationJob
from edusmart.live.models import Topic, Watched
from tts.models import Narration


class ItemAudio(Watched):
    """One item of a job, with the narration that was ordered for it."""

    job = models.ForeignKey(
        AudioGenerationJob,
        on_delete=models.CASCADE,
        related_name="item_audios",
        verbose_name=_("audio job"),
    )
    item = models.ForeignKey(
        BriefItem, on_delete=models.CASCADE, related_name="item_audios", verbose_name=_("item")
    )
    narration = models.OneToOneField(
        Narration,
        on_delete=models.CASCADE,
        related_name="item_audio",
        editable=False,
        verbose_name=_("narration"),
    )

    class Meta:
        verbose_name = _("audio of an item")
        verbose_name_plural = _("audio of the items")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "item"], name="one_audio_for_each_item_of_a_job")
        ]
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return gettext("%(item)s in %(job)s") % {"item": self.item, "job": self.job}

    @classmethod
    def newest(cls, topic: Topic) -> "models.QuerySet[ItemAudio]":
        """Return each item's newest order, of whichever job."""
        of_item = cls.objects.filter(item=models.OuterRef("item")).order_by("-pk")
        return cls.objects.filter(topic=topic, pk=models.Subquery(of_item.values("pk")[:1]))
