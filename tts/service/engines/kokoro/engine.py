"""Kokoro: open voices in English, Spanish, French and more, slower than hibari and Piper.

The threads share the model, which is large and is only read.
"""

import logging
import os
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from typing import Final

import numpy as np
from kokoro_onnx.chunker import split_phonemes
from kokoro_onnx.config import MAX_PHONEME_LENGTH
from kokoro_onnx.tokenizer import Tokenizer
from numpy.typing import NDArray

from tts.service.audio.loudness import from_floats
from tts.service.audio.samples import silence, sound_end, sound_start
from tts.service.engines.kokoro.files import Speaker, read_files, speaker_for
from tts.service.engines.kokoro.model import (
    FASTEST,
    HERTZ,
    SLOWEST,
    KokoroModel,
    Sound,
    read_styles,
)
from tts.service.engines.protocol import Cue, EngineFailed, EngineInfo, Utterance
from tts.service.engines.tempo import at_tempo
from tts.service.settings import Settings
from tts.service.text.chunks import SENTENCE_PAUSE, sentences
from tts.service.text.words import is_speakable, words
from tts.service.voices.catalog import Style, Voice
from tts.service.voices.resolver import PRESET_PACES, VoiceResolver

# Silence kept of what the model puts around each sentence.
_KEPT_BEFORE: Final = round(0.03 * HERTZ)
_KEPT_AFTER: Final = round(0.12 * HERTZ)
# It warns of each text whose words it joins, and only that is ever logged by it.
logging.getLogger("phonemizer").disabled = True


class KokoroLibrary:
    """The model, the reader and the speakers' styles, each loaded once, when first needed."""

    def __init__(self, settings: Settings) -> None:
        """Look for the files; raises EngineFailed."""
        self._path, self.speakers = read_files(settings.model_path)
        # onnxruntime would use all cores for each chunk, and the threads would compete.
        self._cores = max(1, (os.cpu_count() or 1) // settings.workers)
        self._styles: dict[str, NDArray[np.float32]] = {}
        self._loading = threading.Lock()

    def load(self, name: str) -> tuple[KokoroModel, Tokenizer, NDArray[np.float32]]:
        """Return the model, the reader and the speaker's styles; raises EngineFailed."""
        with self._loading:
            try:
                if name not in self._styles:
                    self._styles[name] = read_styles(self.speakers[name].path)
                return self._model, self._reader, self._styles[name]
            except Exception as error:  # a broken file raises many kinds of errors
                raise EngineFailed(f"{self._path} cannot be loaded: {error}.") from error

    @cached_property
    def _model(self) -> KokoroModel:
        return KokoroModel(self._path, self._cores)

    @cached_property
    def _reader(self) -> Tokenizer:
        return Tokenizer()


class KokoroSynthesizer:
    """What one thread speaks with: nothing of its own."""

    def __init__(self, library: KokoroLibrary) -> None:
        self._library = library

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak one chunk, checking `stopped` after each breath; raises EngineFailed."""
        wanted = rate * voice.style.pace
        speed = min(max(SLOWEST, wanted), FASTEST)
        try:
            take = self._spoken(chunk, voice, speed, stopped)
        except EngineFailed:
            raise
        except Exception as error:  # the package's own code may raise anything
            raise EngineFailed(f"kokoro could not speak a chunk: {error!r}.") from error
        return at_tempo(take, HERTZ, wanted / speed)

    def _spoken(
        self, chunk: str, voice: Voice, speed: float, stopped: Callable[[], bool]
    ) -> Utterance:
        pcm, cues = array("h"), list[Cue]()
        for span in sentences(chunk):
            if pcm:
                pcm += silence(SENTENCE_PAUSE * voice.style.pauses / speed, HERTZ)
            starts = []
            for breath in self._breaths(chunk[span.start : span.end], voice, speed):
                starts += [len(pcm) + start for start in _word_starts(*breath)]
                pcm += from_floats(breath[1].samples)
                if stopped():
                    return Utterance(pcm, cues)
            places = [word.start for word in words(chunk, span)]
            # The reader joins some words and reads others, such as numbers, as several.
            known = len(places) if len(places) == len(starts) else 1
            cues += map(Cue, places[:known], starts[:known])
        return Utterance(pcm, cues)

    def _breaths(self, sentence: str, voice: Voice, speed: float) -> Iterator[tuple[str, Sound]]:
        """Yield the phonemes and the sound of as much as the model speaks in one go."""
        model, reader, styles = self._library.load(voice.source)
        phonemes = reader.phonemize(sentence, voice.language)
        for breath in split_phonemes(" ".join(phonemes.split()), MAX_PHONEME_LENGTH):
            yield breath, _trimmed(model.speak(breath, styles, speed))


class KokoroEngine:
    """The speakers whose files are in `MODEL_PATH`, each in their language."""

    name = "kokoro"
    sample_rate = HERTZ
    chunk_size = 300

    def __init__(self, settings: Settings) -> None:
        """Look for the files; raises EngineFailed."""
        self._library = KokoroLibrary(settings)
        self._speakers = self._library.speakers
        self._preload = settings.tts_load == "start"
        self.version = version("kokoro-onnx")
        self._resolver = VoiceResolver(self.languages(), self._standard_voice, self._own_voice)

    def languages(self) -> Sequence[str]:
        """Return the speakers' languages, American English first."""
        return list(dict.fromkeys(speaker.language for speaker in self._speakers.values()))

    def voices(self) -> Sequence[Voice]:
        """Return named voices and presets of these languages, then all speakers."""
        return self._resolver.voices() + [self._voice(it) for it in self._speakers.values()]

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice; raises UnknownVoice."""
        return self._resolver.voice(name, language)

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return the default voice of another language; raises UnknownVoice."""
        return self._resolver.voice(None, language)

    def info(self) -> EngineInfo:
        """Return the names of the speakers; they run on the processor."""
        return EngineInfo(models=list(self._speakers))

    def open(self) -> KokoroSynthesizer:
        """Return a synthesizer for the calling thread, loaded by setting; raises EngineFailed."""
        if self._preload:
            self._library.load(next(iter(self._speakers)))
        return KokoroSynthesizer(self._library)

    def _standard_voice(self, name: str, language: str) -> Voice:
        speaker = speaker_for(name, language, self._speakers.values())
        style = Style(pace=PRESET_PACES.get(name, 1.0))
        return replace(self._voice(speaker), id=name, style=style)

    def _own_voice(self, name: str, language: str | None) -> Voice | None:
        speaker = self._speakers.get(name.removeprefix("kokoro:"))
        return self._voice(speaker) if speaker else None

    def _voice(self, speaker: Speaker) -> Voice:
        return Voice(f"kokoro:{speaker.name}", speaker.language, speaker.name, engine=self.name)


def _word_starts(phonemes: str, sound: Sound) -> Iterator[int]:
    """Yield the first sample of each word."""
    is_new = True
    for phoneme, start in zip(phonemes, sound.starts, strict=False):
        if is_new and is_speakable(phoneme):
            yield int(start)
        is_new = phoneme == " " or (is_new and not is_speakable(phoneme))


def _trimmed(sound: Sound) -> Sound:
    """Return the sound with little silence left around it."""
    pcm = from_floats(sound.samples)
    start = max(0, sound_start(pcm, HERTZ) - _KEPT_BEFORE)
    end = sound_end(pcm, start, len(pcm), HERTZ) + _KEPT_AFTER
    samples = sound.samples[start:end]
    return Sound(samples, np.clip(sound.starts - start, 0, len(samples)))
