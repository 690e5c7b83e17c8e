"""A server in the speech service's place."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@pytest.fixture
def pretender(settings: Any) -> Iterator[Callable[..., list[str]]]:
    """A server in the speech service's place that answers as it is told; the paths it was asked for."""
    servers: list[ThreadingHTTPServer] = []

    def pretend(status: int, body: bytes, cut: int = 0, **headers: str) -> list[str]:
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked.append(self.path)
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body) + cut))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        settings.CHATTERBOX_URL = f"http://127.0.0.1:{server.server_address[1]}"
        return asked

    yield pretend
    for server in servers:
        server.shutdown()
        server.server_close()
