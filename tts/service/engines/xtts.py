"""XTTS v2 through coqui's package: many speakers in 17 languages, or an imitated one.

Its weights are not for commercial use, which COQUI_TOS_AGREED=1 accepts; without it the package
would ask on the terminal. Texts beyond a language's limit are cut off by the model.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from TTS.api import TTS

from tts.service.engines.protocol import EngineFailed, EngineInfo, Utterance
from tts.service.engines.tempo import at_tempo
from tts.service.engines.torch_models import (
    AnalysisCache,
    package_version,
    seed_torch,
    select_device,
    speak_in_pieces,
)
from tts.service.settings import Settings
from tts.service.voices.catalog import CLONE, Style, Voice
from tts.service.voices.references import Reference, ReferenceVoices
from tts.service.voices.resolver import PRESET_PACES, VoiceResolver

CHARACTER_LIMITS: Final[Mapping[str, int]] = {
    "en": 250,
    "ar": 166,
    "cs": 186,
    "de": 253,
    "es": 239,
    "fr": 273,
    "hi": 150,
    "hu": 224,
    "it": 213,
    "ja": 71,
    "ko": 95,
    "nl": 251,
    "pl": 224,
    "pt": 203,
    "ru": 182,
    "tr": 226,
    "zh-cn": 82,
}
"""The model's languages, and the most characters of each that it speaks to the end."""

_MODEL: Final = "tts_models/multilingual/multi-dataset/xtts_v2"
_SAMPLE_RATE: Final = 24_000
_SPEAKERS: Final[Mapping[str, str]] = {
    "en-US-JennyNeural": "Ana Florence",
    "en-US-GuyNeural": "Andrew Chipper",
    "ar-SA-HamedNeural": "Suad Qasim",
    "es-ES-ElviraNeural": "Alma María",
    "fr-FR-DeniseNeural": "Sofia Hellen",
    "professional": "Craig Gutsy",
    "warm": "Gracie Wise",
    "authoritative": "Damien Black",
    "calm": "Tammie Ema",
    "friendly": "Daisy Studious",
}


class XttsSynthesizer:
    """One loaded model, with a cache of the recordings it has analysed."""

    def __init__(self, api: Any) -> None:
        self._model = api.synthesizer.tts_model
        known = self._model.speaker_manager
        self._speakers: Mapping[str, Mapping[str, Any]] = known.speakers if known else {}
        self._analyses = AnalysisCache(
            lambda path: self._model.get_conditioning_latents(audio_path=[path])
        )

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak one chunk; raises EngineFailed."""
        latents, embedding = self._conditioning(voice)
        seed_torch(voice.sampling.seed)
        asked = voice.sampling.temperature
        # The model divides by the temperature: 0 would fail.
        settings = {} if asked is None else {"temperature": max(0.05, asked)}

        def speak(part: str) -> Sequence[float]:
            spoken = self._model.inference(part, voice.language, latents, embedding, **settings)
            samples: Sequence[float] = spoken["wav"].tolist()
            return samples

        # The caller's cap is the engine's longest; this language's may be shorter.
        spoken = speak_in_pieces(speak, chunk, voice.chunk_size, stopped)
        return at_tempo(spoken, _SAMPLE_RATE, rate * voice.style.pace)

    def _conditioning(self, voice: Voice) -> tuple[Any, Any]:
        """Return the latents and the embedding of the voice's speaker; raises EngineFailed."""
        if voice.reference is not None:
            latents, embedding = self._analyses.analysis(voice.reference)
            return latents, embedding
        if not self._speakers:
            raise EngineFailed("This model has no speakers of its own: ask for a reference voice.")
        # A model from MODEL_PATH may have speakers of other names.
        own = self._speakers.get(voice.source) or next(iter(self._speakers.values()))
        latents, embedding = own.values()
        return latents, embedding


class XttsEngine:
    """The model's speakers as named voices and presets, and reference voices."""

    name = "xtts"
    sample_rate = _SAMPLE_RATE
    chunk_size = max(CHARACTER_LIMITS.values())

    def __init__(self, settings: Settings) -> None:
        """Choose the model and the device without loading; raises EngineFailed."""
        self._folder = Path(settings.model_path[0]) if settings.model_path else None
        self._device = select_device(settings.tts_device)
        self._references = ReferenceVoices(settings.voices_dir)
        self.version = package_version("coqui-tts")
        self._resolver = VoiceResolver(
            list(CHARACTER_LIMITS), self._standard_voice, self._own_voice
        )

    def languages(self) -> Sequence[str]:
        """Return the model's language codes, sorted."""
        return sorted(CHARACTER_LIMITS)

    def voices(self) -> Sequence[Voice]:
        """Return named voices and presets, then each reference voice in its language."""
        return self._resolver.voices() + [
            self._reference_voice(reference, None) for reference in self._references.all()
        ]

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice; raises UnknownVoice."""
        return self._resolver.voice(name, language)

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return the same speaker in another language; raises UnknownVoice."""
        code = self._resolver.language(language)
        return replace(voice, language=code, chunk_size=CHARACTER_LIMITS[code])

    def info(self) -> EngineInfo:
        """Return the device and the model."""
        return EngineInfo(self._device, [str(self._folder or "xtts_v2")], clones=True)

    def open(self) -> XttsSynthesizer:
        """Load one more model, from MODEL_PATH or the hub; raises EngineFailed."""
        try:
            return XttsSynthesizer(self._loaded().to(self._device))
        except Exception as error:  # torch and the hub raise many kinds of errors
            raise EngineFailed(f"XTTS could not be loaded: {error}.") from error

    def _loaded(self) -> Any:
        if self._folder is None:
            return TTS(model_name=_MODEL, progress_bar=False)
        config = self._folder / "config.json"
        return TTS(model_path=str(self._folder), config_path=str(config), progress_bar=False)

    def _standard_voice(self, name: str, language: str) -> Voice:
        style = Style(pace=PRESET_PACES.get(name, 1.0))
        cap = CHARACTER_LIMITS[language]
        return Voice(name, language, _SPEAKERS[name], style, self.name, cap)

    def _own_voice(self, name: str, language: str | None) -> Voice | None:
        if name.startswith("xtts:"):
            return self._speaker(name.removeprefix("xtts:"), language or "en")
        reference = self._references.find(name.removeprefix(CLONE))
        return self._reference_voice(reference, language) if reference else None

    def _speaker(self, speaker: str, language: str) -> Voice | None:
        if speaker not in _SPEAKERS.values():
            return None
        cap = CHARACTER_LIMITS[language]
        return Voice(f"xtts:{speaker}", language, speaker, engine=self.name, chunk_size=cap)

    def _reference_voice(self, reference: Reference, language: str | None) -> Voice:
        name, spoken = (
            CLONE + reference.id,
            language or reference.spoken_language(list(CHARACTER_LIMITS)),
        )
        cap = CHARACTER_LIMITS[spoken]
        return Voice(name, spoken, name, engine=self.name, chunk_size=cap, reference=reference.path)
