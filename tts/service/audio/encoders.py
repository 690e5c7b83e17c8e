"""Encode samples as audio files: in memory, into an open file, or piece by piece as a stream.

Samples are signed 16-bit mono in `array("h")`; rates are in hertz.
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
# Without it FFmpeg collects packets, and a stream would leave in bursts.
_FLUSH_EACH_PACKET: Final = {"flush_packets": "1"}


@dataclass(frozen=True, slots=True)
class Format:
    """How to write one kind of file; `rate`, if set, replaces the engine's sample rate (hertz)."""

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
            # Pages of 0.2 s: with FFmpeg's own of a second, a stream would leave in bursts.
            "opus", "audio/ogg", "opus", "ogg", "libopus", "s16", 24_000, 32_000,
            {"application": "voip", "compression_level": "1"}, {"page_duration": "200000"},
        ),
        Format("flac", "audio/flac", "flac", "flac", "flac", codec_options={"compression_level": "2"}),
        Format("pcm", "audio/pcm", "pcm", "s16le", "pcm_s16le"),
        # What OpenAI's clients expect of `pcm` and `aac`; not offered by POST /tts.
        Format("pcm24k", "audio/pcm", "pcm", "s16le", "pcm_s16le", rate=24_000),
        # FFmpeg's own search for the best AAC takes four times as long as its quick one.
        Format("aac", "audio/aac", "aac", "adts", "aac", "fltp", None, 64_000, {"aac_coder": "fast"}),
    )
}  # fmt: skip
"""Every format by its name inside the service."""

MEDIA_TYPES: Final = {known.name: known.media_type for known in FORMATS.values()}


class AudioWriter(Protocol):
    """A file being written."""

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""

    def close(self) -> None:
        """Write what is still buffered; nothing can be added afterwards."""


class WavWriter:
    """A 16-bit mono WAV file.

    Where the sink cannot seek, the length in the header stays at its maximum, which players read
    as "until the end of the stream".
    """

    def __init__(self, sample_rate: int, sink: Sink) -> None:
        self._sink = sink
        self._sample_rate = sample_rate
        self._bytes = 0
        sink.write(self._header(_UNKNOWN_SIZE))

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""
        self._bytes += self._sink.write(pcm.tobytes())

    def close(self) -> None:
        """Write the length into the header where the sink can seek."""
        if is_seekable(self._sink) and isinstance(self._sink, io.IOBase):
            self._sink.seek(0)
            self._sink.write(self._header(self._bytes))
            self._sink.seek(0, io.SEEK_END)

    def _header(self, size: int) -> bytes:
        # The field has 32 bits.
        riff = min(_UNKNOWN_SIZE, size + _WAV_HEADER.size - _WAV_HEADER_BEFORE_SIZE)
        rate = self._sample_rate
        return _WAV_HEADER.pack(
            b"RIFF", riff, b"WAVE", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16, b"data", size
        )


class CodecWriter:
    """A file encoded by an FFmpeg codec as samples come, resampled to the format's own rate if any."""

    def __init__(self, known: Format, sample_rate: int, sink: Sink) -> None:
        self._container = av.open(
            sink, "w", format=known.container, options=known.container_options | _FLUSH_EACH_PACKET
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
    """Return a writer for the format of this name, one of FORMATS."""
    if name == "wav":
        return WavWriter(sample_rate, sink)
    if name == "mp3":
        return Mp3Writer(sample_rate, sink)
    return CodecWriter(FORMATS[name], sample_rate, sink)


class Encoder:
    """A file in memory; a streamed one gives its bytes while it is still being written."""

    def __init__(self, name: str, sample_rate: int, streamed: bool) -> None:
        self._file: io.BytesIO | PipeSink = PipeSink() if streamed else io.BytesIO()
        self._writer = open_writer(name, sample_rate, self._file)

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""
        self._writer.add(pcm)

    def take(self) -> bytes:
        """Return the bytes of a streamed file encoded since the last call; b"" for a whole file."""
        return self._file.take() if isinstance(self._file, PipeSink) else b""

    def finish(self) -> bytes:
        """Close the file and return all of it, or of a streamed file the rest."""
        self._writer.close()
        return self._file.take() if isinstance(self._file, PipeSink) else self._file.getvalue()


def encoder(name: str, sample_rate: int, streamed: bool = False) -> Encoder:
    """Return an encoder for the format of this name, one of FORMATS."""
    return Encoder(name, sample_rate, streamed)
