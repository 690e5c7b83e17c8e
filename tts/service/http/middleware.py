"""ASGI middleware: request id, API key, rate limit, limit of the body, log line, metrics."""

import logging
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tts.service.http.api_keys import ApiKeys
from tts.service.http.metrics import Metrics
from tts.service.http.problems import problem

log = logging.getLogger("tts.service")

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Probes have no key, and the pages ask their reader for one.
_OPEN_PATHS: Final = frozenset({"/", "/docs", "/health"})
_OPEN_FOLDER: Final = "/page/"


def is_open(path: str) -> bool:
    """Return whether this path needs no key."""
    return path in _OPEN_PATHS or path.startswith(_OPEN_FOLDER)


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """The longest request body in bytes: of paths with a limit of their own, and of all others."""

    by_path: Mapping[str, int]
    others: int

    def of(self, path: str) -> int:
        """Return the longest body of a request to this path."""
        return self.by_path.get(path, self.others)


class RequestMiddleware:
    """ASGI middleware around the whole application."""

    def __init__(
        self, app: ASGIApp, keys: ApiKeys, metrics: Metrics, body_limits: BodyLimits
    ) -> None:
        self._app = app
        self._keys = keys
        self._metrics = metrics
        self._body_limits = body_limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request; WebSockets check keys themselves."""
        if scope["type"] != "http":
            await self._pass(scope, receive, send)
            return
        seen = _RequestLog(scope, self._metrics)
        try:
            served = self._refusal(scope) or self._app
            capped = _with_body_limit(receive, self._body_limits.of(scope["path"]))
            await served(scope, capped, seen.observing(send))
        finally:
            seen.write()

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not self._keys.serves(_host(scope)):
            await send({"type": "websocket.close", "code": 4403})
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return the 400, 401, 403 or 429 response for a request; None to let it pass."""
        path = scope["path"]
        headers = Headers(scope=scope)
        if not self._keys.serves(_host(scope)):
            message = "Without API_KEYS only names and addresses of this network are served."
            return problem(path, 403, message)
        if "content-length" in headers and "transfer-encoding" in headers:
            # A proxy in front may have read another request out of these bytes (RFC 9112, 6.3).
            message = "Send the length of the body, or send it in chunks, but not both."
            return problem(path, 400, message, {"Connection": "close"})
        if is_open(path):
            return None
        owner = self._keys.owner(headers.get("authorization", ""))
        if owner is None:
            message = "A valid key is needed: Authorization: Bearer <key>."
            return problem(path, 401, message, {"WWW-Authenticate": "Bearer"})
        scope["state"]["owner"] = owner
        # Only POST costs synthesis: status may be polled as often as one likes.
        wait = self._keys.seconds_to_wait(owner) if scope["method"] == "POST" else 0
        if wait:
            message = "This key asks faster than it may; try again shortly."
            return problem(path, 429, message, {"Retry-After": str(wait)})
        return None


def _host(scope: Scope) -> str:
    return Headers(scope=scope).get("host", "")


class _RequestLog:
    """One request's log line and metrics; never its text."""

    def __init__(self, scope: Scope, metrics: Metrics) -> None:
        self._scope = scope
        self._metrics = metrics
        self._first_byte: float | None = None
        self._began = time.perf_counter()
        # What is logged when no response was begun.
        self._status = 500
        # A foreign id goes into the log: only short and plain ones are taken over.
        given = Headers(scope=scope).get("x-request-id", "")
        self._id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})

    def observing(self, send: Send) -> Send:
        """Return a `send` that adds the request id and records status and time to first byte."""

        async def observed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = self._id
            elif self._first_byte is None and message.get("body"):
                self._first_byte = time.perf_counter() - self._began
            await send(message)

        return observed

    def write(self) -> None:
        state = self._scope["state"]
        # The route, not the path: labels must not multiply with the URLs that callers invent.
        # Where no route matched, one label stands for all paths.
        route = getattr(self._scope.get("route"), "path", "none")
        self._metrics.requests.labels(route, str(self._status)).inc()
        if self._status == 200 and "engine" in state and self._first_byte is not None:
            self._metrics.first_byte.labels(route).observe(self._first_byte)
        log.info(
            "request=%s method=%s path=%r status=%d characters=%s engine=%s ms=%.1f",
            self._id,
            self._scope["method"],
            # A path may be as long as a caller likes.
            self._scope["path"][:100],
            self._status,
            state.get("characters", "-"),
            state.get("engine", "-"),
            (time.perf_counter() - self._began) * 1000,
        )


def _with_body_limit(receive: Receive, most: int) -> Receive:
    """Return a `receive` that raises HTTPException 413 once the body passes `most` bytes."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(413, f"The body is longer than {most} bytes.")
        return message

    return limited
