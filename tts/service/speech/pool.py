"""The model threads: each owns one synthesizer, and the chunks of all requests share them.

As many threads beside them encode, so that no model waits for a file.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from tts.service.engines.protocol import Engine, Synthesizer
from tts.service.speech.admission import Slot

_Result = TypeVar("_Result")

_LOADING_SECONDS = 600  # a first start may download gigabytes of weights


class SynthesizerPool:
    """`workers` model threads, first come first served, one chunk at a time."""

    def __init__(self, engine: Engine, workers: int) -> None:
        self._engine = engine
        self.workers = workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="speaker")
        # Apart from the model threads, so that a chunk is encoded while the next one is spoken.
        self._encoders = ThreadPoolExecutor(workers, thread_name_prefix="encoder")
        self._pending: set[Future[Any]] = set()
        self._opening = threading.Lock()
        self._local = threading.local()

    def load(self) -> None:
        """Open a synthesizer in every thread and wait for all; raises EngineFailed."""
        together = threading.Barrier(self.workers)
        for opened in [
            self._threads.submit(self._open_together, together) for _ in range(self.workers)
        ]:
            opened.result()

    @property
    def has_idle(self) -> bool:
        """Return whether a model thread is idle."""
        return len(self._pending) < self.workers

    def run(self, task: Callable[[Synthesizer], _Result], slot: Slot) -> "asyncio.Future[_Result]":
        """Run `task` in a model thread; cancelling stops the wait, not a task that has begun."""
        submitted = time.perf_counter()

        def begin() -> _Result:
            slot.waited += time.perf_counter() - submitted
            return task(self._synthesizer())

        work: Future[Any] = self._threads.submit(begin)
        self._pending.add(work)
        work.add_done_callback(self._pending.discard)
        slot.hold(work)
        return _awaitable(work)

    def encode(self, task: Callable[[], _Result]) -> "asyncio.Future[_Result]":
        """Run `task`, which needs no model, in an encoder thread."""
        return _awaitable(self._encoders.submit(task))

    def close(self) -> None:
        """Drop waiting tasks; running ones end by themselves."""
        for threads in (self._threads, self._encoders):
            # What is still being spoken has no one left to hear it.
            threads.shutdown(wait=False, cancel_futures=True)

    def _open_together(self, together: threading.Barrier) -> None:
        try:
            self._synthesizer()
        except BaseException:
            # The others must not wait ten minutes for a thread that failed.
            together.abort()
            raise
        # Without the barrier, a quick first thread would take every task and the rest never start.
        together.wait(_LOADING_SECONDS)

    def _synthesizer(self) -> Synthesizer:
        if not hasattr(self._local, "synthesizer"):
            # One at a time: models loaded by two threads at once have mixed up their weights.
            with self._opening:
                self._local.synthesizer = self._engine.open()
        synthesizer: Synthesizer = self._local.synthesizer
        return synthesizer


def _awaitable(work: Future[_Result]) -> "asyncio.Future[_Result]":
    waited = asyncio.wrap_future(work)
    # Of several failed chunks only the first is awaited: mark the others as retrieved.
    waited.add_done_callback(lambda done: done.cancelled() or done.exception())
    return waited
