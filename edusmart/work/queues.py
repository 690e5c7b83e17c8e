"""The only importer of rq: one queue per resource, whose jobs are wake-up tokens without content.

A token says "there is work of this kind"; the worker that takes it claims whatever is most urgent now.
Too many tokens are harmless, and the sweep replaces lost ones.
"""

import logging
import os
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

import django_rq
from django.conf import settings
from django.db import close_old_connections, connections, transaction
from redis import Redis
from rq import Queue, Worker
from rq.exceptions import StopRequested
from rq.job import Job, get_current_job
from rq.serializers import JSONSerializer

from edusmart.live.line import attempt, quick_redis
from edusmart.work.kinds import model_of
from edusmart.work.performing import perform

log = logging.getLogger(__name__)

HEARTBEAT_TTL_SECONDS = 40
MOST_TOKENS = 100  # workers push more as they go


def perform_next(kind: str) -> None:
    """Claim the most urgent due row of the kind and make it; nothing when there is none."""
    job = get_current_job()
    # A token that Redis hands out twice must not make two claims look like one.
    claim = f"{job.id if job else 'inline'}.{uuid4().hex[:8]}"
    row = model_of(kind).claim_next(claim)
    if row is not None:
        perform(row)
        top_up(kind)


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


def _queue(kind: str, connection: Redis | None = None) -> Any:
    return django_rq.get_queue(
        kind, connection=connection, job_class=Token, serializer=JSONSerializer
    )


_unpushed: ContextVar[Counter[str]] = ContextVar("_unpushed")


def wake(kind: str, rows: int = 1) -> None:
    """After commit, push one token for each of `rows` that became due, all at once. Never raises."""
    if (waiting := _unpushed.get(None)) is None:
        waiting = Counter()
        _unpushed.set(waiting)
    waiting[kind] += rows
    # Registered at every call: a rollback forgets it. Tokens of what was rolled back are harmless.
    transaction.on_commit(_push_all)


def _push_all() -> None:
    waiting = _unpushed.get(Counter())
    for kind in list(waiting):
        push(kind, waiting.pop(kind))


def push(kind: str, tokens: int) -> None:
    """Push tokens now. A Redis that is away is logged: the sweep pushes again."""
    token = Queue.prepare_data(
        perform_next, (kind,), timeout=int(model_of(kind).deadline.total_seconds()),
        result_ttl=0, failure_ttl=60, ttl=3600,
    )  # fmt: skip
    count = min(tokens, MOST_TOKENS)
    attempt(
        lambda client: _queue(kind, client).enqueue_many([token] * count), f"no token for {kind}"
    )


def top_up(kind: str) -> None:
    """Push as many tokens as due rows and workers want and the queue lacks."""
    slots = settings.WORK_SLOTS.get(kind, 1)
    due = len(model_of(kind).due().values_list("pk")[:slots])
    if due:
        attempt(lambda client: _fill(kind, due, client), f"no token for {kind}")


def _fill(kind: str, wanted: int, client: Redis) -> None:
    missing = wanted - int(_queue(kind, client).count)
    if missing > 0:
        push(kind, missing)


def tokens_waiting(kind: str) -> int:
    """Tokens on the queue. Raises RedisError when Redis is away."""
    return int(_queue(kind, quick_redis()).count)


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
