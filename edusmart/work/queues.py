"""The only importer of rq: one queue per resource, whose jobs are wake-up tokens without content.

A token says "there is work of this kind"; the worker that takes it claims whatever is most urgent now.
Too many tokens are harmless, and the sweep replaces lost ones.
"""

import logging
import os
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import django_rq
from django.db import close_old_connections, connections, transaction
from redis.exceptions import RedisError
from rq import Worker
from rq.exceptions import StopRequested
from rq.job import Job, get_current_job
from rq.serializers import JSONSerializer

from edusmart.work.kinds import model_of
from edusmart.work.performing import perform

log = logging.getLogger(__name__)

HEARTBEAT_TTL_SECONDS = 40


def perform_next(kind: str) -> None:
    """Claim the most urgent due row of the kind and make it; nothing when there is none."""
    job = get_current_job()
    # A token that Redis hands out twice must not make two claims look like one.
    claim = f"{job.id if job else 'inline'}.{uuid4().hex[:8]}"
    row = model_of(kind).claim_next(claim)
    if row is not None:
        perform(row)


class Token(Job):
    """A job that can only ever run `perform_next`, whatever Redis says its function is."""

    @property
    def func(self) -> Callable[[str], None]:
        if self.func_name != f"{__name__}.perform_next":
            raise ValueError("not a wake-up token")
        return perform_next

    @property
    def success_callback(self) -> None:
        return None

    @property
    def failure_callback(self) -> None:
        return None

    @property
    def stopped_callback(self) -> None:
        return None


def _queue(kind: str) -> Any:
    return django_rq.get_queue(kind, job_class=Token, serializer=JSONSerializer)


def wake(kind: str, rows: int = 1) -> None:
    """After commit, push one token for each of `rows` that became due. Never raises."""
    transaction.on_commit(lambda: push(kind, rows))


def push(kind: str, tokens: int) -> None:
    """Push tokens now. A Redis that is away is logged: the sweep pushes again."""
    try:
        queue = _queue(kind)
        for _ in range(tokens):
            queue.enqueue(
                perform_next, kind,
                job_timeout=int(model_of(kind).deadline.total_seconds()),
                result_ttl=0, failure_ttl=60, ttl=3600,
            )  # fmt: skip
    except RedisError as error:
        log.warning("no token for %s (%s); the sweep will push it", kind, error)


def tokens_waiting(kind: str) -> int:
    """Tokens on the queue. Raises RedisError when Redis is away."""
    return int(_queue(kind).count)


class TokenWorker(Worker):
    """Takes tokens of one queue and forks a process for each, so that a crash takes one row's attempt."""

    max_connection_wait_time = 2.0
    log_job_description = False

    def __init__(self, kind: str) -> None:
        queue = _queue(kind)
        super().__init__(
            [queue], connection=queue.connection, job_class=Token, serializer=JSONSerializer,
            worker_ttl=HEARTBEAT_TTL_SECONDS,
        )  # fmt: skip
        self._master = os.getppid()
        self._exit = 0

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        if not self.is_horse:
            if os.getppid() != self._master:
                raise StopRequested  # the master died: its successor starts workers of its own
            if not self.connection.exists(self.key):
                self.register_birth()  # type: ignore[no-untyped-call]  # Redis was flushed
        super().heartbeat(timeout, pipeline)

    def fork_work_horse(self, job: Job, queue: Any) -> None:
        connections.close_all()
        super().fork_work_horse(job, queue)

    def wait_for_horse(self) -> tuple[Any, Any, Any]:
        ended: tuple[Any, Any, Any] = super().wait_for_horse()
        self._exit = ended[1] or 0
        return ended

    def monitor_work_horse(self, job: Job, queue: Any) -> None:
        super().monitor_work_horse(job, queue)
        if self._exit:
            self._free(job)

    def _free(self, job: Job) -> None:
        """The process died under its row: give the row to the next worker at once."""
        close_old_connections()
        kind = self.queues[0].name
        try:
            model_of(kind).free(f"{job.id}.")
            push(kind, 1)
        except Exception:
            log.exception("row of a dead process not freed; its lease will end")
        finally:
            connections.close_all()


def serve(kind: str) -> None:
    """Take tokens of one kind until told to stop by SIGTERM."""
    TokenWorker(kind).work(with_scheduler=False, logging_level="WARNING")
