"""A job's files on disk: each spoken chunk until the job is done, then its results.

A file is written under another name and then renamed, so a file that exists is complete.
"""

import json
import os
import shutil
import wave
import zipfile
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tts.service.audio.encoders import FORMATS, AudioWriter, open_writer
from tts.service.audio.loudness import resampled
from tts.service.audio.samples import silence
from tts.service.jobs.records import JobChunk
from tts.service.jobs.speech_client import ChunkAudio


class NoAudio(Exception):
    """No chunk of an item has any sound."""


class JobFolder:
    """The files of one job, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._chunks = folder / "chunks"

    def open(self) -> None:
        """Create the folder; raises OSError."""
        self._chunks.mkdir(parents=True, exist_ok=True)

    def has_chunk(self, index: int) -> bool:
        """Return whether this chunk was spoken before."""
        return self._chunk(index).exists()

    def save_chunk(self, index: int, spoken: ChunkAudio) -> None:
        """Save a spoken chunk, an empty file for one without sound. Raises OSError."""
        # First: a chunk that exists counts as spoken, so what goes with it must be there.
        told = {"engines": dict(spoken.engines), "notice": spoken.notice}
        self._about_file(index).write_text(json.dumps(told))
        partial = self._chunk(index).with_suffix(".part")
        partial.write_bytes(spoken.wav)
        partial.replace(self._chunk(index))

    def engines(self, chunks: int) -> dict[str, str]:
        """Return the versions of the engines that spoke the chunks, by name, in order.

        Raises OSError.
        """
        spoke: dict[str, str] = {}
        for index in range(chunks):
            spoke |= self._about(index)["engines"]
        return spoke

    def notices(self, chunks: int) -> list[str]:
        """Return a sentence for each chunk that another engine than the voice's own spoke.

        Raises OSError.
        """
        told = [self._about(index)["notice"] for index in range(chunks)]
        # A chunk of a job is a text of its own to the service, whose first part it is.
        return [
            notice.replace("Part 1 ", f"Part {number} ", 1) for number, notice in enumerate(told, 1)
            if notice
        ]  # fmt: skip

    def _about(self, index: int) -> dict[str, Any]:
        with suppress(FileNotFoundError):  # saved by a version that did not record it
            told = json.loads(self._about_file(index).read_text())
            # One that recorded the engines alone.
            return told if "engines" in told else {"engines": told, "notice": ""}
        return {"engines": {}, "notice": ""}

    def seconds(self, index: int) -> float:
        """Return the duration of a saved chunk in seconds."""
        path = self._chunk(index)
        if not path.stat().st_size:
            return 0.0
        with wave.open(str(path)) as spoken:
            return float(spoken.getnframes() / spoken.getframerate())

    def finish(self, chunks: Sequence[JobChunk], audio_format: str, rate: float) -> float:
        """Join the chunks of each item into a file, several files into a zip.

        `rate` is the pace that was asked for: pauses shrink with it. Returns the seconds of audio.
        Raises OSError, and NoAudio when an item has no sound at all.
        """
        seconds = 0.0
        for item in sorted({chunk.item for chunk in chunks}):
            chosen = [
                (n, chunk.pause / rate) for n, chunk in enumerate(chunks) if chunk.item == item
            ]
            seconds += self._join(chosen, self.item(item, audio_format), audio_format)
        # Above 0: there are several texts.
        if chunks[-1].item:
            self._write_archive(chunks[-1].item + 1, audio_format)
        return seconds

    def remove_chunks(self) -> None:
        """Delete the chunks of a completed job."""
        shutil.rmtree(self._chunks, ignore_errors=True)

    def item(self, item: int, audio_format: str) -> Path:
        """Return the path of one item's audio, counted from 0."""
        return self._folder / f"{item + 1:04d}.{FORMATS[audio_format].extension}"

    @property
    def archive(self) -> Path:
        """Return the path of the zip with all items of a batch."""
        return self._folder / "all.zip"

    def remove(self) -> None:
        """Delete the folder with everything in it."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _chunk(self, index: int) -> Path:
        return self._chunks / f"{index:06d}.wav"

    def _about_file(self, index: int) -> Path:
        return self._chunks / f"{index:06d}.json"

    def _join(self, chosen: Sequence[tuple[int, float]], target: Path, audio_format: str) -> float:
        audible = [(n, pause) for n, pause in chosen if self._chunk(n).stat().st_size]
        if not audible:
            raise NoAudio
        # A fallback may have spoken the others at another rate; the file has the first one's.
        sample_rate = _rate(self._chunk(audible[0][0]))
        partial = target.with_suffix(".part")
        with partial.open("w+b") as file:
            joined = open_writer(audio_format, sample_rate, file)
            samples = sum(self._add(joined, n, pause, sample_rate) for n, pause in audible)
            joined.close()
        os.replace(partial, target)
        return samples / sample_rate

    def _add(self, joined: AudioWriter, index: int, pause: float, sample_rate: int) -> int:
        samples = 0
        for pcm in (*_samples(self._chunk(index), sample_rate), silence(pause, sample_rate)):
            joined.add(pcm)
            samples += len(pcm)
        return samples

    def _write_archive(self, items: int, audio_format: str) -> None:
        # Nearly every format is compressed already.
        partial = self.archive.with_suffix(".part")
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
            for item in range(items):
                path = self.item(item, audio_format)
                archive.write(path, path.name)
        os.replace(partial, self.archive)


def _rate(path: Path) -> int:
    """Return the sample rate of a WAV file in hertz."""
    with wave.open(str(path)) as spoken:
        return int(spoken.getframerate())


def _samples(path: Path, sample_rate: int) -> Iterator["array[int]"]:
    """Yield a chunk's samples at the rate wanted; a fallback engine may have another rate."""
    with wave.open(str(path)) as spoken:
        rate = spoken.getframerate()
        pcm = array("h", spoken.readframes(spoken.getnframes()))
    yield pcm if rate == sample_rate else resampled(pcm, rate, sample_rate)
