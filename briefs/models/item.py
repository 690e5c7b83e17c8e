"""An item of a brief as editors write it, and whether its audio says what is written."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from briefs.models.brief import Brief
from briefs.models.sounding import SoundingText
from edusmart.live.models import Watched
from edusmart.plain.text import is_said
from tts.models import Lexicons


class BriefItem(Watched, SoundingText):
    """One item of a brief. Its narration is the newest there is: it stays while another is made, or fails."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="items")

    class Meta(SoundingText.Meta):
        verbose_name = _("item")
        verbose_name_plural = _("items")
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    @property
    def number(self) -> int:
        """Return what listeners' pages know the item by."""
        return int(self.pk)

    @property
    def speakable(self) -> bool:
        """Return whether there is something to read aloud in the text."""
        return is_said(self.text)

    @property
    def spoken_language(self) -> str:
        """Return the item's language, else the brief's."""
        return self.language or self.brief.language

    def stale(self, lexicons: Lexicons) -> bool:
        """Return whether the audio is older than the text, the language or a pronunciation in it."""
        made = self.narration
        if made is None:
            return False
        text, language = self.spoken_text, self.spoken_language
        if (made.text, made.language) != (text, language):
            return True
        return made.said_as != lexicons.of(language).pronounced(text).differing
