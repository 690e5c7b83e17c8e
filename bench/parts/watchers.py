"""Many websockets on one thread, so lean that the figures are the server's and not the client's."""

import base64
import json
import os
import select
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

CHUNK_BYTES = 1 << 16
CONNECT_SECONDS = 30.0


@dataclass(eq=False)
class Wire:
    """One connection: its socket and the bytes that are not a whole message yet."""

    socket: socket.socket
    held: bytearray = field(default_factory=bytearray)

    def messages(self) -> list[bytes]:
        """The whole text messages held, removed from what is held. A server does not mask."""
        found = []
        while len(self.held) >= 2:
            size, start = self.held[1] & 127, 2
            if size > 125:
                width = 2 if size == 126 else 8
                start = 2 + width
                if len(self.held) < start:
                    break
                size = int.from_bytes(self.held[2:start], "big")
            if len(self.held) < start + size:
                break
            if self.held[0] & 15 == 1:
                found.append(bytes(self.held[start : start + size]))
            del self.held[: start + size]
        return found

    def say(self, text: bytes) -> None:
        """One short masked text message; a mask of zeros is a mask."""
        head = bytes([0x81, 0x80 | len(text)]) + b"\0\0\0\0"
        self.socket.sendall(head + text)


class Watchers(threading.Thread):
    """Opens `count` sockets at `url` and notes for each message when it arrived.

    `heard` holds (arrival in seconds since the epoch, decoded message). State frames are acknowledged.
    """

    def __init__(self, url: str, count: int, headers: Mapping[str, str]) -> None:
        super().__init__(daemon=True)
        self.heard: list[tuple[float, dict[str, Any]]] = []
        self._over = threading.Event()
        self._closed = 0
        self._wires = {
            wire.socket.fileno(): wire
            for wire in (Wire(*opened(url, headers)) for _ in range(count))
        }

    def run(self) -> None:
        poll = select.epoll()
        for descriptor in self._wires:
            poll.register(descriptor, select.EPOLLIN)
        while not self._over.is_set():
            arrived = []
            for descriptor, _ in poll.poll(0.1):
                data = self._wires[descriptor].socket.recv(CHUNK_BYTES)
                arrived.append((time.time(), descriptor, data))
                if not data:
                    poll.unregister(descriptor)
                    self._closed += 1
            for at, descriptor, data in arrived:  # looked at once all of them are off the line
                self._take(at, self._wires[descriptor], data)

    def _take(self, at: float, wire: Wire, data: bytes) -> None:
        wire.held += data
        for message in wire.messages():
            frame = json.loads(message)
            self.heard.append((at, frame))
            if frame["type"] == "state":
                wire.say(b'{"type":"ack","rev":%d}' % frame["rev"])

    @property
    def open(self) -> int:
        """How many the server has not closed."""
        return len(self._wires) - self._closed

    def stop(self) -> None:
        self._over.set()
        self.join()
        for wire in self._wires.values():
            wire.socket.close()


def opened(url: str, headers: Mapping[str, str]) -> tuple[socket.socket, bytearray]:
    """A connected websocket and what came with the handshake. Raises RuntimeError when refused."""
    parts = urlsplit(url)
    line = socket.create_connection((parts.hostname, parts.port), timeout=CONNECT_SECONDS)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    wanted = {
        "Host": parts.netloc,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
        **headers,
    }
    lines = [f"GET {parts.path} HTTP/1.1", *(f"{name}: {text}" for name, text in wanted.items())]
    line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        more = line.recv(CHUNK_BYTES)
        if not more:
            break
        answer += more
    head, _, rest = answer.partition(b"\r\n\r\n")
    if b" 101 " not in head.split(b"\r\n")[0]:
        raise RuntimeError(f"the server refused a socket: {head[:80]!r}")
    return line, bytearray(rest)


def changes_of_title(count: int, pause: float) -> str:
    """A script that sets the only story's title to the time, `count` times, `pause` seconds apart."""
    return f"""
import time
from stories.models import Story
story = Story.objects.get()
for _ in range({count}):
    story.title = repr(time.time())
    story.save()
    time.sleep({pause})
"""
