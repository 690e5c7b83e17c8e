"""A programme is a podcast."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from briefs.models.limits import MAX_TITLE_CHARS
from tts.languages import direction


class Programme(models.Model):
    """A podcast: the published briefs of one kind, such as the morning bulletin."""

    title = models.CharField(_("title"), max_length=MAX_TITLE_CHARS)
    description = models.TextField(_("what it is about"), max_length=4000, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    author = models.CharField(_("who makes it"), max_length=MAX_TITLE_CHARS, blank=True)
    # Name of a stored JPEG. Empty for a programme made in the admin: its feed shows a drawn cover.
    cover = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    # Part of the feed's and the files' modification time: title and author stand in both.
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`."""
        return direction(self.language)
