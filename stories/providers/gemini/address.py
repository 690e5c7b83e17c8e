"""Where Gemini is called."""

from django.conf import settings


def address() -> str:
    """Return the URL that calls go to."""
    return settings.GEMINI_BASE_URL or "https://generativelanguage.googleapis.com"
