"""Piper: small neural voices, one file each, faster than real time on one core.

`MODEL_PATH` names `<voice>.onnx` files, each with its `<voice>.onnx.json` beside it. Each thread has
sessions of its own: they could be shared, but then two chunks would compete for the same cores.
"""

import os
import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Final

import onnxruntime
from piper import AudioChunk, PiperVoice, SynthesisConfig
from piper.config import PiperConfig
from piper.const import BOS, EOS, PAD

from tts.service.engines.piper.models import PiperModel, read_models, with_alignments
from tts.service.engines.protocol import Cue, EngineFailed, EngineInfo, Utterance
from tts.service.engines.tempo import at_rate_and_tempo
from tts.service.settings import Settings
from tts.service.text.chunks import sentences
from tts.service.text.scripts import family
from tts.service.text.words import words
from tts.service.voices.catalog import DEFAULT_VOICE, NAMED_VOICES, Style, Voice
from tts.service.voices.resolver import PRESET_PACES, VoiceResolver

# Paces beyond these are reached by stretching the audio.
_SLOWEST: Final = 0.5
_FASTEST: Final = 2.0
_RAW_PHONEMES: Final = re.compile(r"\[\[")
_UNSPOKEN: Final = (*".,:;!?", BOS, EOS, PAD)
_SECOND_ENGLISH_VOICE: Final = "en-US-GuyNeural"


