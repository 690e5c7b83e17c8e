"""Samples into audio files: whole in memory, into an open file, or piece by piece as they come.

Samples are signed 16-bit mono in `array("h")`; rates are hertz.
"""

import io
import struct
from array import array
from dataclasses import dataclass, field
from typing import Final, Protocol, cast

import av

from tts.service.audio.mp3 import Mp3Writer
from tts.service.audio.samples import frame
from tts.service.audio.sinks import PipeSink, Sink, is_seekable

_WAV_HEADER: Final = struct.Struct("<4sI4s4sIHHIIHH4sI")
_WAV_HEADER_BEFORE_SIZE: Final = 8
_UNKNOWN_SIZE: Final = 0xFFFFFFFF
_UNTIL_THE_END: Final = {"flush_packets": "1"}


@dataclass(frozen=True, slots=True)
class Format:
    """How to write one kind of file; `rate` in hertz replaces the engine's where it is set."""

    name: str
    media_type: str
    extension: str
    container: str = ""
    codec: str = ""
    samples: str = "s16"
    rate: int | None = None
    bit_rate: int | None = None
    codec_options: dict[str, str] = field(default_factory=dict)
    container_options: dict[str, str] = field(default_factory=dict)


FORMATS: Final = {
    known.name: known
    for known in (
        Format("mp3", "audio/mpeg", "mp3"),
        Format("wav", "audio/wav", "wav"),
        Format(
            "opus", "audio/ogg", "opus", "ogg", "libopus", "s16", 24_000, 32_000,
            {"application": "voip", "compression_level": "1"}, {"page_duration": "200000"},
        ),
        Format("flac", "audio/flac", "flac", "flac", "flac", codec_options={"compression_level": "2"}),
        Format("pcm", "audio/pcm", "pcm", "s16le", "pcm_s16le"),
        # What OpenAI's clients expect of `pcm` and `aac`; not offered by POST /tts.
        Format("pcm24k", "audio/pcm", "pcm", "s16le", "pcm_s16le", rate=24_000),
        Format("aac", "audio/aac", "aac", "adts", "aac", "fltp", None, 64_000),
    )
}  # fmt: skip
"""Every kind of file by the name it has inside the service."""

MEDIA_TYPES: Final = {known.name: known.media_type for known in FORMATS.values()}


class AudioWriter(Protocol):
    """A file being written."""

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""

    def close(self) -> None:
        """Write what is still held back; nothing can be added afterwards."""


class WavWriter:
    """A 16-bit mono WAV file; where the sink cannot seek its length stays "until the end"."""

    def __init__(self, sample_rate: int, sink: Sink) -> None:
        self._sink = sink
        self._sample_rate = sample_rate
        self._bytes = 0
        sink.write(self._header(_UNKNOWN_SIZE))

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""
        self._bytes += self._sink.write(pcm.tobytes())

    def close(self) -> None:
        """Complete the header where that is possible."""
        if is_seekable(self._sink) and isinstance(self._sink, io.IOBase):
            self._sink.seek(0)
            self._sink.write(self._header(self._bytes))
            self._sink.seek(0, io.SEEK_END)

    def _header(self, size: int) -> bytes:
        riff = min(_UNKNOWN_SIZE, size + _WAV_HEADER.size - _WAV_HEADER_BEFORE_SIZE)
        rate = self._sample_rate
        return _WAV_HEADER.pack(
            b"RIFF", riff, b"WAVE", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16, b"data", size
        )


class CodecWriter:
    """A file of a codec, encoded as samples come; resampled where the format has its own rate."""

    def __init__(self, known: Format, sample_rate: int, sink: Sink) -> None:
        self._container = av.open(
            sink, "w", format=known.container, options=known.container_options | _UNTIL_THE_END
        )
        stream = self._container.add_stream(
            known.codec, rate=known.rate or sample_rate, options=dict(known.codec_options)
        )
        self._stream = cast("av.AudioStream", stream)
        self._stream.layout = "mono"
        self._stream.format = known.samples
        if known.bit_rate:
            self._stream.bit_rate = known.bit_rate
        self._container.start_encoding()
        self._sample_rate = sample_rate
        self._samples = 0

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""
        if pcm:
            piece = frame(pcm, self._sample_rate, "s16", self._samples)
            self._container.mux(self._stream.encode(piece))
            self._samples += len(pcm)

    def close(self) -> None:
        """Flush the codec and complete the file."""
        self._container.mux(self._stream.encode(None))
        self._container.close()


def open_writer(name: str, sample_rate: int, sink: Sink) -> AudioWriter:
    """Begin a file of the format of this name."""
    if name == "wav":
        return WavWriter(sample_rate, sink)
    if name == "mp3":
        return Mp3Writer(sample_rate, sink)
    return CodecWriter(FORMATS[name], sample_rate, sink)


class Encoder:
    """A file in memory; streamed, its bytes can be take while it is still being written."""

    def __init__(self, name: str, sample_rate: int, streamed: bool) -> None:
        self._file: io.BytesIO | PipeSink = PipeSink() if streamed else io.BytesIO()
        self._writer = open_writer(name, sample_rate, self._file)

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""
        self._writer.add(pcm)

    def take(self) -> bytes:
        """Of a streamed file, the bytes finished since they were last take; else nothing."""
        return self._file.take() if isinstance(self._file, PipeSink) else b""

    def finish(self) -> bytes:
        """Close the file: all of it, or what was not take yet."""
        self._writer.close()
        return self._file.take() if isinstance(self._file, PipeSink) else self._file.getvalue()


def encoder(name: str, sample_rate: int, streamed: bool = False) -> Encoder:
    """An encoder for a file of the format of this name."""
    return Encoder(name, sample_rate, streamed)
