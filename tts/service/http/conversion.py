"""Convert HTTP requests into synthesis requests, and recordings into responses.

Shared by the service's own routes, the jobs and OpenAI's routes.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from fastapi import HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from tts.service.audio.encoders import FORMATS
from tts.service.engines.protocol import Engine, engine_credits
from tts.service.http.request_bodies import SpeechRequest
from tts.service.http.service import Service
from tts.service.speech.synthesis import SynthesisRequest
from tts.service.voices.catalog import Sampling, UnknownVoice, Voice

_RECORDING_SUFFIXES: Final = (".wav", ".mp3", ".flac")


def synthesis_request(
    body: SpeechRequest, request: Request, service: Service, timed: bool
) -> SynthesisRequest:
    """Return what to speak for a request; raises HTTPException 400, 413 or 503."""
    engine, _ = service.loaded()
    if timed and body.stream:
        message = "The times of words come with the whole audio: leave out 'stream'."
        raise HTTPException(400, message)
    speech = synthesis_request_for(
        body, request, service, find_voice(body, engine), body.audio_format()
    )
    return replace(speech, timed=timed)


def synthesis_request_for(
    body: SpeechRequest, request: Request, service: Service, voice: Voice, audio_format: str
) -> SynthesisRequest:
    """Return what to speak with a voice already found; raises HTTPException 413."""
    engine, _ = service.loaded()
    annotate_log(request, len(body.text), engine)
    if len(body.text) > service.settings.max_text_chars:
        most = service.settings.max_text_chars
        raise HTTPException(413, f"The text is longer than {most} characters.")
    cap = min(engine.chunk_size, voice.chunk_size)
    return SynthesisRequest(
        text=body.text,
        voice=voice,
        rate=body.pace(),
        format=audio_format,
        chunk_size=min(body.chunk_size or cap, cap),
        by_sentence=body.split_text is not False,
        streamed=bool(body.stream),
    )


def find_voice(body: SpeechRequest, engine: Engine) -> Voice:
    """Return the engine's voice for a request, with its sampling; raises HTTPException 400."""
    try:
        voice = _voice_or_default(body, engine)
    except UnknownVoice as error:
        raise HTTPException(400, str(error)) from error
    sampling = Sampling(body.seed, body.temperature, body.exaggeration, body.cfg_weight)
    return voice if sampling == Sampling() else replace(voice, sampling=sampling)


def _voice_or_default(body: SpeechRequest, engine: Engine) -> Voice:
    """Return the voice asked for, or the default one in place of an unknown recording.

    Raises UnknownVoice.
    """
    try:
        return engine.voice(body.voice_name(), body.language)
    except UnknownVoice:
        # Clients of Chatterbox-TTS-Server name recordings; an engine that cannot clone uses its own.
        named = body.predefined_voice_id or ""
        if body.voice or body.voice_mode == "clone" or not named.endswith(_RECORDING_SUFFIXES):
            raise
        return engine.voice(None, body.language)


def annotate_log(request: Request, characters: int, engine: Engine) -> None:
    """Add the engine, and the number of characters asked of it, to the request's log line."""
    request.state.characters = characters
    request.state.engine = engine.name


async def speech_response(speech: SynthesisRequest, request: Request, service: Service) -> Response:
    """Speak, and return the audio as a response: whole, or as a stream."""
    engine, _ = service.loaded()
    known = FORMATS[speech.format]
    headers = {
        "X-TTS-Voice": speech.voice.id,
        "X-Sample-Rate": str(known.rate or engine.sample_rate),
    }
    if speech.streamed:
        stream = await service.stream(speech, request)
        headers |= engine_headers(engine, stream.engines)
        return StreamingResponse(aiter(stream), 200, headers, known.media_type)
    recording = await service.record(speech, request)
    headers |= engine_headers(engine, recording.engines)
    headers["X-Audio-Duration"] = f"{recording.duration:.3f}"
    if recording.notices:
        headers["X-TTS-Notices"] = " ".join(recording.notices)
    return Response(recording.audio, 200, headers, known.media_type)


def engine_headers(engine: Engine, spoke: Sequence[str]) -> dict[str, str]:
    """Return the headers that name the engines: for a stream, those of its first chunk."""
    names, versions = engine_credits(engine, spoke)
    return {"X-TTS-Engine": names, "X-TTS-Engine-Version": versions}
