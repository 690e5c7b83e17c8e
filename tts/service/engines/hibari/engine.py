"""hibari: a natural English voice in 8 MB, many times faster than real time on one core.

The threads share each voice's model and the dictionaries, which are read only and large.
"""

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from typing import Final

from hibari.g2p import G2P

from tts.service.audio.loudness import from_floats
from tts.service.audio.samples import silence, sound_end, sound_start
from tts.service.engines.hibari.model import (
    FASTEST,
    SAMPLE_RATE,
    SLOWEST,
    HibariModel,
    Sound,
    Tune,
)
from tts.service.engines.hibari.reading import Word, breaths, read
from tts.service.engines.hibari.voices import STYLES, Speaker, speaker_for, speakers
from tts.service.engines.protocol import Cue, EngineFailed, EngineInfo, Utterance
from tts.service.engines.tempo import at_tempo
from tts.service.settings import Settings
from tts.service.text.chunks import SENTENCE_PAUSE, sentences
from tts.service.text.spans import Span
from tts.service.voices.catalog import NAMED_VOICES, Style, UnknownVoice, Voice
from tts.service.voices.resolver import VoiceResolver

# Silence kept of what the model puts around each sentence: half a second before and after.
_KEPT_BEFORE: Final = 0.03
_KEPT_AFTER: Final = 0.12
_OCTAVE: Final = 100  # points of a style's pitch


class HibariLibrary:
    """Models and dictionaries, each loaded once, when first needed."""

    def __init__(self, present: dict[str, Speaker]) -> None:
        self._present = present
        self._models: dict[str, HibariModel] = {}
        self._phonemizers: dict[bool, G2P] = {}
        self._loading = threading.Lock()

    def load(self, name: str) -> tuple[HibariModel, G2P]:
        """Return a speaker's model and the reader of its accent; raises EngineFailed."""
        speaker = self._present[name]
        with self._loading:
            try:
                if name not in self._models:
                    self._models[name] = HibariModel(speaker.path)
                if speaker.is_british not in self._phonemizers:
                    self._phonemizers[speaker.is_british] = G2P(british=speaker.is_british)
            except Exception as error:  # a broken file raises many kinds of errors
                raise EngineFailed(f"{speaker.path} cannot be loaded: {error}.") from error
        return self._models[name], self._phonemizers[speaker.is_british]


