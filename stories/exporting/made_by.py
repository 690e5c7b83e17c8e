"""By what a story's words, pictures and voice were made, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stories.models import ProviderCall, Story
from tts.audio.provenance import is_trained
from tts.models import Recording

PICTURES = "picture"  # the purpose of a call that paints one


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Names of the models and engines; empty where none was used."""

    words: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()

    @property
    def is_of_models(self) -> bool:
        """Return whether any of it is of a model that was trained."""
        return bool(self.words or self.pictures) or any(map(is_trained, self.voices))

    @property
    def sentences(self) -> str:
        """Return what listeners are told, in the language of the moment."""
        words, pictures = ", ".join(self.words), ", ".join(self.pictures)
        told = [
            _("Told from the document by a computer model (%(model)s).") % {"model": words}
            if words
            else _("Told in the document’s own words."),
            _("Pictures painted by a computer model (%(model)s).") % {"model": pictures}
            if pictures
            else _("Pictures drawn by a computer program, or from the document."),
        ]
        if self.voices:
            told.append(
                _("Read by a computer voice (%(voice)s).") % {"voice": ", ".join(self.voices)}
            )
        return " ".join(told)


def made_by(story: Story) -> MadeBy:
    """Return what the story was made by; two queries."""
    calls = ProviderCall.objects.filter(story=story, outcome="answered")
    models = sorted(set(calls.values_list("purpose", "model")))
    spoken = Recording.objects.filter(narrations__scene__story=story)
    return MadeBy(
        words=_names(model for purpose, model in models if purpose != PICTURES),
        pictures=_names(model for purpose, model in models if purpose == PICTURES),
        voices=_names(sorted(set(spoken.values_list("engine", flat=True)))),
    )


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
