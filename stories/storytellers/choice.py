"""Which storyteller tells: the model where it has a key, else the document's own words."""

from django.conf import settings

from stories.storytellers import Storyteller
from stories.storytellers.verbatim import VerbatimStoryteller


def provider() -> str:
    """Whose gate a telling passes; empty for a storyteller that asks nobody."""
    return "gemini" if settings.GEMINI_API_KEY else ""


def storyteller() -> Storyteller:
    """The storyteller of this installation, built where it is used: its client does not survive a fork."""
    if settings.GEMINI_API_KEY:
        from stories.storytellers.gemini import GeminiStoryteller

        return GeminiStoryteller()
    return VerbatimStoryteller()
