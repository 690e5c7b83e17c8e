"""Voices: the names that every engine understands, and the parameters of one voice."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from tts.service.settings import LONGEST_CHUNK
from tts.service.text.lexicon import NO_LEXICON, Lexicon

NAMED_VOICES: Final = {
    "en-US-JennyNeural": "en-us",
    "en-US-GuyNeural": "en-us",
    "ar-SA-HamedNeural": "ar",
    "es-ES-ElviraNeural": "es",
    "fr-FR-DeniseNeural": "fr",
}
"""Voices that every engine knows, with the language of each."""


PRESETS: Final = ("professional", "warm", "authoritative", "calm", "friendly")
"""Styles that every engine offers in each of its languages."""


CLONE: Final = "clone:"
"""Prefix of the id of a reference voice."""


DEFAULT_VOICE: Final = "en-US-JennyNeural"


_BASIC_ENGINES: Final = frozenset({"espeak"})


def is_natural(engine: str) -> bool:
    """Return whether an engine sounds like a person; the others are understood, and no more."""
    return engine not in _BASIC_ENGINES


def excerpt(name: str) -> str:
    """Return a caller's word shortened and encodable, to be quoted in a message."""
    return name[:60].encode(errors="replace").decode()


class UnknownVoice(Exception):
    """The voice, or the language asked of it, does not exist; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a voice speaks; an engine uses what it supports.

    `pace` multiplies the engine's normal speed. `pitch` and `liveliness` (the range of the pitch)
    run from 0 to 100, 50 is normal. `word_gap` is extra silence between words in milliseconds,
    `pauses` a factor of the silence between sentences.
    """

    pace: float = 1.0
    pitch: int = 50
    liveliness: int = 50
    word_gap: int = 0
    pauses: float = 1.0


@dataclass(frozen=True, slots=True)
class Sampling:
    """Parameters for models that sample at random; None leaves one to the voice.

    `seed` makes a take repeatable as far as the model is. `exaggeration` and `cfg_weight` run from
    0 to 2 and exist in chatterbox only, `temperature` runs from 0 to 5.
    """

    seed: int | None = None
    temperature: float | None = None
    exaggeration: float | None = None
    cfg_weight: float | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice ready to speak: public id, language, and `source`, the engine's own name for it.

    `engine` names the engine it belongs to; a chunk for it has at most `chunk_size` characters;
    `reference` is the recording it imitates, if any; `lexicon` has its pronunciations; `timed` says
    whether word times are wanted, which may cost extra.
    """

    id: str
    language: str
    source: str
    style: Style = field(default_factory=Style)
    engine: str = ""
    chunk_size: int = LONGEST_CHUNK
    reference: Path | None = None
    sampling: Sampling = field(default_factory=Sampling)
    # Not compared: two voices are the same reader whatever their pronunciations and timing.
    lexicon: Lexicon = field(default=NO_LEXICON, compare=False, repr=False)
    timed: bool = field(default=True, compare=False)


def with_next_seed(voice: Voice) -> Voice:
    """Return the voice for another take: with the same seed it would come out the same."""
    if voice.sampling.seed is None:
        return voice
    seed = (voice.sampling.seed + 1) % 2**32
    return replace(voice, sampling=replace(voice.sampling, seed=seed))
