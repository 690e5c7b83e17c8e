"""What every speech engine offers, whatever model it runs.

An `Engine` knows its voices and opens `Speaker`s; a speaker is one loaded model, used by one
thread only, and turns one chunk of text into 16-bit mono samples.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from tts.service.settings import LONGEST_CHUNK
from tts.service.text.lexicon import NO_LEXICON, Lexicon

NAMED_VOICES: Final = {
    "en-US-JennyNeural": "en-us",
    "en-US-GuyNeural": "en-us",
    "ar-SA-HamedNeural": "ar",
    "es-ES-ElviraNeural": "es",
    "fr-FR-DeniseNeural": "fr",
}
"""Voices every engine answers to, with the language each one speaks."""

PRESETS: Final = ("professional", "warm", "authoritative", "calm", "friendly")
"""Ways of speaking that every engine offers in each of its languages."""

CLONE: Final = "clone:"
"""Before the id of a recording that is imitated."""

DEFAULT_VOICE: Final = "en-US-JennyNeural"


def shown(name: str) -> str:
    """A caller's word made short and encodable, to be repeated in a message."""
    return name[:60].encode(errors="replace").decode()


class UnknownVoice(Exception):
    """The voice, or the language asked of it, does not exist; the message is one sentence."""


class EngineFailed(Exception):
    """The engine could not load, or could not speak a chunk; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a voice speaks; engines use what they can.

    `pace` multiplies the engine's normal speed; `pitch` and `liveliness` (how far the pitch
    wanders) run from 0 to 100 with 50 as normal; `word_gap` is extra silence in milliseconds.
    """

    pace: float = 1.0
    pitch: int = 50
    liveliness: int = 50
    word_gap: int = 0


@dataclass(frozen=True, slots=True)
class Sampling:
    """What a caller asks of models that draw lots; None leaves it to the voice.

    `seed` makes a take repeatable as far as the model is; `exaggeration` and `cfg_weight` run
    from 0 to 2 and are chatterbox's own, `temperature` from 0 to 5.
    """

    seed: int | None = None
    temperature: float | None = None
    exaggeration: float | None = None
    cfg_weight: float | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice ready to speak: its public id, its language, and the engine's own name for it.

    `engine` names the engine it belongs to; a chunk for it has at most `chunk_size` characters;
    `reference` is the recording it imitates, if it does; `lexicon` says how to pronounce words;
    `timed`: whether anybody wants to know when each word is heard, which may cost extra.
    """

    id: str
    language: str
    source: str
    style: Style = field(default_factory=Style)
    engine: str = ""
    chunk_size: int = LONGEST_CHUNK
    reference: Path | None = None
    sampling: Sampling = field(default_factory=Sampling)
    lexicon: Lexicon = field(default=NO_LEXICON, compare=False, repr=False)
    timed: bool = field(default=True, compare=False)


def retaken(voice: Voice) -> Voice:
    """The voice for another take of a chunk; with the same seed it would come out the same."""
    if voice.sampling.seed is None:
        return voice
    seed = (voice.sampling.seed + 1) % 2**32
    return replace(voice, sampling=replace(voice.sampling, seed=seed))


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
class Facts:
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


class Speaker(Protocol):
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

    def open(self) -> Speaker:
        """Load one more model for the calling thread; raises EngineFailed."""


class Linguist(Engine, Protocol):
    """An engine whose voices have relatives in other languages, and that tells its facts."""

    def companion(self, voice: Voice, language: str) -> Voice:
        """The voice nearest to `voice` that speaks `language`; raises UnknownVoice."""

    def facts(self) -> Facts:
        """Its device and models, as they are now."""


@runtime_checkable
class _Factual(Protocol):
    def facts(self) -> Facts: ...


def facts_of(engine: Engine) -> Facts:
    """What an engine tells of itself; the plain facts for one that tells nothing."""
    return engine.facts() if isinstance(engine, _Factual) else Facts()


def credited(engine: Engine, spoke: Sequence[str]) -> tuple[str, str]:
    """Names and versions of those who `spoke` a recording, comma-separated, for its headers."""
    if not spoke:
        return engine.name, engine.version
    versions = facts_of(engine).versions
    return ", ".join(spoke), ", ".join(versions.get(name, engine.version) for name in spoke)
