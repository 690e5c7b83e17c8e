"""An item of a brief, and whether its audio says what is written."""

from typing import ClassVar

from django.db import models

from briefs.models.brief import Brief
from briefs.models.limits import MAX_TITLE_CHARS
from edusmart.live.models import Watched
from tts.languages import direction
from tts.models import Lexicons, Narration, Recording

#: Ends of a sentence in the scripts of the product's languages.
SENTENCE_ENDS = ".!?…؟۔。:"


class BriefItem(Watched):
    """One item of a brief."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=MAX_TITLE_CHARS, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True, help_text="empty: the brief's")
    # What listeners hear now. It stays while a newer narration is made or fails. RESTRICT: deleting
    # the brief deletes both, while deleting the narration alone would silence the item.
    narration = models.ForeignKey(
        Narration,
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return self.title or f"item {self.position + 1}"

    @property
    def spoken_text(self) -> str:
        """Return what is read aloud: the title as a sentence of its own, then the text."""
        title, text = self.title.strip(), self.text.strip()
        if title and title[-1] not in SENTENCE_ENDS:
            title += "."  # without it the voice runs on into the text
        return f"{title}\n\n{text}".strip()

    @property
    def speakable(self) -> bool:
        """Return whether the text has a letter or a digit."""
        return any(character.isalnum() for character in self.text)

    @property
    def spoken_language(self) -> str:
        """Return the item's language, else the brief's."""
        return self.language or self.brief.language

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`."""
        return direction(self.spoken_language)

    def stale(self, lexicons: Lexicons) -> bool:
        """Return whether the audio is older than the text, the language or a pronunciation in it."""
        made = self.narration
        if made is None:
            return False
        text, language = self.spoken_text, self.spoken_language
        if (made.text, made.language) != (text, language):
            return True
        return made.said_as != lexicons.of(language).pronounced(text).differing

    @property
    def recording(self) -> Recording | None:
        """Return what listeners hear now, stale or not."""
        return self.narration.recording if self.narration else None

    @property
    def heard(self) -> bool:
        """Return whether there is audio to hear, without loading the recording."""
        return self.narration is not None and self.narration.recording_id is not None
