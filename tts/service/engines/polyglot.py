"""An engine that reads mixed scripts: each run by a voice of its language, all equally loud."""

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tts.service.audio.loudness import normalize_loudness, without_tail
from tts.service.engines.protocol import (
    Cue,
    EngineInfo,
    Fault,
    MultilingualEngine,
    Synthesizer,
    Utterance,
)
from tts.service.text.chunks import chunks
from tts.service.text.lexicon import Lexicon
from tts.service.text.scripts import runs
from tts.service.text.spans import Span
from tts.service.text.words import is_speakable
from tts.service.voices.catalog import UnknownVoice, Voice

_PAUSE_BETWEEN_SCRIPTS: Final = 0.06


class PolyglotSynthesizer:
    """Speaks a chunk run by run; each run starts with a cue, so its time is known."""

    def __init__(self, open_speaker: Callable[[], Synthesizer], engine: "PolyglotEngine") -> None:
        self._open_speaker = open_speaker
        self._engine = engine
        self._opened: Synthesizer | None = None

    def load(self) -> Synthesizer:
        """Return the engine's synthesizer, opening it on first use; raises EngineFailed."""
        if self._opened is None:
            # One at a time: models loaded by two threads at once have mixed up their weights.
            with self._engine.opening:
                self._opened = self._open_speaker()
        return self._opened

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak `chunk`, switching voices where the script changes; raises EngineFailed."""
        parts = list(self._parts(chunk, voice))
        if len(parts) == 1:
            spoken = self.load().synthesize(chunk, parts[0][1], rate, stopped)
            return replace(spoken, pcm=normalize_loudness(spoken.pcm))
        # A dict keeps the engines in order and each of them once.
        pcm, cues, engines, faults = array("h"), list[Cue](), dict[str, None](), list[Fault]()
        for span, reader in parts:
            if stopped():
                break
            spoken = self._part(chunk[span.start : span.end], reader, rate, stopped)
            cues += [
                Cue(span.start + cue.char, len(pcm) + cue.sample)
                for cue in (*_opening(chunk, span, spoken), *spoken.cues)
            ]
            pcm += spoken.pcm
            engines |= dict.fromkeys(spoken.engines)
            faults += spoken.faults
        return Utterance(pcm, cues, tuple(engines), tuple(faults))

    def _part(self, text: str, voice: Voice, rate: float, stopped: Callable[[], bool]) -> Utterance:
        """Speak one run; without a sentence's end its silent tail is cut to a short pause."""
        spoken = self.load().synthesize(text, voice, rate, stopped)
        pcm = normalize_loudness(spoken.pcm)
        # The sentence goes on in another script: without the pause that follows its end.
        if text.rstrip()[-1:].isalnum():
            pcm = without_tail(pcm, self._engine.sample_rate, _PAUSE_BETWEEN_SCRIPTS / rate)
        # A cue may lie in the tail that was cut off.
        latest = len(pcm)
        cues = [Cue(cue.char, min(cue.sample, latest)) for cue in spoken.cues]
        return replace(spoken, pcm=pcm, cues=cues)

    def _parts(self, chunk: str, voice: Voice) -> Iterator[tuple[Span, Voice]]:
        """Yield the spans of the chunk and their voices, none longer than the voice's cap."""
        for span, reader in self._readers(chunk, voice):
            text = chunk[span.start : span.end]
            if len(text) <= reader.chunk_size:
                yield span, reader
                continue
            for piece in chunks(text, reader.chunk_size):
                start, end = piece.span.start, piece.span.end
                yield Span(span.start + start, span.start + end), reader

    def _readers(self, chunk: str, voice: Voice) -> Iterator[tuple[Span, Voice]]:
        """Yield the runs with their voices, neighbours with the same voice joined."""
        held: tuple[Span, Voice] | None = None
        for run in runs(chunk, voice.language):
            reader = self._engine.reader(voice, run.language)
            if held and held[1] == reader:
                held = (Span(held[0].start, run.span.end), reader)
                continue
            if held:
                yield held
            held = (run.span, reader)
        if held:
            yield held


class PolyglotEngine:
    """An engine's voices with the operator's lexicon, reading every script the engine can."""

    def __init__(
        self, engine: MultilingualEngine, lexicon: Lexicon, loads_at_start: bool = True
    ) -> None:
        self._engine = engine
        self._lexicon = lexicon
        self._loads_at_start = loads_at_start
        self.opening = threading.Lock()
        self.name = engine.name
        self.version = engine.version
        self.sample_rate = engine.sample_rate
        self.chunk_size = engine.chunk_size

    def languages(self) -> Sequence[str]:
        """Return the language codes it speaks."""
        return self._engine.languages()

    def voices(self) -> Sequence[Voice]:
        """Return every voice that can be requested."""
        return self._engine.voices()

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice by its id and the language; raises UnknownVoice."""
        return replace(self._engine.voice(name, language), lexicon=self._lexicon)

    def reader(self, voice: Voice, language: str) -> Voice:
        """Return the voice for a run in `language`: `voice` itself if the engine has no other."""
        if language == voice.language:
            return voice
        try:
            return self._engine.companion(voice, language)
        except UnknownVoice:
            return voice

    def info(self) -> EngineInfo:
        """Return the engine's info with the version of each language's lexicon."""
        return replace(self._engine.info(), lexicons=self._lexicon.versions)

    def open(self) -> Synthesizer:
        """Load one more model for the calling thread, now or on first use; raises EngineFailed."""
        speaker = PolyglotSynthesizer(self._engine.open, self)
        if self._loads_at_start:
            speaker.load()
        return speaker


def _opening(chunk: str, span: Span, spoken: Utterance) -> tuple[Cue, ...]:
    """Return a cue for the run's first word, if the engine gave none."""
    if spoken.cues or not spoken.pcm:
        return ()
    first = next((at for at in range(span.start, span.end) if is_speakable(chunk[at])), span.start)
    return (Cue(first - span.start, 0),)
