"""What every request passes first: a name, a key if keys are set, a cap on its body, a log line."""

import hmac
import logging
import re
import time
import uuid
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tts.service.limits import Limits

log = logging.getLogger("tts.service")

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_OPEN_PATHS: Final = frozenset({"/health"})


class Gate:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._keys = [key.encode() for key in limits.api_keys]
        self._max_body_bytes = limits.max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or hand anything but HTTP straight through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = _Sighting(scope)
        try:
            if self._admits(scope):
                capped = _capped(receive, self._max_body_bytes)
                await self._app(scope, capped, seen.watching(send))
            else:
                await _unauthorized(scope, receive, seen.watching(send))
        finally:
            seen.write()

    def _admits(self, scope: Scope) -> bool:
        if not self._keys or scope["path"] in _OPEN_PATHS:
            return True
        scheme, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        offered = given.strip().encode()
        # Every key is compared, so the time taken tells nothing about which one was near.
        matches = [hmac.compare_digest(offered, key) for key in self._keys]
        return scheme.lower() == "bearer" and any(matches)


class _Sighting:
    """One request as the log will tell it; never what it said."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._began = time.perf_counter()
        self._status = 500
        given = Headers(scope=scope).get("x-request-id", "")
        self._id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})

    def watching(self, send: Send) -> Send:
        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = self._id
            await send(message)

        return watched

    def write(self) -> None:
        state = self._scope["state"]
        log.info(
            "request=%s method=%s path=%r status=%d characters=%s engine=%s ms=%.1f",
            self._id,
            self._scope["method"],
            self._scope["path"][:100],
            self._status,
            state.get("characters", "-"),
            state.get("engine", "-"),
            (time.perf_counter() - self._began) * 1000,
        )


def _capped(receive: Receive, most: int) -> Receive:
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(413, f"The body is longer than {most} bytes.")
        return message

    return counted


async def _unauthorized(scope: Scope, receive: Receive, send: Send) -> None:
    answer = JSONResponse(
        {"detail": "A valid key is needed: Authorization: Bearer <key>."},
        401,
        {"WWW-Authenticate": "Bearer"},
    )
    await answer(scope, receive, send)
