"""A drawn picture, and what is in it."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.frames import View
from stories.providers.own.papercut.stage import Figure


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture and what was drawn into it: keys of people, things, place, hour, weather; and the mood.

    `front` is where its figures are, 8-bit, None without any; `figures` are their places, in percent.
    `subject` is what an ornament shows because the story is about it, and not because it is there.
    """

    image: Image.Image
    front: Image.Image | None
    depiction: Depiction
    view: View
    shown: frozenset[str]
    figures: tuple[Figure, ...] = ()
    subject: Thing | None = None

    @property
    def acts(self) -> frozenset[str]:
        """Return what is done, as who:deed."""
        return frozenset(f"{act.who}:{act.deed}" for act in self.depiction.acts)
