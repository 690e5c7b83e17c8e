"""What the stories' tests share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.gemini_stand_in import KEY, GeminiStandIn
from tests.processes import start_command, stop_process


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


@pytest.fixture
def workers(gemini: GeminiStandIn, tts_service: str, redis_server: Any) -> Iterator[Any]:
    """Real workers, two of each kind, that ask the stand-in and the real speech service."""
    slots = dict.fromkeys(("TELLING_WORKERS", "ILLUSTRATION_WORKERS", "NARRATION_WORKERS"), "2")
    provider = {"GEMINI_API_KEY": KEY, "GEMINI_BASE_URL": gemini.url}
    process = start_command("work", {**slots, **provider, "CHATTERBOX_URL": tts_service})
    yield process
    stop_process(process)
