"""A brief as it went out, or is to: what listeners have, what they had before, and what they get next."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from briefs.models.brief import Brief
from briefs.models.limits import MAX_TITLE_CHARS
from briefs.models.sounding import SoundingText
from edusmart.live.models import Watched, WatchedQuerySet


class VersionQuerySet(WatchedQuerySet["Version"]):
    """Versions, by whether they went out."""

    def out(self) -> "VersionQuerySet":
        """Return those that listeners have or had."""
        return self.filter(out_at__isnull=False)

    def waiting(self) -> "VersionQuerySet":
        """Return those that were pressed and wait for their audio or their hour: one of a brief at most."""
        return self.filter(out_at=None)


class Version(Watched):
    """A brief as it was pressed to go out. The newest that is out is what listeners have, while the brief is
    published.
    """

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField(max_length=MAX_TITLE_CHARS)
    language = models.CharField(max_length=8)
    pressed_at = models.DateTimeField(null=True)
    # None: it waits.
    out_at = models.DateTimeField(null=True)

    objects: ClassVar = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return f"{self.title} {self.out_at:%Y-%m-%d %H:%M}" if self.out_at else self.title


class VersionItem(SoundingText):
    """An item as it went out. Only of what listeners have, or get next, is the narration held."""

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
