"""Chatterbox: large models that imitate a recording, in English or in 23 languages.

A model is not thread-safe, so each thread loads its own. It hallucinates beyond about 350
characters and stops after 40 s, drops Arabic letters missing from its vocabulary, and keeps the
last recording it imitated until it is given another. This module handles all three.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from chatterbox.mtl_tts import ChatterboxMultilingualTTS
from chatterbox.tts import ChatterboxTTS

from tts.service.engines.protocol import EngineFailed, EngineInfo, Utterance
from tts.service.engines.tempo import at_rate_and_tempo
from tts.service.engines.torch_models import (
    AnalysisCache,
    package_version,
    seed_torch,
    select_device,
    speak_in_pieces,
    without_gradients,
)
from tts.service.settings import Settings
from tts.service.voices.catalog import CLONE, Style, Voice
from tts.service.voices.references import Reference, ReferenceVoices
from tts.service.voices.resolver import PRESET_PACES, VoiceResolver

LONGEST_TEXT: Final = 290
"""Most characters given to the model, counted after letters are replaced."""

_SAMPLE_RATE: Final = 24_000
_HAMZA: Final = {
    "\u0622": "\u0621\u0627",
    "\u0623": "\u0621",
    "\u0624": "\u0621",
    "\u0625": "\u0621\u0650",
    "\u0626": "\u0621",
    "\u0671": "\u0627",
}
"""Arabic letters with a hamza, and the plain letters that every vocabulary has."""


@dataclass(frozen=True, slots=True)
class _PresetSettings:
    """The model's settings for one preset."""

    exaggeration: float = 0.5
    cfg_weight: float = 0.5
    temperature: float = 0.8


_PRESET_SETTINGS: Final[Mapping[str, _PresetSettings]] = {
    "professional": _PresetSettings(0.4, 0.5, 0.7),
    "warm": _PresetSettings(0.6, 0.45, 0.8),
    "authoritative": _PresetSettings(0.55, 0.6, 0.7),
    "calm": _PresetSettings(0.3, 0.4, 0.7),
    "friendly": _PresetSettings(0.75, 0.4, 0.85),
}


