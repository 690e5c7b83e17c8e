"""Any OpenAI-compatible server as a provider. What it imports inside functions loads the SDK, which no web
process needs."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from edusmart.operating.outside import Service, is_forbidden
from stories.providers.illustrator import Illustrator
from stories.providers.metering import Usage
from stories.providers.openai import gates
from stories.providers.openai.address import base_url
from stories.providers.provider import ImageProvider, Provider, TextProvider
from stories.providers.storyteller import Rewriter, Storyteller, Translator

CHOICE = "OPENAI"


class OpenAIText(TextProvider):
    choice = CHOICE
    gate = gates.TEXT
    rewords = True
    translates = True

    @property
    def model(self) -> str:
        name: str = settings.OPENAI_STORY_MODEL
        return name

    def missing_settings(self) -> Sequence[str]:
        return _missing("OPENAI_STORY_MODEL")

    def storyteller(self) -> Storyteller:
        from stories.providers.openai.story import OpenAIStoryteller

        return OpenAIStoryteller()

    def rewriter(self, seconds: float | None = None) -> Rewriter:
        from stories.providers.openai.rewriter import openai_rewriter

        return openai_rewriter() if seconds is None else openai_rewriter(seconds)

    def translator(self) -> Translator:
        from stories.providers.openai.rewriter import openai_translator

        return openai_translator()

    def preload(self) -> None:
        from stories.providers.openai.warm_up import tell_once

        tell_once()


class OpenAIImage(ImageProvider):
    choice = CHOICE
    gate = gates.PICTURES
    # The tokens of the rules and a scene; and of one picture, where it is charged by tokens.
    picture_usage = Usage(tokens_in=700, tokens_out=4_160, pictures=1)

    @property
    def model(self) -> str:
        name: str = settings.OPENAI_IMAGE_MODEL
        return name

    def missing_settings(self) -> Sequence[str]:
        return _missing("OPENAI_IMAGE_MODEL")

    def illustrators(self) -> Sequence[Illustrator]:
        from stories.providers.openai.illustrator import OpenAIIllustrator

        return (OpenAIIllustrator(),)


class OpenAI(Provider):
    name = "OpenAI"
    text = OpenAIText()
    image = OpenAIImage()

    def service(self) -> Service | None:
        if _missing_server() or not (settings.OPENAI_STORY_MODEL or settings.OPENAI_IMAGE_MODEL):
            return None
        return Service(
            "OpenAI",
            base_url(),
            _("the text of documents and scenes, and what pictures are to show"),
        )


def _missing(model: str) -> tuple[str, ...]:
    named = () if getattr(settings, model) else (model,)
    if missing := (*named, *_missing_server()):
        return missing
    return ("OUTSIDE_SERVICES",) if is_forbidden(base_url()) else ()


def _missing_server() -> tuple[str, ...]:
    # A server of the school's own may want no key; the company's always does.
    has_server = bool(settings.OPENAI_BASE_URL or settings.OPENAI_API_KEY)
    return () if has_server else ("OPENAI_BASE_URL",)
