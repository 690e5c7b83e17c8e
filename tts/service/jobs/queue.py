"""The job queue as the HTTP routes use it: submit, find, cancel, results on disk."""

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
from tts.service.text.prepare import prepare
from tts.service.voices.catalog import Voice

# 128 bits: two requests do not share a digest by chance.
_DIGEST_LETTERS: Final = 32


class JobQueue:
    """The jobs of one service. Every method raises redis.RedisError while Redis is unreachable."""

    def __init__(self, settings: Settings) -> None:
        self.url = settings.redis_url
        self._store: JobStore = open_store(settings)
        self._folder = Path(settings.jobs_dir)
        self._quota = Quota(settings.jobs_per_key, settings.job_chars_per_day)

    def submit(self, submission: Submission) -> str:
        """Store a job, wake a worker, and return the job's id; raises SubmissionRefused."""
        job = self._store.submit(submission, self._quota)
        # Only once the job is stored: a worker may take the token at once.
        tokens.wake(self._store.connection)
        return job

    def find(self, job: str, owner: str) -> Job | None:
        """Return the owner's job with this id; None if it is unknown or another owner's."""
        found = self._store.job(job)
        return found if found and found.owner == owner else None

    def is_expired(self, job: Job) -> bool:
        """Return whether the job's audio has expired."""
        # The sweep may not have marked it yet.
        ends = (job.finished_at or time.time()) + self._store.ttl_seconds
        return job.expired or ends <= time.time()

    def recent(self, owner: str) -> list[Job]:
        """Return the owner's jobs, newest first."""
        return self._store.recent(owner)

    def cancel(self, job: Job) -> str:
        """Cancel a job, delete its files, and return the status it had before."""
        before = self._store.cancel(job.id)
        # Also for "cancelled": a worker may have saved a chunk after the first call.
        if before in ("queued", "running", "cancelled"):
            self.folder(job).remove()
        return before

    def folder(self, job: Job) -> JobFolder:
        """Return the job's folder."""
        return JobFolder(self._folder / job.id)


def chunk_texts(
    texts: Iterable[str], voice: Voice, chunk_size: int, by_sentence: bool
) -> list[list[JobChunk]]:
    """Return each text's chunks as they stand in it; an empty list for an unspeakable text."""
    return [
        list(_chunks_of(item, text, voice, chunk_size, by_sentence))
        for item, text in enumerate(texts)
    ]


def digest(content: dict[str, Any]) -> str:
    """Return a hash that tells two requests apart."""
    # The same fields in another order are the same request.
    written = json.dumps(content, sort_keys=True).encode()
    return hashlib.sha256(written).hexdigest()[:_DIGEST_LETTERS]


def _chunks_of(
    item: int, text: str, voice: Voice, chunk_size: int, by_sentence: bool
) -> Iterable[JobChunk]:
    """Yield one text's chunks.

    The chunks are of the original text: POST /tts will prepare each of them again.
    """
    said = prepare(text, voice.lexicon, voice.language)
    for chunk in chunks(said.text, chunk_size, by_sentence):
        origin = said.origin(chunk.span)
        yield JobChunk(item, text[origin.start : origin.end], chunk.pause)
