"""Engines that are each stepped in for while they fail, behind a circuit breaker of their own."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from tts.service.audio.lengths import Lengths
from tts.service.audio.loudness import resampled
from tts.service.audio.samples import ends_in_sound, fault
from tts.service.engines.circuit import CircuitBreaker
from tts.service.engines.protocol import (
    EngineFailed,
    EngineInfo,
    Fault,
    MultilingualEngine,
    Synthesizer,
    Utterance,
)
from tts.service.text.scripts import family
from tts.service.voices.catalog import NAMED_VOICES, PRESETS, UnknownVoice, Voice, with_next_seed

log = logging.getLogger("tts.service")

# One more attempt before another voice is heard.
_TAKES: Final = 2
_STATES: Final = ("open", "half-open", "closed")


class GuardedEngine:
    """An engine that may fail, its breaker, and what is wrong with it, "" while nothing is."""

    def __init__(self, engine: MultilingualEngine, circuit: CircuitBreaker) -> None:
        self.engine = engine
        self.circuit = circuit
        self.lengths = Lengths()
        self.problem = ""


class GuardedSynthesizer:
    """One thread's synthesizer of a guarded engine.

    If it could not be opened, each chunk that the breaker lets through tries again.
    """

    def __init__(self, guarded: GuardedEngine) -> None:
        self._guarded = guarded
        self.engine = guarded.engine
        self._opened: Synthesizer | None = None
        self._open_first()

    def attempt(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> tuple[Utterance | None, list[str]]:
        """Speak a chunk, and return what was wrong with each take.

        There is no utterance if the engine fails or its breaker is open.
        """
        circuit = self._guarded.circuit
        if not circuit.allows():
            return None, ["resting"]
        try:
            spoken, wrong = self._takes(chunk, voice, rate, stopped)
        except Exception as error:  # a model's code may raise anything
            self._failed(str(error))
            return None, ["failed"]
        if spoken is None and wrong[-1] != "silent":
            self._failed(f"a chunk came out {wrong[-1]}")
        # Silence may be the text's fault: it neither opens nor closes the breaker.
        elif spoken is None or stopped():
            circuit.release_probe()
        else:
            circuit.record_success()
            self._guarded.problem = ""
        return spoken, wrong

    def _takes(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> tuple[Utterance | None, list[str]]:
        """Return the first take without a fault, if there is one, and the faults before it."""
        if self._opened is None:
            self._opened = self.engine.open()
        found = list[str]()
        for _ in range(_TAKES):
            spoken = self._opened.synthesize(chunk, voice, rate, stopped)
            wrong = None if stopped() else self._fault(spoken, chunk, voice, rate)
            if wrong is None:
                return spoken, found
            found.append(wrong)
            voice = with_next_seed(voice)
        return None, found

    def _fault(self, spoken: Utterance, chunk: str, voice: Voice, rate: float) -> str | None:
        """Return what is wrong with a take; one without a fault is learnt from."""
        sample_rate = self.engine.sample_rate
        wrong = fault(spoken.pcm, sample_rate, chunk, rate)
        if wrong is not None:
            return wrong
        # As long as it would be at the pace of all the engine's voices.
        seconds = len(spoken.pcm) / sample_rate * rate * voice.style.pace
        lengths, language = self._guarded.lengths, family(voice.language)
        wrong = lengths.fault(language, chunk, seconds, ends_in_sound(spoken.pcm, sample_rate))
        if wrong is None:
            lengths.learn(language, chunk, seconds)
        return wrong

    def _open_first(self) -> None:
        """Open the engine; a failure counts, and the last engine speaks meanwhile."""
        if not self._guarded.circuit.allows():
            return
        try:
            self._opened = self.engine.open()
        except EngineFailed as error:
            self._failed(str(error))
        else:
            # Loading proves nothing about speaking: the next chunk is the probe.
            self._guarded.circuit.release_probe()

    def _failed(self, why: str) -> None:
        log.warning("engine=%s failed: %s", self.engine.name, why)
        self._guarded.problem = f"The engine {self.engine.name} failed: {why}"
        self._guarded.circuit.record_failure()


class FallbackSynthesizer:
    """One thread's synthesizers of all engines."""

    def __init__(self, engine: "FallbackEngine") -> None:
        self._engine = engine
        # This one must open: without it nothing would speak when the others fail.
        self._last = engine.last.open()
        self._guarded = {it.engine.name: GuardedSynthesizer(it) for it in engine.guarded}

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak with the voice's own engine, else with the last; raises EngineFailed."""
        # What only the last engine speaks is no failure of the others.
        guarded = self._guarded.get(voice.engine)
        found = list[str]()
        if guarded is not None:
            spoken, found = guarded.attempt(chunk, voice, rate, stopped)
            if spoken is not None:
                return self._fitted(
                    spoken, guarded.engine, [Fault(voice.engine, it) for it in found]
                )
        last = self._engine.last
        substitute = self._engine.substitute(voice)
        spoken = self._last.synthesize(chunk, substitute, rate, stopped)
        return self._fitted(spoken, last, [Fault(voice.engine, it, last.name) for it in found])

    def _fitted(
        self, spoken: Utterance, engine: MultilingualEngine, faults: Sequence[Fault]
    ) -> Utterance:
        """Return the utterance at the rate of the recording, which has one, and with its engine."""
        wanted = self._engine.sample_rate
        pcm = resampled(spoken.pcm, engine.sample_rate, wanted)
        factor = wanted / engine.sample_rate
        cues = [replace(cue, sample=round(cue.sample * factor)) for cue in spoken.cues]
        return Utterance(pcm, cues, spoken.engines or (engine.name,), tuple(faults))


