"""The catalogue of voices: five named, five presets that speak every language, and reference voices."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _  # a page translates them where it shows them

from edusmart.accounts.models import User
from tts.languages import LANGUAGES
from tts.models import ReferenceVoice
from tts.speakers import natural_languages

DEFAULT_PRESET = "professional"
OUR_OWN = _("A voice of your organisation")
CLONE = "clone:"  # begins the ids of reference voices, as the speech service gives them


@dataclass(frozen=True)
class Voice:
    """A voice to choose. `language` is empty for a preset: it speaks every language."""

    id: str
    label: str
    language: str = ""
    about: str = ""

    @property
    def sample_url(self) -> str:
        """Return the path of its sample; a preset's takes `?language=` and a code."""
        return f"/audio/samples/{self.id}.mp3"

    @property
    def natural_in(self) -> list[str] | None:
        """Return the languages in which it sounds natural; None while that is not known."""
        natural = natural_languages(self.id)
        own = [self.language] if self.language else LANGUAGES
        return None if natural is None else [code for code in own if code in natural]

    def card(self) -> dict[str, object]:
        """Return what a voice picker and the API show of it."""
        natural_in = self.natural_in
        return {
            **asdict(self),
            "sample_url": self.sample_url,
            "natural_in": natural_in,
            "quality": _quality(natural_in, len(LANGUAGES) if not self.language else 1),
        }


def _quality(natural_in: Sequence[str] | None, languages: int) -> str:
    """Return how a voice of so many languages sounds, in the reader's language; "" if not known."""
    if natural_in is None:
        return ""
    if not natural_in:
        return gettext("Basic voice")
    if len(natural_in) == languages:
        return gettext("Natural voice")
    names = ", ".join(LANGUAGES[code] for code in natural_in)
    return gettext("Natural in %(languages)s") % {"languages": names}


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
    """There is no such voice; the message lists those there are."""


def reference_voices(user: User | None) -> list[Voice]:
    """Return the voices of real people that this person may use; of None those open to everyone."""
    return [_as_voice(it) for it in ReferenceVoice.usable_by(user)]


def _as_voice(row: ReferenceVoice) -> Voice:
    return Voice(row.voice_id, row.name, row.language, OUR_OWN)


def every_voice(user: User | None = None) -> Sequence[Voice]:
    """Return all voices for this person: the named ones, then the presets, then reference voices."""
    return (*NAMED, *PRESETS, *reference_voices(user))


def kept_voices() -> Sequence[Voice]:
    """Return all voices that are offered to anybody."""
    rows = ReferenceVoice.objects.filter(removed_at=None)
    return (*NAMED, *PRESETS, *(_as_voice(it) for it in rows))


def preset_voices(user: User | None = None) -> Sequence[Voice]:
    """Return the voices a brief can be read in: the presets and reference voices."""
    return (*PRESETS, *reference_voices(user))


def find(voice_id: str, user: User | None = None) -> Voice:
    """Return the voice of this id. Raises UnknownVoice, also for one that this person may not use."""
    if voice_id in _BY_ID:
        return _BY_ID[voice_id]
    for voice in reference_voices(user) if voice_id.startswith(CLONE) else ():
        if voice.id == voice_id:
            return voice
    raise UnknownVoice(
        f"There is no voice called “{voice_id[:40]}”. Choose one of: {', '.join(_BY_ID)}."
    )


def label_of(voice_id: str) -> str:
    """Return what people call a voice; one that is only known by its id is called that."""
    return gettext(_BY_ID[voice_id].label) if voice_id in _BY_ID else voice_id


def still_offered(voice_id: str, user: User | None = None) -> str:
    """Return the voice's id, or the default preset's when this person may not use it any more."""
    try:
        return find(voice_id, user).id
    except UnknownVoice:
        return DEFAULT_PRESET


def voice_for(language: str, wished: str = "", user: User | None = None) -> str:
    """Return the id of the wished voice where it speaks the language, else of the language's own voice.

    A wished voice that this person may not use, or not any more, counts as the default preset.
    """
    if wished and find(wished := still_offered(wished, user), user).language in {"", language}:
        return wished
    own = (voice.id for voice in NAMED if voice.language == language)
    return next(own, DEFAULT_PRESET)
