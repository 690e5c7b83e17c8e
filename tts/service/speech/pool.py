"""Model threads: each owns one loaded speaker, and chunks of all requests take turns on them.

Beside them as many threads encode what was spoken, so that no model waits for a file.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from tts.service.engines.protocol import Engine, Speaker
from tts.service.speech.admission import Slot

_Result = TypeVar("_Result")

_LOADING_SECONDS = 600


class SpeakerPool:
    """`workers` threads, first come first served, one chunk at a time."""

    def __init__(self, engine: Engine, workers: int) -> None:
        self._engine = engine
        self.workers = workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="speaker")
        self._asides = ThreadPoolExecutor(workers, thread_name_prefix="encoder")
        self._jobs: set[Future[Any]] = set()
        self._opening = threading.Lock()
        self._own = threading.local()

    def load(self) -> None:
        """Open a speaker in every thread, and wait for all; raises EngineFailed."""
        together = threading.Barrier(self.workers)
        for opened in [self._threads.submit(self._meet, together) for _ in range(self.workers)]:
            opened.result()

    @property
    def has_idle(self) -> bool:
        """Whether a model thread has nothing to do."""
        return len(self._jobs) < self.workers

    def run(self, job: Callable[[Speaker], _Result], slot: Slot) -> "asyncio.Future[_Result]":
        """Do `job` in a model thread; cancelling stops the waiting, not a job already begun."""
        submitted = time.perf_counter()

        def begin() -> _Result:
            slot.waited += time.perf_counter() - submitted
            return job(self._speaker())

        work: Future[Any] = self._threads.submit(begin)
        self._jobs.add(work)
        work.add_done_callback(self._jobs.discard)
        slot.hold(work)
        return _awaitable(work)

    def aside(self, job: Callable[[], _Result]) -> "asyncio.Future[_Result]":
        """Do `job`, which needs no model, in a thread beside those of the models."""
        return _awaitable(self._asides.submit(job))

    def close(self) -> None:
        """Let running jobs end and drop the rest."""
        for threads in (self._threads, self._asides):
            threads.shutdown(wait=False, cancel_futures=True)

    def _meet(self, together: threading.Barrier) -> None:
        try:
            self._speaker()
        except BaseException:
            together.abort()
            raise
        # Without meeting, a quick first thread would take every job and the rest never start.
        together.wait(_LOADING_SECONDS)

    def _speaker(self) -> Speaker:
        if not hasattr(self._own, "speaker"):
            with self._opening:
                self._own.speaker = self._engine.open()
        speaker: Speaker = self._own.speaker
        return speaker


def _awaitable(work: Future[_Result]) -> "asyncio.Future[_Result]":
    waited = asyncio.wrap_future(work)
    # Of several chunks that failed only the first is asked; the others are not forgotten errors.
    waited.add_done_callback(lambda done: done.cancelled() or done.exception())
    return waited
