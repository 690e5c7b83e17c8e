"""OpenAI's speech API as its SDK calls it, and what clients of its peers call beside it."""

import base64
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from tts.service.audio.encoders import FORMATS
from tts.service.engines.protocol import Engine
from tts.service.http.conversion import (
    engine_headers,
    find_voice,
    speech_response,
    synthesis_request_for,
)
from tts.service.http.dependencies import ServiceDep
from tts.service.http.openai_bodies import CaptionedSpeech, Captions, CreateSpeech, WordTimestamp
from tts.service.http.problems import OpenAIError
from tts.service.http.request_bodies import SpeechRequest
from tts.service.http.service import Service
from tts.service.http.streaming import AudioStream
from tts.service.speech.synthesis import SynthesisRequest
from tts.service.voices.aliases import OPENAI, stand_in_for_kokoro
from tts.service.voices.catalog import excerpt

routes = APIRouter()

MODELS: Final = ("tts-1", "tts-1-hd", "gpt-4o-mini-tts")
"""OpenAI's models: accepted beside the engine's own name, always spoken by the loaded engine."""

# The one model of a service that speaks this API too: its clients name nothing else.
_PEERS_MODELS: Final = ("kokoro", "chatterbox")
# OpenAI promises 24 kHz for pcm; the other formats state their rate themselves.
_FORMATS: Final = {"pcm": "pcm24k"}
_CREATED_AT: Final = 1_767_225_600  # 2026-01-01: clients require a date, the engines have none
# Dated snapshots of a model start with its name.
_VERSIONED_PREFIX: Final = "gpt-4o-mini-tts-"


@routes.post("/v1/audio/speech", response_class=Response)
async def create_speech(body: CreateSpeech, request: Request, service: ServiceDep) -> Response:
    """Speak a text as OpenAI does: mp3 by default, streamed while it is spoken."""
    engine, _ = service.loaded()
    speech = _script(body, request, service, engine)
    with _error_param("input"):
        if body.stream_format != "sse":
            response = await speech_response(speech, request, service)
        else:
            stream = await service.stream(speech, request)
            headers = {"Cache-Control": "no-store", **engine_headers(engine, stream.engines)}
            events = _events(stream, len(body.input))
            response = StreamingResponse(events, 200, headers, "text/event-stream")
    if ignored := body.ignored():
        response.headers["X-TTS-Ignored"] = ", ".join(ignored)
    return response


@routes.post("/dev/captioned_speech")
async def captioned_speech(
    body: CaptionedSpeech, request: Request, response: Response, service: ServiceDep
) -> Captions:
    """Speak a text and say when each word is heard, as Kokoro-FastAPI does: one line of JSON."""
    engine, _ = service.loaded()
    speech = replace(_script(body, request, service, engine), timed=True, streamed=False)
    recording = await service.record(speech, request)
    response.headers.update(engine_headers(engine, recording.engines))
    if ignored := body.ignored():
        response.headers["X-TTS-Ignored"] = ", ".join(ignored)
    words = [
        WordTimestamp(word=word.text, start_time=word.start, end_time=word.end)
        for word in recording.words
    ]
    return Captions(
        audio=base64.b64encode(recording.audio).decode(),
        audio_format=FORMATS[speech.format].media_type,
        timestamps=words if body.return_timestamps else None,
    )


@routes.get("/v1/models")
async def models(service: ServiceDep) -> dict[str, Any]:
    """Return the names accepted as `model`."""
    return {"object": "list", "data": [_model_object(name) for name in _model_names(service)]}


@routes.get("/v1/models/{name}")
async def model(name: str, service: ServiceDep) -> dict[str, Any]:
    """Return one model."""
    engine, _ = service.loaded()
    _require_model(name, engine)
    return _model_object(name)


@routes.get("/v1/audio/models")
async def speech_models(service: ServiceDep) -> dict[str, Any]:
    """Return the models as clients ask that know several kinds, such as Open WebUI."""
    return {"models": [{"id": name, "name": name} for name in _model_names(service)]}


@routes.get("/v1/audio/voices")
async def voices(service: ServiceDep) -> dict[str, Any]:
    """Return every voice once, OpenAI's names first; `data` has more about each than `voices`."""
    engine, _ = service.loaded()
    listed: dict[str, dict[str, Any]] = {
        name: {"id": name, "object": "audio.voice", "name": name, "speaks_as": ours}
        for name, ours in OPENAI.items()
    }
    # A preset is among the engine's voices once for each language.
    for voice in engine.voices():
        entry: dict[str, Any] = {
            "id": voice.id,
            "object": "audio.voice",
            "name": voice.id,
            "languages": [],
        }
        listed.setdefault(voice.id, entry)["languages"].append(voice.language)
    names = [{"id": name, "name": name} for name in listed]
    return {"object": "list", "data": list(listed.values()), "voices": names}


def _script(
    body: CreateSpeech, request: Request, service: Service, engine: Engine
) -> SynthesisRequest:
    """Return what to speak; raises OpenAIError 400, 404 or 413."""
    _require_model(body.model, engine)
    name, language = _voice_and_language(body, engine)
    asked = SpeechRequest(
        text=body.input,
        voice=name,
        rate=body.speed,
        language=language,
        stream=body.streamed,
        seed=body.seed,
        temperature=body.temperature,
        exaggeration=body.exaggeration,
        cfg_weight=body.cfg_weight,
    )
    with _error_param("voice"):
        voice = find_voice(asked, engine)
        audio_format = _FORMATS.get(body.response_format, body.response_format)
        return synthesis_request_for(asked, request, service, voice, audio_format)


def _voice_and_language(body: CreateSpeech, engine: Engine) -> tuple[str, str | None]:
    """Return the voice and language, one of ours for a voice of Kokoro's that is not here."""
    name, language = body.voice_name(), body.language_code()
    stand_in = stand_in_for_kokoro(name)
    if stand_in is None or f"kokoro:{name}" in {voice.id for voice in engine.voices()}:
        return name, language
    return stand_in[0], language or stand_in[1]


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


def _model_names(service: Service) -> tuple[str, ...]:
    return (service.loaded()[0].name, *MODELS)


def _require_model(name: str, engine: Engine) -> None:
    """Raise OpenAIError 404 unless the model's name is accepted."""
    known = name in (engine.name, *MODELS, *_PEERS_MODELS)
    if not known and not name.startswith(_VERSIONED_PREFIX):
        message = f"The model '{excerpt(name)}' does not exist; GET /v1/models lists them."
        raise OpenAIError(404, message, "model", "model_not_found")


def _model_object(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": _CREATED_AT, "owned_by": "edusmart"}


async def _events(stream: AudioStream, characters: int) -> AsyncIterator[bytes]:
    """Yield the pieces as server-sent events; usage counts the text's characters, and nothing twice."""
    async for piece in stream:
        yield _event({"type": "speech.audio.delta", "audio": base64.b64encode(piece).decode()})
    # No engine here has tokens. What costs, here as with tts-1, is the text.
    usage = {"input_tokens": characters, "output_tokens": 0, "total_tokens": characters}
    yield _event({"type": "speech.audio.done", "usage": usage})


def _event(content: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(content, separators=(",", ":")).encode() + b"\n\n"
