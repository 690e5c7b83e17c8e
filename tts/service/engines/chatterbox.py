"""Chatterbox: large voices that imitate a recording, English or 23 languages.

A model is not thread-safe, so each thread has its own. It begins to invent beyond some 350
characters and stops after 40 s, loses Arabic letters its vocabulary lacks, and keeps the last
recording it imitated until it is given another: all three are dealt with here.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from chatterbox.mtl_tts import ChatterboxMultilingualTTS
from chatterbox.tts import ChatterboxTTS

from tts.service.engines.protocol import EngineFailed, Facts, Utterance
from tts.service.engines.torch_models import (
    Remembered,
    at_pace,
    chosen_device,
    package_version,
    sow,
    take,
    without_gradients,
)
from tts.service.settings import Limits
from tts.service.voices.catalog import CLONE, Style, Voice
from tts.service.voices.references import Reference, References
from tts.service.voices.resolver import PACES, Casting

LONGEST_TEXT: Final = 290
"""What the model is given at most, once its letters are spelled as it knows them."""

_SAMPLE_RATE: Final = 24_000
_HAMZA: Final = {
    "\u0622": "\u0621\u0627",
    "\u0623": "\u0621",
    "\u0624": "\u0621",
    "\u0625": "\u0621\u0650",
    "\u0626": "\u0621",
    "\u0671": "\u0627",
}
"""Arabic letters that carry a hamza, by the letter alone, which every vocabulary has."""


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a preset speaks: the model's own settings."""

    exaggeration: float = 0.5
    cfg_weight: float = 0.5
    temperature: float = 0.8


_MANNERS: Final[Mapping[str, _Manner]] = {
    "professional": _Manner(0.4, 0.5, 0.7),
    "warm": _Manner(0.6, 0.45, 0.8),
    "authoritative": _Manner(0.55, 0.6, 0.7),
    "calm": _Manner(0.3, 0.4, 0.7),
    "friendly": _Manner(0.75, 0.4, 0.85),
}


class ChatterboxSpeaker:
    """One loaded model, and the recordings it has listened to last."""

    def __init__(self, model: Any, is_multilingual: bool) -> None:
        self._model = model
        self._is_multilingual = is_multilingual
        self._heard = Remembered(self._listen)
        self._built_in = model.conds
        self._lost = _lost_letters(model) if is_multilingual else {}

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak one chunk; raises EngineFailed."""
        settings = self._settings(voice)
        # The model keeps whom it imitated last; the next caller may want somebody else.
        self._model.conds = self._conditionals(voice)
        sow(voice.sampling.seed)
        if self._is_multilingual:
            settings["language_id"] = voice.language
        text = chunk.translate(self._lost) if voice.language == "ar" else chunk

        def speak(part: str) -> Sequence[float]:
            samples: Sequence[float] = self._model.generate(part, **settings).squeeze(0).tolist()
            return samples

        spoken = take(speak, text, LONGEST_TEXT, stopped)
        return at_pace(spoken, self._model.sr, _SAMPLE_RATE, rate * voice.style.pace)

    def _settings(self, voice: Voice) -> dict[str, Any]:
        manner = _MANNERS.get(voice.id, _Manner())
        asked = voice.sampling
        return {
            "exaggeration": _first(asked.exaggeration, manner.exaggeration),
            "cfg_weight": _first(asked.cfg_weight, manner.cfg_weight),
            "temperature": _first(asked.temperature, manner.temperature),
        }

    def _conditionals(self, voice: Voice) -> Any:
        """Who to sound like: a recording's speaker, or the model's own; raises EngineFailed."""
        if voice.reference is not None:
            return self._heard.analysis(voice.reference)
        if self._built_in is None:
            raise EngineFailed("This model has no voice of its own: ask for a reference voice.")
        return self._built_in

    def _listen(self, path: str) -> Any:
        self._model.prepare_conditionals(path)
        return self._model.conds


class ChatterboxEngine:
    """The model's own voice with the manners of the presets, and reference voices."""

    name = "chatterbox"
    sample_rate = _SAMPLE_RATE
    chunk_size = 280

    def __init__(self, limits: Limits) -> None:
        """Choose model and device without loading yet; raises EngineFailed."""
        self._variant = limits.chatterbox_model
        self._folder = limits.model_path[0] if limits.model_path else None
        self._device = chosen_device(limits.tts_device)
        self._references = References(limits.voices_dir)
        self.version = package_version("chatterbox-tts")
        self._casting = Casting(self._languages(), self._cast, self._own)

    @property
    def _is_multilingual(self) -> bool:
        return self._variant != "english"

    def languages(self) -> Sequence[str]:
        """Language codes of the model, sorted."""
        return sorted(self._languages())

    def voices(self) -> Sequence[Voice]:
        """Named voices and presets, then every reference voice in its language."""
        return self._casting.voices() + [
            self._imitating(reference, None) for reference in self._references.all()
        ]

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice; raises UnknownVoice."""
        return self._casting.voice(name, language)

    def companion(self, voice: Voice, language: str) -> Voice:
        """The same speaker in another language; raises UnknownVoice."""
        return replace(voice, language=self._casting.language(language))

    def facts(self) -> Facts:
        """Its device, and which of the models it is."""
        return Facts(self._device, [self._folder or self._variant], clones=True)

    def open(self) -> ChatterboxSpeaker:
        """Load one more model, from MODEL_PATH or the hub; raises EngineFailed."""
        try:
            with without_gradients():
                model = self._loaded()
        except Exception as error:  # whatever torch and the hub raise
            raise EngineFailed(f"Chatterbox could not be loaded: {error}.") from error
        return ChatterboxSpeaker(model, self._is_multilingual)

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
        return ["en", *sorted(code for code in codes if code != "en")]

    def _cast(self, name: str, language: str) -> Voice:
        return Voice(name, language, name, Style(pace=PACES.get(name, 1.0)), engine=self.name)

    def _own(self, name: str, language: str | None) -> Voice | None:
        reference = self._references.find(name.removeprefix(CLONE))
        return self._imitating(reference, language) if reference else None

    def _imitating(self, reference: Reference, language: str | None) -> Voice:
        name, spoken = CLONE + reference.id, language or reference.native(self._languages())
        return Voice(name, spoken, name, engine=self.name, reference=reference.path)


def _lost_letters(model: Any) -> dict[int, str]:
    """Hamza letters the tokenizer would drop once it has taken them apart, by what it keeps."""
    known = model.tokenizer.tokenizer.get_vocab()
    return {
        ord(letter): alone
        for letter, alone in _HAMZA.items()
        if any(part not in known for part in unicodedata.normalize("NFKD", letter))
    }


def _first(asked: float | None, usual: float) -> float:
    return usual if asked is None else asked
