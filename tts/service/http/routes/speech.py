"""POST /tts and /tts/with-timestamps: speak a text."""

import base64
from dataclasses import asdict
from typing import Any, Final, get_args

from fastapi import APIRouter, Request, Response

from tts.service.audio.encoders import MEDIA_TYPES
from tts.service.engines.protocol import engine_credits
from tts.service.http.conversion import speech_response, synthesis_request
from tts.service.http.dependencies import ServiceDep
from tts.service.http.problems import ERROR_RESPONSES
from tts.service.http.request_bodies import AudioFormat, SpeechRequest
from tts.service.http.response_bodies import TimedSpeech, Word

routes = APIRouter()

_AUDIO: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {MEDIA_TYPES[name]: {} for name in get_args(AudioFormat)},
        "description": "The audio",
    }
}


@routes.post("/tts", response_class=Response, responses={**_AUDIO, **ERROR_RESPONSES})
async def speak(body: SpeechRequest, request: Request, service: ServiceDep) -> Response:
    """Speak a text; returns the audio file."""
    return await speech_response(
        synthesis_request(body, request, service, timed=False), request, service
    )


@routes.post("/tts/with-timestamps", responses=ERROR_RESPONSES)
async def speak_with_timestamps(
    body: SpeechRequest, request: Request, service: ServiceDep
) -> TimedSpeech:
    """Speak a text; returns the audio and the time of each word."""
    speech = synthesis_request(body, request, service, timed=True)
    recording = await service.record(speech, request)
    engine, _ = service.loaded()
    names, versions = engine_credits(engine, recording.engines)
    return TimedSpeech(
        audio_base64=base64.b64encode(recording.audio).decode(),
        format=body.audio_format(),
        sample_rate=recording.sample_rate,
        duration=round(recording.duration, 6),
        words=[Word(**asdict(word)) for word in recording.words],
        engine=names,
        engine_version=versions,
        notices=recording.notices,
    )
