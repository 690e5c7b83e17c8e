"""From a request to what is to be speech_response, and from speech to an answer; shared by all surfaces."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from fastapi import HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from tts.service.audio.encoders import FORMATS
from tts.service.engines.protocol import Engine, engine_credits
from tts.service.http.schemas import SpeechRequest
from tts.service.http.service import Service
from tts.service.speech.synthesis import SynthesisRequest
from tts.service.voices.catalog import Sampling, UnknownVoice, Voice

_RECORDING_SUFFIXES: Final = (".wav", ".mp3", ".flac")


def synthesis_request(
    body: SpeechRequest, request: Request, service: Service, timed: bool
) -> SynthesisRequest:
    """Turn a request into what to speak; raises HTTPException 400, 413 or 503."""
    engine, _ = service.loaded()
    if timed and body.stream:
        message = "The times of words come with the whole audio: leave out 'stream'."
        raise HTTPException(400, message)
    script = synthesis_request_for(
        body, request, service, find_voice(body, engine), body.audio_format()
    )
    return replace(script, timed=timed)


def synthesis_request_for(
    body: SpeechRequest, request: Request, service: Service, voice: Voice, audio_format: str
) -> SynthesisRequest:
    """The script of a request for a voice already found; raises HTTPException 413."""
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
    """The engine's voice for a request; raises HTTPException 400."""
    try:
        voice = _voice_or_default(body, engine)
    except UnknownVoice as error:
        raise HTTPException(400, str(error)) from error
    sampling = Sampling(body.seed, body.temperature, body.exaggeration, body.cfg_weight)
    return voice if sampling == Sampling() else replace(voice, sampling=sampling)


def _voice_or_default(body: SpeechRequest, engine: Engine) -> Voice:
    """The voice asked for. Raises UnknownVoice."""
    try:
        return engine.voice(body.voice_name(), body.language)
    except UnknownVoice:
        # Chatterbox-TTS-Server names recordings to imitate; who cannot speaks in its own voice.
        named = body.predefined_voice_id or ""
        if body.voice or body.voice_mode == "clone" or not named.endswith(_RECORDING_SUFFIXES):
            raise
        return engine.voice(None, body.language)


def annotate_log(request: Request, characters: int, engine: Engine) -> None:
    """Have the log line tell how much was asked of which engine."""
    request.state.characters = characters
    request.state.engine = engine.name


async def speech_response(script: SynthesisRequest, request: Request, service: Service) -> Response:
    """Speak, and answer with the audio: whole, or while it is being speech_response."""
    engine, _ = service.loaded()
    known = FORMATS[script.format]
    headers = {
        "X-TTS-Voice": script.voice.id,
        "X-Sample-Rate": str(known.rate or engine.sample_rate),
    }
    if script.streamed:
        stream = await service.stream(script, request)
        headers |= engine_headers(engine, stream.engines)
        return StreamingResponse(aiter(stream), 200, headers, known.media_type)
    recording = await service.record(script, request)
    headers |= engine_headers(engine, recording.engines)
    headers["X-Audio-Duration"] = f"{recording.duration:.3f}"
    return Response(recording.audio, 200, headers, known.media_type)


def engine_headers(engine: Engine, spoke: Sequence[str]) -> dict[str, str]:
    """The headers that name who spoke: of a stream, its first chunk."""
    names, versions = engine_credits(engine, spoke)
    return {"X-TTS-Engine": names, "X-TTS-Engine-Version": versions}