class FallbackEngine:
    """The voices of several engines, each language's by the first that speaks it.

    `last` speaks what the others do not, and for one that fails. `notices` are sentences about
    engines and models that are left out.
    """

    def __init__(
        self,
        guarded: Sequence[GuardedEngine],
        last: MultilingualEngine,
        name: str = "",
        notices: Sequence[str] = (),
    ) -> None:
        self.guarded = guarded
        self.last = last
        self._notices = notices
        self._engines = [*(it.engine for it in guarded), last]
        # The voices that people hear most decide: those of the last are changed to their rate.
        preferred = [it.engine for it in guarded] or [last]
        self.name = name or preferred[0].name
        self.version = _versions(self._engines) if name else preferred[0].version
        self.sample_rate = max(engine.sample_rate for engine in preferred)
        self.chunk_size = max(engine.chunk_size for engine in preferred)

    def languages(self) -> Sequence[str]:
        """Return the language codes of all engines, sorted."""
        return sorted(set(chain.from_iterable(engine.languages() for engine in self._engines)))

    def voices(self) -> Sequence[Voice]:
        """Return the first engine's voices, then of each other those that are missing yet."""
        found: dict[tuple[str, str], Voice] = {}
        for engine in self._engines:
            for voice in engine.voices():
                found.setdefault((voice.id, family(voice.language)), voice)
        return list(found.values())

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice of the first engine that has it; raises UnknownVoice."""
        for engine in self._engines[:-1]:
            try:
                return _capped(engine.voice(name, language), engine)
            except UnknownVoice:
                continue
        # It speaks most languages: what it says of a wrong name or language is true of all.
        return _capped(self.last.voice(name, language), self.last)

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return the nearest voice in another language, of any engine; raises UnknownVoice."""
        own = next((it for it in self._engines if it.name == voice.engine), self._engines[0])
        try:
            return _capped(own.companion(voice, language), own)
        except UnknownVoice:
            return self.voice(None, language)

    def substitute(self, voice: Voice) -> Voice:
        """Return the last engine's voice to use instead of `voice`; raises EngineFailed."""
        if voice.engine == self.last.name:
            return voice
        # The other engines' own ids mean nothing to the last.
        lasting = voice.id if voice.id in NAMED_VOICES or voice.id in PRESETS else None
        for name in (lasting, None):
            try:
                return self.last.voice(name, voice.language)
            except UnknownVoice:
                continue
        message = f"{voice.engine} failed, and {self.last.name} does not speak "
        raise EngineFailed(f"{message}{voice.language}.")

    def info(self) -> EngineInfo:
        """Return what is known of all engines, and the state of the worst breaker."""
        infos = [engine.info() for engine in self._engines]
        states = {it.circuit.state for it in self.guarded}
        return replace(
            infos[0],
            models=list(chain.from_iterable(info.models for info in infos)),
            fallback=self.last.name,
            circuit=next((state for state in _STATES if state in states), None),
            versions={engine.name: engine.version for engine in self._engines},
            clones=any(info.clones for info in infos),
            notices=[*self._notices, *(it.problem for it in self.guarded if it.problem)],
        )

    def open(self) -> Synthesizer:
        """Open all for the calling thread; raises EngineFailed if the last fails to open."""
        return FallbackSynthesizer(self)


def _capped(voice: Voice, engine: MultilingualEngine) -> Voice:
    """Return the voice with no longer chunks than its engine speaks well."""
    return replace(voice, chunk_size=min(voice.chunk_size, engine.chunk_size))


def _versions(engines: Sequence[MultilingualEngine]) -> str:
    return ", ".join(f"{engine.name} {engine.version}" for engine in engines)
