"""State of the service: health, readiness, voices, model, metrics."""

import time
from typing import Literal, get_args

from fastapi import APIRouter, Request, Response

from tts.service.engines.protocol import Engine, EngineInfo, engine_info
from tts.service.http import metrics
from tts.service.http.dependencies import ServiceDep
from tts.service.http.problems import ERROR_RESPONSES
from tts.service.http.request_bodies import AudioFormat
from tts.service.http.response_bodies import Health, ModelCard, Problem, Queue, VoiceEntry, Voices
from tts.service.speech.synthesis import SynthesisRequest
from tts.service.voices.catalog import CLONE, NAMED_VOICES, PRESETS, Voice, is_natural

routes = APIRouter()


@routes.get("/health", responses={503: {"model": Health}})
async def health(response: Response, service: ServiceDep) -> Health:
    """Return whether the model is loaded, and how busy the service is."""
    response.status_code = 200 if service.is_loaded else 503
    loading = "failed" if service.failed else "loading"
    return Health(
        status="healthy" if service.is_loaded else loading,
        model_loaded=service.is_loaded,
        engine=service.settings.tts_engine,
        queue=Queue(**service.admission.queue()),
    )


@routes.get("/ready", responses=ERROR_RESPONSES)
async def ready(request: Request, service: ServiceDep) -> dict[str, object]:
    """Speak one word, to prove that the service can."""
    began = time.perf_counter()
    engine, _ = service.loaded()
    speech = SynthesisRequest("Ready", engine.voice(None, None), 1.0, "wav", engine.chunk_size)
    recording = await service.record(speech, request)
    milliseconds = round((time.perf_counter() - began) * 1000, 1)
    return {
        "status": "ready",
        "engine": engine.name,
        "ms": milliseconds,
        "duration": round(recording.duration, 3),
    }


@routes.get("/voices", responses={503: {"model": Problem}})
async def voices(service: ServiceDep) -> Voices:
    """Return every voice that can be requested."""
    engine, _ = service.loaded()
    facts = engine_info(engine)
    return Voices(
        engine=engine.name,
        default=engine.voice(None, None).id,
        voices=[_entry(voice, engine, facts) for voice in engine.voices()],
        notices=list(facts.notices),
    )


@routes.get("/api/model-info", responses={503: {"model": Problem}})
async def model_info(service: ServiceDep) -> ModelCard:
    """Return the loaded engine and its features."""
    engine, _ = service.loaded()
    facts = engine_info(engine)
    return ModelCard(
        engine=engine.name,
        engine_version=engine.version,
        device=facts.device,
        models=list(facts.models),
        lexicons=dict(facts.lexicons),
        fallback=facts.fallback,
        circuit=facts.circuit,
        sample_rate=engine.sample_rate,
        languages=list(engine.languages()),
        formats=list(get_args(AudioFormat)),
        workers=service.settings.workers,
        max_text_chars=service.settings.max_text_chars,
        word_timings=True,
        clones=facts.clones,
    )


@routes.get("/metrics", response_class=Response)
async def figures(service: ServiceDep) -> Response:
    """Return the metrics in Prometheus' text format."""
    return Response(service.metrics.text(), 200, {"Content-Type": metrics.CONTENT_TYPE})


def _entry(voice: Voice, engine: Engine, facts: EngineInfo) -> VoiceEntry:
    spoken_by = voice.engine or engine.name
    return VoiceEntry(
        id=voice.id,
        language=voice.language,
        kind=_kind(voice.id),
        engine=spoken_by,
        engine_version=facts.versions.get(spoken_by, engine.version),
        quality="natural" if is_natural(spoken_by) else "basic",
    )


def _kind(voice_id: str) -> Literal["named", "preset", "reference", "engine"]:
    if voice_id.startswith(CLONE):
        return "reference"
    if voice_id in NAMED_VOICES:
        return "named"
    return "preset" if voice_id in PRESETS else "engine"
