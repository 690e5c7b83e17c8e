"""A brief as it went out: what listeners have, and what they had before."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from briefs.models.brief import Brief
from briefs.models.limits import MAX_TITLE_CHARS
from briefs.models.sounding import SoundingText
from edusmart.live.models import Watched


class Version(Watched):
    """A brief as it went out. The newest is what listeners have, as long as the brief is published."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField(max_length=MAX_TITLE_CHARS)
    language = models.CharField(max_length=8)
    out_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return f"{self.title} {self.out_at:%Y-%m-%d %H:%M}"


class VersionItem(SoundingText):
    """An item as it went out. Only those of the version that listeners have hold a narration."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="items")
    # The id of the draft's item, which may be gone: no foreign key.
    of_item = models.BigIntegerField()

    class Meta(SoundingText.Meta):
        verbose_name = _("item of a version")
        verbose_name_plural = _("items of versions")

    @property
    def number(self) -> int:
        """Return what listeners' pages know the item by."""
        return self.of_item

    @property
    def spoken_language(self) -> str:
        """Return the language, which is the item's own here."""
        return self.language
