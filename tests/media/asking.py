"""Requests to the application as an ASGI server sends them, so that a test sees each piece of an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from edusmart.accounts.models import User
from edusmart.asgi import application
from tests.processes import PATIENCE_SECONDS


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    pieces: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)


def ask(path: str, user: User, method: str = "GET", headers: Mapping[str, str] = {}) -> Answer:
    """One request by a signed-in user; header names in lower case, as ASGI has them.

    Needs a transactional database: the application answers from a thread of its own.
    """
    path, _, query = path.partition("?")
    sent = {"host": "localhost", "cookie": _cookie(user), **headers}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 50_000), "server": ("localhost", 80),
    }  # fmt: skip
    return async_to_sync(_ask)(scope)


async def _ask(scope: dict[str, Any]) -> Answer:
    server: Any = ApplicationCommunicator(application, scope)  # type: ignore[no-untyped-call]
    await server.send_input({"type": "http.request", "body": b""})
    start = await server.receive_output(PATIENCE_SECONDS)
    pieces = []
    more = True
    while more:
        message = await server.receive_output(PATIENCE_SECONDS)
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers, tuple(piece for piece in pieces if piece))


def _cookie(user: User) -> str:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
