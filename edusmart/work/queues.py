"""The only importer of rq: one queue per resource, whose jobs are wake-up tokens without content.

A token says "there is work of this kind"; the worker that takes it claims whatever is most urgent now.
Too many tokens are harmless, and the sweep replaces lost ones.
"""

import faulthandler
import logging
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

import django_rq
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from redis import Redis
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job, get_current_job
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

from edusmart.live.redis_client import attempt, quick_redis
from edusmart.machine.libc import give_back_memory
from edusmart.work.attempt import perform
from edusmart.work.kinds import kinds, model_of
from edusmart.work.turns import count_due

log = logging.getLogger(__name__)

HEARTBEAT_TTL_SECONDS = 40
MOST_TOKENS = 100  # workers push more as they go
MOST_TOKENS_TAKEN = 500  # by one worker, so that what leaks does not pile up for ever
OVERDUE_SECONDS = 60  # past its deadline a row that ignores the alarm is ended with its worker


def perform_next(kind: str) -> None:
    """Claim the most urgent due row of the kind and make it; nothing when there is none."""
    job = get_current_job()
    # Named by its worker, whose death frees it; a token that Redis hands out twice makes two claims.
    claim = f"{job.worker_name if job else 'inline'}.{uuid4().hex[:8]}"
    row = model_of(kind).claim_next(claim)
    if row is not None:
        perform(row)
        _top_up_after(kind)


def release(kind: str, worker: str) -> None:
    """Make the row of a dead worker due at once. Never raises."""
    try:
        close_old_connections()
        model_of(kind).release(f"{worker}.")
        forget_taken(kind)
        push(kind, 1)
    except Exception:
        log.exception("row of a dead worker not freed; its lease will end")


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
    # Nothing is kept of a token that ran: the row says how it ended.
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
    if due := _wanted(kind):
        attempt(lambda client: _fill(kind, due, client), f"no token for {kind}")


def _top_up_after(kind: str) -> None:
    """Top up after a row, which may have made room at its provider; tokens just taken count as well."""
    if due := _wanted(kind):
        model = model_of(kind)
        busy = (
            model.under_way().filter(band__in=model.bands).count() + 1
        )  # and this worker, whose row has ended
        attempt(
            lambda client: _fill(kind, due + busy, client, _tokens_taken), f"no token for {kind}"
        )


def _wanted(kind: str) -> int:
    # More tokens than workers are of no use: who finishes a row tops up again.
    slots = settings.WORK_SLOTS.get(kind, 1)
    return count_due(model_of(kind), slots)


def _tokens_taken(queue: Any, client: Redis) -> int:
    """Return how many tokens workers hold, from the moment these leave the queue."""
    with client.pipeline(transaction=False) as pipe:
        pipe.lrange(queue.intermediate_queue_key, 0, -1)
        pipe.zrange(queue.started_job_registry.key, 0, -1)
        leaving, started = pipe.execute()
    return len({*leaving, *(each.partition(b":")[0] for each in started)})


def forget_taken(kind: str) -> None:
    """Count no token as taken: dead workers return none. One too many on the queue is harmless."""
    queue = _queue(kind)
    keys = (queue.intermediate_queue_key, queue.started_job_registry.key)
    attempt(lambda client: client.delete(*keys), f"tokens of {kind} not forgotten")


def _fill(
    kind: str,
    wanted: int,
    client: Redis,
    taken: Callable[[Any, Redis], int] = lambda queue, client: 0,
) -> None:
    queue = _queue(kind, client)
    missing = wanted - int(queue.count) - taken(queue, client)
    if missing > 0:
        push(kind, missing)


def tokens_waiting(kind: str) -> int:
    """Return how many tokens are on the queue. Raises RedisError when Redis is away."""
    return int(_queue(kind, quick_redis()).count)


def workers_there(kind: str) -> int | None:
    """Return how many workers of the kind live; None while Redis is away."""
    counts: list[int] = []
    attempt(
        lambda client: counts.append(TokenWorker.count(queue=_queue(kind, client))),
        f"no count of workers for {kind}",
    )
    return counts[0] if counts else None


class TokenWorker(SimpleWorker):
    """Takes tokens of one queue and makes their rows in its own process, one after the other.

    Should the process die, its master gives the row to the next; the others never notice.
    """

    max_connection_wait_time = 2.0
    log_job_description = False

    def __init__(self, kind: str, name: str, master: int) -> None:
        queue = _queue(kind)
        super().__init__(
            [queue], name=name, connection=queue.connection, job_class=Token,
            serializer=JSONSerializer, worker_ttl=HEARTBEAT_TTL_SECONDS,
        )  # fmt: skip
        self._master = master

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        if os.getppid() != self._master:
            raise StopRequested  # the master died: its successor starts workers of its own
        if not self.connection.exists(self.key):
            self.register_birth()  # type: ignore[no-untyped-call]  # Redis was flushed
        super().heartbeat(timeout, pipeline)

    def subscribe(self) -> None:
        """No commands come over Redis: what is to stop is said by its row, and listening costs a thread."""

    def execute_job(self, job: Job, queue: Any) -> None:
        # The deadline's alarm is heard between two lines of Python; this one ends the process from outside.
        faulthandler.dump_traceback_later((job.timeout or 0) + OVERDUE_SECONDS, exit=True)
        try:
            super().execute_job(job, queue)
        finally:
            faulthandler.cancel_dump_traceback_later()
            close_old_connections()
            give_back_memory()
        if connection.in_atomic_block:
            # The alarm struck inside Django's book-keeping: nothing would ever be committed here again.
            sys.exit(1)

    def _install_signal_handlers(self) -> None:
        # Ctrl-C reaches the whole terminal: the master decides, so that a row under way is finished.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, self.request_stop)

    def request_stop(self, signum: int, frame: Any) -> None:
        """Stop after the row under way; an idle worker stops waiting at once."""
        self._stop_requested = True
        if self.get_state() != WorkerStatus.BUSY:
            # Not StopRequested: the signal may strike where redis-py swallows every Exception.
            raise SystemExit(0)

    def teardown(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # being told again would end it half way
        # Redis may still be asked for a token on it, and would answer nothing else before.
        self.connection.connection_pool.disconnect()
        super().teardown()  # type: ignore[no-untyped-call]


def rehearse() -> None:
    """Look for work of every kind once before the fork, so that what a first query builds is shared."""
    for kind in kinds():
        try:
            _wanted(kind)
        except DatabaseError as error:
            log.warning("no look for %s yet: %s", kind, type(error).__name__)


def serve(kind: str, name: str, master: int) -> None:
    """Take tokens of one kind until told to stop by SIGTERM, the process `master` has died, or it is time for
    a fresh process."""
    worker = TokenWorker(kind, name, master)
    worker.work(with_scheduler=False, logging_level="WARNING", max_jobs=MOST_TOKENS_TAKEN)
