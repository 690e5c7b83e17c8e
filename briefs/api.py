"""The brief API: save a brief, generate all its audio, watch, retry and cancel a job. Editors only."""

from typing import Any

from django.http import HttpRequest
from ninja import Body, Router, Schema, Status
from pydantic import Field

from briefs import batching, writing
from briefs.models import AudioGenerationJob, Brief
from edusmart.accounts.api import Problem, person
from edusmart.accounts.errors import Wrong
from edusmart.live.state import frame_since, starting_rev

router = Router(tags=["briefs"])
REFUSALS = {400: Problem, 401: Problem, 403: Problem, 404: Problem}
BUSY = {**REFUSALS, 409: Problem}


class Item(Schema):
    """One item; `id` is null for a new one."""

    id: int | None = Field(default=None, ge=1, le=2**62)
    title: str = ""
    text: str = ""


class WrittenBrief(Schema):
    title: str
    language: str = "en"
    items: list[Item] = Field(default_factory=list)


class SavedItem(Schema):
    id: int
    title: str
    text: str
    stale: bool


class SavedBrief(Schema):
    id: int
    title: str
    language: str
    items: list[SavedItem]


class VoiceChoice(Schema):
    """`voice_id`: professional, warm, authoritative, calm, friendly, or a named voice."""

    voice_id: str = ""


class StartedJob(Schema):
    success: bool = True
    job_id: int
    status: str
    total_items: int


class JobState(Schema):
    id: int
    brief_id: int
    voice_id: str
    status: str
    progress: int
    total_items: int
    completed_items: int
    failed_items: int
    error_message: str | None


@router.post("/brief", response={201: SavedBrief, **REFUSALS}, summary="Write a new brief")
def create_brief(request: HttpRequest, written: WrittenBrief) -> Status[dict[str, Any]]:
    brief = writing.create(_editor(request), written.title, written.language)
    return Status(201, _saved(_save(brief, written)))


@router.get(
    "/brief/{int:brief_id}/state",
    response={200: dict[str, Any], **REFUSALS},
    summary="A brief's state frame",
)
def brief_state(
    request: HttpRequest, brief_id: int, epoch: str = "", since: int = 0
) -> dict[str, Any]:
    """The live protocol's state frame: brief, items, jobs and narrations changed after `since`."""
    topic = _brief(request, brief_id).topic
    return dict(frame_since(topic, starting_rev(topic, epoch, since), "editor"))


@router.put("/brief/{int:brief_id}", response={200: SavedBrief, **BUSY}, summary="Save a brief")
def save_brief(request: HttpRequest, brief_id: int, written: WrittenBrief) -> dict[str, Any]:
    """Items that are not sent are deleted; those without an id are new."""
    return _saved(_save(_brief(request, brief_id), written))


@router.post(
    "/brief/{int:brief_id}/audio/generate",
    response={200: StartedJob, **BUSY},
    summary="Generate all audio",
)
def generate(
    request: HttpRequest,
    brief_id: int,
    choice: Body[VoiceChoice] = VoiceChoice(),  # noqa: B008
) -> dict[str, Any]:
    brief = _brief(request, brief_id)
    return _started(batching.generate_all(brief, person(request), choice.voice_id))


@router.get(
    "/brief/audio/job/{int:job_id}/status",
    response={200: JobState, **REFUSALS},
    summary="A job's state",
)
def job_status(request: HttpRequest, job_id: int) -> dict[str, Any]:
    job = _job(request, job_id)
    return {
        "id": job.pk,
        "brief_id": job.brief_id,
        "voice_id": job.voice_id,
        "status": job.public_status,
        "progress": job.progress,
        "total_items": job.total_items,
        "completed_items": job.completed_items,
        "failed_items": job.failed_items,
        "error_message": job.error or None,
    }


@router.post("/brief/audio/job/{int:job_id}/retry", response={200: StartedJob, **BUSY})
def retry_job(request: HttpRequest, job_id: int) -> dict[str, Any]:
    """A new job for what failed or was cancelled."""
    return _started(batching.retry(_job(request, job_id), person(request)))


@router.post("/brief/audio/job/{int:job_id}/cancel", response={200: StartedJob, **REFUSALS})
def cancel_job(request: HttpRequest, job_id: int) -> dict[str, Any]:
    """Stop whatever of the job is not finished."""
    job = _job(request, job_id)
    batching.cancel(job)
    return _started(AudioGenerationJob.objects.get(pk=job.pk))


def _editor(request: HttpRequest) -> Any:
    user = person(request)
    if not user.is_editor:
        raise Wrong("Briefs are written by editors.", "not_allowed", 403)
    return user


def _brief(request: HttpRequest, brief_id: int) -> Brief:
    _editor(request)
    known = Brief.objects.select_related("topic").filter(pk=brief_id) if brief_id < 2**62 else None
    if not known or (brief := known.first()) is None:
        raise Wrong("There is no such brief.", "no_brief", 404)
    return brief


def _job(request: HttpRequest, job_id: int) -> AudioGenerationJob:
    _editor(request)
    jobs = AudioGenerationJob.objects.select_related("brief__topic")
    job = jobs.filter(pk=job_id).first() if job_id < 2**62 else None
    if job is None:
        raise Wrong("There is no such job.", "no_job", 404)
    return job


def _save(brief: Brief, written: WrittenBrief) -> Brief:
    items = [writing.WrittenItem(item.id, item.title, item.text) for item in written.items]
    return writing.save(brief, written.title, written.language, items)


def _saved(brief: Brief) -> dict[str, Any]:
    items = brief.items.select_related("narration")
    return {
        "id": brief.pk,
        "title": brief.title,
        "language": brief.language,
        "items": [
            {"id": it.pk, "title": it.title, "text": it.text, "stale": it.stale} for it in items
        ],
    }


def _started(job: AudioGenerationJob) -> dict[str, Any]:
    return {
        "success": True,
        "job_id": job.pk,
        "status": job.public_status,
        "total_items": job.total_items,
    }
