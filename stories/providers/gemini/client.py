"""Reaching Gemini: a client for one job, with a deadline for all it does."""

from __future__ import annotations

import math
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from time import monotonic

import httpx2
from django.conf import settings
from google import genai
from google.genai import types

from edusmart.outside import is_forbidden
from edusmart.work.errors import Refused
from stories.providers.gemini.address import address

API_VERSION = "v1beta"  # the SDK's own default, fixed so that an update of it changes nothing here
SILENCE_SECONDS = 60.0  # a thinking model may send nothing for as long
MOST_BYTES = 64 * 1024 * 1024  # a picture in base64 takes a few; more is no response of this API

_canned: ContextVar[httpx2.BaseTransport | None] = ContextVar("_canned", default=None)


@contextmanager
def canned_response(content: bytes, content_type: str) -> Iterator[None]:
    """Give clients opened inside this response to whatever they send; nothing leaves the process.

    The SDK builds its schemas when it first needs them, a tenth of a second of processor time. The
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


def open_client(seconds: float) -> genai.Client:
    """Return a client to be used in a `with` block by the job that asks: it does not survive a fork.

    Each read may take SILENCE_SECONDS, all together `seconds` from now.

    Raises Refused where OUTSIDE_SERVICES forbids it.
    """
    if is_forbidden(address()):
        raise Refused("This site sends nothing to services of others.", "outside_forbidden")
    # All said here, or the SDK would take what is missing from the environment.
    return genai.Client(
        vertexai=False, api_key=settings.GEMINI_API_KEY, http_options=_transport(seconds)
    )


def _transport(seconds: float) -> types.HttpOptions:
    """Return options that follow no redirect, which would carry the key elsewhere, and never retry.

    A retry is the work row's.
    """
    deadline = monotonic() + seconds

    def hold_to_bounds(response: httpx2.Response) -> None:
        # The stream and not the client's timeout: that one begins again with every byte that arrives.
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Bounded(response.stream, deadline)

    return types.HttpOptions(
        base_url=settings.GEMINI_BASE_URL or None,
        api_version=API_VERSION,
        timeout=math.ceil(min(SILENCE_SECONDS, seconds) * 1000),
        # Else the server would be told that the silence allowed is all the time there is.
        headers={"X-Server-Timeout": str(math.ceil(seconds))},
        client_args={
            "verify": trust(),
            "follow_redirects": False,
            "event_hooks": {"response": [hold_to_bounds]},
            "transport": _canned.get(),
        },
        # Never used; without these the client would read the certificates again for each.
        async_client_args={"verify": trust(), "ssl": trust()},
    )


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
