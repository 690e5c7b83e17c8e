"""Many sockets that open at the same moment: a class that comes back after the network was away."""

import asyncio
import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.parts.report import percentile

LONGEST_SECONDS = 60.0
SPIN = "while True: pass"


@dataclass
class Joined:
    """After how many seconds each socket had the first state, and how many never had one."""

    took: list[float] = field(default_factory=list)
    failed: int = 0

    def __str__(self) -> str:
        if not self.took:
            return f"none of {self.failed}"
        p50, p95 = percentile(self.took, 50), percentile(self.took, 95)
        return (
            f"{len(self.took)} of {len(self.took) + self.failed}, p50 {p50:.1f} s, p95 {p95:.1f} s"
        )


async def join(ports: list[int], path: str, headers: Mapping[str, str], count: int) -> Joined:
    """Open `count` sockets at once, shared out among the ports, and wait for each one's first state."""
    joined = Joined()

    async def one(port: int) -> None:
        began = time.monotonic()
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                writer = await _first_state(port, path, headers)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            joined.failed += 1
            return
        joined.took.append(time.monotonic() - began)
        writers.append(writer)

    writers: list[asyncio.StreamWriter] = []
    await asyncio.gather(*(one(ports[number % len(ports)]) for number in range(count)))
    for writer in writers:
        writer.close()
    return joined


async def _first_state(port: int, path: str, headers: Mapping[str, str]) -> asyncio.StreamWriter:
    """Return the open socket once a state has come. Raises ConnectionRefusedError where it is refused."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    wanted = {
        "Host": f"127.0.0.1:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
        **headers,
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {text}" for name, text in wanted.items())]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in head.split(b"\r\n")[0]:
        raise ConnectionRefusedError
    while b'"type":"state"' not in await _frame(reader):
        pass
    return writer


async def _frame(reader: asyncio.StreamReader) -> bytes:
    size = (await reader.readexactly(2))[1] & 127
    if size > 125:
        size = int.from_bytes(await reader.readexactly(2 if size == 126 else 8), "big")
    return await reader.readexactly(size)


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """So many processes that compute all the time."""
    spinning = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(processes)]
    try:
        yield
    finally:
        for one in spinning:
            one.kill()
            one.wait()
