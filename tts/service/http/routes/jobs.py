"""Jobs over HTTP: submit, status, result, cancel. Without Redis each returns 503."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import FileResponse, JSONResponse

from tts.service.audio.encoders import FORMATS
from tts.service.http.conversion import annotate_log, find_voice
from tts.service.http.dependencies import (
    IdempotencyKey,
    JobQueueDep,
    OwnerDep,
    OwnJobDep,
    ServiceDep,
)
from tts.service.http.problems import ERROR_RESPONSES, problem
from tts.service.http.request_bodies import BatchJob, SpeechRequest, TextJob
from tts.service.http.response_bodies import JobStatus, Message, Problem, Queued, RecentJobs
from tts.service.http.service import Service
from tts.service.jobs.queue import JobQueue, chunk_texts, digest
from tts.service.jobs.records import Job, JobChunk, Submission, SubmissionRefused
from tts.service.speech.synthesis import NOTHING_TO_SAY
from tts.service.voices.catalog import Voice

routes = APIRouter(prefix="/tts")

BODY_PATHS: Final = ("/tts/enqueue", "/tts/batch")
"""Calls whose bodies may be as long as a job's texts."""

# What is not sent to POST /tts with each chunk.
_NOT_OPTIONS: Final = {"text", "texts", "priority", "stream"}
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


@routes.post("/enqueue", status_code=202, responses=ERROR_RESPONSES)
def enqueue(
    body: TextJob,
    request: Request,
    service: ServiceDep,
    queue: JobQueueDep,
    owner: OwnerDep,
    key: IdempotencyKey = "",
) -> Queued:
    """Speak a text as a job; returns at once, the audio is at `result_url` later."""
    return _submit(body, [body.text], request, service, queue, owner, key)


@routes.post("/batch", status_code=202, responses=ERROR_RESPONSES)
def batch(
    body: BatchJob,
    request: Request,
    service: ServiceDep,
    queue: JobQueueDep,
    owner: OwnerDep,
    key: IdempotencyKey = "",
) -> Queued:
    """Speak several texts as one job; its result is a zip with one file for each, in order."""
    return _submit(body, body.texts, request, service, queue, owner, key)


@routes.get("/jobs", responses={503: {"model": Problem}})
def recent(queue: JobQueueDep, owner: OwnerDep) -> RecentJobs:
    """Return the caller's own recent jobs, newest first."""
    return RecentJobs(jobs=[JobStatus.of(job) for job in queue.recent(owner)])


@routes.get("/{job_id}/status", responses={**_MISSING, 410: {"model": Problem}})
def status(job: OwnJobDep, queue: JobQueueDep) -> JobStatus:
    """Return the progress of a job."""
    _require_kept(job, queue)
    return JobStatus.of(job)


@routes.get("/{job_id}/result", response_class=Response, responses=_NO_RESULT)
def result(
    job: OwnJobDep, queue: JobQueueDep, item: Annotated[int | None, Query(ge=1)] = None
) -> FileResponse:
    """Return the audio as an attachment, ranges allowed; `item` selects one text of a batch, from 1."""
    _require_kept(job, queue)
    _require_completed(job)
    if item is not None and item > job.items:
        raise HTTPException(404, f"The job has {job.items} texts.")
    known, folder = FORMATS[job.spec["format"]], queue.folder(job)
    packed = job.items > 1 and item is None
    path = folder.archive if packed else folder.item((item or 1) - 1, known.name)
    # It may have been deleted since the record was read.
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
def cancel(job: OwnJobDep, queue: JobQueueDep) -> Message:
    """Stop a job that is queued or running."""
    before = queue.cancel(job)
    if before in ("completed", "failed"):
        raise HTTPException(409, f"Job {job.id} has {before} already.")
    return Message(message=f"Job {job.id} cancelled successfully")


async def redis_unavailable(request: Request, _: Exception) -> JSONResponse:
    """Return 503: Redis cannot be reached."""
    message = "The jobs cannot be reached just now; try again shortly."
    return problem(request.url.path, 503, message, {"Retry-After": "2"})


def _submit(
    body: TextJob | BatchJob,
    texts: list[str],
    request: Request,
    service: Service,
    queue: JobQueue,
    owner: str,
    key: str,
) -> Queued:
    try:
        job = queue.submit(_submission(body, texts, request, service, owner, key))
    except SubmissionRefused as refused:
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


def _submission(
    body: TextJob | BatchJob,
    texts: list[str],
    request: Request,
    service: Service,
    owner: str,
    key: str,
) -> Submission:
    """Return the job to submit, cut into chunks; raises HTTPException 400, 413 or 503."""
    engine, _ = service.loaded()
    characters = sum(map(len, texts))
    annotate_log(request, characters, engine)
    if characters > service.settings.job_max_chars:
        most = service.settings.job_max_chars
        raise HTTPException(413, f"The text is longer than {most} characters.")
    options = body.model_dump(exclude_none=True, exclude=_NOT_OPTIONS)
    # Chunks are asked for as WAV, whatever the job's own format is.
    asked = {name: value for name, value in options.items() if not name.endswith("format")}
    spec = {"body": asked, "format": body.audio_format(), "rate": body.pace()}
    said = digest({**options, "texts": texts, "priority": body.priority})
    # Only its voice is wanted, so the text may be empty.
    chunks = _job_chunks(
        body, texts, find_voice(SpeechRequest(text="", **options), engine), engine.chunk_size
    )
    # A hash: what callers write must not become part of a Redis key.
    idempotency = digest({"key": key}) if key else ""
    return Submission(owner, body.priority, spec, chunks, len(texts), said, idempotency)


def _job_chunks(
    body: TextJob | BatchJob, texts: list[str], voice: Voice, longest: int
) -> list[JobChunk]:
    """Return the chunks of all texts in order; raises HTTPException 400 for an empty text."""
    cap = min(body.chunk_size or longest, longest, voice.chunk_size)
    found = chunk_texts(texts, voice, cap, body.split_text is not False)
    for number, chunks in enumerate(found, 1):
        if not chunks:
            which = "The text" if len(texts) == 1 else f"Text {number}"
            raise HTTPException(400, NOTHING_TO_SAY.replace("The text", which))
    return [chunk for chunks in found for chunk in chunks]


def _require_kept(job: Job, queue: JobQueue) -> None:
    """Raise HTTPException 410 if the job's audio has expired."""
    if queue.is_expired(job):
        raise HTTPException(410, "The job is past its time; its audio is no longer kept.")


def _require_completed(job: Job) -> None:
    """Raise HTTPException 410, 425 or 500 unless the job is completed."""
    match job.status:
        case "queued" | "running":
            raise HTTPException(425, f"The job is {job.status}; ask again later.")
        case "cancelled":
            raise HTTPException(410, "The job was cancelled.")
        case "failed":
            raise HTTPException(500, job.error or "The job failed.")
