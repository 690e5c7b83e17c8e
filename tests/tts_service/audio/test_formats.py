"""Every file format, whole and streamed: it is what its type says, and lasts as long as it should."""

import math
import wave
from array import array
from io import BytesIO
from typing import Any, get_args

import httpx
import pytest

from tests.tts_service.sound import samples, seconds
from tts.service.audio.encoders import FORMATS, encoder
from tts.service.http.request_bodies import AudioFormat

TEXT = "The fox ran home. The bear slept well, and the owl watched over them both. " * 8
FORMAT_NAMES = get_args(AudioFormat)
BEGINS = {
    "mp3": (b"ID3", b"\xff\xf3", b"\xff\xfb"), "wav": (b"RIFF",), "opus": (b"OggS",),
    "flac": (b"fLaC",), "pcm": (b"",),
}  # fmt: skip
TYPES = {
    "mp3": "audio/mpeg", "wav": "audio/wav", "opus": "audio/ogg", "flac": "audio/flac",
    "pcm": "audio/pcm",
}  # fmt: skip


def heard(answer: httpx.Response, name: str) -> float:
    """Seconds of an answer's audio, decoded."""
    if name == "pcm":
        return len(answer.content) / 2 / int(answer.headers["x-sample-rate"])
    return seconds(answer.content)


@pytest.fixture(scope="module")
def true_length(tts: httpx.Client) -> float:
    answer = tts.post("/tts", json={"text": TEXT, "format": "wav"})
    return seconds(answer.content)


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_whole_file_tells_its_length_and_lasts_as_long_as_its_speech(
    tts: httpx.Client, name: str, true_length: float
) -> None:
    answer = tts.post("/tts", json={"text": TEXT, "format": name})
    assert answer.headers["content-type"] == TYPES[name]
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.content.startswith(BEGINS[name])
    assert float(answer.headers["x-audio-duration"]) == pytest.approx(true_length, abs=0.06)
    assert heard(answer, name) == pytest.approx(true_length, abs=0.06)


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_streamed_file_has_no_length_and_the_same_speech(
    tts: httpx.Client, name: str, true_length: float
) -> None:
    answer = tts.post("/tts", json={"text": TEXT, "format": name, "stream": True})
    assert answer.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in answer.headers
    assert answer.headers["content-type"] == TYPES[name]
    assert answer.content.startswith(BEGINS[name])
    # The first sentence is a chunk of its own here, and MP3 cannot tell its padding beforehand.
    assert heard(answer, name) == pytest.approx(true_length, abs=1.0)


def test_a_streamed_wav_begins_without_knowing_its_length(tts: httpx.Client) -> None:
    answer = tts.post("/tts", json={"text": TEXT, "format": "wav", "stream": True})
    assert answer.content[40:44] == b"\xff\xff\xff\xff"


def test_a_whole_wav_is_what_the_standard_library_reads(tts: httpx.Client) -> None:
    answer = tts.post("/tts", json={"text": TEXT, "format": "wav"})
    with wave.open(BytesIO(answer.content)) as spoken:
        assert (spoken.getnchannels(), spoken.getsampwidth()) == (1, 2)
        assert spoken.getnframes() * 2 + 44 == len(answer.content)


@pytest.mark.parametrize("name", ["wav", "pcm", "flac"])
def test_streamed_chunks_are_joined_without_clicks(tts: httpx.Client, name: str) -> None:
    body: dict[str, Any] = {"text": TEXT, "chunk_size": 50, "stream": True, "format": name}
    answer = tts.post("/tts", json=body)
    pcm = samples(answer.content)[1] if name != "pcm" else _as_samples(answer.content)
    silent = [i for i in range(200, len(pcm) - 200) if not any(pcm[i - 100 : i])][::97]
    assert silent
    assert all(abs(pcm[i] - pcm[i - 1]) < 2000 for i in silent)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize(
    "lengths", [[800], [1_152], [1_153], [1, 4_607], [30_000, 0, 22_050, 9], [99_999]]
)
def test_a_whole_mp3_plays_sample_for_sample_as_long_as_its_sound(
    rate: int, lengths: list[int]
) -> None:
    file = encoder("mp3", rate)
    for length in (*lengths, 400):
        file.add(array("h", (round(8000 * math.sin(at / 9)) for at in range(length))))
    heard_rate, heard = samples(file.finish())
    assert (heard_rate, len(heard)) == (rate, sum(lengths) + 400)
    assert max(heard[-400:]) > 4000  # what is left out is the encoder's silence and no sound


def test_a_streamed_mp3_is_longer_by_the_encoders_padding_alone() -> None:
    file = encoder("mp3", 22_050, streamed=True)
    file.add(array("h", (round(8000 * math.sin(at / 9)) for at in range(22_050))))
    assert 1.0 < seconds(file.take() + file.finish()) < 1.08


def test_a_format_nobody_knows_is_refused(tts: httpx.Client) -> None:
    for name in ("ogg", "aac", "pcm24k", "MP3"):
        assert tts.post("/tts", json={"text": "Hello", "format": name}).status_code == 400


def test_every_format_inside_has_a_type_and_an_ending() -> None:
    assert set(FORMAT_NAMES) < set(FORMATS)
    assert all(known.media_type.startswith("audio/") for known in FORMATS.values())


def _as_samples(content: bytes) -> Any:
    pcm = array("h")
    pcm.frombytes(content)
    return pcm
