"""A browser's socket against a real web process."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from edusmart.accounts.models import User
from tests.live.watching import Watcher
from tests.processes import PATIENCE_SECONDS


def cookie_of(user: User) -> str:
    """A signed-in browser's session cookie."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


class Socket:
    """One connection; `watcher` holds what it was told."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.watcher = Watcher(lambda frame: connection.send(json.dumps(frame)))
        self.frames: list[dict[str, Any]] = []

    # The web process beats by its own clock: on a busy machine a beat comes between any two frames.

    def hear(self) -> dict[str, Any]:
        """The next frame that is no beat, applied. Raises TimeoutError, ConnectionClosed."""
        while (frame := self._next())["type"] == "beat":
            self.watcher.hear(json.dumps(frame))
        self.watcher.hear(json.dumps(frame))
        self.frames.append(frame)
        return frame

    def hear_unanswered(self) -> dict[str, Any]:
        """The next frame that is no beat, not applied. Raises TimeoutError, ConnectionClosed."""
        while (frame := self._next())["type"] == "beat":
            pass
        return frame

    def _next(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(str(self.connection.recv(timeout=PATIENCE_SECONDS)))
        return frame

    def hear_until(self, condition: Any) -> None:
        while not condition(self.watcher):
            self.hear()

    def close_code(self) -> int:
        """Wait until the server closes; the code."""
        try:
            while True:
                self.hear()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def say(self, frame: Any) -> None:
        self.connection.send(frame if isinstance(frame, str) else json.dumps(frame))


@contextmanager
def watching(
    web: str, path: str, user: User | None = None, origin: str | None = None, **headers: str
) -> Iterator[Socket]:
    """A socket to `path`, from this site's own page unless `origin` says otherwise."""
    sent = {"Cookie": cookie_of(user)} if user else {}
    with connect(
        web.replace("http", "ws") + path,
        origin=Origin(origin or web),
        additional_headers={**sent, **headers},
        max_size=2**24,
        open_timeout=PATIENCE_SECONDS,
    ) as connection:
        yield Socket(connection)
