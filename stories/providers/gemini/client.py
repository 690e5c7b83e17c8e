"""Reaching Gemini: a client for one job, with a deadline for all it does."""

from __future__ import annotations

import math

from django.conf import settings
from google import genai
from google.genai import types

from edusmart.operating.outside import is_forbidden
from edusmart.work.errors import Refused
from stories.providers.gemini.address import address
from stories.providers.transport import client_options, trust

API_VERSION = "v1beta"  # the SDK's own default, fixed so that an update of it changes nothing here
SILENCE_SECONDS = 60.0  # a thinking model may send nothing for as long


def open_client(seconds: float) -> genai.Client:
    """Return a client to be used in a `with` block by the job that asks: it does not survive a fork.

    Each read may take SILENCE_SECONDS, all together `seconds` from now.

    Raises Refused where OUTSIDE_SERVICES forbids it.
    """
    if is_forbidden(address()):
        raise Refused("This site sends nothing to services of others.", "outside_forbidden")
    # All said here, or the SDK would take what is missing from the environment.
    return genai.Client(
        vertexai=False, api_key=settings.GEMINI_API_KEY, http_options=_transport(seconds)
    )


def _transport(seconds: float) -> types.HttpOptions:
    """Return options that never retry: a retry is the work row's."""
    return types.HttpOptions(
        base_url=settings.GEMINI_BASE_URL or None,
        api_version=API_VERSION,
        timeout=math.ceil(min(SILENCE_SECONDS, seconds) * 1000),
        # Else the server would be told that the silence allowed is all the time there is.
        headers={"X-Server-Timeout": str(math.ceil(seconds))},
        client_args=client_options(seconds),
        # Never used; without these the client would read the certificates again for each.
        async_client_args={"verify": trust(), "ssl": trust()},
    )
