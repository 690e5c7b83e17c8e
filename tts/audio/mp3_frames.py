"""Find the frames of an MP3 file, and its exact length, from the frames' headers alone.

Nothing is decoded: files of one sample rate can be joined by copying their frames.
"""

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import BinaryIO

HEADER_BYTES = 10
#: Bit rates in kbit/s of layer III by the header's index: whether it is MPEG 1, else MPEG 2 and 2.5.
KBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
#: Sample rates by the header's version: 3 is MPEG 1, 2 MPEG 2, 0 MPEG 2.5.
HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


class NoFrames(ValueError):
    """A file has no MP3 frames to join."""


@dataclass(frozen=True)
class Frames:
    """The frames of a file: `size` bytes from offset `at`, `seconds` long, at `rate` hertz."""

    at: int
    size: int
    seconds: float
    rate: int
    channels: int


@dataclass(frozen=True)
class _Header:
    length: int
    samples: int
    rate: int
    channels: int
    side_info: int


def frames_json(audio: bytes) -> dict[str, float] | None:
    """Return the frames of an MP3 as Recording.frames keeps them, or None where it has none."""
    with suppress(NoFrames):
        return asdict(find_frames(io.BytesIO(audio)))
    return None


def find_frames(file: BinaryIO) -> Frames:
    """Return all complete frames, without tags and without the frame that only describes the others.

    Raises NoFrames.
    """
    at = _after_tag(file)
    first = _header(file, at)
    if first is None:
        raise NoFrames("no MP3 frame where the sound should begin")
    # This frame tells the length of its own file, and would be wrong in a joined one.
    file.seek(at + 4 + first.side_info)
    if file.read(4) in {b"Xing", b"Info"}:
        at += first.length
    end, samples = at, 0
    for header in _headers(file, at):
        end, samples = end + header.length, samples + header.samples
    if end == at:
        raise NoFrames("no sound after the first frame")
    return Frames(at, end - at, samples / first.rate, first.rate, first.channels)


def _headers(file: BinaryIO, at: int) -> Iterator[_Header]:
    size = file.seek(0, 2)
    while (header := _header(file, at)) and at + header.length <= size:
        yield header
        at += header.length


def _after_tag(file: BinaryIO) -> int:
    file.seek(0)
    head = file.read(HEADER_BYTES)
    if head[:3] != b"ID3" or len(head) < HEADER_BYTES:
        return 0
    a, b, c, d = head[6:10]
    return HEADER_BYTES + (a << 21 | b << 14 | c << 7 | d)


def _header(file: BinaryIO, at: int) -> _Header | None:
    file.seek(at)
    head = file.read(4)
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # sync, layer III
        return None
    version, bits, hertz = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    # Reserved values, and the free bit rate, whose frames have no length in their header.
    if version == 1 or bits in {0, 15} or hertz == 3:
        return None
    first, mono = version == 3, head[3] >> 6 == 3
    rate = HERTZ[version][hertz]
    kbits = KBITS[first][bits]
    # 1152 samples are 144 bytes for each bit per sample; the last bit adds a byte of padding.
    length = (144 if first else 72) * kbits * 1000 // rate + (head[2] >> 1 & 1)
    side_info = {(True, True): 17, (True, False): 32, (False, True): 9, (False, False): 17}
    return _Header(length, 1152 if first else 576, rate, 1 if mono else 2, side_info[first, mono])
