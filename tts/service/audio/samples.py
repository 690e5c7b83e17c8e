"""Operations on samples: silence, fades, tempo, FFmpeg filters, checks.

Samples are signed 16-bit mono in `array("h")`; times are in seconds, rates in hertz.
"""

from array import array
from typing import Final

import av
import av.filter
import numpy as np
from numpy.typing import NDArray

PEAK: Final = 32767
AUDIBLE: Final = 160
"""The lowest peak that counts as sound, out of PEAK."""

_FADE_SECONDS: Final = 0.004
_WINDOW_SECONDS: Final = 0.01
_SLOWEST_STRETCH: Final = 0.5  # the lower limit of FFmpeg's atempo
_CLIPPED_SHARE: Final = 0.01
# In seconds. Far beyond what any voice does: only broken output fails these.
_SHORTEST_PER_LETTER: Final = 0.004
_LONGEST_PER_CHARACTER: Final = 4.0
_LONGEST_EXTRA: Final = 4.0
_LONGEST_SILENCE: Final = 4.0
_LOUD_END: Final = 0.3


def as_numpy(pcm: "array[int]") -> NDArray[np.int16]:
    """Return a view of the samples, not a copy, as a numpy array."""
    return np.frombuffer(pcm, np.int16)


def loudest(pcm: "array[int]") -> int:
    """Return the highest absolute sample; 0 for no samples."""
    samples = as_numpy(pcm)
    # Not abs: -32768 has no positive 16-bit counterpart.
    return max(int(samples.max()), -int(samples.min())) if pcm else 0


def silence(seconds: float, sample_rate: int) -> "array[int]":
    """Return that many seconds of silence."""
    return array("h", bytes(2 * round(seconds * sample_rate)))


def fade(pcm: "array[int]", sample_rate: int) -> None:
    """Ramp both ends in place, so that a join with silence does not click."""
    length = min(round(_FADE_SECONDS * sample_rate), len(pcm) // 2)
    for step in range(length):
        pcm[step] = pcm[step] * step // length
        pcm[-1 - step] = pcm[-1 - step] * step // length


def sound_start(pcm: "array[int]", sample_rate: int) -> int:
    """Return the index of the first audible sample; the length if all is silent."""
    window = max(1, round(_WINDOW_SECONDS * sample_rate))
    for start in range(0, len(pcm), window):
        if loudest(pcm[start : start + window]) > AUDIBLE:
            return start
    return len(pcm)


def sound_end(pcm: "array[int]", start: int, end: int, sample_rate: int) -> int:
    """Return the index after the last audible sample before `end`; `start` if all is silent."""
    window = max(1, round(_WINDOW_SECONDS * sample_rate))
    while end > start:
        part = pcm[max(start, end - window) : end]
        if loudest(part) > AUDIBLE:
            return end
        end -= len(part)
    return start


def stretched(pcm: "array[int]", sample_rate: int, tempo: float) -> "array[int]":
    """Return the speech at `tempo` times its speed (below 1 is slower), at the same pitch."""
    if not pcm:
        return pcm
    steps = []
    while tempo < _SLOWEST_STRETCH:
        steps.append(("atempo", str(_SLOWEST_STRETCH)))
        tempo /= _SLOWEST_STRETCH
    return filtered(pcm, sample_rate, *steps, ("atempo", f"{tempo:.6f}"))


def filtered(pcm: "array[int]", sample_rate: int, *steps: tuple[str, str]) -> "array[int]":
    """Return the samples after FFmpeg's filters, each given by its name and its options."""
    graph = av.filter.Graph()
    graph.threads = 1  # more threads would be started for each chunk, at a cost
    source = graph.add_abuffer(sample_rate=sample_rate, format="s16", layout="mono")
    # Some filters produce floats; the result must be 16-bit again.
    integers = graph.add("aformat", "sample_fmts=s16")
    between = [graph.add(name, setting) for name, setting in steps]
    graph.link_nodes(source, *between, integers, graph.add("abuffersink")).configure()
    graph.push(frame(pcm, sample_rate, "s16", 0))
    # The end of the input brings out what the filters still hold.
    graph.push(None)
    return _drained(graph)


def fault(pcm: "array[int]", sample_rate: int, text: str, rate: float) -> str | None:
    """Return what is wrong with a spoken chunk; None if nothing.

    That is silent, clipped, too short, too long, or interrupted by silence. `rate` is the pace that
    was asked for: limits of duration scale with it.
    """
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
    if _longest_silence(pcm, sample_rate) * rate > _LONGEST_SILENCE:
        return "interrupted"
    return None


def ends_in_sound(pcm: "array[int]", sample_rate: int) -> bool:
    """Return whether the last moment is nearly as loud as the loudest: speech dies away."""
    window = max(1, round(_WINDOW_SECONDS * sample_rate))
    return loudest(pcm[-window:]) > _LOUD_END * loudest(pcm)


def _longest_silence(pcm: "array[int]", sample_rate: int) -> float:
    """Return the seconds of the longest silence between two sounds."""
    window = max(1, round(_WINDOW_SECONDS * sample_rate))
    samples = as_numpy(pcm)[: len(pcm) // window * window].reshape(-1, window)
    heard = np.flatnonzero((samples.max(axis=1) > AUDIBLE) | (samples.min(axis=1) < -AUDIBLE))
    return float(np.diff(heard).max(initial=0)) * _WINDOW_SECONDS


def _clipped(pcm: "array[int]") -> int:
    """Count the samples at full scale."""
    samples = as_numpy(pcm)
    return int(np.count_nonzero((samples == PEAK) | (samples == -PEAK - 1)))


def _drained(graph: av.filter.Graph) -> "array[int]":
    """Return all samples that come out of a filter graph."""
    samples = array("h")
    while True:
        try:
            frame = graph.pull()
        # It has ended, or wants more than there will be.
        except (av.error.EOFError, av.error.BlockingIOError):
            return samples
        if isinstance(frame, av.AudioFrame):
            # FFmpeg pads its buffers.
            samples.frombytes(bytes(frame.planes[0])[: 2 * frame.samples])


def frame(pcm: "array[int]", sample_rate: int, layout: str, position: int) -> av.AudioFrame:
    """Return the samples as a frame for a codec; `position` counts the samples before it."""
    frame = av.AudioFrame(format=layout, layout="mono", samples=len(pcm))
    memoryview(frame.planes[0])[: 2 * len(pcm)] = memoryview(pcm).cast("B")
    frame.sample_rate = sample_rate
    frame.pts = position
    return frame
