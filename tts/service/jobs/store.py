"""The job store in Redis: submit, claim, renew, finish.

Every change is one Lua script, so two workers never hold one job, and no change is half written.
A worker holds a job by its `claim`, a random id, under a lease that it renews. Each script that
writes for a worker compares the claim first (fencing).
"""

import json
import time
from pathlib import Path
from typing import Any, Final, cast
from uuid import uuid4

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from tts.service.jobs.records import (
    PRIORITIES,
    Job,
    JobChunk,
    Outcome,
    Quota,
    Status,
    Submission,
    SubmissionRefused,
)
from tts.service.settings import Settings

# A Redis that hangs must become an error: without a timeout redis-py waits for ever.
_SOCKET_SECONDS: Final = 5.0


_SCRIPTS: Final = Path(__file__).with_name("lua")


_MAX_RECENT: Final = 50


_SECONDS_AN_HOUR: Final = 3600


class JobStore:
    """All jobs of one Redis. Every method raises redis.RedisError while it is unreachable."""

    def __init__(self, connection: "redis.Redis", ttl_seconds: float, lease_seconds: float) -> None:
        self.connection = connection
        self.ttl_seconds = ttl_seconds
        self._lease = lease_seconds
        # Redis scripts cannot import each other: the shared functions precede each of them.
        common = (_SCRIPTS / "common.lua").read_text()
        self._scripts = {
            path.stem: connection.register_script(common + path.read_text())
            for path in _SCRIPTS.glob("*.lua")
            if path.stem != "common"
        }

    def submit(self, submission: Submission, quota: Quota) -> str:
        """Store a job and return its id, or the id of the same submission sent before.

        Raises SubmissionRefused.
        """
        outcome, told = self._run(
            "submit", str(uuid4()), submission.owner, PRIORITIES.index(submission.priority),
            submission.digest, submission.idempotency, json.dumps(submission.spec), len(submission.chunks),
            submission.items, sum(len(chunk.text) for chunk in submission.chunks), quota.unfinished,
            quota.characters_a_day, max(1, round(self.ttl_seconds)),
            json.dumps([[chunk.item, chunk.text, chunk.pause] for chunk in submission.chunks]),
        )  # fmt: skip
        # For a refusal `told` is the number of seconds to wait, else the id.
        if outcome.decode() != "accepted":
            raise SubmissionRefused(outcome.decode(), int(told) if told.isdigit() else 0)
        return str(told.decode())

    def claim(self, claim: str) -> str | None:
        """Lease the job whose turn it is, and return its id; None if no job is due."""
        found = self._run("claim", claim, self._lease)
        return found.decode() if found else None

    def renew(self, job: str, claim: str, done: int | None, turn_is_over: bool) -> str:
        """Renew a lease and store progress; `done` counts chunks, None leaves it.

        Returns "go", "yield" because other jobs are waiting, or "lost" when the claim is not valid.
        """
        told = "" if done is None else done
        answer = self._run("renew", job, claim, self._lease, told, int(turn_is_over))
        return str(answer.decode())

    def release(self, job: str, claim: str) -> None:
        """Put a claimed job back into the queue."""
        self._run("release", job, claim)

    def finish(self, job: str, claim: str, outcome: Outcome) -> bool:
        """End a claimed job; returns False, and changes nothing, when the claim was lost."""
        engines = json.dumps(dict(outcome.engines))
        notices = json.dumps(list(outcome.notices))
        settled = (
            outcome.status, outcome.error, outcome.duration, self.ttl_seconds, engines, notices,
        )  # fmt: skip
        return bool(self._run("finish", job, claim, *settled))

    def cancel(self, job: str) -> str:
        """Cancel a job that has not ended, and return the status it had."""
        return str(self._run("cancel", job, self.ttl_seconds).decode())

    def sweep(self) -> int:
        """Requeue the jobs whose lease ran out, and return the number of jobs waiting."""
        return int(self._run("sweep"))

    def expire(self) -> list[str]:
        """Return the ids of jobs past their time, each id once."""
        return [job.decode() for job in self._run("expire", self.ttl_seconds)]

    def job(self, job: str) -> Job | None:
        """Return the record of a job, None if there is none."""
        found = cast("dict[bytes, bytes]", self.connection.hgetall(f"tts:job:{job}"))
        return _job(job, {k.decode(): v.decode() for k, v in found.items()}) if found else None

    def chunks(self, job: str) -> list[JobChunk]:
        """Return the chunks of a job that has not ended; none of one that has."""
        found = cast("list[bytes]", self.connection.lrange(f"tts:job:{job}:parts", 0, -1))
        return [JobChunk(*json.loads(chunk)) for chunk in found]

    def recent(self, owner: str) -> list[Job]:
        """Return an owner's jobs, newest first."""
        ids = cast(
            "list[bytes]", self.connection.zrevrange(f"tts:owned:{owner}", 0, _MAX_RECENT - 1)
        )
        found = (self.job(one.decode()) for one in ids)
        # A record may have expired before its place in the list.
        return [job for job in found if job is not None]

    def _run(self, script: str, *args: str | float) -> Any:
        return self._scripts[script](args=args)


def progress_channel(job: str) -> str:
    """Return the channel on which each change of the job's record is published."""
    return f"tts:progress:{job}"


def connect(url: str) -> "redis.Redis":
    """Return a Redis client with timeouts and retries."""
    return redis.Redis.from_url(
        url, socket_timeout=_SOCKET_SECONDS, socket_connect_timeout=_SOCKET_SECONDS,
        retry=Retry(ExponentialBackoff(0.2, 0.02), 3),
    )  # fmt: skip


def open_store(settings: Settings) -> JobStore:
    """Return the job store of the settings."""
    ttl = settings.job_ttl_hours * _SECONDS_AN_HOUR
    return JobStore(connect(settings.redis_url), ttl, settings.job_lease_seconds)


def _job(job: str, read: dict[str, str]) -> Job:
    """Return the record for the fields of its hash."""

    def moment(name: str) -> float | None:
        return float(read[name]) if read.get(name) else None

    return Job(
        id=job,
        owner=read["owner"],
        status=cast("Status", read["status"]),
        spec=json.loads(read["script"] or "{}"),
        items=int(read["items"]),
        total=int(read["total"]),
        done=int(read["done"]),
        created_at=moment("created_at") or time.time(),
        started_at=moment("started_at"),
        finished_at=moment("finished_at"),
        duration=moment("duration"),
        error=read.get("error") or None,
        engines=json.loads(read.get("engines") or "{}"),
        notices=json.loads(read.get("notices") or "[]"),
        expired="expired" in read,
    )
