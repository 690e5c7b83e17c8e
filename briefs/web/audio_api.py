"""The API of briefs' audio: generate, job status, retry, cancel, download, and plays."""

from typing import Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Body, Status

from briefs.actions import audio_jobs
from briefs.actions.counting import plays
from briefs.actions.share import note_heard
from briefs.models import AudioGenerationJob
from briefs.web.download import download
from briefs.web.lookup import editors_brief, editors_job, find_item, listeners_brief
from briefs.web.schemas import Hearing, Id, JobState, StartedJob, VoiceChoice
from edusmart.accounts.api import ApiRouter, Problem, person

router = ApiRouter(tags=["brief audio"])
REFUSALS = {400: Problem, 401: Problem, 403: Problem, 404: Problem}
BUSY = {**REFUSALS, 409: Problem, 429: Problem}
SOUND = {"content": {"audio/mpeg": {}, "application/zip": {}}, "description": "The file"}


@router.post(
    "/brief/{brief_id}/audio/generate",
    response={200: StartedJob, **BUSY},
    summary="Generate all audio",
)
def generate(
    request: HttpRequest,
    brief_id: Id,
    choice: Body[VoiceChoice] = VoiceChoice(),  # noqa: B008
) -> dict[str, Any]:
    """What is unchanged is not spoken again. Items of another language are read by that language's voice."""
    brief = editors_brief(request, brief_id)
    return _started(audio_jobs.generate_all(brief, person(request), choice.voice_id))


@router.post(
    "/brief/{brief_id}/audio/retry",
    response={200: StartedJob, **BUSY},
    summary="Try again what failed",
)
def retry_failed(request: HttpRequest, brief_id: Id) -> dict[str, Any]:
    """A new job for every item whose newest audio failed or was cancelled."""
    return _started(audio_jobs.retry_failed(editors_brief(request, brief_id), person(request)))


@router.post(
    "/brief/{brief_id}/item/{item_id}/audio/retry",
    response={200: StartedJob, **BUSY},
    summary="Try one item again",
)
def retry_item(request: HttpRequest, brief_id: Id, item_id: Id) -> dict[str, Any]:
    brief = editors_brief(request, brief_id)
    item = find_item(brief, item_id)
    return _started(audio_jobs.retry_failed(brief, person(request), item.pk))


@router.get(
    "/brief/audio/job/{job_id}/status",
    response={200: JobState, **REFUSALS},
    summary="A job's state",
)
def job_status(request: HttpRequest, job_id: Id) -> dict[str, Any]:
    job = editors_job(request, job_id)
    return {
        "id": job.pk,
        "brief_id": job.brief_id,
        "voice_id": job.voice_id,
        "status": job.public_status,
        "progress": job.progress,
        "total_items": job.total_items,
        "completed_items": job.completed_items,
        "failed_items": job.failed_items,
        "error_code": job.error_code,
        "error_message": job.error or None,
    }


@router.post("/brief/audio/job/{job_id}/retry", response={200: StartedJob, **BUSY})
def retry_job(request: HttpRequest, job_id: Id) -> dict[str, Any]:
    """A new job for what failed or was cancelled in this one."""
    return _started(audio_jobs.retry(editors_job(request, job_id), person(request)))


@router.post("/brief/audio/job/{job_id}/cancel", response={200: StartedJob, **REFUSALS})
def cancel_job(request: HttpRequest, job_id: Id) -> dict[str, Any]:
    """Stop whatever of the job is not finished."""
    job = editors_job(request, job_id)
    audio_jobs.cancel(job)
    return _started(AudioGenerationJob.objects.get(pk=job.pk))


@router.get(
    "/brief/{brief_id}/audio/download",
    response={200: bytes, **BUSY, 503: Problem},
    openapi_extra={"responses": {200: SOUND, 206: SOUND, 304: {"description": "Known already"}}},
    summary="Download a brief",
)
def download_brief(
    request: HttpRequest, brief_id: Id, form: Literal["mp3", "zip"] = "mp3"
) -> HttpResponseBase:
    """One MP3 with a chapter for each item, or a zip of the items. For all who may listen."""
    return download(request, listeners_brief(person(request), brief_id), form)


@router.post(
    "/brief/{brief_id}/item/{item_id}/heard",
    response={204: None, **REFUSALS},
    summary="Count a listener",
)
def item_heard(
    request: HttpRequest,
    brief_id: Id,
    item_id: Id,
    hearing: Body[Hearing] = Hearing(),  # noqa: B008
) -> Status[None]:
    """Adds to the day's numbers of a published brief. Who it was is kept where a class of theirs has it."""
    user = person(request)
    item = find_item(listeners_brief(user, brief_id), item_id)
    plays.count_play(item, user, to_the_end=hearing.to_the_end)
    if hearing.to_the_end:
        note_heard(item, user)
    return Status(204, None)


def _started(job: AudioGenerationJob) -> dict[str, Any]:
    return {
        "success": True,
        "job_id": job.pk,
        "status": job.public_status,
        "total_items": job.total_items,
    }
