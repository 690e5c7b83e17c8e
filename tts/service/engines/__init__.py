"""What every speech engine offers, whatever model it runs.

An `Engine` knows its voices and opens `Speaker`s; a speaker is one loaded model, used by one
thread only, and turns one chunk of text into 16-bit mono samples.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

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
class Voice:
    """A voice ready to speak: its public id, its language, and the engine's own name for it."""

    id: str
    language: str
    source: str
    style: Style = field(default_factory=Style)


@dataclass(frozen=True, slots=True)
class Cue:
    """The engine starts saying the character at `char` of the chunk at `sample` of the audio."""

    char: int
    sample: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """One spoken chunk: samples as signed 16-bit mono, cues in order (none if unknown)."""

    pcm: "array[int]"
    cues: Sequence[Cue]


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
