"""The router of sockets: the routes of every registered owner, and one close code for all other paths."""

from collections.abc import Awaitable, Callable
from typing import Any

from channels.routing import URLRouter
from django.urls import path

from edusmart.live import topics
from edusmart.live.frames import Closing
from edusmart.live.sockets.consumers import LiveConsumer


def router() -> Any:
    """Return the ASGI application that serves every socket. Call it once the apps are ready."""
    routes = [route for owner in topics.owners() for route in owner.routes]
    served = [path(it.pattern, LiveConsumer.as_asgi(topic_of=it.topic_of)) for it in routes]
    return URLRouter([*served, path("<path:rest>", unknown_route), path("", unknown_route)])  # type: ignore[arg-type]


async def unknown_route(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Accept, then close: a browser cannot read the reason of a refused handshake."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": Closing.GONE})
