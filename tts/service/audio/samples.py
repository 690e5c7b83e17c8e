"""Samples: silence, fades, slower speech, faults.

Samples are signed 16-bit mono in `array("h")`; times are seconds, rates are hertz.
"""

from array import array
from typing import Final

import av
import av.filter
import numpy as np
from numpy.typing import NDArray

PEAK: Final = 32767
AUDIBLE: Final = 160
"""The quietest peak that counts as sound, out of PEAK."""

_FADE_SECONDS: Final = 0.004
_WINDOW_SECONDS: Final = 0.01
_SLOWEST_STRETCH: Final = 0.5
_CLIPPED_SHARE: Final = 0.01
_SHORTEST_PER_LETTER: Final = 0.004
_LONGEST_PER_CHARACTER: Final = 4.0
_LONGEST_EXTRA: Final = 4.0


def as_numpy(pcm: "array[int]") -> NDArray[np.int16]:
    """The same samples, not a copy, to calculate with."""
    return np.frombuffer(pcm, np.int16)


def loudest(pcm: "array[int]") -> int:
    """The highest peak, on either side of nothing."""
    samples = as_numpy(pcm)
    # Not abs: there is no positive twin of the lowest sample.
    return max(int(samples.max()), -int(samples.min())) if pcm else 0


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
    """The sample after which nothing is as_numpy before `end`; `start` when all is silent."""
    window = max(1, round(_WINDOW_SECONDS * sample_rate))
    while end > start:
        part = pcm[max(start, end - window) : end]
        if loudest(part) > AUDIBLE:
            return end
        end -= len(part)
    return start


def stretched(pcm: "array[int]", sample_rate: int, tempo: float) -> "array[int]":
    """The same speech at `tempo` times its speed (below 1 is slower), pitch unchanged."""
    if not pcm:
        return pcm
    steps = []
    while tempo < _SLOWEST_STRETCH:
        steps.append(("atempo", str(_SLOWEST_STRETCH)))
        tempo /= _SLOWEST_STRETCH
    return filtered(pcm, sample_rate, *steps, ("atempo", f"{tempo:.6f}"))


def filtered(pcm: "array[int]", sample_rate: int, *steps: tuple[str, str]) -> "array[int]":
    """The sound after FFmpeg's filters of these names and settings."""
    graph = av.filter.Graph()
    graph.threads = 1  # more would be started anew for each chunk, to no use
    source = graph.add_abuffer(sample_rate=sample_rate, format="s16", layout="mono")
    # Some filters count in floats; what comes out must be what went in.
    integers = graph.add("aformat", "sample_fmts=s16")
    between = [graph.add(name, setting) for name, setting in steps]
    graph.link_nodes(source, *between, integers, graph.add("abuffersink")).configure()
    graph.push(frame(pcm, sample_rate, "s16", 0))
    graph.push(None)
    return _drained(graph)


def fault(pcm: "array[int]", sample_rate: int, text: str, rate: float) -> str | None:
    """What is wrong with a spoken chunk: silent, clipped, too short, too long, or nothing."""
    seconds = len(pcm) / sample_rate * rate
    letters = sum(map(str.isalnum, text))
    peak = loudest(pcm)
    if peak <= AUDIBLE:
        return "silent"
    if peak >= PEAK and _clipped(pcm) > len(pcm) * _CLIPPED_SHARE:
        return "clipped"
    if seconds < letters * _SHORTEST_PER_LETTER:
        return "too short"
    if seconds > len(text) * _LONGEST_PER_CHARACTER + _LONGEST_EXTRA:
        return "too long"
    return None


def _clipped(pcm: "array[int]") -> int:
    samples = as_numpy(pcm)
    return int(np.count_nonzero((samples == PEAK) | (samples == -PEAK - 1)))


def _drained(graph: av.filter.Graph) -> "array[int]":
    samples = array("h")
    while True:
        try:
            frame = graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return samples
        if isinstance(frame, av.AudioFrame):
            samples.frombytes(bytes(frame.planes[0])[: 2 * frame.samples])


def frame(pcm: "array[int]", sample_rate: int, layout: str, position: int) -> av.AudioFrame:
    """Samples as the codecs take them, `position` samples after the first."""
    frame = av.AudioFrame(format=layout, layout="mono", samples=len(pcm))
    memoryview(frame.planes[0])[: 2 * len(pcm)] = memoryview(pcm).cast("B")
    frame.sample_rate = sample_rate
    frame.pts = position
    return frame
