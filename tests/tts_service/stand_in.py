"""An engine whose every chunk waits until the test lets it be spoken, and a server for it."""

import json
import socket
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import httpx
import uvicorn

from tests.processes import PATIENCE_SECONDS, free_port, wait_until
from tts.service.engines.protocol import Engine, Utterance
from tts.service.http.app import create_app
from tts.service.settings import Settings
from tts.service.voices.catalog import Voice

TONE = array("h", [8000, -8000] * 4000)


class Patient:
    """Half a second of tone for each chunk, once `go` has been released for it."""

    name = "patient"
    version = "1"
    sample_rate = 16_000
    chunk_size = 300

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.asked: list[str] = []

    def languages(self) -> Sequence[str]:
        return ["en"]

    def voices(self) -> Sequence[Voice]:
        return [self.voice(None, None)]

    def voice(self, name: str | None, language: str | None) -> Voice:
        return Voice("patient", "en", "patient")

    def open(self) -> "Patient":
        return self

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        self.asked.append(chunk)
        while not self.go.acquire(timeout=0.02) and not stopped():
            pass
        return Utterance(TONE[:], [])


@contextmanager
def calling(url: str, **body: Any) -> Iterator[None]:
    """A caller of POST /tts who has asked, does not read, and hangs up at the end."""
    address, sent = urlsplit(url), json.dumps(body).encode()
    head = f"POST /tts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(sent)}"
    with socket.create_connection((address.hostname, address.port)) as caller:
        caller.sendall(f"{head}\r\n\r\n".encode() + sent)
        yield


@contextmanager
def served(engine: Engine, settings: Settings) -> Iterator[str]:
    """The service with this engine on a port of this process; its URL."""
    with hosted(lambda: engine, settings) as url:
        yield url


@contextmanager
def hosted(
    open_engine: Callable[[], Engine], settings: Settings, port: int | None = None
) -> Iterator[str]:
    """The same, with an engine that the service opens itself."""
    port = port or free_port()
    config = uvicorn.Config(
        create_app(open_engine, settings), port=port, log_config=None, ws="websockets-sansio",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run)
    running.start()
    url = f"http://127.0.0.1:{port}"

    def healthy() -> bool:
        with suppress(httpx.TransportError):
            return (
                httpx.get(f"{url}/health", verify=False, timeout=PATIENCE_SECONDS).status_code
                == 200
            )
        return False

    try:
        wait_until(healthy, "a healthy service")
        yield url
    finally:
        server.should_exit = True
        running.join()
