"""One speech service for all tests here, and ways to start others with their own settings."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.processes import PATIENCE_SECONDS, start_tts_service, stop_process
from tests.tts_service.installation import Installation
from tests.tts_service.stand_in import hosted
from tts.service.engines.factory import engine_factory
from tts.service.settings import Settings

StartService = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def service() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running service with its default settings."""
    process, url = start_tts_service()
    yield process, url
    stop_process(process)


@pytest.fixture(scope="session")
def tts(service: tuple[subprocess.Popen[str], str]) -> Iterator[httpx.Client]:
    """A client of the service with default settings."""
    with httpx.Client(base_url=service[1], timeout=PATIENCE_SECONDS) as client:
        yield client


@pytest.fixture
def start() -> Iterator[StartService]:
    """Start a service with these environment variables, for one test."""
    with ExitStack() as running:

        def started(**env: str) -> httpx.Client:
            process, url = start_tts_service(env)
            running.callback(stop_process, process)
            return running.enter_context(httpx.Client(base_url=url, timeout=PATIENCE_SECONDS))

        yield started


@pytest.fixture
def host() -> Iterator[StartService]:
    """The same in this process, where nothing depends on having one of its own: sooner there."""
    with ExitStack() as running:

        def started(**env: str) -> httpx.Client:
            settings = Settings.from_environ({"TTS_ENGINE": "espeak", **env})
            url = running.enter_context(hosted(engine_factory(settings), settings))
            return running.enter_context(
                httpx.Client(base_url=url, timeout=PATIENCE_SECONDS, verify=False)
            )

        yield started


@pytest.fixture(scope="module")
def here() -> Iterator[Installation]:
    """Everything running, without keys."""
    installation = Installation()
    try:
        yield installation.start()
    finally:
        installation.close()


@pytest.fixture
def own() -> Iterator[Any]:
    """An installation for one test, not started yet, with these settings."""
    made: list[Installation] = []

    def installation(**env: str) -> Installation:
        made.append(Installation(**env))
        return made[-1]

    yield installation
    for one in made:
        one.close()
