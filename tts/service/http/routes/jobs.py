"""Jobs over HTTP: hand in, ask, fetch, cancel. Without Redis each answers 503 with a sentence."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import FileResponse, JSONResponse

from tts.service.audio.encoders import FORMATS
from tts.service.http.conversion import noted, voice_of
from tts.service.http.dependencies import Desk, Idempotency, Own, Owner, Serving
from tts.service.http.problems import REFUSALS, problem
from tts.service.http.schemas import (
    BatchJob,
    JobStatus,
    Message,
    Problem,
    Queued,
    RecentJobs,
    SpeechRequest,
    TextJob,
)
from tts.service.http.service import Service
from tts.service.jobs.queue import JobDesk, digest, parts_of
from tts.service.jobs.records import Job, Order, Part, Refused
from tts.service.speech.synthesis import NOTHING_TO_SAY
from tts.service.voices.catalog import Voice

routes = APIRouter(prefix="/tts")

BODY_PATHS: Final = ("/tts/enqueue", "/tts/batch")
"""Calls whose bodies may be as long as a job's texts."""

_NOT_MANNER: Final = {"text", "texts", "priority", "stream"}
_REFUSALS: Final[dict[str, tuple[int, str]]] = {
    "different": (409, "This Idempotency-Key came with another request before."),
    "crowded": (429, "Too many of your jobs are unfinished; try again when one has ended."),
    "spent": (429, "Your characters for today are spent."),
}
_MISSING: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Problem}, 503: {"model": Problem},
}  # fmt: skip
_NO_RESULT: Final[dict[int | str, dict[str, Any]]] = {
    **_MISSING, 410: {"model": Problem}, 425: {"model": Problem}, 500: {"model": Problem},
}  # fmt: skip


@routes.post("/enqueue", status_code=202, responses=REFUSALS)
def enqueue(
    body: TextJob,
    request: Request,
    service: Serving,
    desk: Desk,
    owner: Owner,
    key: Idempotency = "",
) -> Queued:
    """Speak a text as a job; the answer is at once, the audio at its `result_url`."""
    return _taken_on(body, [body.text], request, service, desk, owner, key)


@routes.post("/batch", status_code=202, responses=REFUSALS)
def batch(
    body: BatchJob,
    request: Request,
    service: Serving,
    desk: Desk,
    owner: Owner,
    key: Idempotency = "",
) -> Queued:
    """Speak many texts as one job; its result is a zip with a file for each, in their order."""
    return _taken_on(body, body.texts, request, service, desk, owner, key)


@routes.get("/jobs", responses={503: {"model": Problem}})
def recent(desk: Desk, owner: Owner) -> RecentJobs:
    """The caller's own recent jobs, newest first."""
    return RecentJobs(jobs=[JobStatus.of(job) for job in desk.recent(owner)])


@routes.get("/{job_id}/status", responses={**_MISSING, 410: {"model": Problem}})
def status(job: Own, desk: Desk) -> JobStatus:
    """How far a job is."""
    _kept(job, desk)
    return JobStatus.of(job)


@routes.get("/{job_id}/result", response_class=Response, responses=_NO_RESULT)
def result(job: Own, desk: Desk, item: Annotated[int | None, Query(ge=1)] = None) -> FileResponse:
    """The audio as an attachment, in whole or in ranges; `item` is one text of a batch, from 1."""
    _kept(job, desk)
    _completed(job)
    if item is not None and item > job.items:
        raise HTTPException(404, f"The job has {job.items} texts.")
    known, folder = FORMATS[job.script["format"]], desk.folder(job)
    packed = job.items > 1 and item is None
    path = folder.pack if packed else folder.item((item or 1) - 1, known.name)
    if not path.exists():
        raise HTTPException(410, "The job's audio is gone.")
    name = f"tts_job_{job.id}_{int(job.finished_at or 0)}{path.suffix}"
    media_type = "application/zip" if packed else known.media_type
    headers = {
        "X-Audio-Duration": f"{job.duration or 0:.3f}",
        "X-TTS-Engine": ", ".join(job.engines),
        "X-TTS-Engine-Version": ", ".join(job.engines.values()),
        "Cache-Control": "private, no-cache",
    }
    return FileResponse(path, 200, headers, media_type, filename=name)


@routes.delete("/{job_id}", responses={**_MISSING, 409: {"model": Problem}})
def cancel(job: Own, desk: Desk) -> Message:
    """Stop a job that is queued or running."""
    before = desk.cancel(job)
    if before in ("completed", "failed"):
        raise HTTPException(409, f"Job {job.id} has {before} already.")
    return Message(message=f"Job {job.id} cancelled successfully")


async def away(request: Request, _: Exception) -> JSONResponse:
    """Redis cannot be reached just now."""
    message = "The jobs cannot be reached just now; try again shortly."
    return problem(request.url.path, 503, message, {"Retry-After": "2"})


def _taken_on(
    body: TextJob | BatchJob,
    texts: list[str],
    request: Request,
    service: Service,
    desk: JobDesk,
    owner: str,
    key: str,
) -> Queued:
    try:
        job = desk.accept(_order(body, texts, request, service, owner, key))
    except Refused as refused:
        status, message = _REFUSALS[refused.why]
        headers = {"Retry-After": str(refused.wait)} if status == 429 else None
        raise HTTPException(status, message, headers) from refused
    return Queued(
        job_id=job,
        status="queued",
        message="Job queued for processing",
        status_url=f"/tts/{job}/status",
        result_url=f"/tts/{job}/result",
    )


def _order(
    body: TextJob | BatchJob,
    texts: list[str],
    request: Request,
    service: Service,
    owner: str,
    key: str,
) -> Order:
    """What is asked for, cut into chunks; raises HTTPException 400 or 413."""
    engine, _ = service.loaded()
    characters = sum(map(len, texts))
    noted(request, characters, engine)
    if characters > service.limits.job_max_chars:
        most = service.limits.job_max_chars
        raise HTTPException(413, f"The text is longer than {most} characters.")
    manner = body.model_dump(exclude_none=True, exclude=_NOT_MANNER)
    asked = {name: value for name, value in manner.items() if not name.endswith("format")}
    script = {"body": asked, "format": body.audio_format(), "rate": body.pace()}
    said = digest({**manner, "texts": texts, "priority": body.priority})
    parts = _parts(
        body, texts, voice_of(SpeechRequest(text="", **manner), engine), engine.chunk_size
    )
    idempotency = digest({"key": key}) if key else ""
    return Order(owner, body.priority, script, parts, len(texts), said, idempotency)


def _parts(body: TextJob | BatchJob, texts: list[str], voice: Voice, longest: int) -> list[Part]:
    """All texts' chunks in order; raises HTTPException 400 for a text without any."""
    cap = min(body.chunk_size or longest, longest, voice.chunk_size)
    found = parts_of(texts, voice, cap, body.split_text is not False)
    for number, parts in enumerate(found, 1):
        if not parts:
            which = "The text" if len(texts) == 1 else f"Text {number}"
            raise HTTPException(400, NOTHING_TO_SAY.replace("The text", which))
    return [part for parts in found for part in parts]


def _kept(job: Job, desk: JobDesk) -> None:
    if desk.is_past(job):
        raise HTTPException(410, "The job is past its time; its audio is no longer kept.")


def _completed(job: Job) -> None:
    match job.status:
        case "queued" | "running":
            raise HTTPException(425, f"The job is {job.status}; ask again later.")
        case "cancelled":
            raise HTTPException(410, "The job was cancelled.")
        case "failed":
            raise HTTPException(500, job.error or "The job failed.")
