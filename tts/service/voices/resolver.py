"""Find the voice for a name and a language, for engines whose models read any text."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tts.service.text.scripts import family
from tts.service.voices.catalog import (
    DEFAULT_VOICE,
    NAMED_VOICES,
    PRESETS,
    UnknownVoice,
    Voice,
    excerpt,
)

PRESET_PACES: Final[Mapping[str, float]] = {
    "professional": 1.05,
    "warm": 0.92,
    "authoritative": 0.94,
    "calm": 0.86,
    "friendly": 1.02,
}
"""Speed of each preset, 1 being the model's own pace."""

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class VoiceResolver:
    """Maps named voices and presets to an engine's own speakers.

    `languages` are the codes the engine speaks, the default of the presets first.
    `standard(name, language)` returns the voice of a name or preset. `own(name, language)` returns
    a voice by the engine's own id, in that language or its own; None if there is none.
    """

    def __init__(
        self,
        languages: Sequence[str],
        standard: Callable[[str, str], Voice],
        own: Callable[[str, str | None], Voice | None],
    ) -> None:
        self._languages = languages
        self._standard = standard
        self._own = own

    def language(self, asked: str) -> str:
        """Return the engine's code for a language; raises UnknownVoice."""
        code = asked.lower().replace("_", "-")
        exact = (known for known in self._languages if known == code)
        related = (known for known in self._languages if family(known) == family(code))
        found = next(exact, None) or next(related, None)
        # The family alone would take anything that follows the first hyphen.
        if found is None or not _LANGUAGE.fullmatch(asked):
            raise UnknownVoice(f"The language '{excerpt(asked)}' is not spoken here.")
        return found

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice; without a name, the default for the language. Raises UnknownVoice."""
        wanted = self.language(language) if language is not None else None
        if name is None:
            name = self._default_for(wanted)
        if name in PRESETS:
            return self._standard(name, wanted or self._languages[0])
        if name in NAMED_VOICES:
            return self._named(name, wanted)
        found = self._own(name, wanted)
        if found is None:
            raise UnknownVoice(f"The voice '{excerpt(name)}' is unknown; GET /voices lists them.")
        return _check_language(found, wanted)

    def voices(self) -> list[Voice]:
        """Return the named voices available, then each preset in each of their languages."""
        # Reversed, so that of several regions of a language the first one listed wins.
        spoken = {family(code): code for code in reversed(self._languages)}
        named = [
            self._standard(name, self.language(code))
            for name, code in NAMED_VOICES.items()
            if family(code) in spoken
        ]
        mains = list(dict.fromkeys(family(code) for code in NAMED_VOICES.values()))
        codes = [spoken[main] for main in mains if main in spoken] or [self._languages[0]]
        return named + [self._standard(preset, code) for preset in PRESETS for code in codes]

    def _named(self, name: str, wanted: str | None) -> Voice:
        try:
            spoken = self.language(NAMED_VOICES[name])
        except UnknownVoice as error:
            message = f"The voice '{name}' speaks {NAMED_VOICES[name]}, which no model here does."
            raise UnknownVoice(message) from error
        return _check_language(self._standard(name, spoken), wanted)

    def _default_for(self, wanted: str | None) -> str:
        spoken = wanted or self._languages[0]
        if wanted is None and family(NAMED_VOICES[DEFAULT_VOICE]) in map(family, self._languages):
            return DEFAULT_VOICE
        for name, code in NAMED_VOICES.items():
            if family(code) == family(spoken):
                return name
        return PRESETS[0]


def _check_language(voice: Voice, wanted: str | None) -> Voice:
    """Return the voice if it speaks the `wanted` language; raises UnknownVoice."""
    if wanted is not None and family(wanted) != family(voice.language):
        raise UnknownVoice(f"The voice '{voice.id}' speaks {voice.language}, not {wanted}.")
    return voice
