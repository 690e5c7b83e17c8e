"""Which illustrators are asked, in order, until one has a picture."""

from collections.abc import Sequence

from django.conf import settings

from stories.providers.illustrator import Illustrator, PictureRequest
from stories.providers.own.drawn import Drawn
from stories.providers.own.page import FromPage


def asks_gemini() -> bool:
    """Whether the model draws. ILLUSTRATOR decides; AUTO means: where there is a key."""
    wanted = settings.ILLUSTRATOR
    return wanted == "GEMINI" or (wanted == "AUTO" and bool(settings.GEMINI_API_KEY))


def provider() -> str:
    """Whose gate a picture passes; empty for illustrators that ask nobody."""
    return "gemini-pictures" if asks_gemini() else ""


def follows_the_first() -> bool:
    """Whether a story's other pictures are made after its first, to look like it."""
    return asks_gemini()


def preload() -> None:
    """Load what is heavy before the workers fork."""
    if asks_gemini():
        from stories.providers.gemini.illustrator import rehearse

        rehearse()
    else:
        Drawn().illustrate(PictureRequest("A fox", "A fox", 0, "A fox"))


def illustrators() -> Sequence[Illustrator]:
    if asks_gemini():
        from stories.providers.gemini.illustrator import GeminiIllustrator

        return (GeminiIllustrator(),)
    return (FromPage(), Drawn())
