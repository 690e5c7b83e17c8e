"""Reference voices added and deleted: an uploaded recording becomes a file of VOICES_DIR.

The upload itself is never stored. It is decoded, checked and encoded again, under an id that is a
hash of its sound, so the same recording uploaded twice makes one voice.
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

from tts.service.audio.samples import as_numpy
from tts.service.voices.references import MAX_SECONDS, MIN_SECONDS, REFERENCE_ID, consent_path

MAX_BYTES: Final = 12 * 1024 * 1024
"""The largest upload accepted."""

_SAMPLE_RATE: Final = 24_000
_MIN_LEVEL: Final = 100.0  # root mean square of 16-bit samples
_ID_LETTERS: Final = 32
_LENGTH: Final = f"A recording must last {MIN_SECONDS:g} to {MAX_SECONDS:g} seconds."


class UnusableRecording(Exception):
    """The recording cannot be imitated; the message is one sentence."""


class VoicesFolderUnavailable(Exception):
    """VOICES_DIR is not set or cannot be written to; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class StoredReference:
    """A recording that was stored: its id, and its length in seconds."""

    id: str
    seconds: float


class ReferenceStore:
    """Adds and deletes recordings of a folder, one change at a time."""

    def __init__(self, folder: str) -> None:
        """Keep the folder: VOICES_DIR, "" if it is not set."""
        self._folder = folder
        self._changing = threading.Lock()

    def add(self, audio: bytes, language: str, consent: Mapping[str, str]) -> StoredReference:
        """Check and store a recording; raises UnusableRecording, VoicesFolderUnavailable."""
        with self._changing:
            pcm = _decoded(audio)
            # With its language: the same sound for another one is another voice.
            digest = hashlib.sha256(language.encode() + b"\n" + pcm.tobytes()).hexdigest()
            file = self._file(digest[:_ID_LETTERS])
            written = json.dumps({"language": language, **consent}, ensure_ascii=False)
            try:
                # The consent first: a crash must not leave a recording without one.
                consent_path(file).parent.mkdir(exist_ok=True)
                _write_atomically(consent_path(file), written.encode())
                _write_atomically(file, _wav(pcm))
            except OSError as error:
                raise VoicesFolderUnavailable(
                    f"VOICES_DIR cannot be written to: {error.strerror}."
                ) from error
        return StoredReference(file.stem, len(pcm) / _SAMPLE_RATE)

    def delete(self, name: str) -> bool:
        """Delete a recording and its consent, and return whether it existed.

        Raises VoicesFolderUnavailable.
        """
        if not REFERENCE_ID.fullmatch(name):
            return False
        file = self._file(name)
        with self._changing:
            was_there = file.exists()
            try:
                # The recording first: a crash must not leave one without its consent.
                file.unlink(missing_ok=True)
                consent_path(file).unlink(missing_ok=True)
            except OSError as error:
                raise VoicesFolderUnavailable(
                    f"VOICES_DIR cannot be written to: {error.strerror}."
                ) from error
        return was_there

    def _file(self, name: str) -> Path:
        if not self._folder:
            raise VoicesFolderUnavailable("This service has no folder for voices: set VOICES_DIR.")
        return Path(self._folder) / f"{name}.wav"


def _decoded(audio: bytes) -> "array[int]":
    """Return the recording as 24 kHz, 16-bit mono samples; raises UnusableRecording."""
    kind = _kind(audio)
    if kind is None:
        raise UnusableRecording(
            "This is no recording that can be read: send WAV, MP3, FLAC, Ogg or M4A."
        )
    pcm = array("h")
    try:
        # The format is given: FFmpeg would also recognise playlists, and open the URLs in them.
        with av.open(io.BytesIO(audio), "r", format=kind) as container:
            for part in _resampled(container):
                pcm.frombytes(bytes(part.planes[0])[: 2 * part.samples])
                if len(pcm) > MAX_SECONDS * _SAMPLE_RATE:
                    raise UnusableRecording(_LENGTH)
    except (av.error.FFmpegError, IndexError, ValueError) as error:
        raise UnusableRecording("The recording is broken: it cannot be decoded.") from error
    if len(pcm) < MIN_SECONDS * _SAMPLE_RATE:
        raise UnusableRecording(_LENGTH)
    if float((as_numpy(pcm).astype("float64") ** 2).mean()) < _MIN_LEVEL**2:
        raise UnusableRecording("Nothing can be heard on this recording.")
    return pcm


def _resampled(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=_SAMPLE_RATE)
    for frame in container.decode(audio=0):
        yield from resampler.resample(frame)
    # None brings out what the resampler still holds.
    yield from resampler.resample(None)


def _kind(audio: bytes) -> str | None:
    """Return the container format by the first bytes; None if it is not one we accept."""
    starts = {b"RIFF": "wav", b"fLaC": "flac", b"OggS": "ogg", b"ID3": "mp3"}
    for start, kind in starts.items():
        if audio.startswith(start):
            return kind
    if audio[4:8] == b"ftyp":
        return "mov"
    return "mp3" if audio[:1] == b"\xff" and audio[1:2] >= b"\xe0" else None


def _wav(pcm: "array[int]") -> bytes:
    """Return the samples as a WAV file."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_SAMPLE_RATE)
        sound.writeframes(pcm.tobytes())
    return written.getvalue()


def _write_atomically(file: Path, content: bytes) -> None:
    """Write the file under another name and rename it: it is complete or not there."""
    # Two processes must not write one partial file.
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(file)
