"""What every speech engine offers, whatever model it runs.

An `Engine` knows its voices and opens `Synthesizer`s; a speaker is one loaded model, used by one
thread only, and turns one chunk of text into 16-bit mono samples.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from tts.service.voices.catalog import Voice


class EngineFailed(Exception):
    """The engine could not load, or could not speak a chunk; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The engine starts saying the character at `char` of the chunk at `sample` of the audio."""

    char: int
    sample: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """One spoken chunk: samples as signed 16-bit mono, cues in order (none if unknown).

    `engines` names who spoke, in order, where that can differ from chunk to chunk.
    """

    pcm: "array[int]"
    cues: Sequence[Cue]
    engines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an operator wants to know of an engine beside its voices.

    `lexicons` gives the version (a hash) of each language's lexicon; `fallback` the engine that
    steps in, and `circuit` whether it does: closed (no), open (yes), half-open (being tried);
    `versions` the versions of both; `clones`: whether it can imitate a recording.
    """

    device: str = "cpu"
    models: Sequence[str] = ()
    lexicons: Mapping[str, str] = field(default_factory=dict)
    fallback: str | None = None
    circuit: str | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    clones: bool = False


class Synthesizer(Protocol):
    """One loaded model, owned by one thread."""

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak `chunk`, `rate` times as fast as the voice's own pace.

        Returns early with what it has once `stopped()` is true. Raises EngineFailed.
        """


class Engine(Protocol):
    """A kind of model: what it is called, what it speaks, and how to load it."""

    name: str
    version: str
    sample_rate: int
    chunk_size: int

    def languages(self) -> Sequence[str]:
        """Language codes it speaks, such as `en-us`."""

    def voices(self) -> Sequence[Voice]:
        """Every voice it can be asked for, named voices and presets first."""

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice by its id and the language wanted; raises UnknownVoice."""

    def open(self) -> Synthesizer:
        """Load one more model for the calling thread; raises EngineFailed."""


class MultilingualEngine(Engine, Protocol):
    """An engine whose voices have relatives in other languages, and that tells its info."""

    def companion(self, voice: Voice, language: str) -> Voice:
        """The voice nearest to `voice` that speaks `language`; raises UnknownVoice."""

    def info(self) -> EngineInfo:
        """Its device and models, as they are now."""


@runtime_checkable
class _HasInfo(Protocol):
    def info(self) -> EngineInfo: ...


def engine_info(engine: Engine) -> EngineInfo:
    """What an engine tells of itself; the plain info for one that tells nothing."""
    return engine.info() if isinstance(engine, _HasInfo) else EngineInfo()


def engine_credits(engine: Engine, spoke: Sequence[str]) -> tuple[str, str]:
    """Names and versions of those who `spoke` a recording, comma-separated, for its headers."""
    if not spoke:
        return engine.name, engine.version
    versions = engine_info(engine).versions
    return ", ".join(spoke), ", ".join(versions.get(name, engine.version) for name in spoke)
