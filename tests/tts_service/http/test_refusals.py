"""What the service will not do, and how it says so."""

import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.processes import PATIENCE_SECONDS

SENTENCE = {"text": "Hello there."}


def refusal(tts: httpx.Client, body: Any, path: str = "/tts") -> tuple[int, str]:
    answer = tts.post(path, json=body)
    problem = answer.json()
    assert list(problem) == ["detail"]
    return answer.status_code, problem["detail"]


@pytest.mark.parametrize("path", ["/tts", "/tts/with-timestamps"])
@pytest.mark.parametrize("text", ["", "   \n", "...!?", "😀 👍🏽", "\u0000", "—"])
def test_text_with_nothing_to_say_is_refused_not_answered_with_silence(
    tts: httpx.Client, text: str, path: str
) -> None:
    expected = (400, "The text has nothing this voice can say.")
    assert refusal(tts, {"text": text}, path) == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rate", 0.2),
        ("rate", 4.1),
        ("rate", "fast"),
        ("rate", True),
        ("speed_factor", 9),
        ("format", "ogg"),
        ("chunk_size", 49),
        ("chunk_size", 501),
        ("voice_mode", "invent"),
        ("seed", -1),
        ("temperature", 99),
        ("text", 5),
        ("language", ""),
    ],
)
def test_a_field_out_of_range_is_named_in_one_sentence(
    tts: httpx.Client, field: str, value: Any
) -> None:
    status, detail = refusal(tts, {**SENTENCE, field: value})
    assert status == 400
    assert detail.startswith(f"The field '{field}' cannot be used: ")
    assert detail.endswith(".")


def test_a_rate_that_is_no_number_is_refused(tts: httpx.Client) -> None:
    for rate in (b"NaN", b"Infinity", b"1e999"):
        body = b'{"text": "Hello", "rate": ' + rate + b"}"
        answer = tts.post("/tts", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400


def test_an_unknown_field_is_refused(tts: httpx.Client) -> None:
    expected = (400, "The field 'reference_audio' is unknown.")
    assert refusal(tts, {**SENTENCE, "reference_audio": "x"}) == expected


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ({"voice_mode": "clone"}, "'voice_mode' clone needs"),
        ({"reference_audio_filename": "anna.wav"}, "'reference_audio_filename' is for"),
        ({"voice_mode": "clone", "voice": "anna"}, "The voice 'clone:anna' is unknown"),
    ],
)
def test_cloning_asks_for_a_recording_that_there_is(
    tts: httpx.Client, body: dict[str, str], begins: str
) -> None:
    status, detail = refusal(tts, {**SENTENCE, **body})
    assert status == 400
    assert detail.startswith(begins)


def test_a_missing_text_is_refused(tts: httpx.Client) -> None:
    assert refusal(tts, {"voice": "calm"}) == (400, "The field 'text' is missing.")


