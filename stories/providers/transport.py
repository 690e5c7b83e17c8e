"""The HTTP beneath a model's client: one deadline for a whole response, a bound on its size, no redirects.

Also canned responses, with which the workers' master makes one call of each kind before it forks.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from time import monotonic
from typing import Any

import httpx2

MOST_BYTES = 64 * 1024 * 1024  # a picture in base64 takes a few; more is no response of a model

_canned: ContextVar[httpx2.BaseTransport | None] = ContextVar("_canned", default=None)


@contextmanager
def canned_response(content: bytes, content_type: str) -> Iterator[None]:
    """Give clients opened inside this response to whatever they send; nothing leaves the process.

    An SDK builds its schemas when it first needs them, a tenth of a second of processor time. The
    workers' master does that once, so that no job has to.
    """

    def respond(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=content, headers={"Content-Type": content_type})

    token = _canned.set(httpx2.MockTransport(respond))
    try:
        yield
    finally:
        _canned.reset(token)


@cache
def trust() -> ssl.SSLContext:
    """Return the certificates to trust. Loading them is slow, so the workers' master does it once."""
    return httpx2.create_ssl_context()


def client_options(seconds: float) -> dict[str, Any]:
    """Return options of an httpx2 client whose responses must be whole `seconds` from now.

    It follows no redirect, which would carry the key elsewhere.
    """
    deadline = monotonic() + seconds

    def hold_to_bounds(response: httpx2.Response) -> None:
        # MOST_BYTES are counted as they arrive: packed, they could unpack to a thousand times as many.
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise httpx2.RemoteProtocolError("packed, which was not asked for")
        # The stream and not the client's timeout: that one begins again with every byte that arrives.
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Bounded(response.stream, deadline)

    return {
        "verify": trust(),
        "headers": {"Accept-Encoding": "identity"},
        "follow_redirects": False,
        "event_hooks": {"response": [hold_to_bounds]},
        "transport": _canned.get(),
    }


class _Bounded(httpx2.SyncByteStream):
    """A body of at most MOST_BYTES that must all arrive before `deadline`, a time of the monotonic clock."""

    def __init__(self, body: httpx2.SyncByteStream, deadline: float) -> None:
        self._body = body
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._body:
            size += len(piece)
            if size > MOST_BYTES:
                raise httpx2.RemoteProtocolError("more bytes than any response has")
            if monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the time for the whole response is over")
            yield piece

    def close(self) -> None:
        self._body.close()
