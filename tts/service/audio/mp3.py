"""MP3 files that play exactly as long as the speech in them.

An encoder adds silence before and after the sound. A whole file begins with a frame that tells
players how much to skip (LAME's "Info" tag). A streamed file cannot have one, because its length is
not known at the start, and plays about 0.05 s longer.
"""

import io
import struct
from array import array
from collections.abc import Iterator
from typing import Final

import lameenc

from tts.service.audio.sinks import Sink, is_seekable

BIT_RATE: Final = 64_000
_QUALITY: Final = 7
"""0 is best, 9 fastest: for speech, slower settings make no audible difference."""

_DELAY: Final = 576  # samples of silence that LAME puts before the sound
_MPEG_1: Final = 3
_PADDED: Final = 0x02
# All four fields are there: frames, bytes, table of places, quality.
_FLAGS: Final = 0x0F
_VBR_SCALE: Final = 50
_CONSTANT_BIT_RATE: Final = 1
_TAG: Final = struct.Struct(">4sIII100sI")
_LAME: Final = struct.Struct(">9sB10xB3s4xI2x")
_CRC_POLYNOMIAL: Final = 0xA001


class Mp3Writer:
    """An MP3 file being written; it gets its tag where the sink can seek."""

    def __init__(self, sample_rate: int, sink: Sink) -> None:
        self._sink = sink
        self._sample_rate = sample_rate
        self._encoder = lameenc.Encoder()
        self._encoder.set_channels(1)
        self._encoder.set_in_sample_rate(sample_rate)
        self._encoder.set_out_sample_rate(sample_rate)
        self._encoder.set_bit_rate(BIT_RATE // 1000)
        self._encoder.set_quality(_QUALITY)
        self._encoder.silence()  # LAME would print to the terminal
        self._frame: _Frame | None = None
        self._bytes = 0
        self._samples = 0

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""
        if pcm:
            self._write(self._encoder.encode(pcm.tobytes()))
            self._samples += len(pcm)

    def close(self) -> None:
        """Flush the encoder and write the tag."""
        if self._samples:
            self._write(self._encoder.flush())
        if self._frame and isinstance(self._sink, io.IOBase):
            self._sink.seek(0)
            self._sink.write(self._frame.info(self._samples, self._bytes))
            self._sink.seek(0, io.SEEK_END)

    def _write(self, encoded: bytes) -> None:
        if not encoded:
            return
        if not self._bytes and is_seekable(self._sink):
            self._frame = _Frame(bytes(encoded[:4]), self._sample_rate)
            self._sink.write(bytes(self._frame.length))
        self._sink.write(encoded)
        self._bytes += len(encoded)


class _Frame:
    """The parameters that all frames share, read from the header of the first."""

    def __init__(self, header: bytes, sample_rate: int) -> None:
        is_first = header[1] >> 3 & 3 == _MPEG_1
        self._samples = 1152 if is_first else 576
        self._side_information = bytes(17 if is_first else 9)
        # The first frame may be padded, this one is not.
        self._header = bytes((header[0], header[1], header[2] & ~_PADDED, header[3]))
        self._bytes_a_frame = self._samples / 8 * BIT_RATE / sample_rate
        self.length = int(self._bytes_a_frame)

    def info(self, samples: int, size: int) -> bytes:
        """Return the silent frame with the tag for `samples` samples of sound in `size` bytes."""
        frames = round(size / self._bytes_a_frame)
        padding = max(0, frames * self._samples - _DELAY - samples)
        # At a constant bit rate a share of the time is the same share of the bytes.
        places = bytes(percent * 256 // 100 for percent in range(100))
        whole = size + self.length
        # Two numbers of 12 bits each, in three bytes.
        left_out = (_DELAY << 12 | min(padding, 0xFFF)).to_bytes(3, "big")
        tag = _TAG.pack(b"Info", _FLAGS, frames, whole, places, _VBR_SCALE) + _LAME.pack(
            b"LAME3.100", _CONSTANT_BIT_RATE, BIT_RATE // 1000, left_out, whole
        )
        frame = self._header + self._side_information + tag
        return (frame + _crc(frame).to_bytes(2, "big")).ljust(self.length, b"\0")


def _crc(content: bytes) -> int:
    """Return the CRC-16 as LAME computes it."""
    crc = 0
    for byte in content:
        crc = crc >> 8 ^ _CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc


def _crc_table() -> Iterator[int]:
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (_CRC_POLYNOMIAL if value & 1 else 0)
        yield value


_CRC_TABLE: Final = tuple(_crc_table())
