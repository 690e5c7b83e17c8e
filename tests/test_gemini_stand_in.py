"""The stand-in speaks as the real one does: checked with the real client and with bare HTTP."""

import base64
from collections.abc import Iterator

import httpx
import pytest
from google import genai
from google.genai import errors, types

from tests.gemini_answers import MODEL, failure, streamed, tokens, whole
from tests.gemini_stand_in import KEY, GeminiStandIn
from tests.processes import PATIENCE_SECONDS

PICTURE = bytes(range(256))


@pytest.fixture
def gemini() -> Iterator[GeminiStandIn]:
    with GeminiStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def client(gemini: GeminiStandIn) -> Iterator[genai.Client]:
    options = types.HttpOptions(base_url=gemini.url, api_version="v1beta", timeout=20_000)
    with genai.Client(vertexai=False, api_key=KEY, http_options=options) as client:
        yield client


def test_it_answers_whole_counted_and_streamed(gemini: GeminiStandIn, client: genai.Client) -> None:
    gemini.will(whole("Hello."), tokens(7), streamed("Hello again.", every=5))
    assert client.models.generate_content(model=MODEL, contents="Hi").text == "Hello."
    assert client.models.count_tokens(model=MODEL, contents="Hi").total_tokens == 7
    chunks = client.models.generate_content_stream(model=MODEL, contents="Hi")
    assert "".join(chunk.text or "" for chunk in chunks) == "Hello again."
    verbs = [asked.verb for asked in gemini.asked]
    assert verbs == ["generateContent", "countTokens", "streamGenerateContent"]


def test_it_reads_the_clients_inline_files(gemini: GeminiStandIn, client: genai.Client) -> None:
    gemini.will(whole("A picture."))
    picture = types.Part.from_bytes(data=PICTURE, mime_type="image/png")
    question = types.Content(role="user", parts=[picture, types.Part(text="What is it?")])
    client.models.generate_content(model=MODEL, contents=question)
    assert gemini.asked[0].files == [("image/png", PICTURE)]
    assert gemini.asked[0].texts == ["What is it?"]


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("names", [("inlineData", "mimeType"), ("inline_data", "mime_type")])
def test_it_takes_both_spellings_and_both_alphabets(
    gemini: GeminiStandIn, encode: type, names: tuple[str, str]
) -> None:
    gemini.will(whole("Yes."))
    inline, mime = names
    data = {mime: "image/png", "data": encode(PICTURE).decode()}
    schema = {"type": "OBJECT", "properties": {"source_pages": {"type": "STRING"}}}
    body = {
        "contents": [{"parts": [{inline: data}]}],
        "generation_config": {"response_schema": schema},
    }
    url = f"{gemini.url}/v1beta/models/{MODEL}:generateContent"
    assert (
        httpx.post(url, json=body, params={"key": KEY}, timeout=PATIENCE_SECONDS).status_code == 200
    )
    asked = gemini.asked[0]
    assert (asked.key, asked.files) == (KEY, [("image/png", PICTURE)])
    assert asked.body["generationConfig"]["responseSchema"] == schema


def test_it_refuses_unknown_fields_and_paths(gemini: GeminiStandIn) -> None:
    def status(path: str, body: dict[str, str]) -> int:
        return httpx.post(
            gemini.url + path, json=body, params={"key": KEY}, timeout=PATIENCE_SECONDS
        ).status_code

    assert status(f"/v1beta/models/{MODEL}:generateContent", {"temperature": "0"}) == 400
    assert status("/v1beta/models/unknown:generateContent", {}) == 404
    assert status(f"/v1/models/{MODEL}:generateContent", {}) == 404


def test_its_errors_are_the_clients_errors(gemini: GeminiStandIn, client: genai.Client) -> None:
    gemini.will(failure(429, "Quota exceeded.", retry="3s"))
    with pytest.raises(errors.ClientError) as caught:
        client.models.generate_content(model=MODEL, contents="Hi")
    assert (caught.value.code, caught.value.status) == (429, "RESOURCE_EXHAUSTED")
