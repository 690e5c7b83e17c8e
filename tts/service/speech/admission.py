"""Who is let in: at most so many requests at once, each counted until its threads are free."""

from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self


class AtCapacity(Exception):
    """Every place is taken; ask again in a moment."""


class Slot:
    """One admitted request's place, kept until the work it started has really ended.

    `waited`: seconds its work has stood in line for model threads so far.
    """

    def __init__(self, leave: Callable[["Slot"], None]) -> None:
        self.waited = 0.0
        self._leave = leave
        self._work: list[Future[Any]] = []

    @property
    def running(self) -> bool:
        """Whether a model thread is busy for this request right now."""
        return any(work.running() for work in self._work)

    def hold(self, work: "Future[Any]") -> None:
        """Remember a thread's work until it ends."""
        self._work = [*self._under_way(), work]

    def _under_way(self) -> list["Future[Any]"]:
        return [work for work in self._work if not work.done()]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        left = self._under_way()
        if not left:
            self._leave(self)
        for work in left:
            # A caller who left early must not make room before the threads are free again.
            work.add_done_callback(lambda _: self._under_way() or self._leave(self))


class Admission:
    """Lets in at most `capacity` requests at once and turns the rest away at the door."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._slots: set[Slot] = set()

    def enter(self) -> Slot:
        """Take a place; raises AtCapacity."""
        if len(self._slots) >= self.capacity:
            raise AtCapacity
        slot = Slot(self._slots.discard)
        self._slots.add(slot)
        return slot

    def queue(self) -> dict[str, int]:
        """How many requests are being spoken, how many wait, how many may be in at once."""
        slots = list(self._slots)
        running = sum(slot.running for slot in slots)
        return {"running": running, "waiting": len(slots) - running, "capacity": self.capacity}
