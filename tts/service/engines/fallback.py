"""A second engine that speaks while the first one fails, behind a circuit breaker."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from tts.service.audio.loudness import resampled
from tts.service.audio.samples import fault
from tts.service.engines.protocol import (
    EngineFailed,
    EngineInfo,
    MultilingualEngine,
    Synthesizer,
    Utterance,
)
from tts.service.voices.catalog import NAMED_VOICES, PRESETS, UnknownVoice, Voice, with_next_seed

log = logging.getLogger("tts.service")

# One more attempt before another voice is heard.
_TAKES: Final = 2


class CircuitBreaker:
    """Closed while an engine works; `failures` in a row open it for `seconds`.

    Then one chunk is let through as a probe (half-open): it closes the breaker or opens it again.
    Shared by all threads.
    """

    def __init__(
        self, failures: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = failures
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._opened: float | None = None
        self._probing = False

    @property
    def state(self) -> str:
        """Return `closed`, `open` or `half-open`."""
        if self._opened is None:
            return "closed"
        waited = self._clock() - self._opened >= self._seconds
        return "half-open" if self._probing or waited else "open"

    def allows(self) -> bool:
        """Return whether to try the engine; if so, one of the `record_…` methods must follow."""
        with self._lock:
            if self._opened is None:
                return True
            if self._probing or self._clock() - self._opened < self._seconds:
                return False
            self._probing = True
            return True

    def record_success(self) -> None:
        """Close the breaker: the engine spoke."""
        with self._lock:
            self._failures, self._opened, self._probing = 0, None, False

    def record_failure(self) -> None:
        """Count a failure, and open the breaker if it was one too many or a probe."""
        with self._lock:
            self._failures += 1
            if self._probing or self._failures >= self._most:
                self._opened = self._clock()
            self._probing = False

    def release_probe(self) -> None:
        """End a probe without a result: the caller left, or the text had no sound."""
        with self._lock:
            self._probing = False


class FallbackSynthesizer:
    """One thread's synthesizers of both engines.

    If the first could not be opened, each chunk that the breaker lets through tries again.
    """

    def __init__(self, engine: "FallbackEngine") -> None:
        self._engine = engine
        # This one must open: without it nothing would speak when the first fails.
        self._second = engine.second.open()
        self._first: Synthesizer | None = None
        self._open_first()

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak with the voice's own engine, else with the second; raises EngineFailed."""
        first, second = self._engine.first, self._engine.second
        # What only the second engine speaks is no failure of the first.
        if voice.engine != second.name:
            spoken = self._try_first(chunk, voice, rate, stopped)
            if spoken is not None:
                return replace(spoken, engines=spoken.engines or (first.name,))
        spoken = self._second.synthesize(chunk, self._engine.substitute(voice), rate, stopped)
        # A recording has one sample rate, the first engine's.
        pcm = resampled(spoken.pcm, second.sample_rate, first.sample_rate)
        factor = first.sample_rate / second.sample_rate
        cues = [replace(cue, sample=round(cue.sample * factor)) for cue in spoken.cues]
        return Utterance(pcm, cues, (second.name,))

    def _try_first(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance | None:
        """Speak with the first engine; return None if it fails or the breaker is open."""
        circuit = self._engine.circuit
        if not circuit.allows():
            return None
        try:
            spoken, wrong = self._take(chunk, voice, rate, stopped)
        except Exception as error:  # a model's code may raise anything
            log.warning("engine=%s failed: %s", self._engine.first.name, error)
            circuit.record_failure()
            return None
        # Silence may be the text's fault: it neither opens nor closes the breaker.
        if stopped() or wrong == "silent":
            circuit.release_probe()
        elif wrong:
            log.warning("engine=%s failed: a chunk came out %s", self._engine.first.name, wrong)
            circuit.record_failure()
        else:
            circuit.record_success()
        return None if wrong and not stopped() else spoken

    def _take(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> tuple[Utterance, str | None]:
        """Return the first engine's utterance, its second attempt if faulty, and its fault."""
        if self._first is None:
            self._first = self._engine.first.open()
        for _ in range(_TAKES):
            spoken = self._first.synthesize(chunk, voice, rate, stopped)
            wrong = fault(spoken.pcm, self._engine.first.sample_rate, chunk, rate)
            if wrong is None or stopped():
                break
            voice = with_next_seed(voice)
        return spoken, wrong

    def _open_first(self) -> None:
        """Open the first engine; a failure counts, and the second one speaks meanwhile."""
        if not self._engine.circuit.allows():
            return
        try:
            self._first = self._engine.first.open()
        except EngineFailed as error:
            log.warning("engine=%s failed to load: %s", self._engine.first.name, error)
            self._engine.circuit.record_failure()
        else:
            # Loading proves nothing about speaking: the next chunk is the probe.
            self._engine.circuit.release_probe()


class FallbackEngine:
    """The first engine's voices, and the second's for other languages."""

    def __init__(
        self, first: MultilingualEngine, second: MultilingualEngine, circuit: CircuitBreaker
    ) -> None:
        self.first = first
        self.second = second
        self.circuit = circuit
        self.name = first.name
        self.version = first.version
        self.sample_rate = first.sample_rate
        self.chunk_size = first.chunk_size

    def languages(self) -> Sequence[str]:
        """Return the language codes of both engines, sorted."""
        return sorted({*self.first.languages(), *self.second.languages()})

    def voices(self) -> Sequence[Voice]:
        """Return the first engine's voices, then the second's that the first lacks."""
        own = list(self.first.voices())
        known = {(voice.id, voice.language.partition("-")[0]) for voice in own}
        others = self.second.voices()
        return own + [v for v in others if (v.id, v.language.partition("-")[0]) not in known]

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice of the first engine, else of the second; raises UnknownVoice."""
        return self._either(lambda engine: engine.voice(name, language))

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return the nearest voice in another language, of either engine; raises UnknownVoice."""
        if voice.engine == self.second.name:
            return self.second.companion(voice, language)
        try:
            return self.first.companion(voice, language)
        except UnknownVoice:
            return self.second.voice(None, language)

    def substitute(self, voice: Voice) -> Voice:
        """Return the second engine's voice to use instead of `voice`; raises EngineFailed."""
        if voice.engine == self.second.name:
            return voice
        # The first engine's own ids mean nothing to the second.
        lasting = voice.id if voice.id in NAMED_VOICES or voice.id in PRESETS else None
        for name in (lasting, None):
            try:
                return self.second.voice(name, voice.language)
            except UnknownVoice:
                continue
        message = f"{self.first.name} failed, and {self.second.name} does not speak "
        raise EngineFailed(f"{message}{voice.language}.")

    def info(self) -> EngineInfo:
        """Return the first engine's info with the state of the breaker."""
        versions = {engine.name: engine.version for engine in (self.first, self.second)}
        first, second = self.first.info(), self.second.info()
        return replace(
            first, fallback=self.second.name, circuit=self.circuit.state, versions=versions,
            clones=first.clones or second.clones,
        )  # fmt: skip

    def open(self) -> Synthesizer:
        """Open both for the calling thread; raises EngineFailed if the second fails to open."""
        return FallbackSynthesizer(self)

    def _either(self, find: Callable[[MultilingualEngine], Voice]) -> Voice:
        try:
            return find(self.first)
        except UnknownVoice:
            try:
                return find(self.second)
            except UnknownVoice:
                pass
            # The first engine's error: the second is only its stand-in.
            raise
