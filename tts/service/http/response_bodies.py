"""Response bodies of the service's own routes."""

import time
from typing import Literal, Self

from pydantic import BaseModel, Field

from tts.service.http.request_bodies import AudioFormat
from tts.service.jobs.records import Job


class Queued(BaseModel):
    """A job was accepted; the URLs are relative to the service's root."""

    job_id: str
    status: str
    message: str
    status_url: str
    result_url: str


class JobStatus(BaseModel):
    """Progress of a job: `progress` in percent, times in unix seconds.

    `notices` say which parts of a completed job another engine than the voice's own spoke, and why.
    """

    job_id: str
    status: Literal["queued", "running", "completed", "failed", "cancelled"]
    progress: int
    created_at: float
    started_at: float | None
    elapsed_sec: float
    current_chunk: int
    total_chunks: int
    error: str | None
    notices: list[str]

    @classmethod
    def of(cls, job: Job) -> Self:
        """Return a job's record as its owner sees it."""
        began = job.started_at
        elapsed = (job.finished_at or time.time()) - began if began else 0.0
        # The chunk being spoken, counted from 1; 0 before the first was begun.
        in_hand = 0 if began is None else min(job.total, job.done + (not job.ended))
        return cls(
            job_id=job.id,
            status=job.status,
            progress=job.done * 100 // max(1, job.total),
            created_at=job.created_at,
            started_at=began,
            elapsed_sec=round(max(0.0, elapsed), 3),
            current_chunk=in_hand,
            total_chunks=job.total,
            error=job.error,
            notices=list(job.notices),
        )


class RecentJobs(BaseModel):
    """The caller's own jobs, newest first."""

    jobs: list[JobStatus]


class Message(BaseModel):
    """One sentence about what was done."""

    message: str


class Word(BaseModel):
    """One spoken word: seconds into the audio, and code points of the request's text."""

    text: str
    start: float
    end: float
    char_start: int
    char_end: int


class TimedSpeech(BaseModel):
    """Audio with the time of every word; `text[char_start:char_end]` is the word itself."""

    audio_base64: str
    format: AudioFormat
    sample_rate: int
    duration: float
    words: list[Word]
    engine: str
    engine_version: str
    notices: list[str] = Field(description="Parts that another engine than the voice's own spoke.")


class Queue(BaseModel):
    """Requests being spoken, requests waiting, and the most admitted at once."""

    running: int
    waiting: int
    capacity: int


class Health(BaseModel):
    """State of the service: healthy, loading, or failed to load."""

    status: Literal["healthy", "loading", "failed"]
    model_loaded: bool
    engine: str
    queue: Queue


class VowelledText(BaseModel):
    """The text with vowel marks added, and nothing else changed."""

    text: str


class Problem(BaseModel):
    """Why a request was not served, in one sentence."""

    detail: str


class VoiceEntry(BaseModel):
    """A voice that can be asked for; presets appear once for each language.

    `engine` speaks it, `engine_version` is that engine's. A `natural` voice sounds like a person, a
    `basic` one like a machine.
    """

    id: str
    language: str
    kind: Literal["named", "preset", "reference", "engine"]
    engine: str
    engine_version: str
    quality: Literal["natural", "basic"]


class Voices(BaseModel):
    """Every voice, and the one used when none is named.

    `notices` are sentences about engines and models that cannot be used.
    """

    engine: str
    default: str
    voices: list[VoiceEntry]
    notices: list[str]


class ModelCard(BaseModel):
    """The loaded engine and its features; `sample_rate` in hertz.

    `lexicons` has the version of each language's lexicon; `circuit` is the state of the breaker in
    front of the `fallback` engine: closed (not used), open (used), half-open (the first engine is
    being tried); `clones`: whether reference voices can be added.
    """

    engine: str
    engine_version: str
    device: str
    models: list[str]
    lexicons: dict[str, str]
    fallback: str | None
    circuit: str | None
    sample_rate: int
    languages: list[str]
    formats: list[AudioFormat]
    workers: int
    max_text_chars: int
    word_timings: bool
    clones: bool
