"""Counting an aggregate's state from its parts: never pushed upward, never read-modified-written."""

from collections.abc import Iterable
from dataclasses import dataclass

from edusmart.work.rows.states import ENDED, Status

NOT_YET_ALL = 99
#: What was cancelled keeps the progress that it had.
_MADE = (Status.COMPLETED, Status.FAILED)


@dataclass(frozen=True)
class Tally:
    """The states of an aggregate's parts. `expected` is how many there will be, where that is known."""

    statuses: tuple[str, ...]
    expected: int = 0

    def count(self, *statuses: str) -> int:
        """Return how many parts are in one of these states."""
        return sum(status in statuses for status in self.statuses)

    @property
    def total(self) -> int:
        return max(len(self.statuses), self.expected)

    @property
    def ended(self) -> bool:
        return all(status in ENDED for status in self.statuses)

    def status(self) -> Status:
        """Return the aggregate's state: one cancelled part cancels it, one completed part completes it."""
        if not self.ended:
            started = any(status != Status.PENDING for status in self.statuses)
            return Status.PROCESSING if started else Status.PENDING
        if self.count(Status.CANCELLED):
            return Status.CANCELLED
        return Status.COMPLETED if self.count(Status.COMPLETED) else Status.FAILED

    def progress(self) -> int:
        """Return the percentage of parts that have ended; 100 only when all have, and none was cancelled."""
        if self.count(Status.CANCELLED):
            return min(NOT_YET_ALL, 100 * self.count(*_MADE) // max(1, self.total))
        if self.ended:
            return 100
        return min(NOT_YET_ALL, 100 * self.count(*ENDED) // max(1, self.total))


def tally(statuses: Iterable[str], expected: int = 0) -> Tally:
    """Return the tally of these states."""
    return Tally(tuple(statuses), expected)


@dataclass(frozen=True)
class Reason:
    """Why an aggregate is not all that was asked for: a sentence, and its code for other languages."""

    sentence: str = ""
    code: str = ""