class ChatterboxSynthesizer:
    """One loaded model, with a cache of the recordings it has analysed."""

    def __init__(self, model: Any, is_multilingual: bool) -> None:
        self._model = model
        self._is_multilingual = is_multilingual
        self._analyses = AnalysisCache(self._listen)
        # Kept here, as the model forgets it with the first recording it imitates.
        self._built_in = model.conds
        self._missing = _missing_letters(model) if is_multilingual else {}

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak one chunk; raises EngineFailed."""
        settings = self._settings(voice)
        # The model keeps the last speaker it imitated: set it for each chunk.
        self._model.conds = self._conditionals(voice)
        seed_torch(voice.sampling.seed)
        if self._is_multilingual:
            settings["language_id"] = voice.language
        text = chunk.translate(self._missing) if voice.language == "ar" else chunk

        def speak(part: str) -> Sequence[float]:
            # The model returns a batch of one.
            samples: Sequence[float] = self._model.generate(part, **settings).squeeze(0).tolist()
            return samples

        spoken = speak_in_pieces(speak, text, LONGEST_TEXT, stopped)
        return at_rate_and_tempo(spoken, self._model.sr, _SAMPLE_RATE, rate * voice.style.pace)

    def _settings(self, voice: Voice) -> dict[str, Any]:
        preset = _PRESET_SETTINGS.get(voice.id, _PresetSettings())
        asked = voice.sampling
        return {
            "exaggeration": _or_default(asked.exaggeration, preset.exaggeration),
            "cfg_weight": _or_default(asked.cfg_weight, preset.cfg_weight),
            "temperature": _or_default(asked.temperature, preset.temperature),
        }

    def _conditionals(self, voice: Voice) -> Any:
        """Return the speaker to imitate: a recording's or the model's own; raises EngineFailed."""
        if voice.reference is not None:
            return self._analyses.analysis(voice.reference)
        if self._built_in is None:
            raise EngineFailed("This model has no voice of its own: ask for a reference voice.")
        return self._built_in

    def _listen(self, path: str) -> Any:
        self._model.prepare_conditionals(path)
        return self._model.conds


class ChatterboxEngine:
    """The model's own voice with the settings of each preset, and reference voices."""

    name = "chatterbox"
    sample_rate = _SAMPLE_RATE
    # Less than LONGEST_TEXT: letters that are replaced make a chunk longer.
    chunk_size = 280

    def __init__(self, settings: Settings) -> None:
        """Choose the model and the device without loading; raises EngineFailed."""
        self._variant = settings.chatterbox_model
        self._folder = settings.model_path[0] if settings.model_path else None
        self._device = select_device(settings.tts_device)
        self._references = ReferenceVoices(settings.voices_dir)
        self.version = package_version("chatterbox-tts")
        self._resolver = VoiceResolver(self._languages(), self._standard_voice, self._own_voice)

    @property
    def _is_multilingual(self) -> bool:
        return self._variant != "english"

    def languages(self) -> Sequence[str]:
        """Return the model's language codes, sorted."""
        return sorted(self._languages())

    def voices(self) -> Sequence[Voice]:
        """Return named voices and presets, then each reference voice in its language."""
        return self._resolver.voices() + [
            self._reference_voice(reference, None) for reference in self._references.all()
        ]

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice; raises UnknownVoice."""
        return self._resolver.voice(name, language)

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return the same voice in another language; raises UnknownVoice."""
        return replace(voice, language=self._resolver.language(language))

    def info(self) -> EngineInfo:
        """Return the device and the variant of the model."""
        return EngineInfo(self._device, [self._folder or self._variant], clones=True)

    def open(self) -> ChatterboxSynthesizer:
        """Load one more model, from MODEL_PATH or the hub; raises EngineFailed."""
        try:
            with without_gradients():
                model = self._loaded()
        except Exception as error:  # torch and the hub raise many kinds of errors
            raise EngineFailed(f"Chatterbox could not be loaded: {error}.") from error
        return ChatterboxSynthesizer(model, self._is_multilingual)

    def _loaded(self) -> Any:
        kind = ChatterboxMultilingualTTS if self._is_multilingual else ChatterboxTTS
        which = {"t3_model": "v3"} if self._variant == "multilingual-v3" else {}
        if self._folder is not None:
            return kind.from_local(self._folder, self._device, **which)
        return kind.from_pretrained(self._device, **which)

    def _languages(self) -> list[str]:
        if not self._is_multilingual:
            return ["en"]
        codes = ChatterboxMultilingualTTS.get_supported_languages()
        # The first language is the presets' default (see VoiceResolver).
        return ["en", *sorted(code for code in codes if code != "en")]

    def _standard_voice(self, name: str, language: str) -> Voice:
        return Voice(
            name, language, name, Style(pace=PRESET_PACES.get(name, 1.0)), engine=self.name
        )

    def _own_voice(self, name: str, language: str | None) -> Voice | None:
        reference = self._references.find(name.removeprefix(CLONE))
        return self._reference_voice(reference, language) if reference else None

    def _reference_voice(self, reference: Reference, language: str | None) -> Voice:
        name, spoken = (
            CLONE + reference.id,
            language or reference.spoken_language(self._languages()),
        )
        return Voice(name, spoken, name, engine=self.name, reference=reference.path)


def _missing_letters(model: Any) -> dict[int, str]:
    """Return replacements for hamza letters that the tokenizer would drop.

    The tokenizer decomposes letters (NFKD), and drops the parts its vocabulary lacks.
    """
    known = model.tokenizer.tokenizer.get_vocab()
    return {
        ord(letter): alone
        for letter, alone in _HAMZA.items()
        if any(part not in known for part in unicodedata.normalize("NFKD", letter))
    }


def _or_default(asked: float | None, usual: float) -> float:
    return usual if asked is None else asked
