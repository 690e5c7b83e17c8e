"""Which storyteller tells: the model where it has a key, else the document's own words."""

from django.conf import settings

from stories.storytellers import Rewriter, Storyteller
from stories.storytellers.splitting import SentenceSplitter
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


def rewriter() -> Rewriter:
    """Who says a scene in other words when a person asks for it."""
    return simplifier() or SentenceSplitter()


def simplifier() -> Rewriter | None:
    """Who makes scenes simpler without being asked; None where the words are to stay the document's."""
    if settings.GEMINI_API_KEY:
        from stories.storytellers.gemini.rewriting import GeminiRewriter

        return GeminiRewriter()
    return None
