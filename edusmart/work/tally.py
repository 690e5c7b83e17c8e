"""Counting a whole's state from its parts: never pushed upward, never read-modified-written."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from edusmart.work.models import ENDED, ERROR_LENGTH, Aggregate, Status

NOT_YET_ALL = 99


@dataclass(frozen=True)
class Tally:
    """How many parts of a whole are in which state. `expected` counts parts that are to come."""

    statuses: tuple[str, ...]
    expected: int = 0

    def count(self, *statuses: str) -> int:
        return sum(status in statuses for status in self.statuses)

    @property
    def total(self) -> int:
        return max(len(self.statuses), self.expected)

    @property
    def ended(self) -> bool:
        return all(status in ENDED for status in self.statuses)

    def status(self) -> Status:
        if not self.ended:
            started = any(status != Status.PENDING for status in self.statuses)
            return Status.PROCESSING if started else Status.PENDING
        if self.count(Status.CANCELLED):
            return Status.CANCELLED
        return Status.COMPLETED if self.count(Status.COMPLETED) else Status.FAILED

    def progress(self) -> int:
        """Percent of the parts that have ended; 100 only when all have."""
        if self.ended:
            return 100
        return min(NOT_YET_ALL, 100 * self.count(*ENDED) // max(1, self.total))


def tally(statuses: Iterable[str], expected: int = 0) -> Tally:
    return Tally(tuple(statuses), expected)


@dataclass(frozen=True)
class Reason:
    """Why a whole is not all that was asked for: a sentence for people, and its code for other languages."""

    sentence: str = ""
    code: str = ""


def settle(
    whole: Aggregate,
    parts: Tally,
    reason: Reason,
    completed: int,
    failed: int,
    total: int,
    waiting: Reason = Reason(),
) -> None:
    """Bring the whole to what its parts say and save it if that changed anything.

    The reason counts once all parts have ended; until then `waiting` says why it does not go on just now,
    if it does not. `completed`, `failed` and `total` count what people
    count (scenes, items), not work rows.
    Call inside `changing(topic)`.
    """
    status = parts.status()
    reason = reason if parts.ended else waiting
    if whole.status == Status.PROCESSING and status == Status.PENDING:
        status = Status.PROCESSING  # a part that was given back does not un-start the whole
    now = timezone.now()
    fresh = {
        "status": status,
        "progress": parts.progress() if parts.ended else max(whole.progress, parts.progress()),
        "total_items": total,
        "completed_items": completed,
        "failed_items": failed,
        "error": reason.sentence[:ERROR_LENGTH],
        "error_code": reason.code,
        "started_at": whole.started_at or (now if status != Status.PENDING else None),
        "finished_at": (whole.finished_at or now) if status in ENDED else None,
    }
    changed = {name for name, value in fresh.items() if getattr(whole, name) != value}
    if changed:
        for name in changed:
            setattr(whole, name, fresh[name])
        whole.save(update_fields=changed)
