"""Requests that are sent at the same moment, so lean that the figures are the server's."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.pdfs import text_pdf

LONGEST_SECONDS = 120.0


@dataclass
class Outcome:
    """What came of a burst: how many of each status, and how long the 200s took in milliseconds."""

    statuses: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)


def requests(keys: dict[str, str], count: int, uploads: int) -> list[bytes]:
    """`count` requests: shelf, player, status and upload page by turns, and among them some uploads."""
    signed_in = f"Cookie: sessionid={keys['session']}"
    paths = [
        "/stories/",
        f"/stories/{keys['story']}/",
        f"/api/story/{keys['story']}/status",
        "/stories/upload/",
    ]
    asked = [request("GET", paths[number % 4], signed_in) for number in range(count - uploads)]
    token = f"Authorization: Bearer {keys['token']}"
    pdf = text_pdf([["Once there was a fox. It lived in a wood.", "It had a den."]])
    edge = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n"
    )
    body = edge + pdf + b"\r\n--b--\r\n"
    upload = request(
        "POST", "/api/upload", token, "Content-Type: multipart/form-data; boundary=b", body=body
    )
    step = len(asked) // uploads
    for number in range(uploads):
        asked.insert(number * step, upload)
    return asked


def request(method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    """A request as it goes over the line."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


async def burst(asked: Sequence[bytes], ports: Sequence[int]) -> Outcome:
    """Send all at once, shared out among the web processes."""
    outcome = Outcome()

    async def one(number: int, sent: bytes) -> None:
        began = time.monotonic()
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                read, write = await asyncio.open_connection("127.0.0.1", ports[number % len(ports)])
                write.write(sent)
                head = await read.readline()
                await read.read()
                write.close()
        except (OSError, TimeoutError) as error:
            outcome.statuses[type(error).__name__] += 1
            return
        status = head.split(b" ")[1].decode() if head else "cut"
        outcome.statuses[status] += 1
        if status.startswith("2"):
            outcome.took.append((time.monotonic() - began) * 1000)

    await asyncio.gather(*(one(number, sent) for number, sent in enumerate(asked)))
    return outcome
