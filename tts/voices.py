"""The catalogue of voices: five by name, and five presets that speak every language offered."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext_noop as _  # a page translates them where it shows them

LANGUAGES = {"en": "English", "ar": "العربية", "es": "Español", "fr": "Français"}
RIGHT_TO_LEFT = frozenset({"ar"})
DEFAULT_LANGUAGE = "en"
DEFAULT_PRESET = "professional"


@dataclass(frozen=True)
class Voice:
    """`language` is empty for a preset: it speaks whatever language it is asked for."""

    id: str
    label: str
    language: str = ""
    about: str = ""

    @property
    def sample_url(self) -> str:
        """How it sounds; for one of several languages add `?language=` and its code."""
        return f"/audio/samples/{self.id}.mp3"

    def card(self) -> dict[str, str]:
        """What a picker shows of it."""
        return {**asdict(self), "sample_url": self.sample_url}


NAMED = (
    Voice("en-US-JennyNeural", "Jenny", "en"),
    Voice("en-US-GuyNeural", "Guy", "en"),
    Voice("ar-SA-HamedNeural", "حامد", "ar"),
    Voice("es-ES-ElviraNeural", "Elvira", "es"),
    Voice("fr-FR-DeniseNeural", "Denise", "fr"),
)
PRESETS = (
    Voice("professional", _("Professional"), about=_("Clear narration")),
    Voice("warm", _("Warm"), about=_("Friendly and close")),
    Voice("authoritative", _("Authoritative"), about=_("Confident")),
    Voice("calm", _("Calm"), about=_("Soothing and slow")),
    Voice("friendly", _("Friendly"), about=_("Light and approachable")),
)
_BY_ID = {voice.id: voice for voice in (*NAMED, *PRESETS)}


class UnknownVoice(ValueError):
    """There is no such voice; the message says which there are."""


def every_voice() -> Sequence[Voice]:
    """All there are: those with a name of their own, then the presets."""
    return (*NAMED, *PRESETS)


def find(voice_id: str) -> Voice:
    """The voice of this id. Raises UnknownVoice."""
    if voice_id not in _BY_ID:
        raise UnknownVoice(
            f"There is no voice called “{voice_id[:40]}”. Choose one of: {', '.join(_BY_ID)}."
        )
    return _BY_ID[voice_id]


def voice_for(language: str, wished: str = "") -> str:
    """The wished voice where it speaks the language, else the language's own voice."""
    if wished and find(wished).language in {"", language}:
        return wished
    own = (voice.id for voice in NAMED if voice.language == language)
    return next(own, DEFAULT_PRESET)


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
