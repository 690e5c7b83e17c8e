"""One turn of a job: its next chunks are spoken by POST /tts and kept, until it is done."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

import redis

from tts.service.jobs.folder import JobFolder, Silent
from tts.service.jobs.records import End, Job, Part, Status
from tts.service.jobs.speech_client import CutOff, Later, SpeechCall, Spoken, Stumbled, Unspeakable
from tts.service.jobs.store import JobRecords
from tts.service.settings import Limits
from tts.service.speech.synthesis import NOTHING_TO_SAY

log = logging.getLogger("tts.service")

TURN_CHUNKS: Final = 4
"""Chunks of one owner's job before another owner of the same priority has a turn."""

_TURN_SECONDS: Final = 30.0
_MOST_CUT_OFF: Final = 5
_PAUSE_SECONDS: Final = 0.5

_Answer = TypeVar("_Answer")


class _GiveBack(Exception):
    """The turn is over, or cannot go on now; the job waits for its next one."""


class _Lost(Exception):
    """The job was cancelled, or another worker has it."""


class _Failed(Exception):
    """The job cannot be completed; the message is one sentence."""


class Turns:
    """What a worker does with a token: take the job whose turn it is, and speak."""

    def __init__(self, records: JobRecords, limits: Limits, stopping: threading.Event) -> None:
        self._records = records
        self._limits = limits
        self._stopping = stopping

    def take(self) -> bool:
        """Speak until the job ends or others have a turn; whether it waits for another one."""
        claim = uuid4().hex
        job_id = self._records.claim(claim)
        job = self._records.job(job_id) if job_id else None
        if job is None:
            return False
        turn = _Turn(self._records, self._limits, self._stopping, job, claim)
        return turn.run()


class _Turn:
    def __init__(
        self,
        records: JobRecords,
        limits: Limits,
        stopping: threading.Event,
        job: Job,
        claim: str,
    ) -> None:
        self._records = records
        self._limits = limits
        self._stopping = stopping
        self._job = job
        self._claim = claim
        self._folder = JobFolder(Path(limits.jobs_dir) / job.id)
        key = limits.worker_key or next(iter(limits.api_keys), "")
        self._call = SpeechCall(limits.service_url, key, limits.timeout_seconds)
        self._lost = threading.Event()
        self._began = time.monotonic()

    def run(self) -> bool:
        """Whether the job waits for another turn."""
        try:
            with self._kept():
                self._speak()
        except _Lost:
            return False
        except _Failed as error:
            self._settle("failed", str(error), 0.0)
        except (_GiveBack, OSError) as pause:
            if isinstance(pause, OSError):
                log.warning("job=%s waits: %s", self._job.id, pause)
                self._stopping.wait(_PAUSE_SECONDS)
            self._insist(lambda: self._records.release(self._job.id, self._claim))
            return True
        finally:
            self._call.close()
        return False

    def _speak(self) -> None:
        self._folder.open()
        parts = self._insist(lambda: self._records.parts(self._job.id))
        seconds, spoken = 0.0, 0
        for index, part in enumerate(parts):
            if not self._folder.has(index):
                self._folder.keep(index, self._spoken(index, part))
                spoken += 1
            seconds += self._folder.seconds(index) + part.pause
            if seconds > self._limits.max_audio_seconds:
                longest = f"{self._limits.max_audio_seconds:g}"
                raise _Failed(f"The audio would pass {longest} seconds.")
            self._go_on(index + 1, spoken, index + 1 == len(parts))
        if parts:
            self._complete(parts)

    def _go_on(self, done: int, spoken: int, is_last: bool) -> None:
        """Tell how far the job is; raises _Lost or _GiveBack."""
        is_over = spoken >= TURN_CHUNKS
        answer = self._insist(lambda: self._records.keep(self._job.id, self._claim, done, is_over))
        if answer == "lost":
            raise _Lost
        is_long = time.monotonic() - self._began > _TURN_SECONDS
        if not is_last and spoken and (answer == "yield" or is_long or self._stopping.is_set()):
            raise _GiveBack

    def _complete(self, parts: list[Part]) -> None:
        script = self._job.script
        try:
            seconds = self._folder.finish(parts, script["format"], script["rate"])
        except Silent as error:
            raise _Failed(NOTHING_TO_SAY) from error
        if self._settle("completed", "", seconds, self._folder.engines(len(parts))):
            self._folder.tidy()

    def _settle(
        self, status: Status, error: str, seconds: float, engines: Mapping[str, str] | None = None
    ) -> bool:
        log.info("job=%s status=%s seconds=%.3f", self._job.id, status, seconds)
        end = End(status, error, seconds, engines or {})
        return self._insist(lambda: self._records.finish(self._job.id, self._claim, end))

    def _spoken(self, index: int, part: Part) -> Spoken:
        """One chunk, tried as often as is allowed."""
        body = {**self._job.script["body"], "text": part.text, "format": "wav"}
        allowed = {Stumbled: self._limits.max_retries, CutOff: _MOST_CUT_OFF}
        while True:
            self._check()
            try:
                return self._call.speak(body, f"{self._job.id}.{index}")
            except Unspeakable as error:
                return _soundless(error)
            except (Stumbled, CutOff) as error:
                self._check()
                allowed[type(error)] -= 1
                if allowed[type(error)] < 0:
                    raise _Failed(str(error)) from error
            except Later as wait:
                log.warning("job=%s chunk=%d waits: %s", self._job.id, index, wait)
                self._pause(wait.seconds)

    def _pause(self, seconds: float) -> None:
        """Wait for the service; raises what ends the waiting."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._check()
            self._stopping.wait(min(_PAUSE_SECONDS, seconds))

    def _check(self) -> None:
        if self._lost.is_set():
            raise _Lost
        if self._stopping.is_set() or time.monotonic() - self._began > 2 * _TURN_SECONDS:
            raise _GiveBack

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Renew the lease meanwhile; hang up when it is lost, so that nothing more is spoken."""
        ended = threading.Event()
        pause = min(1.0, self._limits.job_lease_seconds / 4)

        def renew() -> None:
            while not ended.wait(pause):
                try:
                    answer = self._records.keep(self._job.id, self._claim, None, False)
                except redis.RedisError:
                    continue
                if answer == "lost":
                    self._lost.set()
                    self._call.hang_up()
                    return

        renewing = threading.Thread(target=renew, name="lease", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            ended.set()
            renewing.join()

    def _insist(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask Redis until it answers; raises redis.RedisError only while stopping."""
        while True:
            try:
                return ask()
            except redis.RedisError as error:
                log.warning("job=%s: redis is away (%s)", self._job.id, error)
                if self._stopping.wait(_PAUSE_SECONDS):
                    raise


def _soundless(error: Unspeakable) -> Spoken:
    """One chunk without a sound does not spoil a text, as in POST /tts; raises _Failed for the rest."""
    if str(error) != NOTHING_TO_SAY:
        raise _Failed(str(error)) from error
    return Spoken(b"")
