"""Changes of any topic, counted for the topic of everything while somebody watches that in this process."""

import asyncio
from collections.abc import Awaitable, Callable, Container

from edusmart.live import everything, queries
from edusmart.live.models import Topic

#: Between two changes of the topic of everything: each costs every page of staff a read.
PAUSE_SECONDS = 1.0


class Overheard:
    """The hub's ear for changes of topics that nobody watches here. `start` runs a task."""

    def __init__(self, start: Callable[[Awaitable[None]], None]) -> None:
        self._start = start
        #: The id of the topic of everything, once somebody has watched it here.
        self._everything: int | None = None
        self._is_changed = self._is_counting = False

    def joined(self, topic: Topic | None) -> None:
        """Hear of a topic that somebody watches now."""
        if topic and topic.kind == everything.EverythingOwner.kind:
            self._everything = topic.pk

    def changed(self, topic_id: int, watched: Container[int | None]) -> None:
        """Count a change, at once or with the others of PAUSE_SECONDS, if somebody watches everything."""
        if self._everything not in watched or topic_id == self._everything:
            return
        self._is_changed = True
        if not self._is_counting:
            self._is_counting = True
            self._start(self._count(watched))

    async def _count(self, watched: Container[int | None]) -> None:
        try:
            # Who watched may have left in the pause.
            while self._is_changed and self._everything in watched:
                # Before the count, so that a change during it is not missed.
                self._is_changed = False
                await queries.in_thread(everything.note_change)
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            self._is_counting = False
