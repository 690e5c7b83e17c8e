"""Whether the caller is still there: who hangs up is not spoken to any longer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request


class ClientDisconnected(Exception):
    """The caller hung up, so nobody would hear the rest."""


@asynccontextmanager
async def cancel_on_disconnect(request: Request) -> AsyncIterator[None]:
    """Cancel the block as soon as the caller hangs up, and raise ClientDisconnected; read the body before."""
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
        if gone and speaking is not None:
            speaking.uncancel()
            raise ClientDisconnected from None
        raise
    finally:
        watching.cancel()
