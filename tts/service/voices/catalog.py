"""Voices: the names every engine understands, and what an engine is told of one."""

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
"""Voices every engine answers to, with the language each one speaks."""


PRESETS: Final = ("professional", "warm", "authoritative", "calm", "friendly")
"""Ways of speaking that every engine offers in each of its languages."""


CLONE: Final = "clone:"
"""Before the id of a recording that is imitated."""


DEFAULT_VOICE: Final = "en-US-JennyNeural"


def excerpt(name: str) -> str:
    """A caller's word made short and encodable, to be repeated in a message."""
    return name[:60].encode(errors="replace").decode()


class UnknownVoice(Exception):
    """The voice, or the language asked of it, does not exist; the message is one sentence."""


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


def with_next_seed(voice: Voice) -> Voice:
    """The voice for another take of a chunk; with the same seed it would come out the same."""
    if voice.sampling.seed is None:
        return voice
    seed = (voice.sampling.seed + 1) % 2**32
    return replace(voice, sampling=replace(voice.sampling, seed=seed))
