"""Reaching the server: a client for one call, with a deadline for all it does."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx2
from django.conf import settings
from openai import OpenAI

from stories.providers.transport import client_options

COMPANY = "https://api.openai.com/v1"
CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 900.0  # a slow machine reads a long document before it writes a word
NO_KEY = "none"  # servers that want no key want the header all the same


def base_url() -> str:
    """Return the address of the API; one without a path gets `/v1`, where every server has it."""
    given: str = settings.OPENAI_BASE_URL.rstrip("/")
    if not given:
        return COMPANY
    return given if urlsplit(given).path else f"{given}/v1"


def open_client(seconds: float) -> OpenAI:
    """Return a client to be used in a `with` block by the job that asks: it does not survive a fork.

    Each read may take SILENCE_SECONDS, all together `seconds` from now.
    """
    timeout = httpx2.Timeout(min(SILENCE_SECONDS, seconds), connect=min(CONNECT_SECONDS, seconds))
    return OpenAI(
        api_key=settings.OPENAI_API_KEY or NO_KEY,
        base_url=base_url(),
        # A retry is the work row's.
        max_retries=0,
        timeout=timeout,
        http_client=httpx2.Client(timeout=timeout, **client_options(seconds)),
    )
