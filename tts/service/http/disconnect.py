"""Stop work for a caller who has disconnected."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request


class ClientDisconnected(Exception):
    """The caller disconnected before the response was complete."""


@asynccontextmanager
async def cancel_on_disconnect(request: Request) -> AsyncIterator[None]:
    """Cancel the block when the caller disconnects, and raise ClientDisconnected.

    The request's body must have been read: the next message it receives is the disconnect.
    """
    speaking = asyncio.current_task()
    gone = False

    async def watch() -> None:
        nonlocal gone
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone = True
        if speaking is not None:
            speaking.cancel()

    watching = asyncio.create_task(watch())
    try:
        yield
    except asyncio.CancelledError:
        # uncancel: this cancellation is ours, and must not also cancel the error response.
        if gone and speaking is not None:
            speaking.uncancel()
            raise ClientDisconnected from None
        raise
    finally:
        watching.cancel()
