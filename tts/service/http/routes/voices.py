"""Reference voices over HTTP: added and deleted with an API key, where the engine can clone."""

import asyncio
import base64
import binascii
from datetime import date
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field, field_validator

from tts.service.engines.protocol import engine_info
from tts.service.http.dependencies import ServiceDep
from tts.service.http.problems import ERROR_RESPONSES
from tts.service.http.response_bodies import Message, Problem
from tts.service.http.service import Service
from tts.service.voices.catalog import CLONE
from tts.service.voices.reference_store import (
    MAX_BYTES,
    ReferenceStore,
    StoredReference,
    UnusableRecording,
    VoicesFolderUnavailable,
)

PATH: Final = "/voices/references"
# base64 is a third longer than the recording; the rest is JSON around it.
MAX_BODY_BYTES: Final = MAX_BYTES * 4 // 3 + 16_384

_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    **{status: ERROR_RESPONSES[status] for status in (400, 401, 413, 429, 503)},
    403: {"model": Problem, "description": "This service has no keys"},
    409: {"model": Problem, "description": "The engine cannot clone"},
}

routes = APIRouter()


class Consent(BaseModel):
    """Who agreed to have their voice imitated, and on which day."""

    model_config = ConfigDict(extra="forbid", strict=True)

    given_by: str = Field(min_length=1, max_length=200)
    given_on: str = Field(description="YYYY-MM-DD")

    @field_validator("given_on")
    @classmethod
    def _is_a_day(cls, written: str) -> str:
        try:
            return date.fromisoformat(written).isoformat()
        except ValueError as error:
            raise ValueError("'given_on' must be a day, such as 2026-11-20.") from error


class NewReference(BaseModel):
    """A recording of a person who agreed to be imitated: WAV, MP3, FLAC, Ogg or M4A."""

    model_config = ConfigDict(extra="forbid", strict=True)

    audio_base64: str = Field(min_length=1)
    language: str = Field(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=32)
    consent: Consent


class ReferenceVoice(BaseModel):
    """A reference voice by its id; `seconds` is the length of its recording."""

    id: str
    language: str
    seconds: float


@routes.post(PATH, status_code=201, responses=_REFUSALS)
async def add(body: NewReference, request: Request, service: ServiceDep) -> ReferenceVoice:
    """Add a reference voice. The same recording sent again returns the same voice."""
    store = _reference_store(request, service)
    _require_cloning(service)
    audio = _audio(body.audio_base64)
    consent = body.consent.model_dump()
    try:
        # In a thread: decoding would hold up all other requests.
        stored: StoredReference = await asyncio.to_thread(store.add, audio, body.language, consent)
    except UnusableRecording as error:
        raise HTTPException(400, str(error)) from error
    except VoicesFolderUnavailable as error:
        raise HTTPException(409, str(error)) from error
    return ReferenceVoice(
        id=CLONE + stored.id, language=body.language, seconds=round(stored.seconds, 3)
    )


@routes.delete(PATH + "/{name}", responses={**_REFUSALS, 404: {"model": Problem}})
async def delete(name: str, request: Request, service: ServiceDep) -> Message:
    """Delete a reference voice with its recording and consent, even if the engine cannot clone."""
    store = _reference_store(request, service)
    try:
        was_there = await asyncio.to_thread(store.delete, name.removeprefix(CLONE))
    except VoicesFolderUnavailable as error:
        raise HTTPException(409, str(error)) from error
    if not was_there:
        raise HTTPException(404, "There is no such reference voice.")
    return Message(message="The reference voice was deleted.")


def _reference_store(request: Request, service: Service) -> ReferenceStore:
    """Return the store; raises HTTPException 403 where no API keys are set."""
    if not service.settings.api_keys:
        message = "Reference voices are changed with a key only: set API_KEYS."
        raise HTTPException(403, message)
    store: ReferenceStore = request.app.state.reference_store
    return store


def _require_cloning(service: Service) -> None:
    """Raise HTTPException 409 unless the engine can imitate a voice."""
    engine, _ = service.loaded()
    if not engine_info(engine).clones:
        message = f"The engine {engine.name} cannot imitate a voice: use chatterbox or xtts."
        raise HTTPException(409, message)


def _audio(written: str) -> bytes:
    """Return the decoded upload; raises HTTPException 400 or 413."""
    try:
        audio = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError) as error:
        raise HTTPException(400, "The field 'audio_base64' is not base64.") from error
    if len(audio) > MAX_BYTES:
        raise HTTPException(413, f"The recording is larger than {MAX_BYTES} bytes.")
    return audio
