"""Listening to what came back."""

import base64
import io
from array import array
from typing import Any

import av
import httpx


def samples(audio: bytes) -> tuple[int, "array[int]"]:
    """Decode any audio file: its sample rate and its samples, 16-bit mono."""
    heard = array("h")
    with av.open(io.BytesIO(audio), "r") as container:
        rate = container.streams.audio[0].rate
        resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
        for frame in container.decode(audio=0):
            for part in resampler.resample(frame):
                heard.frombytes(bytes(part.planes[0])[: 2 * part.samples])
    return rate, heard


def seconds(audio: bytes) -> float:
    """How long an audio file plays once decoded."""
    rate, heard = samples(audio)
    return len(heard) / rate


def loudest(audio: bytes) -> int:
    """The highest peak, out of 32768."""
    _, heard = samples(audio)
    return max(max(heard), -min(heard))


def timed(client: httpx.Client, **body: Any) -> dict[str, Any]:
    """Speak with timestamps, which must succeed; `audio` holds the decoded bytes."""
    answer = client.post("/tts/with-timestamps", json=body)
    assert answer.status_code == 200, answer.text
    speech: dict[str, Any] = answer.json()
    speech["audio"] = base64.b64decode(speech["audio_base64"])
    return speech
