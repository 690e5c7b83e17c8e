"""Jobs as Redis keeps them: who owns them, whose turn it is, how far they are.

Every change is one Lua script, so no two workers can hold one job, and nothing is half written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Priority = Literal["high", "normal", "low"]
Status = Literal["queued", "running", "completed", "failed", "cancelled"]

PRIORITIES: Final[tuple[Priority, ...]] = ("high", "normal", "low")


class SubmissionRefused(Exception):
    """A job was not taken on: `why` is different, crowded or spent; `wait` in seconds."""

    def __init__(self, why: str, wait: int) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


@dataclass(frozen=True, slots=True)
class JobChunk:
    """One chunk of a job: which of its texts it belongs to, and the seconds of silence after it."""

    item: int
    text: str
    pause: float


@dataclass(frozen=True, slots=True)
class Submission:
    """A job asked for; `spec` is what POST /tts gets with each part besides its text."""

    owner: str
    priority: Priority
    spec: dict[str, Any]
    chunks: Sequence[JobChunk]
    items: int
    digest: str
    idempotency: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job's record; times are unix seconds.

    Once it is completed, `duration` is its seconds of audio, and `engines` has the versions of
    those who spoke by name.
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
    expired: bool

    @property
    def ended(self) -> bool:
        """Whether nothing will change any more."""
        return self.status in ("completed", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: `duration` in seconds of audio, `engines` the versions of who spoke by name."""

    status: Status
    error: str
    duration: float
    engines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Quota:
    """Most unfinished jobs of one owner, and characters a day (0: any number)."""

    unfinished: int
    characters_a_day: int
