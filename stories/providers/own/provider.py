"""The provider without a model, a key or a network: everything it makes is free."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.illustrator import Illustrator, PictureRequest
from stories.providers.own.drawn import DrawnIllustrator
from stories.providers.own.page import PageIllustrator
from stories.providers.own.sentence_splitter import SentenceSplitter
from stories.providers.own.verbatim import VerbatimStoryteller
from stories.providers.provider import ImageProvider, Provider, TextProvider
from stories.providers.storyteller import Rewriter, Storyteller


class OwnText(TextProvider):
    """The document's own words, cut into scenes."""

    choice = "VERBATIM"
    teaches = False
    stops_anywhere = True

    def storyteller(self) -> Storyteller:
        return VerbatimStoryteller()

    def rewriter(self, seconds: float | None = None) -> Rewriter:
        return SentenceSplitter()


class OwnImage(ImageProvider):
    """The document's own pictures, and drawn ones where it has none."""

    choice = "DRAWN"

    def illustrators(self) -> Sequence[Illustrator]:
        # The document's own picture first: it was chosen for these words.
        return (PageIllustrator(), DrawnIllustrator())

    def preload(self) -> None:
        """Draw once, which loads Pillow's drawing."""
        DrawnIllustrator().illustrate(PictureRequest("A fox", "A fox", 0, "A fox"))


class Own(Provider):
    name = "The document's own words"
    text = OwnText()
    image = OwnImage()
