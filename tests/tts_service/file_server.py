"""A source of voices on this machine that can be slow, cut, wrong or gone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class FileServer:
    """What is served, by path, and how; `asked` has each path with the byte it was asked from.

    Of models, an answer is cut after so many bytes, `statuses` come first, and so many answers stall.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    url: str = ""
    asked: list[tuple[str, int]] = field(default_factory=list)
    cut_after: int | None = None
    statuses: list[int] = field(default_factory=list)
    stalls: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    resumes: bool = True
    content_type: str = "application/octet-stream"

    def add(self, path: str, content: bytes) -> bytes:
        self.files[path] = content
        return content


@contextmanager
def file_server() -> Iterator[FileServer]:
    """Serve files until left."""
    served = FileServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            begins = int(self.headers.get("Range", "bytes=0-")[6:-1]) if served.resumes else 0
            served.asked.append((path, begins))
            content, is_model = served.files.get(path), path.endswith(".onnx")
            if content is None or (is_model and served.statuses):
                self.send_error(404 if content is None else served.statuses.pop(0))
                return
            if begins > len(content) - 1:
                self.send_error(416)
                return
            rest = content[begins:]
            self.send_response(206 if begins else 200)
            self.send_header("Content-Type", served.content_type)
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            self.wfile.write(rest[: served.cut_after] if is_model else rest)
            if is_model and served.stalls:
                served.stalls -= 1
                self.wfile.flush()
                served.over.wait()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield served
    finally:
        served.over.set()
        server.shutdown()
        server.server_close()


def stored(folder: Path) -> dict[str, bytes]:
    """The files of a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
