"""The HTTP face of the service."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from tts.service.audio import MEDIA_TYPES
from tts.service.engines import (
    DEFAULT_VOICE,
    NAMED_VOICES,
    PRESETS,
    Engine,
    UnknownVoice,
)
from tts.service.gate import Gate
from tts.service.limits import Limits
from tts.service.schemas import (
    Health,
    ModelCard,
    Problem,
    Queue,
    SpeechRequest,
    TimedSpeech,
    VoiceEntry,
    Voices,
    Word,
    complaint,
)
from tts.service.serving import Service
from tts.service.speech import CallerGone, Script

routes = APIRouter()

_CALLER_GONE: Final = 499
_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "description": HTTPStatus(status).phrase}
    for status in (400, 401, 413, 500, 503, 504)
}
_AUDIO: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {media: {} for media in MEDIA_TYPES.values()}, "description": "The audio"}
}


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Serving = Annotated[Service, Depends(_service)]


def create_app(open_engine: Callable[[], Engine], limits: Limits) -> FastAPI:
    """The application; the engine is opened in the background once it starts."""
    service = Service(open_engine, limits)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loading = asyncio.create_task(asyncio.to_thread(service.load))
        yield
        loading.cancel()
        service.close()

    # FastAPI's pages for reading the schema fetch scripts from elsewhere, so they stay off.
    app = FastAPI(
        title="EduSmart speech", version="1", docs_url=None, redoc_url=None, lifespan=lifespan
    )
    app.state.service = service
    app.openapi = partial(_schema, app)  # type: ignore[method-assign]
    app.include_router(routes)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(StarletteHTTPException, _problem)
    app.add_exception_handler(CallerGone, _unheard)
    app.add_exception_handler(Exception, _broken)
    app.add_middleware(Gate, limits=limits)
    return app


@routes.post("/tts", response_class=Response, responses={**_AUDIO, **_REFUSALS})
async def speak(body: SpeechRequest, request: Request, service: Serving) -> Response:
    """Speak a text; the answer is the audio file."""
    script = _script(body, request, service, timed=False)
    recording = await service.record(script, request)
    engine, _ = service.loaded()
    headers = {
        "X-TTS-Engine": engine.name,
        "X-TTS-Engine-Version": engine.version,
        "X-Audio-Duration": f"{recording.duration:.3f}",
    }
    return Response(recording.audio, 200, headers, MEDIA_TYPES[script.format])


@routes.post("/tts/with-timestamps", responses=_REFUSALS)
async def speak_with_timestamps(
    body: SpeechRequest, request: Request, service: Serving
) -> TimedSpeech:
    """Speak a text; the answer holds the audio and when each word is heard."""
    script = _script(body, request, service, timed=True)
    recording = await service.record(script, request)
    engine, _ = service.loaded()
    return TimedSpeech(
        audio_base64=base64.b64encode(recording.audio).decode(),
        format=body.audio_format(),
        sample_rate=recording.sample_rate,
        duration=round(recording.duration, 6),
        words=[Word(**asdict(word)) for word in recording.words],
        engine=engine.name,
        engine_version=engine.version,
    )


@routes.get("/health", responses={503: {"model": Health}})
async def health(response: Response, service: Serving) -> Health:
    """Whether the model is loaded, and how busy it is."""
    response.status_code = 200 if service.is_loaded else 503
    loading = "failed" if service.failed else "loading"
    return Health(
        status="healthy" if service.is_loaded else loading,
        model_loaded=service.is_loaded,
        engine=service.limits.tts_engine,
        queue=Queue(**service.admission.queue()),
    )


@routes.get("/ready", responses=_REFUSALS)
async def ready(request: Request, service: Serving) -> dict[str, object]:
    """Speak one word for real."""
    began = time.perf_counter()
    engine, _ = service.loaded()
    script = Script("Ready", engine.voice(None, None), 1.0, "wav", engine.chunk_size)
    recording = await service.record(script, request)
    milliseconds = round((time.perf_counter() - began) * 1000, 1)
    return {
        "status": "ready",
        "engine": engine.name,
        "ms": milliseconds,
        "duration": round(recording.duration, 3),
    }


@routes.get("/voices", responses={503: {"model": Problem}})
async def voices(service: Serving) -> Voices:
    """Every voice that can be asked for."""
    engine, _ = service.loaded()
    return Voices(
        engine=engine.name,
        default=DEFAULT_VOICE,
        voices=[
            VoiceEntry(id=voice.id, language=voice.language, kind=_kind(voice.id))
            for voice in engine.voices()
        ],
    )


@routes.get("/api/model-info", responses={503: {"model": Problem}})
async def model_info(service: Serving) -> ModelCard:
    """What is loaded and what it can do."""
    engine, _ = service.loaded()
    return ModelCard(
        engine=engine.name,
        engine_version=engine.version,
        device="cpu",
        sample_rate=engine.sample_rate,
        languages=list(engine.languages()),
        formats=["mp3", "wav"],
        workers=service.limits.workers,
        max_text_chars=service.limits.max_text_chars,
        word_timings=True,
    )


def _schema(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI schema without the 422 that FastAPI promises and this service never gives."""
    if not app.openapi_schema:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
        for path in schema["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        app.openapi_schema = schema
    return app.openapi_schema


def _script(body: SpeechRequest, request: Request, service: Service, timed: bool) -> Script:
    """Turn a request into what to speak; raises HTTPException 400 or 413."""
    engine, _ = service.loaded()
    request.state.characters = len(body.text)
    request.state.engine = engine.name
    if len(body.text) > service.limits.max_text_chars:
        most = service.limits.max_text_chars
        raise HTTPException(413, f"The text is longer than {most} characters.")
    try:
        voice = engine.voice(body.voice_name(), body.language)
    except UnknownVoice as error:
        raise HTTPException(400, str(error)) from error
    return Script(
        text=body.text,
        voice=voice,
        rate=body.pace(),
        format=body.audio_format(),
        chunk_size=min(body.chunk_size or engine.chunk_size, engine.chunk_size),
        by_sentence=body.split_text is not False,
        timed=timed,
    )


def _kind(voice_id: str) -> Literal["named", "preset", "engine"]:
    if voice_id in NAMED_VOICES:
        return "named"
    return "preset" if voice_id in PRESETS else "engine"


async def _refused(_: Request, error: Exception) -> JSONResponse:
    errors = error.errors() if isinstance(error, RequestValidationError) else []
    return JSONResponse({"detail": complaint(errors)}, 400)


async def _problem(_: Request, error: Exception) -> JSONResponse:
    """The framework's own refusals, as sentences too."""
    status = getattr(error, "status_code", 500)
    detail = str(getattr(error, "detail", error)).rstrip(".")
    return JSONResponse({"detail": f"{detail}."}, status, getattr(error, "headers", None))


async def _unheard(_: Request, __: Exception) -> Response:
    return Response(status_code=_CALLER_GONE)


async def _broken(_: Request, __: Exception) -> JSONResponse:
    return JSONResponse({"detail": "Something went wrong while speaking."}, 500)
