"""The stand-in speaks as real servers do: checked with the official client."""

from collections.abc import Iterator
from typing import Any

import openai
import pytest

from tests.openai_answers import IMAGE_MODEL, MODEL, failure, streamed, whole
from tests.openai_stand_in import KEY, OpenAIStandIn

QUESTION: Any = [{"role": "user", "content": "Hi"}]


@pytest.fixture
def server() -> Iterator[OpenAIStandIn]:
    with OpenAIStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def client(server: OpenAIStandIn) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(api_key=KEY, base_url=f"{server.url}/v1", max_retries=0) as client:
        yield client


def test_it_answers_whole_streamed_and_with_pictures(
    server: OpenAIStandIn, client: openai.OpenAI
) -> None:
    server.will(whole("Hello."), streamed("Hello again.", every=5))
    chat = client.chat.completions
    answer = chat.create(model=MODEL, messages=QUESTION)
    assert answer.choices[0].message.content == "Hello."
    chunks: Any = list(chat.create(model=MODEL, messages=QUESTION, stream=True))
    assert (
        "".join(it.choices[0].delta.content or "" for it in chunks if it.choices) == "Hello again."
    )
    assert chunks[-1].usage.total_tokens == 1000 + 50 + 3
    painted = client.images.generate(model=IMAGE_MODEL, prompt="A fox.")
    assert painted.data
    assert painted.data[0].b64_json
    assert [asked.path for asked in server.asked] == [
        "/v1/chat/completions", "/v1/chat/completions", "/v1/images/generations",
    ]  # fmt: skip


def test_it_refuses_what_real_servers_refuse(server: OpenAIStandIn, client: openai.OpenAI) -> None:
    create = client.chat.completions.create
    server.will(failure(429, after="7"))
    with pytest.raises(openai.RateLimitError) as limited:
        create(model=MODEL, messages=QUESTION)
    assert limited.value.response.headers["retry-after"] == "7"
    with pytest.raises(openai.NotFoundError):
        create(model="another", messages=QUESTION)
    with pytest.raises(openai.BadRequestError, match="Unrecognized"):
        create(model=MODEL, messages=QUESTION, extra_body={"wish": 1})
    server.lacks, server.context = {"json_schema"}, None
    shape: Any = {"type": "json_schema", "json_schema": {"name": "x", "schema": {}}}
    with pytest.raises(openai.BadRequestError, match="not supported"):
        create(model=MODEL, messages=QUESTION, response_format=shape)
    server.context = 5
    with pytest.raises(openai.BadRequestError) as large:
        create(model=MODEL, messages=QUESTION)
    assert large.value.code == "context_length_exceeded"
    client.api_key = "wrong"
    with pytest.raises(openai.AuthenticationError):
        create(model=MODEL, messages=QUESTION)
