"""Samples made fit to be joined: evenly loud, at one rate, out of a model's own numbers.

Samples are signed 16-bit mono in `array("h")`; rates are hertz, levels decibels below full scale.
"""

import math
import operator
from array import array
from collections.abc import Iterable
from typing import Final

import av
import av.filter

from tts.service.audio import AUDIBLE, PEAK, frame, sound_end

TARGET_LEVEL: Final = -21.0
"""The mean level of a chunk: near espeak's own, and low enough for the peaks of any voice."""

HIGHEST_PEAK: Final = -3.0
"""Room for what lies between samples, and for what MP3 and Opus add."""

LARGEST_CHANGE: Final = 12.0
SMALLEST_CHANGE: Final = 1.0

_HEARD: Final = 4


def levelled(pcm: "array[int]", sample_rate: int) -> "array[int]":
    """The same sound near TARGET_LEVEL, made louder only as far as HIGHEST_PEAK allows.

    Silence stays silence, and what arrives clipped stays as it is for `audio.fault` to find.
    """
    # A fourth of the samples is enough to measure by, except for how far up there is room.
    heard = pcm[::_HEARD]
    peak = max(max(heard), -min(heard)) if heard else 0
    if not AUDIBLE < peak < PEAK:
        return pcm
    change = TARGET_LEVEL - _mean_level(heard)
    if change > 0:
        peak = max(max(pcm), -min(pcm))
    change = max(-LARGEST_CHANGE, min(change, LARGEST_CHANGE))
    change = min(change, HIGHEST_PEAK - 20 * math.log10(peak / PEAK))
    if abs(change) < SMALLEST_CHANGE:
        return pcm
    return _filtered(pcm, sample_rate, "volume", f"{change:.2f}dB")


def resampled(pcm: "array[int]", sample_rate: int, wanted: int) -> "array[int]":
    """The same sound at another sample rate."""
    if sample_rate == wanted or not pcm:
        return pcm
    return _filtered(pcm, sample_rate, "aresample", str(wanted))


def from_floats(samples: Iterable[float]) -> "array[int]":
    """Samples of a model that counts from -1 to 1; louder ones are scaled down, not cut off.

    Raises ValueError for numbers that are none, which a model gives when it has gone wrong.
    """
    values = [float(sample) for sample in samples]
    if not all(map(math.isfinite, values)):
        raise ValueError("The model gave sound that is not a number.")
    top = max(1.0, max(values, default=0.0), -min(values, default=0.0))
    scale = (PEAK - 1) / top
    return array("h", (round(value * scale) for value in values))


def without_tail(pcm: "array[int]", sample_rate: int, kept: float) -> "array[int]":
    """The sound without the silence after it, but for `kept` seconds."""
    end = sound_end(pcm, 0, len(pcm), sample_rate)
    return pcm[: end + round(kept * sample_rate)]


def _mean_level(pcm: "array[int]") -> float:
    heard = pcm[::_HEARD]
    mean = math.sqrt(sum(map(operator.mul, heard, heard)) / len(heard))
    return 20 * math.log10(max(1.0, mean) / PEAK)


def _filtered(pcm: "array[int]", sample_rate: int, name: str, setting: str) -> "array[int]":
    graph = _graph(sample_rate, name, setting)
    graph.push(frame(pcm, sample_rate, "s16", 0))
    graph.push(None)
    samples = array("h")
    while True:
        try:
            part = graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return samples
        if isinstance(part, av.AudioFrame):
            samples.frombytes(bytes(part.planes[0])[: 2 * part.samples])


def _graph(sample_rate: int, name: str, setting: str) -> av.filter.Graph:
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=sample_rate, format="s16", layout="mono")
    # Some filters count in floats; what comes out must be what went in.
    integers = graph.add("aformat", "sample_fmts=s16")
    steps = (source, graph.add(name, setting), integers, graph.add("abuffersink"))
    graph.link_nodes(*steps).configure()
    return graph
