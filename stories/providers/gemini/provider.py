"""Gemini as a provider. What it imports inside functions loads the SDK, which no web process needs."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from edusmart.operating.outside import Service, is_forbidden
from stories.providers.gemini import gates
from stories.providers.gemini.address import address
from stories.providers.illustrator import Illustrator
from stories.providers.metering import Usage
from stories.providers.provider import ImageProvider, Provider, TextProvider
from stories.providers.storyteller import Rewriter, Storyteller, Translator

CHOICE = "GEMINI"


class GeminiText(TextProvider):
    choice = CHOICE
    gate = gates.TEXT
    reads_pages = True
    rewords = True
    translates = True

    @property
    def model(self) -> str:
        name: str = settings.GEMINI_TEXT_MODEL
        return name

    def storyteller(self) -> Storyteller:
        from stories.providers.gemini.story import GeminiStoryteller

        return GeminiStoryteller()

    def rewriter(self, seconds: float | None = None) -> Rewriter:
        from stories.providers.gemini.rewriter import gemini_rewriter

        return gemini_rewriter() if seconds is None else gemini_rewriter(seconds)

    def translator(self) -> Translator:
        from stories.providers.gemini.rewriter import gemini_translator

        return gemini_translator()

    def preload(self) -> None:
        from stories.providers.gemini.warm_up import tell_once

        tell_once()


class GeminiImage(ImageProvider):
    choice = CHOICE
    gate = gates.PICTURES
    follows_the_first = True
    # The tokens of the rules, a scene and the first picture; and of one picture, which is charged by tokens.
    picture_usage = Usage(tokens_in=700, tokens_out=1_290, pictures=1)

    @property
    def model(self) -> str:
        name: str = settings.GEMINI_IMAGE_MODEL
        return name

    def illustrators(self) -> Sequence[Illustrator]:
        from stories.providers.gemini.illustrator import GeminiIllustrator

        return (GeminiIllustrator(),)

    def preload(self) -> None:
        from stories.providers.gemini.warm_up import paint_once

        paint_once()


class Gemini(Provider):
    name = "Gemini"
    text = GeminiText()
    image = GeminiImage()

    def service(self) -> Service | None:
        if not settings.GEMINI_API_KEY:
            return None
        gets = _("the text of documents and scenes, and pages of scanned documents")
        return Service("Google Gemini", address(), gets)

    def missing_settings(self) -> Sequence[str]:
        """Return the names of the settings that keep it from working."""
        if not settings.GEMINI_API_KEY:
            return ("GEMINI_API_KEY",)
        return ("OUTSIDE_SERVICES",) if is_forbidden(address()) else ()