class HibariSynthesizer:
    """What one thread speaks with: nothing of its own."""

    def __init__(self, library: HibariLibrary) -> None:
        self._library = library

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak one chunk, checking `stopped` after each sentence; raises EngineFailed."""
        wanted = rate * voice.style.pace
        speed = min(max(SLOWEST, wanted), FASTEST)
        try:
            take = self._spoken(chunk, voice, speed, stopped)
        except EngineFailed:
            raise
        except Exception as error:  # the package's own code may raise anything
            raise EngineFailed(f"hibari could not speak a chunk: {error!r}.") from error
        return at_tempo(take, SAMPLE_RATE, wanted / speed)

    def _spoken(
        self, chunk: str, voice: Voice, speed: float, stopped: Callable[[], bool]
    ) -> Utterance:
        pcm, cues = array("h"), list[Cue]()
        for span, words in self._sentences(chunk, voice):
            if pcm:
                pcm += silence(SENTENCE_PAUSE * voice.style.pauses / speed, SAMPLE_RATE)
            sentence = self._sentence(words, voice, speed)
            cues += [Cue(span.start + it.char, len(pcm) + it.sample) for it in sentence.cues]
            pcm += sentence.pcm
            if stopped():
                break
        return Utterance(pcm, cues)

    def _sentences(self, chunk: str, voice: Voice) -> Iterator[tuple[Span, list[Word]]]:
        """Yield the sentences with their words; one that is too long for the model comes in parts."""
        _, phonemizer = self._library.load(voice.source)
        for span in sentences(chunk):
            words = read(phonemizer, chunk[span.start : span.end])
            for part in breaths(words):
                yield span, part

    def _sentence(self, words: Sequence[Word], voice: Voice, speed: float) -> Utterance:
        model, _ = self._library.load(voice.source)
        phonemes = "".join(word.phonemes for word in words)
        sound = model.speak(phonemes, speed, _tune(voice.style), voice.sampling.seed)
        return _trimmed(from_floats(sound.samples), _cues(words, sound))


class HibariEngine:
    """The voice in the package and those of MODEL_PATH, which all speak English."""

    name = "hibari"
    sample_rate = SAMPLE_RATE
    chunk_size = 300

    def __init__(self, settings: Settings) -> None:
        """Look for the voices without loading any."""
        self._present = speakers(settings.model_path)
        self._library = HibariLibrary(self._present)
        self._preload = settings.tts_load == "start"
        self.version = version("hibari-tts")
        self._resolver = VoiceResolver(self.languages(), self._standard_voice, self._own_voice)

    def languages(self) -> Sequence[str]:
        """Return `en-us`, and `en-gb` with a British voice."""
        return list(dict.fromkeys(speaker.language for speaker in self._present.values()))

    def voices(self) -> Sequence[Voice]:
        """Return the named voices and presets that have a speaker, then all speakers."""
        named = [name for name in NAMED_VOICES if speaker_for(name, self._present)]
        names = [*named, *STYLES, *(f"hibari:{name}" for name in self._present)]
        return [self.voice(name, None) for name in names]

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice; raises UnknownVoice."""
        return self._resolver.voice(name, language)

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return `voice` for English; raises UnknownVoice for other languages."""
        self._resolver.language(language)
        return voice

    def info(self) -> EngineInfo:
        """Return the names of the voices; they run on the processor."""
        return EngineInfo(models=list(self._present))

    def open(self) -> HibariSynthesizer:
        """Return a synthesizer for the calling thread, its voice loaded by setting.

        Raises EngineFailed.
        """
        speaker = HibariSynthesizer(self._library)
        if self._preload:
            # The first sentence takes a model ten times as long as the next.
            speaker.synthesize("Ready.", self.voice(None, None), 1.0, lambda: False)
        return speaker

    def _standard_voice(self, name: str, language: str) -> Voice:
        """Return the speaker that fits the name or preset; raises UnknownVoice if there is none."""
        speaker = speaker_for(name, self._present)
        if speaker is None:
            raise UnknownVoice(f"No speaker here fits the name '{name}'.")
        style = STYLES.get(name, Style())
        return Voice(name, speaker.language, speaker.name, style, engine=self.name)

    def _own_voice(self, name: str, language: str | None) -> Voice | None:
        speaker = self._present.get(name.removeprefix("hibari:"))
        if speaker is None:
            return None
        return Voice(f"hibari:{speaker.name}", speaker.language, speaker.name, engine=self.name)


def _tune(style: Style) -> Tune:
    return Tune(2 ** ((style.pitch - 50) / _OCTAVE), style.liveliness / 50)


def _cues(words: Sequence[Word], sound: Sound) -> Iterator[Cue]:
    """Yield where each word begins: the model's durations are exact."""
    at = 0
    for word in words:
        if word.is_heard:
            yield Cue(word.char, int(sound.starts[at]))
        at += len(word.phonemes)


def _trimmed(pcm: "array[int]", cues: Iterator[Cue]) -> Utterance:
    """Return the sentence with little silence left around it."""
    before, after = round(_KEPT_BEFORE * SAMPLE_RATE), round(_KEPT_AFTER * SAMPLE_RATE)
    start = max(0, sound_start(pcm, SAMPLE_RATE) - before)
    end = sound_end(pcm, start, len(pcm), SAMPLE_RATE) + after
    kept = pcm[start:end]
    return Utterance(
        kept, [Cue(cue.char, min(max(0, cue.sample - start), len(kept))) for cue in cues]
    )
