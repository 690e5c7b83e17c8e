"""Tasks of an event loop that run beside the one that starts them, and end up in the log where they fail."""

import asyncio
import logging
from collections.abc import Awaitable

log = logging.getLogger(__name__)


class Tasks:
    """What one hub has running."""

    def __init__(self) -> None:
        self.running: set[asyncio.Task[None]] = set()

    def start(self, work: "Awaitable[None]") -> None:
        """Run it beside whoever starts it."""
        # The event loop keeps no reference to a task: one without any could vanish half way.
        task = asyncio.ensure_future(self.logged(work))
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def logged(self, work: Awaitable[None]) -> None:
        """Run it to its end, and log what it fails with."""
        try:
            await work
        except Exception:
            log.exception("the hub failed at something; the next poll tries again")
