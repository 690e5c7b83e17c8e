"""Which storyteller tells: the model where it has a key, else the document's own words."""

from django.conf import settings

from stories.providers.own.sentence_splitter import SentenceSplitter
from stories.providers.own.verbatim import VerbatimStoryteller
from stories.providers.storyteller import Rewriter, Storyteller


def asks_gemini() -> bool:
    """Whether the model tells. STORYTELLER decides; AUTO means: where there is a key."""
    wanted = settings.STORYTELLER
    return wanted == "GEMINI" or (wanted == "AUTO" and bool(settings.GEMINI_API_KEY))


def provider() -> str:
    """Whose gate a telling passes; empty for a storyteller that asks nobody."""
    return "gemini" if asks_gemini() else ""


def reads_pages() -> bool:
    """Whether the storyteller can make something of pages without a text layer."""
    return asks_gemini()


def preload() -> None:
    """Load what is heavy before the workers fork."""
    storyteller()
    if asks_gemini():
        from stories.providers.gemini.warm_up import rehearse

        rehearse()


def storyteller() -> Storyteller:
    """The storyteller of this installation, built where it is used: its client does not survive a fork."""
    if asks_gemini():
        from stories.providers.gemini.storyteller import GeminiStoryteller

        return GeminiStoryteller()
    return VerbatimStoryteller()


def rewriter() -> Rewriter:
    """Who says a scene in other words when a person asks for it."""
    return simplifier() or SentenceSplitter()


def simplifier(seconds: float | None = None) -> Rewriter | None:
    """Who makes scenes simpler without being asked, in at most so many seconds for each.

    None where the words are to stay the document's.
    """
    if asks_gemini():
        from stories.providers.gemini.rewriter import GeminiRewriter

        return GeminiRewriter() if seconds is None else GeminiRewriter(seconds)
    return None
