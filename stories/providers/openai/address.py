"""Where the server is called."""

from urllib.parse import urlsplit

from django.conf import settings

COMPANY = "https://api.openai.com/v1"


def base_url() -> str:
    """Return the address of the API; one without a path gets `/v1`, where every server has it."""
    given: str = settings.OPENAI_BASE_URL.rstrip("/")
    if not given:
        return COMPANY
    return given if urlsplit(given).path else f"{given}/v1"
