"""What the stories' tests share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.gemini_stand_in import KEY, GeminiStandIn


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no program is found."""
    monkeypatch.setenv("PATH", "/nowhere")


@pytest.fixture
def gemini(settings: Any) -> Iterator[GeminiStandIn]:
    """The storyteller is set up, with the stand-in as its provider."""
    with GeminiStandIn() as stand_in:
        settings.GEMINI_API_KEY, settings.GEMINI_BASE_URL = KEY, stand_in.url
        settings.GEMINI_TIMEOUT = 20
        yield stand_in
