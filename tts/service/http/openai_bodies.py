"""Bodies of OpenAI's speech API, with the fields that clients of its peers send."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from tts.service.voices.aliases import KOKORO_LANGUAGES, OPENAI, first_of_a_blend

# Their length comes first.
_NOT_STREAMED: Final = frozenset({"wav", "flac"})
#: Fields of other services' clients that mean nothing to an engine here.
_IGNORED: Final = (
    "instructions", "user", "sample_rate", "volume_multiplier", "normalization_options", "download_format",
    "return_download_link", "top_p", "top_k", "repetition_penalty", "max_tokens",
)  # fmt: skip


class VoiceReference(BaseModel):
    """A voice by its id, as OpenAI names custom voices."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)


class CreateSpeech(BaseModel):
    """The body of POST /v1/audio/speech; `language` is ours, for voices that speak several.

    `seed`, `temperature`, `exaggeration` and `cfg_weight` are used by engines that sample. What no engine
    here uses is named in the header X-TTS-Ignored.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    input: str
    model: str = "tts-1"
    voice: Annotated[str, Field(min_length=1)] | VoiceReference = "alloy"
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] = "mp3"
    speed: float = Field(1.0, ge=0.25, le=4)
    stream_format: Literal["sse", "audio"] | None = None
    stream: bool | None = Field(None, description="False: the whole file, with its length.")
    language: str | None = Field(None, min_length=2, max_length=32)
    lang_code: str | None = Field(
        None, min_length=1, max_length=32, description="As language, also by Kokoro's letter."
    )
    seed: int | None = Field(None, ge=0, le=2**32 - 1)
    temperature: float | None = Field(None, ge=0, le=5)
    exaggeration: float | None = Field(None, ge=0, le=2)
    cfg_weight: float | None = Field(None, ge=0, le=2)
    instructions: str | None = Field(None, max_length=4096)
    user: JsonValue = None
    sample_rate: JsonValue = None
    volume_multiplier: JsonValue = None
    normalization_options: JsonValue = None
    download_format: JsonValue = None
    return_download_link: JsonValue = None
    top_p: JsonValue = None
    top_k: JsonValue = None
    repetition_penalty: JsonValue = None
    max_tokens: JsonValue = None

    def voice_name(self) -> str:
        """Return the voice's name, ours also for one of OpenAI's."""
        name = self.voice if isinstance(self.voice, str) else self.voice.id
        return OPENAI.get(name) or first_of_a_blend(name)

    def language_code(self) -> str | None:
        """Return the language asked for, None where the voice decides."""
        letter = self.lang_code or ""
        return self.language or KOKORO_LANGUAGES.get(letter, letter) or None

    @property
    def streamed(self) -> bool:
        """Return whether to send the audio while it is spoken."""
        if self.stream is not None and self.stream_format is None:
            return self.stream and self.response_format not in _NOT_STREAMED
        return self.stream_format is not None or self.response_format not in _NOT_STREAMED

    def ignored(self) -> list[str]:
        """Return the fields that were sent and are not used."""
        return [name for name in _IGNORED if getattr(self, name) is not None]


class CaptionedSpeech(CreateSpeech):
    """The body of POST /dev/captioned_speech, as Kokoro-FastAPI has it."""

    return_timestamps: bool = True


class WordTimestamp(BaseModel):
    """When a word is heard, in seconds from the beginning."""

    word: str
    start_time: float
    end_time: float


class Captions(BaseModel):
    """Audio in base64 with its media type, and the times of its words."""

    audio: str
    audio_format: str
    timestamps: list[WordTimestamp] | None


class ErrorObject(BaseModel):
    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIProblem(BaseModel):
    """Why a request was not served, in OpenAI's shape."""

    error: ErrorObject
