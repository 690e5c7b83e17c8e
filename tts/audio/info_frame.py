"""The first frame of an MP3 of several parts: silent, it tells players its length and where to seek.

Without it a player guesses the length from the bit rate of the first frames, and seeks by that guess.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tts.audio.mp3_frames import HERTZ, KBITS, Frames

_FRAMES_BYTES_AND_TABLE = 7
_TABLE_ENTRIES = 100
_CONTENT_BYTES = 4 + 4 + 4 + 4 + _TABLE_ENTRIES


@dataclass(frozen=True)
class EmptyFrame:
    """A frame without sound: its header, the zeros that follow it, its length in bytes, and in seconds."""

    header: bytes
    side_info: int
    length: int
    seconds: float

    @property
    def silent(self) -> bytes:
        """Return the frame, which is heard as silence."""
        return self.header.ljust(self.length, b"\0")


def empty_frame(rate: int, channels: int, room: int = 0) -> EmptyFrame:
    """Return the smallest frame of this format that has room for so many bytes."""
    version = next(it for it, rates in HERTZ.items() if rate in rates)
    samples, per_kbit = (1152, 144_000) if version == 3 else (576, 72_000)
    side_info = {(True, 1): 17, (True, 2): 32, (False, 1): 9, (False, 2): 17}[
        version == 3, channels
    ]
    kbits = KBITS[version == 3]
    bits = next(it for it in range(1, 15) if per_kbit * kbits[it] // rate >= 4 + side_info + room)
    header = bytes(
        [
            0xFF,
            0xE3 | version << 3,
            bits << 4 | HERTZ[version].index(rate) << 2,
            0xC0 * (channels == 1),
        ]
    )
    return EmptyFrame(header, side_info, per_kbit * kbits[bits] // rate, samples / rate)


def info_frame(parts: Sequence[Frames]) -> bytes:
    """Return the frame for these parts, which have one sample rate and number of channels."""
    empty = empty_frame(parts[0].rate, parts[0].channels, _CONTENT_BYTES)
    size = empty.length + sum(it.size for it in parts)
    frames = round(sum(it.seconds for it in parts) / empty.seconds)
    content = (
        b"Xing"
        + _FRAMES_BYTES_AND_TABLE.to_bytes(4, "big")
        + frames.to_bytes(4, "big")
        + (size % 2**32).to_bytes(4, "big")
        + _table(parts, empty.length, size)
    )
    return (empty.header + bytes(empty.side_info) + content).ljust(empty.length, b"\0")


def _table(parts: Sequence[Frames], begin: int, size: int) -> bytes:
    """Return for each hundredth of the time how many 256ths of the bytes lie before it."""
    times = list(accumulate((it.seconds for it in parts), initial=0.0))
    places = list(accumulate((it.size for it in parts), initial=begin))
    entries = []
    for hundredth in range(_TABLE_ENTRIES):
        time = times[-1] * hundredth / _TABLE_ENTRIES
        part = min(bisect_right(times, time), len(parts)) - 1
        within = (time - times[part]) / (parts[part].seconds or 1)
        entries.append(min(255, int(256 * (places[part] + within * parts[part].size) / size)))
    return bytes(entries)
