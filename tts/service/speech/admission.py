"""Admission control: at most so many requests at once, each counted until its threads are free."""

from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self


class AtCapacity(Exception):
    """Every slot is taken; try again shortly."""


class Slot:
    """The slot of one admitted request, held until the work it started has ended.

    `waited`: seconds that its work has waited for model threads so far.
    """

    def __init__(self, leave: Callable[["Slot"], None]) -> None:
        self.waited = 0.0
        self._leave = leave
        self._work: list[Future[Any]] = []

    @property
    def running(self) -> bool:
        """Return whether a model thread is working for this request."""
        return any(work.running() for work in self._work)

    def hold(self, work: "Future[Any]") -> None:
        """Keep the slot until this work ends."""
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
            # The caller may have left, but its threads are still busy: keep the slot until they end.
            work.add_done_callback(lambda _: self._under_way() or self._leave(self))


class Admission:
    """Admits at most `capacity` requests at once and refuses the rest."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._slots: set[Slot] = set()

    def enter(self) -> Slot:
        """Take a slot; raises AtCapacity."""
        if len(self._slots) >= self.capacity:
            raise AtCapacity
        slot = Slot(self._slots.discard)
        self._slots.add(slot)
        return slot

    def queue(self) -> dict[str, int]:
        """Return the counts of requests running and waiting, and the capacity."""
        # A copy: model threads give slots back while these are counted.
        slots = list(self._slots)
        running = sum(slot.running for slot in slots)
        return {"running": running, "waiting": len(slots) - running, "capacity": self.capacity}
