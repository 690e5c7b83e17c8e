"""The protocol of speech engines.

An `Engine` knows its voices and opens `Synthesizer`s. A synthesizer is one loaded model, used by
one thread only, that turns one chunk of text into 16-bit mono samples.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from tts.service.voices.catalog import Voice


class EngineFailed(Exception):
    """The engine could not load or could not speak; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The engine begins the character at `char` of the chunk at `sample` of the audio."""

    char: int
    sample: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What was wrong with a take of `engine`, such as `too long`.

    Without `spoken_by` another take was right; else that engine spoke instead.
    """

    engine: str
    kind: str
    spoken_by: str = ""

    @property
    def reason(self) -> str:
        """Return who spoke instead and why, as what follows "Part 2"."""
        why = {"failed": f"{self.engine} failed", "resting": f"{self.engine} had failed before"}
        came = f"{self.engine}'s came out {self.kind}"
        return f"was spoken by {self.spoken_by}: {why.get(self.kind, came)}"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One spoken chunk: samples as signed 16-bit mono, cues in order (none if unknown).

    `engines` names those that spoke, in order, where that can differ between chunks; `faults` are
    those of takes that are not heard.
    """

    pcm: "array[int]"
    cues: Sequence[Cue]
    engines: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an operator is shown of an engine beside its voices.

    `lexicons` has the version (a hash) of each language's lexicon. `fallback` is the second engine,
    `circuit` the state of its breaker: closed, open or half-open; `versions` has the versions of all.
    `clones`: whether the engine can imitate a recording. `notices` are sentences about what is wrong
    with its models.
    """

    device: str = "cpu"
    models: Sequence[str] = ()
    lexicons: Mapping[str, str] = field(default_factory=dict)
    fallback: str | None = None
    circuit: str | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    clones: bool = False
    notices: Sequence[str] = ()


class Synthesizer(Protocol):
    """One loaded model, owned by one thread."""

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak `chunk`, `rate` times as fast as the voice's own pace.

        Returns early with the audio so far once `stopped()` is true. Raises EngineFailed.
        """


class Engine(Protocol):
    """A kind of model: its name, its voices, and how to load it. `sample_rate` is in hertz."""

    name: str
    version: str
    sample_rate: int
    chunk_size: int

    def languages(self) -> Sequence[str]:
        """Return the language codes it speaks, such as `en-us`."""

    def voices(self) -> Sequence[Voice]:
        """Return every voice that can be requested, named voices and presets first."""

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice by its id and the language; raises UnknownVoice."""

    def open(self) -> Synthesizer:
        """Load one more model for the calling thread; raises EngineFailed."""


class MultilingualEngine(Engine, Protocol):
    """An engine that finds the same voice in other languages, and describes itself."""

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return the voice nearest to `voice` that speaks `language`; raises UnknownVoice."""

    def info(self) -> EngineInfo:
        """Return its device and models, as they are now."""


@runtime_checkable
class _HasInfo(Protocol):
    def info(self) -> EngineInfo: ...


def engine_info(engine: Engine) -> EngineInfo:
    """Return an engine's info; the defaults for an engine that has none."""
    return engine.info() if isinstance(engine, _HasInfo) else EngineInfo()


def engine_credits(engine: Engine, spoke: Sequence[str]) -> tuple[str, str]:
    """Return the names and the versions of those who `spoke`, comma-separated, for headers."""
    if not spoke:
        return engine.name, engine.version
    versions = engine_info(engine).versions
    return ", ".join(spoke), ", ".join(versions.get(name, engine.version) for name in spoke)
