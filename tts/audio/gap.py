"""What is heard between two parts of a joined file: a pause, and a short jingle where it is wished."""

import io
import math
import wave
from array import array
from dataclasses import dataclass
from functools import lru_cache

from tts.audio.info_frame import empty_frame
from tts.audio.mp3_frames import Frames, find_frames

#: A rising chord, one note after the other: hertz.
_NOTES = (523.25, 659.25, 783.99)
_NOTE_SECONDS = 0.16
_RING_SECONDS = 0.6  # of the last
JINGLE_SECONDS = 0.98  # as MP3, at the rate of the voices
_LOUDNESS = 6000  # of 32767: softer than the voices


@dataclass(frozen=True)
class Gap:
    """Between two parts. Nothing at all by default."""

    seconds: int = 0
    has_jingle: bool = False

    @property
    def length(self) -> float:
        """Return how long it lasts, to a few hundredths, without making it."""
        return self.seconds + (JINGLE_SECONDS if self.has_jingle else 0.0)


@dataclass(frozen=True)
class Filling:
    """A gap as MP3 frames."""

    content: bytes
    frames: Frames


@lru_cache(maxsize=32)
def filling(gap: Gap, rate: int, channels: int) -> Filling | None:
    """Return the gap in this format; None for one in which nothing is."""
    content = jingle(rate, channels) if gap.has_jingle else b""
    empty = empty_frame(rate, channels)
    content += empty.silent * round(gap.seconds / empty.seconds)
    if not content:
        return None
    return Filling(content, find_frames(io.BytesIO(content)))


@lru_cache(maxsize=8)
def jingle(rate: int, channels: int) -> bytes:
    """Return the jingle as bare MP3 frames."""
    # Loads av: 25 MB that a web process hardly ever needs.
    from tts.audio.encode import encode_file

    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(_samples(rate).tobytes())
    written.seek(0)
    return encode_file(written, rate, channels)


def _samples(rate: int) -> "array[int]":
    length = round(rate * (_NOTE_SECONDS * (len(_NOTES) - 1) + _RING_SECONDS))
    heard = array("h", bytes(2 * length))
    for place, hertz in enumerate(_NOTES):
        begin = round(rate * _NOTE_SECONDS * place)
        for at in range(begin, length):
            time = (at - begin) / rate
            # Struck, then dying away.
            swing = math.sin(2 * math.pi * hertz * time) * math.exp(-6 * time)
            heard[at] += round(_LOUDNESS * swing * min(1.0, time * 200))
    return heard
