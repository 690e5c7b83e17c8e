"""The OpenAI SDK, as it comes, against the service."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import httpx
import openai
import pytest
from openai.types.audio.speech_create_params import SpeechCreateParams

from tests.processes import wait_until
from tests.tts_service.sound import seconds
from tests.tts_service.stand_in import Patient, served
from tts.service.http.openai_bodies import CreateSpeech
from tts.service.settings import Settings
from tts.service.voices.aliases import OPENAI

SENTENCE = "The fox ran home. The bear slept well."
BUILT_IN = (
    "alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar",
    "fable", "onyx", "nova",
)  # fmt: skip


@pytest.fixture(scope="module")
def sdk(service: Any) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{service[1]}/v1", api_key="any", max_retries=0) as client:
        yield client


@pytest.mark.parametrize("name", ["mp3", "opus", "aac", "flac", "wav", "pcm"])
def test_speech_comes_in_every_format(sdk: openai.OpenAI, name: Any, tmp_path: Path) -> None:
    answer = sdk.audio.speech.create(
        model="tts-1", voice="alloy", input=SENTENCE, response_format=name
    )
    file = tmp_path / f"speech.{name}"
    answer.write_to_file(file)
    audio = file.read_bytes()
    # OpenAI's pcm is 24 kHz, 16 bits, one channel.
    length = len(audio) / 2 / 24_000 if name == "pcm" else seconds(audio)
    assert 2 < length < 5


def test_without_a_format_it_is_mp3_sent_as_it_is_spoken(sdk: openai.OpenAI) -> None:
    with sdk.audio.speech.with_streaming_response.create(
        model="tts-1", voice="nova", input=SENTENCE
    ) as answer:
        assert answer.headers["content-type"] == "audio/mpeg"
        assert answer.headers["transfer-encoding"] == "chunked"
        assert seconds(b"".join(answer.iter_bytes())) > 2


def test_the_first_sentence_arrives_before_the_second_is_spoken() -> None:
    engine = Patient()
    engine.go.release()
    with (
        served(engine, Settings(workers=1)) as url,
        openai.OpenAI(base_url=f"{url}/v1", api_key="any", max_retries=0) as client,
        client.audio.speech.with_streaming_response.create(
            model="patient", voice="patient", input=SENTENCE, response_format="pcm"
        ) as answer,
    ):
        pieces = answer.iter_bytes()
        first = next(pieces)
        wait_until(lambda: len(engine.asked) == 2, "the second chunk's turn")
        engine.go.release(10)
        assert len(first + b"".join(pieces)) >= 24_000 * 2


@pytest.mark.parametrize("voice", BUILT_IN)
def test_every_voice_of_theirs_speaks(sdk: openai.OpenAI, voice: str) -> None:
    answer = sdk.audio.speech.create(model="gpt-4o-mini-tts", voice=voice, input="Hello there.")
    assert seconds(answer.content) > 0.4


def test_their_voices_are_all_known_and_told_apart(sdk: openai.OpenAI) -> None:
    assert set(BUILT_IN) == set(OPENAI)
    spoken = {
        voice: sdk.audio.speech.create(
            model="tts-1", voice=voice, input="Hello there.", response_format="wav"
        ).content
        for voice in ("alloy", "echo", "nova", "onyx", "sage")
    }
    assert len(set(spoken.values())) == len(spoken)


@pytest.mark.parametrize("voice", ["ar-SA-HamedNeural", "calm", "espeak:fr", {"id": "warm"}])
def test_our_own_voices_speak_too(sdk: openai.OpenAI, voice: Any) -> None:
    text = "مشى الثعلب الصغير." if voice == "ar-SA-HamedNeural" else SENTENCE
    answer = sdk.audio.speech.create(model="espeak", voice=voice, input=text)
    assert seconds(answer.content) > 0.5


def test_a_language_of_ours_can_be_sent_along(sdk: openai.OpenAI) -> None:
    text = "مشى الثعلب الصغير إلى بيته."
    answer = sdk.audio.speech.create(
        model="tts-1", voice="sage", input=text, extra_body={"language": "ar"}
    )
    assert seconds(answer.content) > 1


@pytest.mark.parametrize("speed", [0.25, 0.5, 2.0, 4.0])
def test_speed_changes_the_length(sdk: openai.OpenAI, speed: float) -> None:
    def length(speed: float) -> float:
        answer = sdk.audio.speech.create(
            model="tts-1", voice="alloy", input=SENTENCE, speed=speed, response_format="wav"
        )
        return seconds(answer.content)

    assert length(speed) == pytest.approx(length(1.0) / speed, rel=0.25)


def test_instructions_are_accepted(sdk: openai.OpenAI) -> None:
    answer = sdk.audio.speech.create(
        model="gpt-4o-mini-tts", voice="coral", input="Hello.", instructions="Cheerfully."
    )
    assert answer.content


def test_events_carry_the_audio_and_end_with_what_was_used(sdk: openai.OpenAI) -> None:
    with sdk.audio.speech.with_streaming_response.create(
        model="gpt-4o-mini-tts", voice="alloy", input=SENTENCE, stream_format="sse"
    ) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line]
    assert all(line.startswith("data: ") for line in lines)
    *deltas, done = [json.loads(line.removeprefix("data: ")) for line in lines]
    assert {event["type"] for event in deltas} == {"speech.audio.delta"}
    assert seconds(b"".join(base64.b64decode(event["audio"]) for event in deltas)) > 2
    assert done["type"] == "speech.audio.done"
    # What costs is the text: its characters, and nothing of the sound.
    characters = len(SENTENCE)
    assert done["usage"] == {
        "input_tokens": characters, "output_tokens": 0, "total_tokens": characters,
    }  # fmt: skip


def test_models_are_listed_and_found(sdk: openai.OpenAI) -> None:
    listed = [model.id for model in sdk.models.list()]
    assert {"espeak", "tts-1", "tts-1-hd", "gpt-4o-mini-tts"} == set(listed)
    assert sdk.models.retrieve("tts-1").owned_by == "edusmart"
    with pytest.raises(openai.NotFoundError) as refusal:
        sdk.models.retrieve("gpt-5")
    assert refusal.value.code == "model_not_found"


def test_voices_are_listed(tts: httpx.Client) -> None:
    listed = tts.get("/v1/audio/voices").json()
    # Open WebUI reads an id and a name of each.
    ids = [voice["id"] for voice in listed["voices"] if voice["name"]]
    assert {*BUILT_IN, "calm", "ar-SA-HamedNeural"} <= set(ids)
    assert len(set(ids)) == len(ids)
    assert [entry["id"] for entry in listed["data"]] == ids
    calm = next(entry for entry in listed["data"] if entry["id"] == "calm")
    assert {"en-us", "ar"} <= set(calm["languages"])


def test_models_are_listed_for_clients_that_ask_for_those_of_speech(tts: httpx.Client) -> None:
    listed = tts.get("/v1/audio/models").json()["models"]
    assert {"id": "tts-1", "name": "tts-1"} in listed


def test_a_text_alone_is_spoken(tts: httpx.Client) -> None:
    answer = tts.post("/v1/audio/speech", json={"input": SENTENCE})
    assert seconds(answer.content) > 2


def test_what_peers_clients_send_is_taken_or_named_as_ignored(tts: httpx.Client) -> None:
    asked = {
        "model": "kokoro", "input": SENTENCE, "voice": "af_heart", "stream": False, "seed": 7,
        "temperature": 0.7, "exaggeration": 0.5, "sample_rate": 24000, "lang_code": "a", "user": "u",
        "normalization_options": {"normalize": True}, "return_download_link": False,
    }  # fmt: skip
    answer = tts.post("/v1/audio/speech", json=asked)
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(answer.content)
    ignored = answer.headers["x-tts-ignored"].split(", ")
    assert set(ignored) == {"user", "sample_rate", "normalization_options", "return_download_link"}
    assert "x-tts-ignored" not in tts.post("/v1/audio/speech", json={"input": "Hello."}).headers


@pytest.mark.parametrize(
    ("voice", "speaks_as"),
    [
        ("af_heart", "en-US-JennyNeural"),
        ("am_adam", "en-US-GuyNeural"),
        ("af_bella(2)+af_sky(1)", "en-US-JennyNeural"),
        ("ff_siwis", "fr-FR-DeniseNeural"),
        ("em_alex", "authoritative"),
    ],
)
def test_kokoro_s_voices_are_spoken_by_ours(tts: httpx.Client, voice: str, speaks_as: str) -> None:
    answer = tts.post("/v1/audio/speech", json={"input": "Hello there.", "voice": voice})
    assert (answer.status_code, answer.headers["x-tts-voice"]) == (200, speaks_as)


def test_captions_come_with_the_sound_as_kokoro_fastapi_has_them(tts: httpx.Client) -> None:
    asked = {"model": "kokoro", "input": SENTENCE, "voice": "af_heart", "response_format": "wav"}
    answer = tts.post("/dev/captioned_speech", json=asked)
    assert answer.content.count(b"\n") <= 1, "its clients read one JSON value a line"
    told = answer.json()
    length = seconds(base64.b64decode(told["audio"]))
    assert told["audio_format"] == "audio/wav"
    assert [it["word"] for it in told["timestamps"]] == SENTENCE.replace(".", "").split()
    times = [time for it in told["timestamps"] for time in (it["start_time"], it["end_time"])]
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] <= length
    without = tts.post("/dev/captioned_speech", json={**asked, "return_timestamps": False}).json()
    assert without["timestamps"] is None


def test_captions_refuse_what_speech_refuses(tts: httpx.Client) -> None:
    answer = tts.post("/dev/captioned_speech", json={"input": "Hello.", "voice": "nobody"})
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, "voice")


@pytest.mark.parametrize(
    ("wrong", "param"),
    [
        ({"voice": "nobody"}, "voice"),
        ({"voice": ""}, "voice"),
        ({"input": ""}, "input"),
        ({"input": "..."}, "input"),
        ({"input": "word " * 5000}, "input"),
        ({"speed": 4.5}, "speed"),
        ({"response_format": "ogg"}, "response_format"),
        ({"stream_format": "ws"}, "stream_format"),
        ({"extra_body": {"loudness": 11}}, "loudness"),
    ],
)
def test_what_cannot_be_used_is_an_error_object_that_names_the_field(
    sdk: openai.OpenAI, wrong: dict[str, Any], param: str
) -> None:
    asked: dict[str, Any] = {"model": "tts-1", "voice": "alloy", "input": "Hello.", **wrong}
    with pytest.raises(openai.APIStatusError) as refusal:
        sdk.audio.speech.create(**asked)
    assert refusal.value.status_code == (413 if len(asked["input"]) > 20_000 else 400)
    assert refusal.value.param == param
    assert refusal.value.type == "invalid_request_error"
    body = refusal.value.response.json()
    assert list(body) == ["error"]
    assert set(body["error"]) == {"message", "type", "param", "code"}
    assert body["error"]["message"].endswith(".")


def test_an_unknown_model_is_not_found(sdk: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as refusal:
        sdk.audio.speech.create(model="whisper-1", voice="alloy", input="Hello.")
    assert (refusal.value.param, refusal.value.code) == ("model", "model_not_found")


def test_a_wrong_key_is_an_authentication_error(host: Any) -> None:
    url = str(host(API_KEYS="right").base_url)
    with pytest.raises(openai.AuthenticationError) as refusal:
        openai.OpenAI(base_url=f"{url}/v1", api_key="wrong").models.list()
    assert refusal.value.code == "invalid_api_key"
    with openai.OpenAI(base_url=f"{url}/v1", api_key="right") as client:
        assert list(client.models.list())


def test_too_many_requests_are_a_rate_limit_error_with_a_time_to_come_back(host: Any) -> None:
    url = str(host(REQUESTS_PER_MINUTE="2").base_url)
    client = openai.OpenAI(base_url=f"{url}/v1", api_key="any", max_retries=0)
    for _ in range(2):
        client.audio.speech.create(model="tts-1", voice="alloy", input="Hello.")
    with pytest.raises(openai.RateLimitError) as refusal:
        client.audio.speech.create(model="tts-1", voice="alloy", input="Hello.")
    assert 1 <= int(refusal.value.response.headers["retry-after"]) <= 30
    assert refusal.value.code == "rate_limit_exceeded"


async def _length(url: str, text: str) -> float:
    async with openai.AsyncOpenAI(base_url=f"{url}/v1", api_key="any") as client:
        answer = await client.audio.speech.create(model="tts-1", voice="alloy", input=text)
        return seconds(answer.content)


def test_the_asynchronous_client_works_as_well(service: Any) -> None:
    import asyncio

    assert asyncio.run(_length(service[1], SENTENCE)) > 2


def test_all_fields_of_the_sdk_are_known_to_us() -> None:
    assert set(SpeechCreateParams.__annotations__) <= set(CreateSpeech.model_fields)
    formats = CreateSpeech.model_fields["response_format"].annotation
    assert set(get_args(formats)) == {"mp3", "opus", "aac", "flac", "wav", "pcm"}
