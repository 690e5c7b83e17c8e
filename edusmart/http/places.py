"""How many requests one web process handles at once, how many more wait, and what the others are told."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from edusmart.http.rare_lines import due
from edusmart.http.unavailable import unavailable

log = logging.getLogger(__name__)

#: A reader who waited this long gets the 503: more patience only makes the queue longer.
WAIT_SECONDS = 20.0


class Full(Exception):
    """All places are taken, and so are those to wait at."""


class Places:
    """`at_once` places, and `waiting` to wait for one. Belongs to one event loop."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._may_wait = waiting
        self.waiting = 0

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Hold a place. Raises Full where none is free soon enough."""
        await self._wait()
        try:
            yield
        finally:
            self._places.release()

    async def _wait(self) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        if self.waiting >= self._may_wait:
            raise Full
        self.waiting += 1
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._places.acquire()
        except TimeoutError:
            raise Full from None
        finally:
            self.waiting -= 1


Respond = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


@sync_and_async_middleware
def places_middleware(get_response: Respond) -> Respond:
    """Let so many requests in as there are places, so that a burst is a short wait.

    Each request in work has a thread and a database connection of its own. Probes and static files come
    before this middleware and always get through.
    """
    if not iscoroutinefunction(get_response):  # a test's client: one request at a time
        return get_response
    places = Places(settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING)

    async def respond(request: HttpRequest) -> HttpResponseBase:
        try:
            async with places.one():
                response = await get_response(request)
                if response.streaming:
                    # A slow reader keeps neither the place nor the connection.
                    await sync_to_async(connection.close)()
                return response
        except Full:
            if due("places"):
                log.warning(
                    "requests are refused: every place is taken, and %s wait", places.waiting
                )
            return unavailable(request)

    return respond
