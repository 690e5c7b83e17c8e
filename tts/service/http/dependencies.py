"""FastAPI dependencies: the running service, the job queue, the owner and their job."""

import re
from typing import Annotated, Any, Final

from fastapi import Depends, Header, HTTPException, Request

from tts.service.http.service import Service
from tts.service.jobs.queue import JobQueue
from tts.service.jobs.records import Job


async def _running_service(request: Request) -> Service:
    # async although it awaits nothing: FastAPI runs a plain function in a thread.
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(_running_service)]


JOB_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A job's id: a UUID in lower case."""


_NO_REDIS: Final = "Jobs need Redis, and this service has none: REDIS_URL is not set."


def job_queue_of(state: Any) -> JobQueue:
    """Return the job queue of the application's state; raises HTTPException 503 without Redis."""
    queue: JobQueue | None = state.job_queue
    if queue is None:
        raise HTTPException(503, _NO_REDIS)
    return queue


async def _job_queue(request: Request) -> JobQueue:
    return job_queue_of(request.app.state)


async def _owner(request: Request) -> str:
    return str(request.state.owner)


JobQueueDep = Annotated[JobQueue, Depends(_job_queue)]


OwnerDep = Annotated[str, Depends(_owner)]


IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", max_length=200)]


def _own_job(job_id: str, queue: JobQueueDep, owner: OwnerDep) -> Job:
    """Return the owner's job; raises HTTPException 404, also for the job of another owner."""
    job = queue.find(job_id, owner) if JOB_ID.fullmatch(job_id) else None
    # The same for an unknown id and for another owner's job: ids tell nothing.
    if job is None:
        raise HTTPException(404, "Job not found.")
    return job


OwnJobDep = Annotated[Job, Depends(_own_job)]
