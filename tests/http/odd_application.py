"""An ASGI application whose requests never end, or send more than anybody reads."""

import asyncio
import os
import resource
import threading
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
import django

django.setup(set_prefix=False)

from edusmart.database_pool import STREAMS  # noqa: E402 - needs the settings
from edusmart.http import server  # noqa: E402 - needs the settings
from edusmart.http.request_body import bound_bodies  # noqa: E402 - needs the settings

server.END_SECONDS = 0.2
bound_bodies()
PIECE, PIECES = bytes(64 * 1024), 1000
_sent = 0


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Send PIECES pieces at /large, say at /sent how many were taken so far; /never waits for ever.

    /files says how many files this process may have open.
    """
    global _sent
    if scope["path"] == "/never":
        await asyncio.to_thread(threading.Event().wait)
    if scope["path"] == "/hurry":
        server.READER_SECONDS = 0.1
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if scope["path"] == "/large":
        scope[STREAMS] = True
        for _ in range(PIECES):
            await send({"type": "http.response.body", "body": PIECE, "more_body": True})
            _sent += 1
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    said = files if scope["path"] == "/files" else _sent
    await send({"type": "http.response.body", "body": str(said).encode()})
