"""How many requests one web process handles at once, how many more wait, and what the others are told."""

import io
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest

from edusmart.http.rare_lines import due
from edusmart.http.sender import Known, Sender
from edusmart.http.turns import Full, Turns
from edusmart.http.unavailable import unavailable

log = logging.getLogger(__name__)

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[..., Awaitable[None]]

#: A reader who waited this long gets the 503: more patience only makes the queue longer.
WAIT_SECONDS = 20.0
PROBES = ("/health", "/ready")
#: How many responses are on their way at once to one person, and to everybody else at one address: each
#: keeps a file open for as long as its reader takes.
PERSON_SENDS, ADDRESS_SENDS = 64, 512


class Places:
    """An ASGI application that lets so many requests into another as there are places.

    Each request in work has a thread and a database connection of its own, so that without a bound a burst
    would open one of each for everybody. Senders take turns, and none has all places. Probes and static
    files need none. A response's place is free once its first bytes are sent: a slow reader keeps none.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._turns = Turns(settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING)
        self._known = Known()
        self._sends: Counter[Sender] = Counter()

    async def __call__(self, scope: Message, receive: Any, send: Send) -> None:
        if scope["path"] in PROBES or scope["path"].startswith(settings.STATIC_URL):
            return await self._application(scope, receive, send)
        sender = self._known.sender_of(scope)
        try:
            await self._turns.enter(sender, WAIT_SECONDS)
            # Only now: those that waited with it may have begun to be sent.
            if self._sends[sender] >= (PERSON_SENDS if sender.is_person else ADDRESS_SENDS):
                self._turns.leave(sender)
                raise Full
        except Full:
            if due("places"):
                log.warning(
                    "requests are refused: every place is taken, %s wait", self._turns.waiting
                )
            self._forget(sender)
            return await _refuse(scope, send)
        await self._hold(sender, scope, receive, send)

    async def _hold(self, sender: Sender, scope: Message, receive: Any, send: Send) -> None:
        held = True

        def leave() -> None:
            nonlocal held
            if held:
                held = False
                self._known.learn(scope)
                self._turns.leave(sender)
                self._sends[sender] += 1

        async def sending(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body":
                leave()

        try:
            await self._application(scope, receive, sending)
        finally:
            leave()
            self._sends[sender] -= 1
            self._forget(sender)

    def _forget(self, sender: Sender) -> None:
        # A counter keeps its zeros, and there are many senders.
        if self._sends[sender] <= 0:
            del self._sends[sender]


async def _refuse(scope: Message, send: Send) -> None:
    response = unavailable(ASGIRequest(scope, io.BytesIO()))
    headers = [
        (name.encode("latin-1"), value.encode("latin-1")) for name, value in response.items()
    ]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else response.content
    await send({"type": "http.response.body", "body": body})
