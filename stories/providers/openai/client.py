"""Reaching the server: a client for one call, with a deadline for all it does."""

from __future__ import annotations

import httpx2
from django.conf import settings
from openai import OpenAI

from edusmart.operating.outside import is_forbidden
from edusmart.work.errors import Refused
from stories.providers.openai.address import base_url
from stories.providers.transport import client_options

CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 900.0  # a slow machine reads a long document before it writes a word
NO_KEY = "none"  # servers that want no key want the header all the same


def open_client(seconds: float) -> OpenAI:
    """Return a client to be used in a `with` block by the job that asks: it does not survive a fork.

    Each read may take SILENCE_SECONDS, all together `seconds` from now.

    Raises Refused where OUTSIDE_SERVICES forbids it.
    """
    if is_forbidden(base_url()):
        raise Refused("This site sends nothing to services of others.", "outside_forbidden")
    timeout = httpx2.Timeout(min(SILENCE_SECONDS, seconds), connect=min(CONNECT_SECONDS, seconds))
    return OpenAI(
        api_key=settings.OPENAI_API_KEY or NO_KEY,
        base_url=base_url(),
        # A retry is the work row's.
        max_retries=0,
        timeout=timeout,
        http_client=httpx2.Client(timeout=timeout, **client_options(seconds)),
    )
