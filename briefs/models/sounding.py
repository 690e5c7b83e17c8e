"""What an item is made of, in the draft and in a version that listeners have."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from briefs.models.limits import MAX_TITLE_CHARS
from tts.languages import direction
from tts.models import Narration, Recording

#: Ends of a sentence in the scripts of the product's languages.
SENTENCE_ENDS = ".!?…؟۔。:"


class SoundingText(models.Model):
    """A headline, a text, and the sound of both."""

    position = models.PositiveIntegerField(_("place"))
    title = models.CharField(_("title"), max_length=MAX_TITLE_CHARS, blank=True)
    text = models.TextField(_("words"), blank=True)
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("Empty: as the brief.")
    )
    # RESTRICT: deleting the brief deletes both, while deleting the narration alone would silence the item.
    narration = models.ForeignKey(
        Narration,
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="+",
        editable=False,
        verbose_name=_("narration"),
    )

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or gettext("item %s") % (self.position + 1)

    @property
    def number(self) -> int:
        """Return what listeners' pages know the item by: the same in every version."""
        raise NotImplementedError

    @property
    def spoken_text(self) -> str:
        """Return what is read aloud: the title as a sentence of its own, then the text."""
        title, text = self.title.strip(), self.text.strip()
        if title and title[-1] not in SENTENCE_ENDS:
            title += "."  # without it the voice runs on into the text
        return f"{title}\n\n{text}".strip()

    @property
    def spoken_language(self) -> str:
        """Return the language that it is read in."""
        raise NotImplementedError

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`."""
        return direction(self.spoken_language)

    @property
    def recording(self) -> Recording | None:
        """Return its sound, stale or not."""
        return self.narration.recording if self.narration else None

    @property
    def heard(self) -> bool:
        """Return whether there is audio to hear, without loading the recording."""
        return self.narration is not None and self.narration.recording_id is not None
