"""A socket opened where nothing is."""

from collections.abc import Awaitable, Callable
from typing import Any

from edusmart.live.frames import Closing


async def unknown_route(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Accept, then close: a browser cannot read the reason of a refused handshake."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": Closing.GONE})
