"""Wake-up tokens on an RQ queue; the only module that imports rq.

A token says that a job may be due, nothing else. The worker that takes it claims the job whose turn
it is. Too many tokens are harmless, and the sweep replaces lost ones.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any, Final

import redis
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

log = logging.getLogger("tts.service")

QUEUE: Final = "tts-jobs"
# An older token is worth nothing: the sweep pushes one for each job that still waits.
_TOKEN_SECONDS: Final = 3600
# Failed tokens say nothing that the log does not: they need not fill Redis.
_FAILED_SECONDS: Final = 60
# RQ waits for a token a little less than this, then shows that it lives.
_WORKER_SECONDS: Final = 40
_RECONNECT_SECONDS: Final = 1.0


def speak_next() -> None:
    """Run the worker's function; this is the only function a token can name."""
    if _perform is not None:
        _perform()


_perform: Callable[[], object] | None = None


class Token(Job):
    """An RQ job that runs `speak_next` only, whatever function Redis names."""

    @property
    def func(self) -> Callable[[], None]:
        # Anyone who can write to Redis could otherwise have any importable function called.
        if self.func_name != f"{__name__}.{speak_next.__name__}" or self.args or self.kwargs:
            raise ValueError("not a wake-up token")
        return speak_next

    @property
    def success_callback(self) -> None:
        return None

    @property
    def failure_callback(self) -> None:
        return None

    @property
    def stopped_callback(self) -> None:
        return None


def _queue(connection: "redis.Redis") -> Queue:
    return Queue(QUEUE, connection=connection, job_class=Token, serializer=JSONSerializer)


def wake(connection: "redis.Redis", tokens: int = 1) -> None:
    """Push tokens. Never raises: the sweep replaces what Redis did not accept."""
    try:
        queue = _queue(connection)
        for _ in range(tokens):
            # No timeout: RQ would interrupt a turn at any line, and a turn limits itself.
            queue.enqueue(
                speak_next, job_timeout=-1, result_ttl=0, failure_ttl=_FAILED_SECONDS,
                ttl=_TOKEN_SECONDS,
            )  # fmt: skip
    except redis.RedisError as error:
        log.warning("no token was pushed (%s); the sweep will", error)


def tokens_waiting(connection: "redis.Redis") -> int:
    """Return the number of tokens on the queue; raises redis.RedisError."""
    return int(_queue(connection).count)


class _TokenWorker(SimpleWorker):
    """Runs tokens in its own process, not in a fork: a job is stopped through its record."""

    max_connection_wait_time = 2.0  # RQ would back off up to a minute when Redis is away
    log_job_description = False

    def __init__(self, connection: "redis.Redis", stopping: threading.Event) -> None:
        super().__init__(
            [_queue(connection)], connection=connection, job_class=Token,
            serializer=JSONSerializer, worker_ttl=_WORKER_SECONDS,
        )  # fmt: skip
        self._stopping = stopping

    def request_stop(self, signum: int, frame: Any) -> None:
        self._stopping.set()
        # A busy worker stops after its chunk and requeues the job; an idle one stops at once.
        self._stop_requested = True
        if self.get_state() != WorkerStatus.BUSY:
            # Not StopRequested: the signal may strike where redis-py swallows every Exception.
            raise SystemExit(0)

    def teardown(self) -> None:
        # Redis may still be asked for a token on it, and would answer nothing else before.
        self.connection.connection_pool.disconnect()
        super().teardown()  # type: ignore[no-untyped-call]


def run_worker(
    connection: "redis.Redis", perform: Callable[[], object], stopping: threading.Event
) -> None:
    """Take tokens until SIGTERM or SIGINT sets `stopping`; reconnects when Redis comes back."""
    global _perform
    _perform = perform
    while not stopping.is_set():
        try:
            _TokenWorker(connection, stopping).work(logging_level="WARNING")
        except (redis.RedisError, OSError) as error:
            log.warning("redis is away (%s); trying again", error)
        stopping.wait(_RECONNECT_SECONDS)
