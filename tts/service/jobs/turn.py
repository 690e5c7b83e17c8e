"""One turn of a job: claim it, speak its next chunks through POST /tts, save them."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

import redis

from tts.service.jobs.folder import JobFolder, NoAudio
from tts.service.jobs.records import Job, JobChunk, Outcome
from tts.service.jobs.speech_client import (
    ChunkAudio,
    ConnectionLost,
    RetryLater,
    SpeechClient,
    SpeechFailed,
    SpeechRejected,
)
from tts.service.jobs.store import JobStore
from tts.service.settings import Settings
from tts.service.speech.synthesis import NOTHING_TO_SAY

log = logging.getLogger("tts.service")

TURN_CHUNKS: Final = 4
"""Chunks spoken in one turn while other owners of the same priority wait."""

_TURN_SECONDS: Final = 30.0
"""Seconds after which a turn ends, even if no other owner waits: long chunks hold workers too."""

# More than max_retries: a restart of the service costs connections, and is not the text's fault.
_MAX_CONNECTION_LOSSES: Final = 5
_PAUSE_SECONDS: Final = 0.5

_Result = TypeVar("_Result")


class _TurnOver(Exception):
    """The turn is over, or cannot continue now; the job goes back into the queue."""


class _ClaimLost(Exception):
    """The job was cancelled, or another worker has claimed it."""


class _JobFailed(Exception):
    """The job cannot be completed; the message is one sentence."""


class TurnRunner:
    """Runs one turn for each token."""

    def __init__(self, store: JobStore, settings: Settings, stopping: threading.Event) -> None:
        self._store = store
        self._settings = settings
        self._stopping = stopping

    def run_next(self) -> bool:
        """Claim the job whose turn it is and speak; return whether it is queued again."""
        claim = uuid4().hex
        job_id = self._store.claim(claim)
        job = self._store.job(job_id) if job_id else None
        if job is None:
            return False
        turn = _Turn(self._store, self._settings, self._stopping, job, claim)
        return turn.run()


class _Turn:
    """A claimed job for the length of one turn."""

    def __init__(
        self,
        store: JobStore,
        settings: Settings,
        stopping: threading.Event,
        job: Job,
        claim: str,
    ) -> None:
        self._store = store
        self._settings = settings
        self._stopping = stopping
        self._job = job
        self._claim = claim
        self._folder = JobFolder(Path(settings.jobs_dir) / job.id)
        # The worker's own key is not rate limited; any other key works, more slowly.
        key = settings.worker_key or next(iter(settings.api_keys), "")
        self._client = SpeechClient(settings.service_url, key, settings.timeout_seconds)
        self._lost = threading.Event()
        self._began = time.monotonic()

    def run(self) -> bool:
        """Speak, and store how the turn ended; return whether the job is queued again."""
        try:
            with self._lease_renewed():
                self._speak()
        except _ClaimLost:
            return False
        except _JobFailed as error:
            self._settle(Outcome("failed", str(error)))
        except (_TurnOver, OSError) as pause:
            # A full or missing disk may come back: the job waits instead of failing.
            if isinstance(pause, OSError):
                log.warning("job=%s waits: %s", self._job.id, pause)
                # The next turn meets the same disk: it must not come at once.
                self._stopping.wait(_PAUSE_SECONDS)
            self._with_redis(lambda: self._store.release(self._job.id, self._claim))
            return True
        finally:
            self._client.close()
        return False

    def _speak(self) -> None:
        """Speak the chunks that are not saved yet, and complete the job after the last one."""
        self._folder.open()
        chunks = self._with_redis(lambda: self._store.chunks(self._job.id))
        seconds, spoken = 0.0, 0
        for index, chunk in enumerate(chunks):
            if not self._folder.has_chunk(index):
                self._folder.save_chunk(index, self._speak_chunk(index, chunk))
                spoken += 1
            seconds += self._folder.seconds(index) + chunk.pause
            if seconds > self._settings.max_audio_seconds:
                longest = f"{self._settings.max_audio_seconds:g}"
                raise _JobFailed(f"The audio would pass {longest} seconds.")
            # Chunks that an earlier turn saved are looked at again: progress does not go back for them.
            done = max(index + 1, self._job.done)
            self._report_progress(done, spoken, index + 1 == len(chunks))
        if chunks:
            self._complete(chunks)

    def _report_progress(self, done: int, spoken: int, is_last: bool) -> None:
        """Store how many chunks are done; raises _ClaimLost or _TurnOver."""
        is_over = spoken >= TURN_CHUNKS
        answer = self._with_redis(
            lambda: self._store.renew(self._job.id, self._claim, done, is_over)
        )
        if answer == "lost":
            raise _ClaimLost
        is_long = time.monotonic() - self._began > _TURN_SECONDS
        # At least one chunk a turn: else two owners would pass the worker on without progress.
        if not is_last and spoken and (answer == "yield" or is_long or self._stopping.is_set()):
            raise _TurnOver

    def _complete(self, chunks: list[JobChunk]) -> None:
        """Write the result and mark the job completed; raises _JobFailed if it is all silent."""
        spec = self._job.spec
        try:
            seconds = self._folder.finish(chunks, spec["format"], spec["rate"])
        except NoAudio as error:
            raise _JobFailed(NOTHING_TO_SAY) from error
        # A lost claim keeps its chunks: the worker that has the job now may be joining them.
        engines, notices = self._folder.engines(len(chunks)), self._folder.notices(len(chunks))
        if self._settle(Outcome("completed", "", seconds, engines, notices)):
            self._folder.remove_chunks()

    def _settle(self, outcome: Outcome) -> bool:
        """Store how the job ended; return False when the claim was lost."""
        log.info("job=%s status=%s seconds=%.3f", self._job.id, outcome.status, outcome.duration)
        for notice in outcome.notices:
            log.warning("job=%s %s", self._job.id, notice)
        return self._with_redis(lambda: self._store.finish(self._job.id, self._claim, outcome))

    def _speak_chunk(self, index: int, chunk: JobChunk) -> ChunkAudio:
        """Speak one chunk, with as many attempts as its failures allow."""
        # WAV: chunks are joined as samples, and only the result is encoded.
        body = {**self._job.spec["body"], "text": chunk.text, "format": "wav"}
        # Counted for each chunk: a long job may meet more failures than a short one.
        allowed = {SpeechFailed: self._settings.max_retries, ConnectionLost: _MAX_CONNECTION_LOSSES}
        while True:
            self._check_turn()
            try:
                return self._client.speak(body, f"{self._job.id}.{index}")
            except SpeechRejected as error:
                return _silent_or_fail(error)
            except (SpeechFailed, ConnectionLost) as error:
                self._check_turn()
                allowed[type(error)] -= 1
                if allowed[type(error)] < 0:
                    part = f"Part {index + 1} of {self._job.total}"
                    raise _JobFailed(f"{part} could not be spoken: {error}") from error
            except RetryLater as wait:
                log.warning("job=%s chunk=%d waits: %s", self._job.id, index, wait)
                self._pause(wait.seconds)

    def _pause(self, seconds: float) -> None:
        """Wait before the next attempt; raises _ClaimLost or _TurnOver."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._check_turn()
            self._stopping.wait(min(_PAUSE_SECONDS, seconds))

    def _check_turn(self) -> None:
        """Raise _ClaimLost or _TurnOver if this turn must not continue."""
        if self._lost.is_set():
            raise _ClaimLost
        # Without this, a job whose chunk is never spoken would keep the worker for ever.
        if self._stopping.is_set() or time.monotonic() - self._began > 2 * _TURN_SECONDS:
            raise _TurnOver

    @contextmanager
    def _lease_renewed(self) -> Iterator[None]:
        """Renew the lease in a thread; abort the call under way when the claim is lost."""
        ended = threading.Event()
        # Several times a lease, so that one lost try does not lose the job.
        pause = min(1.0, self._settings.job_lease_seconds / 4)

        def renew() -> None:
            while not ended.wait(pause):
                try:
                    answer = self._store.renew(self._job.id, self._claim, None, False)
                except redis.RedisError:
                    # The lease may outlast the outage; Redis decides when it is back.
                    continue
                if answer == "lost":
                    self._lost.set()
                    self._client.abort()
                    return

        renewing = threading.Thread(target=renew, name="lease", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            # Before the client is closed, which this thread may be about to abort.
            ended.set()
            renewing.join()

    def _with_redis(self, ask: Callable[[], _Result]) -> _Result:
        """Call Redis until it is reachable; raises redis.RedisError only while stopping."""
        while True:
            try:
                return ask()
            except redis.RedisError as error:
                log.warning("job=%s: redis is away (%s)", self._job.id, error)
                if self._stopping.wait(_PAUSE_SECONDS):
                    raise


def _silent_or_fail(error: SpeechRejected) -> ChunkAudio:
    """Return an empty chunk for a text without sound; raises _JobFailed for other errors.

    POST /tts skips such a chunk of a longer text too.
    """
    if str(error) != NOTHING_TO_SAY:
        raise _JobFailed(str(error)) from error
    return ChunkAudio(b"")