@pytest.mark.parametrize("body", [b"{", b"[]", b"7", b"", b'{"text":"a","\\ud800":1}', b"\xff"])
def test_a_body_that_is_no_request_is_refused(tts: httpx.Client, body: bytes) -> None:
    answer = tts.post("/tts", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["detail"].endswith(".")


@pytest.mark.parametrize(
    "voice",
    ["nobody", "../../etc/passwd", "en/../x", "en-us+../f3", "en-us+nobody", "espeak:", "a" * 999],
)
def test_an_unknown_voice_is_refused_and_never_read_as_a_path(
    tts: httpx.Client, voice: str
) -> None:
    status, detail = refusal(tts, {**SENTENCE, "voice": voice})
    assert status == 400
    assert detail.endswith("is unknown; GET /voices lists them.")
    assert len(detail) < 150


def test_an_unknown_language_is_refused(tts: httpx.Client) -> None:
    expected = (400, "The language 'tlh-zz' is not spoken here.")
    assert refusal(tts, {**SENTENCE, "voice": "calm", "language": "tlh-zz"}) == expected


def test_a_voice_is_not_asked_to_speak_another_language(tts: httpx.Client) -> None:
    status, detail = refusal(tts, {**SENTENCE, "voice": "ar-SA-HamedNeural", "language": "fr"})
    assert (status, "speaks ar, not fr" in detail) == (400, True)


@pytest.mark.parametrize(
    ("name", "twin", "values"),
    [
        ("voice", "predefined_voice_id", ("calm", "warm")),
        ("rate", "speed_factor", (1, 2)),
        ("format", "output_format", ("mp3", "wav")),
    ],
)
def test_two_names_for_one_thing_must_agree(
    tts: httpx.Client, name: str, twin: str, values: tuple[Any, Any]
) -> None:
    status, detail = refusal(tts, {**SENTENCE, name: values[0], twin: values[1]})
    assert status == 400
    assert name in detail
    assert twin in detail


def test_too_long_a_text_is_413_and_so_is_a_body_that_could_only_hold_one(
    host: Any,
) -> None:
    tts = host(MAX_TEXT_CHARS="100")
    assert tts.post("/tts", json={"text": "a " * 50}).status_code == 200
    expected = (413, "The text is longer than 100 characters.")
    assert refusal(tts, {"text": "a " * 50 + "b"}) == expected
    assert refusal(tts, {"text": "a" * 100_000})[0] == 413
    endless = (b" " * 4096 for _ in range(100))
    assert tts.post("/tts", content=endless).status_code == 413


def test_too_long_an_audio_is_413(host: Any) -> None:
    tts = host(MAX_AUDIO_SECONDS="2")
    assert tts.post("/tts", json={"text": "Short."}).status_code == 200
    status, detail = refusal(tts, {"text": "A very much longer text than that. " * 3})
    assert (status, detail) == (413, "The audio would pass 2 seconds.")


def test_speech_past_the_deadline_is_504(host: Any) -> None:
    tts = host(TIMEOUT_SECONDS="0.02")
    status, detail = refusal(tts, {"text": "A long story about a fox. " * 600})
    assert (status, detail) == (504, "Speaking took longer than 0.02 seconds.")


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic sesame", "Bearer", "Bearer sesam"])
def test_with_keys_set_only_a_bearer_of_one_is_served(host: Any, header: str | None) -> None:
    tts = host(API_KEYS="open, sesame")
    headers = {"Authorization": header} if header else {}
    for path in ("/voices", "/ready", "/api/model-info", "/openapi.json"):
        assert tts.get(path, headers=headers).status_code == 401
    answer = tts.post("/tts", json=SENTENCE, headers=headers)
    assert answer.status_code == 401
    assert list(answer.json()) == ["detail"]
    assert tts.get("/health").status_code == 200
    for key in ("open", "sesame"):
        key_headers = {"Authorization": f"Bearer {key}"}
        assert tts.post("/tts", json=SENTENCE, headers=key_headers).status_code == 200


def test_a_body_with_two_lengths_is_refused_and_the_connection_closed(service: Any) -> None:
    where = urlsplit(service[1])
    head = (
        f"POST /tts HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Type: application/json\r\n"
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    with socket.create_connection((where.hostname, where.port), PATIENCE_SECONDS) as connection:
        connection.sendall(head.encode())
        told = b"".join(iter(lambda: connection.recv(4096), b""))
    assert told.startswith(b"HTTP/1.1 400 ")
    assert b"connection: close" in told.lower()


def test_the_document_tells_every_status_of_every_call(tts: httpx.Client) -> None:
    document = tts.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            told = set(operation["responses"])
            assert "500" in told, path
            if path not in {"/", "/docs", "/health"} and not path.startswith("/page/"):
                assert {"401", "503"} <= told, path
            if method == "post":
                assert {"400", "413", "429"} <= told, path
    refused = document["paths"]["/v1/audio/speech"]["post"]["responses"]["400"]["content"]
    name = refused["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert "error" in document["components"]["schemas"][name]["properties"]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:5000", "127.0.0.1.evil.example", "a.b."]
)
@pytest.mark.parametrize("path", ["/", "/health", "/tts"])
def test_without_keys_no_page_whose_name_was_made_to_point_here_is_served(
    tts: httpx.Client, host: str, path: str
) -> None:
    answer = tts.post(path, json=SENTENCE, headers={"Host": host})
    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("Without API_KEYS only names and addresses")
    here = tts.base_url
    with (
        pytest.raises(InvalidStatus, match="403"),
        socket.create_connection((here.host, here.port)) as reached,
        connect(f"ws://{host}/ws/tts/unknown", sock=reached),
    ):
        pass


@pytest.mark.parametrize(
    "host", ["tts:5000", "[::1]:5000", "10.0.0.7", "speech.internal", "localhost"]
)
def test_without_keys_names_and_addresses_of_its_own_network_are_served(
    tts: httpx.Client, host: str
) -> None:
    assert tts.get("/health", headers={"Host": host}).status_code == 200
