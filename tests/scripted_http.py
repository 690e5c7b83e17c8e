"""Scripted HTTP for stand-ins of providers: answers of packets, pauses and breaks, and the server of them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, cast

from tests.processes import PATIENCE_SECONDS

POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Pause:
    """Between two packets: so many seconds of silence."""

    seconds: float


@dataclass(frozen=True)
class Hold:
    """Between two packets: silence until the test sets the event; without it the connection drops."""

    until: threading.Event


class Drop:
    """The connection breaks here, in the middle of the body."""


Step = bytes | Pause | Hold | Drop


@dataclass(frozen=True)
class Answer:
    """One scripted HTTP answer. Each bytes step travels as a packet of its own.

    `length` is told as the body's, which is sent in chunks otherwise.
    """

    steps: Iterable[Step]
    status: int = 200
    content_type: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


class ScriptedServer:
    """A server on a free port while the `with` block runs, whose requests `handler` takes."""

    def __init__(self, handler: type[ScriptedHandler]) -> None:
        self.closing = threading.Event()
        self._server = _Server(self, handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(POLL_SECONDS,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: ScriptedServer, handler: type[ScriptedHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.script = script

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is no news; anything else is shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class ScriptedHandler(BaseHTTPRequestHandler):
    """Sends scripted answers."""

    protocol_version = "HTTP/1.1"

    @property
    def script(self) -> ScriptedServer:
        return cast(_Server, self.server).script

    def give(self, answer: Answer, sent: bytearray | None = None) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        if answer.length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(answer.length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self._body(answer, bytearray() if sent is None else sent)
        except OSError:  # the client had enough
            self.close_connection = True

    def _body(self, answer: Answer, sent: bytearray) -> None:
        in_chunks = answer.length is None
        for step in answer.steps:
            if isinstance(step, bytes):
                sent += step
                if step:
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(step), step) if in_chunks else step)
                    self.wfile.flush()
            elif not self._goes_on(step):
                self.close_connection = True
                return
        if in_chunks:
            self.wfile.write(b"0\r\n\r\n")

    def _goes_on(self, step: Pause | Hold | Drop) -> bool:
        """After a pause or a hold; False where the connection is to break."""
        match step:
            case Pause(seconds):
                return not self.script.closing.wait(seconds)
            case Hold(until):
                return self._is_set(until)
        return False

    def _is_set(self, until: threading.Event) -> bool:
        polls = int(PATIENCE_SECONDS / POLL_SECONDS)
        return any(
            until.wait(POLL_SECONDS) for _ in range(polls) if not self.script.closing.is_set()
        )

    def log_message(self, *_: object) -> None:
        pass
