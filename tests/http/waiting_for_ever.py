"""An ASGI application whose requests never end: their threads wait for what the event loop no longer does."""

import asyncio
import os
import threading
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
import django

django.setup(set_prefix=False)

from edusmart.http import ending  # noqa: E402 - needs the settings
from edusmart.http.request_body import bound_bodies  # noqa: E402 - needs the settings

ending.END_SECONDS = 0.2
bound_bodies()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Respond to /health alone."""
    if scope["path"] != "/health":
        await asyncio.to_thread(threading.Event().wait)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})
