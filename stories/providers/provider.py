"""What a provider is: one object that says how it tells stories and how it makes pictures."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from edusmart.operating.outside import Service
from edusmart.work.errors import Refused
from stories.providers.illustrator import Illustrator
from stories.providers.metering import Usage
from stories.providers.storyteller import Rewriter, Storyteller, Translator

NO_TRANSLATOR = (
    "This site tells stories without a model and cannot translate them. Write the words yourself."
)


class TextProvider(ABC):
    """How a provider tells stories. The defaults are those of one that calls no service."""

    #: The value of STORYTELLER that chooses it.
    choice: str
    #: The ProviderGate that tellings and rewritings pass; "" for none. At most 40 characters.
    gate: str = ""
    #: Whether it can tell from the PDF itself, where pages have no text layer.
    reads_pages: bool = False
    #: Whether its storyteller gives words to learn and questions; else they are made from the text.
    teaches: bool = True
    #: Whether a telling may stop after any scene and go on later without paying for it twice.
    stops_anywhere: bool = False
    #: Whether it can say a scene in other words: simpler without being asked to, and harder.
    rewords: bool = False
    #: Whether it can say a scene in another language.
    translates: bool = False

    @property
    def model(self) -> str:
        """Return the model as MODEL_PRICES names it; "" where telling costs nothing."""
        return ""

    def missing_settings(self) -> Sequence[str]:
        """Return the names of the settings that this part cannot work without and that are empty."""
        return ()

    @abstractmethod
    def storyteller(self) -> Storyteller:
        """Return a storyteller for one story. Called in the process that tells: no client survives a fork."""

    @abstractmethod
    def rewriter(self, seconds: float | None = None) -> Rewriter:
        """Return a rewriter that takes at most `seconds` for a scene; None for its own limit."""

    def translator(self) -> Translator:
        """Return a translator of scenes. Raises Refused where it has none."""
        raise Refused(NO_TRANSLATOR, "no_translator")

    def preload(self) -> None:
        """Load what is heavy, once, before the workers fork."""
        self.storyteller()


class ImageProvider(ABC):
    """How a provider makes pictures. The defaults are those of one that calls no service."""

    #: The value of ILLUSTRATOR that chooses it.
    choice: str
    #: The ProviderGate that illustrations pass; "" for none. At most 40 characters.
    gate: str = ""
    #: Whether a story's other pictures wait for its first, which they are to look like.
    follows_the_first: bool = False
    #: What one picture uses, rather too high, for estimates.
    picture_usage: Usage = Usage(pictures=1)

    @property
    def model(self) -> str:
        """Return the model as MODEL_PRICES names it; "" where pictures cost nothing."""
        return ""

    def missing_settings(self) -> Sequence[str]:
        """Return the names of the settings that this part cannot work without and that are empty."""
        return ()

    @abstractmethod
    def illustrators(self) -> Sequence[Illustrator]:
        """Return the illustrators in the order they are asked, until one raises no NoPicture."""

    def preload(self) -> None:
        """Load what is heavy, once, before the workers fork."""
        self.illustrators()


class Provider(ABC):
    """One service, or one way to do without any.

    What its parts make raises the errors of `edusmart.work.errors`: retries, waiting and gates follow.
    """

    #: As people know it.
    name: str
    #: None for a provider that tells no stories.
    text: TextProvider | None = None
    #: None for a provider that makes no pictures.
    image: ImageProvider | None = None

    def service(self) -> Service | None:
        """Return the service that it calls as it is set up now; None for one that calls none."""
        return None

    def missing_settings(self) -> Sequence[str]:
        """Return the names of the settings that none of its parts can work without and that are empty."""
        return ()

    def missing_for(self, part: TextProvider | ImageProvider) -> Sequence[str]:
        """Return the names of the empty settings that this part needs; none: AUTO may choose it."""
        return (*self.missing_settings(), *part.missing_settings())
