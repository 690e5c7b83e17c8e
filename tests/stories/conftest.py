"""What the stories' tests share."""

from collections.abc import Iterator
from typing import Any

import pytest

from stories.providers.openai import abilities
from tests import openai_stand_in
from tests.gemini_stand_in import KEY, GeminiStandIn
from tests.openai_stand_in import OpenAIStandIn
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
def openai(settings: Any) -> Iterator[OpenAIStandIn]:
    """The storyteller is set up, with the OpenAI-compatible stand-in as its provider."""
    abilities.forget_all()
    with OpenAIStandIn() as stand_in:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = openai_stand_in.KEY, stand_in.url
        settings.OPENAI_STORY_MODEL = stand_in.says.MODEL
        settings.OPENAI_IMAGE_MODEL = stand_in.says.IMAGE_MODEL
        settings.OPENAI_TIMEOUT = 20
        settings.MODEL_PRICES = {stand_in.says.MODEL: (1, 2), stand_in.says.IMAGE_MODEL: (1, 3)}
        yield stand_in


@pytest.fixture(params=["gemini", "openai"])
def model(request: pytest.FixtureRequest) -> Any:
    """Each provider that asks a model, in turn; `model.says` has its answers in its own shapes."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def workers(model: Any, tts_service: str, redis_server: Any) -> Iterator[Any]:
    """Real workers, two of each kind, that ask the stand-in and the real speech service."""
    slots = dict.fromkeys(("TELLING_WORKERS", "ILLUSTRATION_WORKERS", "NARRATION_WORKERS"), "2")
    says, prefix = model.says, model.prefix
    provider = {f"{prefix}_API_KEY": model.key, f"{prefix}_BASE_URL": model.url}
    if prefix == "OPENAI":
        provider |= {"OPENAI_STORY_MODEL": says.MODEL, "OPENAI_IMAGE_MODEL": says.IMAGE_MODEL}
        provider |= {"MODEL_PRICES": f"{says.MODEL}=1/2,{says.IMAGE_MODEL}=1/3"}
    process = start_command("work", {**slots, **provider, "CHATTERBOX_URL": tts_service})
    yield process
    stop_process(process)
