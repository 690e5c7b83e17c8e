"""Pronunciations that staff keep in the admin, for briefs and stories alike."""

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tts.languages import LANGUAGES
from tts.lexicon import Lexicon, bare


class Pronunciation(models.Model):
    """One word of a language, and how it is said."""

    language = models.CharField(
        _("language"), max_length=8, choices=list(LANGUAGES.items()), default="en"
    )
    word = models.CharField(_("word"), max_length=80)
    say_as = models.CharField(_("how it is said"), max_length=200)

    class Meta:
        verbose_name = _("pronunciation")
        verbose_name_plural = _("pronunciations")
        ordering: ClassVar = ["language", "word"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["language", "word"], name="one_way_to_say_a_word")
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.say_as}"

    def clean(self) -> None:
        """Raise ValidationError unless both have a letter or a digit."""
        self.word, self.say_as = self.word.strip(), self.say_as.strip()
        if not re.search(r"\w", bare(self.word)):
            raise ValidationError({"word": _("Write the word as it stands in the texts.")})
        if not re.search(r"\w", self.say_as):
            raise ValidationError({"say_as": _("Write it the way it sounds.")})


def lexicon_of(language: str) -> Lexicon:
    """Return the language's lexicon as it stands now; one query."""
    entries = Pronunciation.objects.filter(language=language)
    return Lexicon(entries.values_list("word", "say_as"))


class Lexicons:
    """The lexicons of all languages, each read when it is first needed and kept for as long as this lives."""

    def __init__(self) -> None:
        self._of: dict[str, Lexicon] = {}

    def of(self, language: str) -> Lexicon:
        """Return the language's lexicon."""
        if language not in self._of:
            self._of[language] = lexicon_of(language)
        return self._of[language]
