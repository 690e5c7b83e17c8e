"""OpenAI's speech API as its SDK calls it: /v1/audio/speech, /v1/models, /v1/audio/voices."""

import base64
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from tts.service.engines.protocol import Engine
from tts.service.http.conversion import (
    engine_headers,
    find_voice,
    speech_response,
    synthesis_request_for,
)
from tts.service.http.dependencies import ServiceDep
from tts.service.http.problems import OpenAIError
from tts.service.http.schemas import SpeechRequest
from tts.service.http.service import Service
from tts.service.http.streaming import AudioStream
from tts.service.speech.synthesis import SynthesisRequest
from tts.service.voices.catalog import excerpt

routes = APIRouter(prefix="/v1")

VOICES: Final = {
    "alloy": "professional",
    "ash": "authoritative",
    "ballad": "warm",
    "cedar": "authoritative",
    "coral": "friendly",
    "echo": "en-US-GuyNeural",
    "fable": "warm",
    "marin": "calm",
    "nova": "en-US-JennyNeural",
    "onyx": "authoritative",
    "sage": "calm",
    "shimmer": "friendly",
    "verse": "professional",
}
"""OpenAI's voices, and ours that stand for them."""

MODELS: Final = ("tts-1", "tts-1-hd", "gpt-4o-mini-tts")
"""OpenAI's models: accepted beside the engine's own name, always spoken by the loaded engine."""

# OpenAI promises 24 kHz for pcm; the other formats state their rate themselves.
_FORMATS: Final = {"pcm": "pcm24k"}
_LENGTH_COMES_FIRST: Final = frozenset({"wav", "flac"})
_CREATED_AT: Final = 1_767_225_600  # 2026-01-01: clients require a date, the engines have none
# Dated snapshots of a model start with its name.
_VERSIONED_PREFIX: Final = "gpt-4o-mini-tts-"


class VoiceReference(BaseModel):
    """A voice by its id, as OpenAI names custom voices."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)


class CreateSpeech(BaseModel):
    """The body of POST /v1/audio/speech; `language` is ours, for voices that speak several.

    `instructions` are accepted and ignored: no engine here takes directions.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    model: str
    input: str
    voice: Annotated[str, Field(min_length=1)] | VoiceReference
    instructions: str | None = Field(None, max_length=4096)
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] = "mp3"
    speed: float = Field(1.0, ge=0.25, le=4)
    stream_format: Literal["sse", "audio"] | None = None
    language: str | None = Field(None, min_length=2, max_length=32)

    def voice_name(self) -> str:
        """Return the id of our voice, also for one of OpenAI's names."""
        name = self.voice if isinstance(self.voice, str) else self.voice.id
        return VOICES.get(name, name)

    @property
    def streamed(self) -> bool:
        """Return whether to stream; wav and flac need their length in the header."""
        return self.stream_format is not None or self.response_format not in _LENGTH_COMES_FIRST


@routes.post("/audio/speech", response_class=Response)
async def create_speech(body: CreateSpeech, request: Request, service: ServiceDep) -> Response:
    """Speak a text as OpenAI does: mp3 by default, streamed while it is spoken."""
    engine, _ = service.loaded()
    _require_model(body.model, engine)
    with _error_param("voice"):
        speech = _script(body, request, service, engine)
    with _error_param("input"):
        if body.stream_format != "sse":
            return await speech_response(speech, request, service)
        stream = await service.stream(speech, request)
    headers = {"Cache-Control": "no-store", **engine_headers(engine, stream.engines)}
    events = _events(stream, len(body.input))
    return StreamingResponse(events, 200, headers, "text/event-stream")


@routes.get("/models")
async def models(service: ServiceDep) -> dict[str, Any]:
    """Return the names accepted as `model`."""
    engine, _ = service.loaded()
    return {"object": "list", "data": [_model_object(name) for name in (engine.name, *MODELS)]}


@routes.get("/models/{name}")
async def model(name: str, service: ServiceDep) -> dict[str, Any]:
    """Return one model."""
    engine, _ = service.loaded()
    _require_model(name, engine)
    return _model_object(name)


@routes.get("/audio/voices")
async def voices(service: ServiceDep) -> dict[str, Any]:
    """Return every voice, OpenAI's names first; `voices` holds the names alone."""
    engine, _ = service.loaded()
    listed = [
        *({"id": name, "object": "audio.voice", "name": name, "speaks_as": ours}
          for name, ours in VOICES.items()),
        *({"id": voice.id, "object": "audio.voice", "name": voice.id, "language": voice.language}
          for voice in engine.voices()),
    ]  # fmt: skip
    # A preset is listed once for each language.
    names = list(dict.fromkeys(entry["id"] for entry in listed))
    return {"object": "list", "data": listed, "voices": names}


def _script(
    body: CreateSpeech, request: Request, service: Service, engine: Engine
) -> SynthesisRequest:
    asked = SpeechRequest(
        text=body.input,
        voice=body.voice_name(),
        rate=body.speed,
        language=body.language,
        stream=body.streamed,
    )
    voice = find_voice(asked, engine)
    name = _FORMATS.get(body.response_format, body.response_format)
    return synthesis_request_for(asked, request, service, voice, name)


@contextmanager
def _error_param(param: str) -> Iterator[None]:
    """Name the field in an HTTP error of the block; a text too long is always `input`."""
    try:
        yield
    except HTTPException as error:
        if error.status_code not in (400, 413):
            raise
        field = "input" if error.status_code == 413 else param
        raise OpenAIError(error.status_code, error.detail, field, None) from error


def _require_model(name: str, engine: Engine) -> None:
    """Raise OpenAIError 404 unless the model's name is accepted."""
    if name not in (engine.name, *MODELS) and not name.startswith(_VERSIONED_PREFIX):
        message = f"The model '{excerpt(name)}' does not exist; GET /v1/models lists them."
        raise OpenAIError(404, message, "model", "model_not_found")


def _model_object(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": _CREATED_AT, "owned_by": "edusmart"}


async def _events(stream: AudioStream, characters: int) -> AsyncIterator[bytes]:
    """Yield the pieces as server-sent events; usage counts characters and bytes, not tokens."""
    sent = 0
    async for piece in stream:
        sent += len(piece)
        yield _event({"type": "speech.audio.delta", "audio": base64.b64encode(piece).decode()})
    usage = {"input_tokens": characters, "output_tokens": sent, "total_tokens": characters + sent}
    yield _event({"type": "speech.audio.done", "usage": usage})


def _event(content: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(content, separators=(",", ":")).encode() + b"\n\n"
