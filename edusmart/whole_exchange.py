"""HTTP by requests with one deadline for a whole response, its headers too.

The time-out of a socket is one read's: it begins again with every byte, and whoever sends a byte now and then
holds the caller for hours.
"""

import io
import selectors
import socket
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from http.client import HTTPResponse
from time import monotonic
from typing import Any, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

#: When the response that is asked for now must be there, on the monotonic clock.
_until: ContextVar[float] = ContextVar("_until")
#: What raises once nobody wants that response any more, and how often it is asked while it does not come.
_still_wanted: ContextVar[Callable[[], None] | None] = ContextVar("_still_wanted", default=None)
ASK_SECONDS = 0.5


class WholeExchange(HTTPAdapter):
    """Gives up a response that is not there, whole, so many seconds after it was asked for.

    As a time-out: requests.ReadTimeout for its head, requests.ConnectionError for its body. What
    `still_wanted` raises meanwhile ends the wait too.
    """

    def __init__(self, seconds: float, still_wanted: Callable[[], None] | None = None) -> None:
        self._seconds, self._still_wanted = seconds, still_wanted
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def send(self, *args: Any, **options: Any) -> requests.Response:
        until = _until.set(monotonic() + self._seconds)
        wanted = _still_wanted.set(self._still_wanted)
        try:
            return super().send(*args, **options)
        finally:
            _still_wanted.reset(wanted)
            _until.reset(until)


class _Reader(io.RawIOBase):
    """What a socket receives until the deadline, and while it is wanted."""

    def __init__(
        self, connected: socket.socket, until: float, still_wanted: Callable[[], None] | None
    ) -> None:
        self._socket, self._until, self._still_wanted = connected, until, still_wanted
        # The socket stays open for as long as this is, also when its connection is closed.
        self._received = cast(io.RawIOBase, connected.makefile("rb", buffering=0))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._still_wanted:
            self._wait_while(self._still_wanted)
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("the time for the whole response is over")
        allowed = self._socket.gettimeout()
        self._socket.settimeout(left if allowed is None else min(left, allowed))
        try:
            return self._received.readinto(buffer)
        finally:
            self._socket.settimeout(allowed)

    def _wait_while(self, still_wanted: Callable[[], None]) -> None:
        """Return once there is something to read, or the time is over."""
        with selectors.DefaultSelector() as ready:
            ready.register(self._socket, selectors.EVENT_READ)
            # What a TLS socket has deciphered already is not heard of by its file.
            while not getattr(self._socket, "pending", int)():
                left = self._until - monotonic()
                if left <= 0 or ready.select(min(left, ASK_SECONDS)):
                    return
                still_wanted()

    def close(self) -> None:
        self._received.close()
        super().close()


class _Socket:
    """The one thing that a response asks of a socket."""

    def __init__(self, connected: socket.socket) -> None:
        self._connected, self._until, self._wanted = connected, _until.get(), _still_wanted.get()

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._connected, self._until, self._wanted))


class _Response(HTTPResponse):
    def __init__(self, connected: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(cast(Any, _Socket(connected)), *args, **options)


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS: Mapping[str, Any] = {"http": _Pool, "https": _SecurePool}
