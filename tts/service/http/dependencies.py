"""What routes ask for: the running service, the jobs, whose request it is."""

import re
from typing import Annotated, Any, Final

from fastapi import Depends, Header, HTTPException, Request

from tts.service.http.service import Service
from tts.service.jobs.queue import JobDesk
from tts.service.jobs.records import Job


async def _service(request: Request) -> Service:
    # Not for the sake of waiting: FastAPI would send a plain function to a thread.
    service: Service = request.app.state.service
    return service


Serving = Annotated[Service, Depends(_service)]


JOB_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What a job's id looks like."""


_NO_REDIS: Final = "Jobs need Redis, and this service has none: REDIS_URL is not set."


def desk_of(state: Any) -> JobDesk:
    """Where jobs are; raises HTTPException 503 where there is no Redis."""
    desk: JobDesk | None = state.desk
    if desk is None:
        raise HTTPException(503, _NO_REDIS)
    return desk


async def _desk(request: Request) -> JobDesk:
    return desk_of(request.app.state)


async def _owner(request: Request) -> str:
    return str(request.state.owner)


Desk = Annotated[JobDesk, Depends(_desk)]


Owner = Annotated[str, Depends(_owner)]


Idempotency = Annotated[str, Header(alias="Idempotency-Key", max_length=200)]


def _own(job_id: str, desk: Desk, owner: Owner) -> Job:
    job = desk.find(job_id, owner) if JOB_ID.fullmatch(job_id) else None
    if job is None:
        raise HTTPException(404, "Job not found.")
    return job


Own = Annotated[Job, Depends(_own)]
