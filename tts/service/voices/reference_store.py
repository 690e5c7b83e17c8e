"""A recording that was sent becomes a reference voice, and goes again.

What is kept is never what was sent: it is decoded, checked and written anew, under an id made
from its sound. So sending the same recording twice makes one voice.
"""

import hashlib
import io
import json
import os
import threading
import wave
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av

from tts.service.audio.samples import heard
from tts.service.voices.references import ID, LONGEST_SECONDS, SHORTEST_SECONDS, consent_of

MOST_BYTES: Final = 12 * 1024 * 1024
"""The largest recording that is looked at."""

_SAMPLE_RATE: Final = 24_000
_QUIETEST: Final = 100.0  # root mean square of 16-bit samples
_ID_LETTERS: Final = 32
_LENGTH: Final = f"A recording must last {SHORTEST_SECONDS:g} to {LONGEST_SECONDS:g} seconds."


class Unusable(Exception):
    """The recording cannot be imitated; the message is one sentence."""


class NoFolder(Exception):
    """There is no folder that voices can be written to; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A recording that was taken on: its id, and its length in seconds."""

    id: str
    seconds: float


class Adoption:
    """The folder of the reference voices, one change at a time."""

    def __init__(self, folder: str) -> None:
        """`folder`: VOICES_DIR, "" for none."""
        self._folder = folder
        self._changing = threading.Lock()

    def adopt(self, audio: bytes, language: str, consent: Mapping[str, str]) -> Adopted:
        """Take a recording on; raises Unusable, NoFolder."""
        with self._changing:
            pcm = _decoded(audio)
            made = hashlib.sha256(language.encode() + b"\n" + pcm.tobytes()).hexdigest()
            file = self._file(made[:_ID_LETTERS])
            written = json.dumps({"language": language, **consent}, ensure_ascii=False)
            try:
                # The consent first: no recording is ever there without.
                consent_of(file).parent.mkdir(exist_ok=True)
                _replace(consent_of(file), written.encode())
                _replace(file, _wav(pcm))
            except OSError as error:
                raise NoFolder(f"VOICES_DIR cannot be written to: {error.strerror}.") from error
        return Adopted(file.stem, len(pcm) / _SAMPLE_RATE)

    def forget(self, name: str) -> bool:
        """Delete a recording and its consent; whether it was there. Raises NoFolder."""
        if not ID.fullmatch(name):
            return False
        file = self._file(name)
        with self._changing:
            was_there = file.exists()
            try:
                file.unlink(missing_ok=True)
                consent_of(file).unlink(missing_ok=True)
            except OSError as error:
                raise NoFolder(f"VOICES_DIR cannot be written to: {error.strerror}.") from error
        return was_there

    def _file(self, name: str) -> Path:
        if not self._folder:
            raise NoFolder("This service has no folder for voices: set VOICES_DIR.")
        return Path(self._folder) / f"{name}.wav"


def _decoded(audio: bytes) -> "array[int]":
    """24 kHz, 16-bit, mono; raises Unusable."""
    kind = _kind(audio)
    if kind is None:
        raise Unusable("This is no recording that can be read: send WAV, MP3, FLAC, Ogg or M4A.")
    pcm = array("h")
    try:
        # The kind is given: among those a library would find by itself are lists of addresses.
        with av.open(io.BytesIO(audio), "r", format=kind) as container:
            for part in _resampled(container):
                pcm.frombytes(bytes(part.planes[0])[: 2 * part.samples])
                if len(pcm) > LONGEST_SECONDS * _SAMPLE_RATE:
                    raise Unusable(_LENGTH)
    except (av.error.FFmpegError, IndexError, ValueError) as error:
        raise Unusable("The recording is broken: it cannot be decoded.") from error
    if len(pcm) < SHORTEST_SECONDS * _SAMPLE_RATE:
        raise Unusable(_LENGTH)
    if float((heard(pcm).astype("float64") ** 2).mean()) < _QUIETEST**2:
        raise Unusable("Nothing can be heard on this recording.")
    return pcm


def _resampled(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=_SAMPLE_RATE)
    for frame in container.decode(audio=0):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _kind(audio: bytes) -> str | None:
    """The container by its first bytes."""
    starts = {b"RIFF": "wav", b"fLaC": "flac", b"OggS": "ogg", b"ID3": "mp3"}
    for start, kind in starts.items():
        if audio.startswith(start):
            return kind
    if audio[4:8] == b"ftyp":
        return "mov"
    return "mp3" if audio[:1] == b"\xff" and audio[1:2] >= b"\xe0" else None


def _wav(pcm: "array[int]") -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_SAMPLE_RATE)
        sound.writeframes(pcm.tobytes())
    return written.getvalue()


def _replace(file: Path, content: bytes) -> None:
    """Written whole or not at all."""
    half = file.with_name(f".{file.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(file)
