"""Request bodies of the service's own routes, and the messages for bodies that do not validate."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tts.service.settings import LONGEST_CHUNK, SHORTEST_CHUNK
from tts.service.voices.catalog import CLONE, excerpt

AudioFormat = Literal["mp3", "wav", "opus", "flac", "pcm"]

# Fields of Chatterbox-TTS-Server that mean the same as ours.
_ALIASES = (
    ("voice", "predefined_voice_id"),
    ("rate", "speed_factor"),
    ("format", "output_format"),
)


class SpeechOptions(BaseModel):
    """How to speak; the field names of Chatterbox-TTS-Server are accepted beside our own.

    `temperature`, `exaggeration`, `cfg_weight` and `seed` are always validated, but used only by
    engines that sample; espeak does not.
    """

    # Unknown fields are refused: a misspelt option would otherwise be ignored in silence.
    model_config = ConfigDict(extra="forbid", strict=True)

    voice: str | None = Field(None, description="A voice of GET /voices.", min_length=1)
    rate: float | None = Field(None, ge=0.25, le=4, description="1 is the voice's own pace.")
    format: AudioFormat | None = Field(None, description="mp3 unless said otherwise.")
    language: str | None = Field(
        None, min_length=2, max_length=32, description="Chooses a preset's language: en, ar, es…"
    )
    stream: bool | None = Field(None, description="Send the audio while it is being spoken.")
    voice_mode: Literal["predefined", "clone"] | None = Field(
        None, description="clone imitates a recording of VOICES_DIR, which is named as the voice."
    )
    predefined_voice_id: str | None = Field(None, min_length=1, description="Same as voice.")
    reference_audio_filename: str | None = Field(
        None, min_length=1, description="Same as voice, for voice_mode clone."
    )
    output_format: AudioFormat | None = Field(None, description="Same as format.")
    speed_factor: float | None = Field(None, ge=0.25, le=4, description="Same as rate.")
    split_text: bool | None = Field(None, description="False cuts only where the engine must.")
    chunk_size: int | None = Field(
        None,
        ge=SHORTEST_CHUNK,
        le=LONGEST_CHUNK,
        description="Most characters spoken in one go; the engine's own cap still holds.",
    )
    seed: int | None = Field(None, ge=0, le=2**32 - 1)
    temperature: float | None = Field(None, ge=0, le=5)
    exaggeration: float | None = Field(None, ge=0, le=2)
    cfg_weight: float | None = Field(None, ge=0, le=2)

    @model_validator(mode="after")
    def _aliases_agree(self) -> Self:
        for name, alias in _ALIASES:
            ours, theirs = getattr(self, name), getattr(self, alias)
            if ours is not None and theirs is not None and ours != theirs:
                raise ValueError(f"'{name}' and '{alias}' say different things; send one of them.")
        return self

    @model_validator(mode="after")
    def _clone_has_a_reference(self) -> Self:
        clones = self.voice_mode == "clone"
        if clones and self.voice_name() is None:
            raise ValueError("'voice_mode' clone needs 'reference_audio_filename': a voice's id.")
        if self.reference_audio_filename and not clones:
            raise ValueError("'reference_audio_filename' is for 'voice_mode' clone only.")
        return self

    def voice_name(self) -> str | None:
        """Return the id of the voice asked for, None if no voice is named."""
        name = self.voice or self.reference_audio_filename or self.predefined_voice_id
        if self.voice_mode != "clone" or name is None:
            return name
        # Clients of Chatterbox-TTS-Server name the file and not the voice.
        return CLONE + name.removeprefix(CLONE).removesuffix(".wav")

    def pace(self) -> float:
        """Return how many times as fast as the voice's own pace to speak."""
        return self.rate or self.speed_factor or 1.0

    def audio_format(self) -> AudioFormat:
        """Return the format of the file wanted."""
        return self.format or self.output_format or "mp3"


class SpeechRequest(SpeechOptions):
    """A text to speak, and how."""

    text: str = Field(description="What to say.")


class JobOptions(SpeechOptions):
    """How a job is spoken, and its priority."""

    priority: Literal["high", "normal", "low"] = "normal"

    @model_validator(mode="after")
    def _is_not_streamed(self) -> Self:
        if self.stream:
            raise ValueError("A job's audio is fetched when it is done: leave out 'stream'.")
        return self


class TextJob(JobOptions):
    """A text to speak as a job."""

    text: str = Field(description="What to say.")


class BatchJob(JobOptions):
    """Several texts to speak as one job; each becomes a file of its own."""

    texts: list[str] = Field(min_length=1, max_length=500)


class TextToVowel(BaseModel):
    """An Arabic text."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: str


def validation_message(errors: Sequence[Mapping[str, Any]]) -> str:
    """Return one sentence about the first error in a request body."""
    error = errors[0]
    name = excerpt(".".join(str(part) for part in error["loc"] if part != "body"))
    match error["type"]:
        case "json_invalid":
            return "The body is not valid JSON."
        case "extra_forbidden":
            return f"The field '{name}' is unknown."
        case "missing" if name:
            return f"The field '{name}' is missing."
        case "value_error":
            return str(error["ctx"]["error"])
    if not name:
        return "The body must be a JSON object, sent as application/json."
    return f"The field '{name}' cannot be used: {_lowered(str(error['msg']))}."


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
