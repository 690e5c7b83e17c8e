"""espeak-ng: the engine without a model, every language in a few megabytes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

import espeakng_loader

from tts.service.engines.espeak_library import (
    FASTEST,
    PITCH,
    RANGE,
    RATE,
    SLOWEST,
    WORD_GAP,
    EspeakLibrary,
    Language,
    variants,
)
from tts.service.engines.protocol import EngineInfo, Utterance
from tts.service.engines.tempo import at_tempo
from tts.service.settings import Settings
from tts.service.voices.catalog import (
    DEFAULT_VOICE,
    NAMED_VOICES,
    PRESETS,
    Style,
    UnknownVoice,
    Voice,
    excerpt,
)

NORMAL_WORDS_A_MINUTE: Final = 150
"""Slower than espeak's default of 175: the listeners are children who follow the text."""

_STYLES: Final = {
    "en-US-JennyNeural": ("f2", Style(1.0, 58, 60, 10)),
    "en-US-GuyNeural": ("m3", Style(1.0, 46, 58, 10)),
    "ar-SA-HamedNeural": ("m7", Style(0.9, 44, 52, 20)),
    "es-ES-ElviraNeural": ("f3", Style(0.97, 56, 60, 10)),
    "fr-FR-DeniseNeural": ("f4", Style(0.97, 54, 58, 10)),
    "professional": ("m1", Style(1.05, 48, 45, 0)),
    "warm": ("f3", Style(0.92, 50, 64, 15)),
    "authoritative": ("m6", Style(0.94, 36, 40, 20)),
    "calm": ("f5", Style(0.84, 42, 38, 30)),
    "friendly": ("f1", Style(1.02, 66, 78, 5)),
}

# Plain `en` is American here, as the default voice is.
_PREFERRED: Final = {"en": "en-us"}
# The library lists these languages, but has no dictionary to read them with.
_WITHOUT_DICTIONARY: Final = ("fo", "kaa", "xex")
_PRESET_LANGUAGES: Final = ("en-us", "ar", "es", "fr-fr")
_OWN_ID: Final = re.compile(r"(?:espeak:)?([a-z0-9-]{2,32})(?:\+([a-z0-9]{1,32}))?", re.I)


class EspeakSynthesizer:
    """One copy of the library, used by the thread that opened it."""

    def __init__(self, data_path: str) -> None:
        self._library = EspeakLibrary(data_path)

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak one chunk; speeds beyond espeak's range are reached by stretching the audio."""
        wanted = NORMAL_WORDS_A_MINUTE * voice.style.pace * rate
        spoken = min(max(SLOWEST, round(wanted)), FASTEST)
        settings = {
            RATE: spoken,
            PITCH: voice.style.pitch,
            RANGE: voice.style.liveliness,
            # The library counts this pause in units of 10 ms.
            WORD_GAP: round(voice.style.word_gap / 10),
        }
        pcm, cues = self._library.say(chunk, voice.source, settings, stopped)
        take = Utterance(pcm, cues)
        if SLOWEST <= wanted <= FASTEST or stopped():
            return take
        return at_tempo(take, self._library.sample_rate, wanted / spoken)


class EspeakEngine:
    """espeak-ng's voices: named ones, presets, and `language+variant` of its own."""

    name = "espeak"
    chunk_size = 300

    def __init__(self, _: Settings | None = None) -> None:
        self._data_path: str = espeakng_loader.get_data_path()
        # For its lists only: each thread speaks with a copy of its own.
        self._library = EspeakLibrary(self._data_path)
        self.version = self._library.version()
        self.sample_rate: int = self._library.sample_rate

    @cached_property
    def _known(self) -> dict[str, Language]:
        known = self._library.languages()
        for dictionary in _WITHOUT_DICTIONARY:
            known.pop(dictionary, None)
        return known | {code: known[own] for code, own in _PREFERRED.items()}

    @cached_property
    def _variants(self) -> dict[str, str]:
        return {name.lower(): name for name in variants(self._data_path)}

    def languages(self) -> Sequence[str]:
        """Return the language codes it speaks, sorted."""
        return sorted(self._known)

    def voices(self) -> Sequence[Voice]:
        """Return named voices, presets in the four main languages, and a voice per language."""
        named = [self.voice(name, None) for name in NAMED_VOICES]
        presets = [self.voice(name, code) for name in PRESETS for code in _PRESET_LANGUAGES]
        codes = sorted({language.code for language in self._known.values()})
        return [*named, *presets, *(self.voice(f"espeak:{code}", None) for code in codes)]

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice; without a name, the default for the language. Raises UnknownVoice."""
        wanted = self._language(language) if language is not None else None
        if name is None:
            name = self._default_for(wanted)
        if name in PRESETS:
            return _styled(name, wanted or self._known["en"])
        if name in NAMED_VOICES:
            return _check_language(_styled(name, self._known[NAMED_VOICES[name]]), wanted)
        return _check_language(self._own_voice(name), wanted)

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return the same variant in another language; raises UnknownVoice."""
        other = self._language(language)
        _, plus, variant = voice.source.partition("+")
        return replace(voice, language=other.code, source=f"{other.source}{plus}{variant}")

    def info(self) -> EngineInfo:
        """Return the defaults: it runs on the processor and has no model."""
        return EngineInfo()

    def open(self) -> EspeakSynthesizer:
        """Load one more copy of the library; raises EngineFailed."""
        return EspeakSynthesizer(self._data_path)

    def _default_for(self, wanted: Language | None) -> str:
        if wanted is None:
            return DEFAULT_VOICE
        for name, spoken in NAMED_VOICES.items():
            if self._known[spoken] == wanted:
                return name
        return f"espeak:{wanted.code}"

    def _language(self, language: str) -> Language:
        asked = language.lower().replace("_", "-")
        # A region that it lacks is read by the language itself.
        found = self._known.get(asked) or self._known.get(asked.partition("-")[0])
        if found is None:
            raise UnknownVoice(f"The language '{excerpt(language)}' is not spoken here.")
        return found

    def _own_voice(self, name: str) -> Voice:
        match = _OWN_ID.fullmatch(name)
        language = self._known.get(match[1].lower()) if match else None
        variant = self._variants.get((match[2] or "").lower()) if match else None
        if match is None or language is None or (match[2] and variant is None):
            raise UnknownVoice(f"The voice '{excerpt(name)}' is unknown; GET /voices lists them.")
        suffix = f"+{variant}" if variant else ""
        return Voice(
            f"espeak:{language.code}{suffix}",
            language.code,
            f"{language.source}{suffix}",
            engine="espeak",
        )


def _styled(name: str, language: Language) -> Voice:
    variant, style = _STYLES[name]
    return Voice(name, language.code, f"{language.source}+{variant}", style, engine="espeak")


def _check_language(voice: Voice, wanted: Language | None) -> Voice:
    if wanted and wanted.code.partition("-")[0] != voice.language.partition("-")[0]:
        raise UnknownVoice(f"The voice '{voice.id}' speaks {voice.language}, not {wanted.code}.")
    return voice