class PiperSynthesizer:
    """The models of one thread, each loaded when first needed."""

    def __init__(self, models: Sequence[PiperModel], sample_rate: int, cores: int) -> None:
        self._models = {model.id: model for model in models}
        self._sample_rate = sample_rate
        self._cores = cores
        self._loaded: dict[str, PiperVoice] = {}

    def load(self) -> None:
        """Load every model; raises EngineFailed."""
        for model in self._models.values():
            self._voice(model)

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak one chunk, checking `stopped` after each sentence; raises EngineFailed."""
        name, _, speaker = voice.source.partition("/")
        model = self._models[name]
        loaded = self._voice(model)
        wanted = rate * voice.style.pace
        spoken = min(max(_SLOWEST, wanted), _FASTEST)
        settings = SynthesisConfig(
            speaker_id=model.speakers.get(speaker),
            length_scale=loaded.config.length_scale / spoken,
            normalize_audio=False,  # it would scale each sentence to full volume
        )
        try:
            # [[ ]] would have piper read the text between as phonemes.
            take = _take(loaded, _RAW_PHONEMES.sub("((", chunk), settings, stopped, voice.timed)
        except Exception as error:  # the model's own code may raise anything
            raise EngineFailed(f"piper could not speak a chunk with {name}: {error}.") from error
        return at_rate_and_tempo(take, model.sample_rate, self._sample_rate, wanted / spoken)

    def _voice(self, model: PiperModel) -> PiperVoice:
        if model.id not in self._loaded:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self._cores
            try:
                session = onnxruntime.InferenceSession(
                    with_alignments(model.path), options, providers=["CPUExecutionProvider"]
                )
                config = PiperConfig.from_dict(model.config)
            except Exception as error:  # a broken file raises many kinds of errors
                raise EngineFailed(f"{model.path} cannot be loaded: {error}.") from error
            self._loaded[model.id] = PiperVoice(
                session=session,
                config=config,
                # Its own vowels would replace those that the author wrote.
                use_tashkeel=False,
            )
        return self._loaded[model.id]


class PiperEngine:
    """The voices of `MODEL_PATH`; named voices and presets map to the model of their language."""

    name = "piper"
    chunk_size = 400

    def __init__(self, settings: Settings) -> None:
        """Read the models' descriptions; raises EngineFailed."""
        self._models = read_models(settings.model_path)
        self.version = version("piper-tts")
        # A recording has one rate: the highest, so that no voice loses any of its sound.
        self.sample_rate = max(model.sample_rate for model in self._models)
        self._preload = settings.tts_load == "start"
        # onnxruntime would use all cores for each session, and the threads would compete.
        self._cores = max(1, (os.cpu_count() or 1) // settings.workers)
        self._resolver = VoiceResolver(self._languages(), self._standard_voice, self._own_voice)

    def languages(self) -> Sequence[str]:
        """Return the models' languages, sorted."""
        return sorted(self._languages())

    def voices(self) -> Sequence[Voice]:
        """Return named voices and presets of these languages, then each model's speakers."""
        return self._resolver.voices() + [
            self._speaker(model, speaker)
            for model in self._models
            for speaker in (model.speakers or [""])
        ]

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice; raises UnknownVoice."""
        return self._resolver.voice(name, language)

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return the default voice of another language; raises UnknownVoice."""
        return self._resolver.voice(None, language)

    def info(self) -> EngineInfo:
        """Return the names of the models; they run on the processor."""
        return EngineInfo(models=[model.id for model in self._models])

    def open(self) -> PiperSynthesizer:
        """Return a synthesizer for the calling thread, loaded by setting; raises EngineFailed."""
        speaker = PiperSynthesizer(self._models, self.sample_rate, self._cores)
        if self._preload:
            speaker.load()
        return speaker

    def _languages(self) -> list[str]:
        ordered = dict.fromkeys(model.language for model in self._models)
        # The first language is the presets' default (see VoiceResolver).
        default = family(NAMED_VOICES[DEFAULT_VOICE])
        return sorted(ordered, key=lambda code: family(code) != default)

    def _standard_voice(self, name: str, language: str) -> Voice:
        """Return the model named after the voice, such as `en_US-jenny-medium`, else one that fits."""
        spoken = [model for model in self._models if model.language == language]
        called = [model for model in spoken if _own_name(name) in model.id.lower()]
        others = [model for model in spoken if _own_name(DEFAULT_VOICE) not in model.id.lower()]
        # With two English models, each of the two named English voices gets one.
        last = others[-1:] if name == _SECOND_ENGLISH_VOICE else []
        model = (called or last or spoken)[0]
        style = Style(pace=PRESET_PACES.get(name, 1.0))
        return Voice(name, model.language, model.id, style, engine=self.name)

    def _own_voice(self, name: str, language: str | None) -> Voice | None:
        wanted, _, speaker = name.removeprefix("piper:").partition("/")
        for model in self._models:
            if model.id == wanted and (not speaker or speaker in model.speakers):
                return self._speaker(model, speaker)
        return None

    def _speaker(self, model: PiperModel, speaker: str) -> Voice:
        source = f"{model.id}/{speaker}" if speaker else model.id
        return Voice(f"piper:{source}", model.language, source, engine=self.name)


def _own_name(name: str) -> str:
    """Return the given name: `jenny` for `en-US-JennyNeural`."""
    return name.rpartition("-")[2].removesuffix("Neural").lower()


def _take(
    voice: PiperVoice,
    chunk: str,
    settings: SynthesisConfig,
    stopped: Callable[[], bool],
    timed: bool,
) -> Utterance:
    """Speak the sentences of a chunk in turn; `timed` adds cues where they are certain."""
    pcm, starts = array("h"), list[list[int]]()
    for sentence in voice.synthesize(chunk, settings, include_alignments=timed):
        if timed:
            starts.append(_word_starts(sentence, voice.config.phoneme_id_map, len(pcm)))
        pcm.frombytes(sentence.audio_int16_bytes)
        if stopped():
            break
    return Utterance(pcm, list(_cues(chunk, starts)) if timed else [])


def _cues(chunk: str, starts: Sequence[Sequence[int]]) -> Iterator[Cue]:
    """Yield a cue for each word of a sentence, or only for its first if the counts differ.

    Piper's espeak joins some words, and reads others, such as numbers, as several.
    """
    spans = sentences(chunk)
    if len(spans) != len(starts):
        return
    for span, heard in zip(spans, starts, strict=True):
        places = [word.start for word in words(chunk, span)]
        known = len(places) if len(places) == len(heard) else 1
        yield from map(Cue, places[:known], heard[:known])


def _word_starts(sentence: AudioChunk, signs: Mapping[str, Sequence[int]], at: int) -> list[int]:
    """Return the first sample of each word of a sentence, by the lengths of its phonemes."""
    between_words = set(signs.get(" ", ()))
    unspoken = {number for sign in _UNSPOKEN for number in signs.get(sign, ())}
    lengths = sentence.phoneme_id_samples
    starts, is_new = list[int](), True
    # A model that could not be patched gives no lengths, and then there are no words.
    for number, length in zip(
        sentence.phoneme_ids, [] if lengths is None else lengths, strict=False
    ):
        if number in between_words:
            is_new = True
        elif is_new and number not in unspoken:
            starts.append(at)
            is_new = False
        at += int(length)
    return starts
