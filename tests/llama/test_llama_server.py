"""llama.cpp's own server, with a model of random weights: the protocol, its grammar, its limits, for real.

`make test-llama` builds the server in an environment of its own and runs these; elsewhere they are skipped.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest

from edusmart.accounts.models import User
from edusmart.machine.libc import end_with_parent
from edusmart.work.errors import Unavailable, WorkError
from stories.models import ProviderCall, Telling
from stories.providers.choice import text_provider
from stories.providers.generative.failure_messages import STORY
from stories.providers.generative.parts import DoesNotFit
from stories.providers.generative.story_schema import scene_schema
from stories.providers.openai import abilities
from stories.providers.openai.call import Call, Question, respond, stream
from tests.processes import PATIENCE_SECONDS, ROOT, free_port, stop_process, wait_until
from tests.stories.foxes import until_it_breaks
from tests.stories.making import make_story

PYTHON = os.environ.get("LLAMA_PYTHON", "")
pytestmark = pytest.mark.skipif(not PYTHON, reason="make test-llama builds the server")
QUESTION = Question(
    "You tell stories.", ("<scene>", '{"scene": "x"}', "</scene>"), "scene", scene_schema()
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The server's address."""
    with tempfile.TemporaryDirectory() as folder:
        model, port = Path(folder) / "random.gguf", free_port()
        maker = ROOT / "tests" / "llama" / "make_model.py"
        subprocess.run([PYTHON, maker, model], check=True, timeout=PATIENCE_SECONDS)
        process = subprocess.Popen(
            [PYTHON, "-m", "llama_cpp.server", "--model", model, "--host", "127.0.0.1", "--port",
             str(port), "--n_ctx", "4096", "--chat_format", "chatml", "--n_threads", "1"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
            preexec_fn=end_with_parent,
        )  # fmt: skip
        url = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: _is_up(url), "llama.cpp's first answer")
            yield url
        finally:
            stop_process(process)


def _is_up(url: str) -> bool:
    try:
        return httpx.get(f"{url}/v1/models", timeout=PATIENCE_SECONDS).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def llama(server: str, settings: Any) -> str:
    """Stories are told by it."""
    abilities.forget_all()
    settings.OPENAI_BASE_URL, settings.OPENAI_STORY_MODEL = server, "random"
    settings.OPENAI_MAX_OUTPUT_TOKENS = 600
    settings.MODEL_PRICES = {"random": (1, 2)}
    return server


def call(seconds: float = 60) -> Call:
    return Call("story", "openai", "random", STORY, seconds)


def test_its_grammar_holds_an_answer_to_the_schema(llama: str) -> None:
    told = json.loads(respond(call(), QUESTION))
    assert list(told) == ["text"]
    assert isinstance(told["text"], str)
    # It does not know OpenAI's way of asking for that, and says so with a 500.
    assert call().abilities.structure == "json with schema"


def test_what_it_writes_comes_while_it_is_written(llama: str) -> None:
    times, text = list[float](), ""
    for piece in stream(call(), QUESTION):
        times.append(monotonic())
        text += piece
    assert list(json.loads(text)) == ["text"]
    assert len(times) > 5
    assert max(later - before for before, later in pairwise(times)) < times[-1] - times[0]


def test_a_prompt_beyond_its_context_does_not_fit(llama: str) -> None:
    large = Question("Tell.", ("word " * 5000,), "scene", scene_schema())
    with pytest.raises(DoesNotFit):
        respond(call(), large)


def test_a_stream_for_a_prompt_beyond_its_context_does_not_fit_either(llama: str) -> None:
    large = Question("Tell.", ("word " * 5000,), "scene", scene_schema())
    with pytest.raises(DoesNotFit):
        list(stream(call(), large))


def test_an_answer_that_is_cut_is_too_long(llama: str, settings: Any) -> None:
    settings.OPENAI_MAX_OUTPUT_TOKENS = 3
    with pytest.raises(WorkError) as cut:
        respond(call(), QUESTION)
    assert cut.value.code == "too_long"


def test_its_time_is_bounded(llama: str) -> None:
    endless = Question("Tell.", ("word " * 700,), "scene", scene_schema())
    begun = monotonic()
    with pytest.raises(WorkError) as late, closing(stream(call(0.05), endless)) as pieces:
        list(pieces)
    assert late.value.code in ("timeout", "unreachable")
    assert monotonic() - begun < PATIENCE_SECONDS


def test_a_server_that_is_gone_is_waited_for(llama: str, settings: Any) -> None:
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{free_port()}"
    told, error = until_it_breaks()
    assert (told, type(error), error.code) == ([], Unavailable, "unreachable")


@pytest.mark.django_db(transaction=True)
def test_nonsense_is_told_to_nobody_and_is_in_the_books(
    llama: str, alice: User, step_world: Any, speech: str
) -> None:
    """Random words in the right shape: each scene is either fit to be shown, or the row says why not."""
    story = make_story(alice)
    step_world()
    assert text_provider().model == "random"
    telling = Telling.objects.get(story=story)
    assert telling.status in ("completed", "failed", "pending")
    assert telling.status == "completed" or telling.error_code in ("unfit", "too_long", "nothing")
    calls = ProviderCall.objects.filter(user=alice, purpose__in=["story", "repair"])
    assert calls.exclude(outcome="").count() == calls.count() >= 1
    assert sum(each.tokens_out for each in calls) > 10
