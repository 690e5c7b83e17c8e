"""A proxy before a storage that can be told to misbehave."""

import http.client
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.processes import PATIENCE_SECONDS


@dataclass(frozen=True)
class Misbehaving:
    """How to answer instead of asking the storage: with a status, never, or cut off in the middle."""

    status: int = 0
    body: bytes = b""
    never: bool = False
    cut: bool = False


class Faulty(ThreadingHTTPServer):
    """Passes requests on to `upstream`, but for those that `fault` has an answer to."""

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream = urlsplit(upstream).netloc
        self.fault: Callable[[str, str], Misbehaving | None] = well
        self.released = threading.Event()
        self.seen: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def heal(self) -> None:
        self.fault = well


def well(method: str, path: str) -> Misbehaving | None:
    return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Faulty

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def handle_expect_100(self) -> bool:
        return True  # the final answer follows the body; nobody waits for this one

    def _handle(self) -> None:
        self.server.seen.append(f"{self.command} {self.path}")
        fault = self.server.fault(self.command, self.path)
        if fault and fault.never:
            self.server.released.wait(PATIENCE_SECONDS)
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if fault and fault.status:
            self._answer(fault.status, [("Content-Type", "application/xml")], fault.body)
        else:
            self._pass_on(body, bool(fault))

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _handle

    def _pass_on(self, body: bytes, cut: bool) -> None:
        upstream = http.client.HTTPConnection(self.server.upstream)
        headers = {name: value for name, value in self.headers.items() if name != "Expect"}
        upstream.request(self.command, self.path, body, headers)
        answer = upstream.getresponse()
        self._answer(answer.status, answer.getheaders(), answer.read(), cut)
        upstream.close()

    def _answer(
        self, status: int, headers: list[tuple[str, str]], body: bytes, cut: bool = False
    ) -> None:
        self.send_response(status)
        known = {name.lower() for name, _ in headers}
        for name, value in headers:
            if name.lower() not in {"transfer-encoding", "connection", "server", "date"}:
                self.send_header(name, value)
        if "content-length" not in known:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.close_connection = self.close_connection or cut
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if cut else body)
