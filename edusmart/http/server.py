"""Daphne's server, made to wait for slow readers, and to end when it is asked to.

Daphne takes all that an application sends into memory, however slowly it is read: two hundred downloads that
nobody read took two hundred times the file. And it cancels what is open and stops the event loop when it
ends: a request's thread that waits for the loop at that moment waits for ever, and Python waits for threads.
"""

import asyncio
import logging
import os
import resource
import threading
from contextlib import suppress
from io import BytesIO
from typing import Any, cast

from daphne.http_protocol import WebRequest
from daphne.server import Server
from twisted.internet import reactor

from edusmart.database_pool import STREAMS
from edusmart.http.body_file import BODY, ReadOnce

log = logging.getLogger(__name__)

#: From being asked to end; less than any supervisor waits before it kills.
END_SECONDS = 5.0
#: In which a reader takes what is on its way, at most a few hundred kilobytes; else the connection is cut.
READER_SECONDS = 120.0
MOST_FILES = 65_536


class HandingServer(Server):  # type: ignore[misc]  # daphne has no types
    """Hands the application a body that is on disk as the file that it is in, and waits for readers."""

    def run(self) -> None:
        _take_all_files()
        # Typed as the module that it takes the place of.
        cast(Any, reactor).addSystemEventTrigger("before", "shutdown", _insist_on_ending)
        super().run()

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if scope["type"] == "http":
            protocol.scope = scope
            if not isinstance(protocol.content, BytesIO):
                scope[BODY] = ReadOnce(protocol.content)
                # All that is left to be sent as messages.
                protocol.content = BytesIO()
        return super().create_application(protocol, scope)

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        await super().handle_reply(protocol, message)
        # A page is in memory already, and has a connection to the database until it is sent.
        if message.get("more_body") and getattr(protocol, "scope", {}).get(STREAMS):
            await protocol.wait_for_reader()


class PacedRequest(WebRequest):  # type: ignore[misc]  # daphne has no types
    """Daphne's request, which knows whether its reader keeps up: twisted pauses it where not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._room = asyncio.Event()
        self._room.set()
        super().__init__(*args, **kwargs)

    async def wait_for_reader(self) -> None:
        """Return once there is room for more on the way to the reader, or nobody there any more."""
        if self.producer is None and not self.finished and self.channel:
            self.registerProducer(self, True)
        try:
            async with asyncio.timeout(READER_SECONDS):
                await self._room.wait()
        except TimeoutError:
            if self.channel:
                self.channel.forceAbortClient()

    def pauseProducing(self) -> None:
        self._room.clear()

    def resumeProducing(self) -> None:
        self._room.set()

    def stopProducing(self) -> None:
        self._room.set()

    def finish(self) -> None:
        self._let_go()
        super().finish()

    def connectionLost(self, reason: Any) -> None:
        self._let_go()
        super().connectionLost(reason)

    def _let_go(self) -> None:
        self._room.set()
        if self.producer is not None and self.channel:
            self.unregisterProducer()


def _take_all_files() -> None:
    """Have as many connections as the machine allows: a process begins with 1024, and has to ask for more."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        files = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))


def _insist_on_ending() -> None:
    timer = threading.Timer(END_SECONDS, _end)
    timer.daemon = True  # who ends by itself is not kept by it
    timer.start()


def _end() -> None:
    log.warning("some requests did not end with the process")
    logging.shutdown()
    # Transactions that are open are undone by the database.
    os._exit(0)
