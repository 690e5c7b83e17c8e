"""Where jobs are handed in and asked about: records in Redis, files on disk."""

import hashlib
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tts.service.jobs import tokens
from tts.service.jobs.folder import JobFolder
from tts.service.jobs.records import Job, JobChunk, Quota, Submission
from tts.service.jobs.store import JobStore, open_store
from tts.service.settings import Settings
from tts.service.text.chunks import chunks
from tts.service.text.lexicon import apply_lexicon
from tts.service.text.normalization import normalize
from tts.service.voices.catalog import Voice

_DIGEST_LETTERS: Final = 32


class JobQueue:
    """The jobs of one service. Every call raises redis.RedisError while Redis is away."""

    def __init__(self, settings: Settings) -> None:
        self.url = settings.redis_url
        self._store: JobStore = open_store(settings)
        self._folder = Path(settings.jobs_dir)
        self._quota = Quota(settings.jobs_per_key, settings.job_chars_per_day)

    def submit(self, submission: Submission) -> str:
        """Take a job on and wake a worker; raises records.SubmissionRefused."""
        job = self._store.submit(submission, self._quota)
        tokens.wake(self._store.connection)
        return job

    def find(self, job: str, owner: str) -> Job | None:
        """The owner's job of this id."""
        found = self._store.job(job)
        return found if found and found.owner == owner else None

    def is_past(self, job: Job) -> bool:
        """Whether a job's sound is no longer kept."""
        ends = (job.finished_at or time.time()) + self._store.ttl_seconds
        return job.expired or ends <= time.time()

    def recent(self, owner: str) -> list[Job]:
        """The owner's jobs, newest first."""
        return self._store.recent(owner)

    def cancel(self, job: Job) -> str:
        """Stop a job and delete what was spoken of it; the status it had."""
        before = self._store.cancel(job.id)
        if before in ("queued", "running", "cancelled"):
            self.folder(job).remove()
        return before

    def folder(self, job: Job) -> JobFolder:
        """The job's files."""
        return JobFolder(self._folder / job.id)


def chunk_texts(
    texts: Iterable[str], voice: Voice, chunk_size: int, by_sentence: bool
) -> list[list[JobChunk]]:
    """Each text's chunks as they stand in it; no chunks where nothing can be said."""
    return [
        list(_chunks_of(item, text, voice, chunk_size, by_sentence))
        for item, text in enumerate(texts)
    ]


def digest(content: dict[str, Any]) -> str:
    """What tells two requests apart."""
    written = json.dumps(content, sort_keys=True).encode()
    return hashlib.sha256(written).hexdigest()[:_DIGEST_LETTERS]


def _chunks_of(
    item: int, text: str, voice: Voice, chunk_size: int, by_sentence: bool
) -> Iterable[JobChunk]:
    said = apply_lexicon(normalize(text), voice.lexicon, voice.language)
    for chunk in chunks(said.text, chunk_size, by_sentence):
        origin = said.origin(chunk.span)
        yield JobChunk(item, text[origin.start : origin.end], chunk.pause)
