"""The probes: is this process alive, and can it do its work."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import redis
from asgiref.sync import iscoroutinefunction, sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import sync_and_async_middleware

HEALTHY = '{"status": "healthy"}'


class Alive:
    """An ASGI application that responds to /health itself, and leaves the rest to another.

    From the event loop alone. Django starts a thread for each request, this one too, and the loop waits until
    it runs: while many pictures were sent at once that took more than a second.
    """

    def __init__(self, application: Callable[..., Awaitable[None]]) -> None:
        self._application = application

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["path"] != "/health":
            return await self._application(scope, receive, send)
        content = HEALTHY.encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(content)),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else content
        await send({"type": "http.response.body", "body": body})


@sync_and_async_middleware
def health_middleware(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Respond to /health and /ready before the host name is checked: probes call by address."""
    if not iscoroutinefunction(get_response):
        return lambda request: _probe(request) or get_response(request)

    async def respond(request: HttpRequest) -> HttpResponse:
        if request.path == "/health":
            return health(request)
        if request.path == "/ready":
            probed: JsonResponse = await sync_to_async(ready)(request)
            return probed
        passed: HttpResponse = await get_response(request)
        return passed

    return respond


def _probe(request: HttpRequest) -> HttpResponse | None:
    return PROBES[request.path](request) if request.path in PROBES else None


def health(request: HttpRequest) -> HttpResponse:
    """Respond with 200 while the process runs."""
    return HttpResponse(HEALTHY, content_type="application/json")


def ready(request: HttpRequest) -> JsonResponse:
    """Respond with 200 when the database can be read. Without Redis the site works, more slowly."""
    database = database_answers()
    found = {"database": database, "redis": redis_answers()}
    return JsonResponse(
        {"status": "ready" if database else "unready", **found}, status=200 if database else 503
    )


def database_answers() -> bool:
    """Return whether the database can be read."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        return False


def redis_answers() -> bool:
    """Return whether Redis answers within a second."""
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


PROBES = {"/health": health, "/ready": ready}
