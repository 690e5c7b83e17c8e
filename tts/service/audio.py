"""Samples and files: silence, fades, slower speech, faults, and encoding as it is spoken.

Samples are signed 16-bit mono in `array("h")`; times are seconds, rates are hertz.
"""

import io
import wave
from array import array
from typing import Final, Protocol

import av
import av.filter

PEAK: Final = 32767
AUDIBLE: Final = 160
"""The quietest peak that counts as sound, out of PEAK."""

_FADE_SECONDS: Final = 0.004
_WINDOW_SECONDS: Final = 0.01
_MP3_BITS_A_SECOND: Final = 64_000
_SLOWEST_STRETCH: Final = 0.5
_CLIPPED_SHARE: Final = 0.01
_SHORTEST_PER_LETTER: Final = 0.004
_LONGEST_PER_CHARACTER: Final = 4.0
_LONGEST_EXTRA: Final = 4.0

MEDIA_TYPES: Final = {"mp3": "audio/mpeg", "wav": "audio/wav"}


class Encoder(Protocol):
    """Takes samples as they come and gives one finished file."""

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""

    def finish(self) -> bytes:
        """Close the file and return all of it; nothing can be added afterwards."""


class WavEncoder:
    """A 16-bit mono WAV file."""

    def __init__(self, sample_rate: int) -> None:
        self._file = io.BytesIO()
        self._wave = wave.Wave_write(self._file)
        self._wave.setnchannels(1)
        self._wave.setsampwidth(2)
        self._wave.setframerate(sample_rate)

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""
        self._wave.writeframes(pcm.tobytes())

    def finish(self) -> bytes:
        """Close the file and return all of it."""
        self._wave.close()
        return self._file.getvalue()


class Mp3Encoder:
    """A mono MP3 whose header tells players the encoder's delay, so times stay true."""

    def __init__(self, sample_rate: int) -> None:
        self._file = io.BytesIO()
        self._container = av.open(self._file, "w", format="mp3")
        # Level 7 halves the encoding time of the default, inaudibly for speech.
        self._stream = self._container.add_stream(
            "libmp3lame", rate=sample_rate, options={"compression_level": "7"}
        )
        self._stream.layout = "mono"
        self._stream.format = "s16p"
        self._stream.bit_rate = _MP3_BITS_A_SECOND
        self._sample_rate = sample_rate
        self._samples = 0

    def add(self, pcm: "array[int]") -> None:
        """Append samples."""
        if pcm:
            frame = _frame(pcm, self._sample_rate, "s16p", self._samples)
            self._container.mux(self._stream.encode(frame))
            self._samples += len(pcm)

    def finish(self) -> bytes:
        """Close the file and return all of it."""
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._file.getvalue()


def encoder(audio_format: str, sample_rate: int) -> Encoder:
    """An encoder for `mp3` or `wav`."""
    return Mp3Encoder(sample_rate) if audio_format == "mp3" else WavEncoder(sample_rate)


def silence(seconds: float, sample_rate: int) -> "array[int]":
    """That many seconds of nothing."""
    return array("h", bytes(2 * round(seconds * sample_rate)))


def fade(pcm: "array[int]", sample_rate: int) -> None:
    """Ramp both ends in place, so that joining to silence does not click."""
    length = min(round(_FADE_SECONDS * sample_rate), len(pcm) // 2)
    for step in range(length):
        pcm[step] = pcm[step] * step // length
        pcm[-1 - step] = pcm[-1 - step] * step // length


def sound_end(pcm: "array[int]", start: int, end: int, sample_rate: int) -> int:
    """The sample after which nothing is heard before `end`; `start` when all is silent."""
    window = max(1, round(_WINDOW_SECONDS * sample_rate))
    while end > start:
        part = pcm[max(start, end - window) : end]
        if max(part) > AUDIBLE or min(part) < -AUDIBLE:
            return end
        end -= len(part)
    return start


def stretched(pcm: "array[int]", sample_rate: int, tempo: float) -> "array[int]":
    """The same speech at `tempo` times its speed (below 1 is slower), pitch unchanged."""
    if not pcm:
        return pcm
    graph = av.filter.Graph()
    steps = [graph.add_abuffer(sample_rate=sample_rate, format="s16", layout="mono")]
    while tempo < _SLOWEST_STRETCH:
        steps.append(graph.add("atempo", str(_SLOWEST_STRETCH)))
        tempo /= _SLOWEST_STRETCH
    steps += [graph.add("atempo", f"{tempo:.6f}"), graph.add("abuffersink")]
    graph.link_nodes(*steps).configure()
    graph.push(_frame(pcm, sample_rate, "s16", 0))
    graph.push(None)
    return _drained(graph)


def fault(pcm: "array[int]", sample_rate: int, text: str, rate: float) -> str | None:
    """What is wrong with a spoken chunk: silent, clipped, too short, too long, or nothing."""
    seconds = len(pcm) / sample_rate * rate
    letters = sum(map(str.isalnum, text))
    # Every fourth sample is enough to hear by, and four times cheaper.
    heard = pcm[::4]
    peak = max(max(heard), -min(heard)) if heard else 0
    if peak <= AUDIBLE:
        return "silent"
    if peak >= PEAK and _clipped(heard) > len(heard) * _CLIPPED_SHARE:
        return "clipped"
    if seconds < letters * _SHORTEST_PER_LETTER:
        return "too short"
    if seconds > len(text) * _LONGEST_PER_CHARACTER + _LONGEST_EXTRA:
        return "too long"
    return None


def _clipped(pcm: "array[int]") -> int:
    return pcm.count(PEAK) + pcm.count(-PEAK - 1)


def _drained(graph: av.filter.Graph) -> "array[int]":
    samples = array("h")
    while True:
        try:
            frame = graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return samples
        if isinstance(frame, av.AudioFrame):
            samples.frombytes(bytes(frame.planes[0])[: 2 * frame.samples])


def _frame(pcm: "array[int]", sample_rate: int, layout: str, position: int) -> av.AudioFrame:
    frame = av.AudioFrame(format=layout, layout="mono", samples=len(pcm))
    memoryview(frame.planes[0])[: 2 * len(pcm)] = pcm.tobytes()
    frame.sample_rate = sample_rate
    frame.pts = position
    return frame
