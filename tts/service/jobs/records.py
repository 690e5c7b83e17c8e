"""The records of jobs: what is submitted, what is stored, how a job ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Priority = Literal["high", "normal", "low"]
Status = Literal["queued", "running", "completed", "failed", "cancelled"]
"""queued: not claimed yet; running: claimed at least once, also between two turns; the others are
final."""

# Redis has a priority by its place here.
PRIORITIES: Final[tuple[Priority, ...]] = ("high", "normal", "low")


class SubmissionRefused(Exception):
    """A job was not accepted: `why` is different, crowded or spent; `wait` in seconds."""

    def __init__(self, why: str, wait: int) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


@dataclass(frozen=True, slots=True)
class JobChunk:
    """One chunk of a job: the index of its text, and the seconds of silence after it."""

    item: int
    text: str
    pause: float


@dataclass(frozen=True, slots=True)
class Submission:
    """A job to be accepted.

    `spec` holds the body of POST /tts without its text, the format of the result, and the pace.
    `digest` identifies the request, `idempotency` is the hash of its Idempotency-Key, "" for none.
    """

    owner: str
    priority: Priority
    spec: dict[str, Any]
    chunks: Sequence[JobChunk]
    items: int
    digest: str
    idempotency: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job's record; times are in unix seconds.

    `total` and `done` count chunks, `items` texts. Once the job is completed, `duration` is its
    seconds of audio, `engines` has the version of each engine that spoke, by name, and `notices` a
    sentence for each chunk that another engine than the voice's own spoke. `expired`:
    the audio is deleted, the record remains for a while.
    """

    id: str
    owner: str
    status: Status
    spec: dict[str, Any]
    items: int
    total: int
    done: int
    created_at: float
    started_at: float | None
    finished_at: float | None
    duration: float | None
    error: str | None
    engines: Mapping[str, str]
    notices: Sequence[str]
    expired: bool

    @property
    def ended(self) -> bool:
        """Return whether the status is final."""
        return self.status in ("completed", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: `duration` in seconds of audio, `engines` versions by engine's name.

    `notices` are those of a Job.
    """

    status: Status
    error: str
    duration: float = 0.0
    engines: Mapping[str, str] = field(default_factory=dict)
    notices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """The most unfinished jobs of one owner, and characters a day (0: no limit)."""

    unfinished: int
    characters_a_day: int
