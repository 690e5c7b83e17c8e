"""Loudness, sample rates and floats: the samples of different models made fit to be joined.

Samples are signed 16-bit mono in `array("h")`; rates are in hertz, levels in dBFS.
"""

import math
from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tts.service.audio.samples import AUDIBLE, PEAK, as_numpy, filtered, loudest, sound_end

TARGET_LEVEL: Final = -21.0
"""Mean level of a chunk in dBFS: near espeak's own, low enough for the peaks of any voice."""

HIGHEST_PEAK: Final = -3.0
"""In dBFS: headroom for peaks between samples, and for what MP3 and Opus add."""

LARGEST_CHANGE: Final = 12.0
SMALLEST_CHANGE: Final = 1.0

_MEASURED_EVERY: Final = 4
"""A quarter of the samples is enough to measure the level."""


def normalize_loudness(pcm: "array[int]") -> "array[int]":
    """Return the samples near TARGET_LEVEL, louder only as far as HIGHEST_PEAK allows.

    Silence stays silent, and clipped samples stay clipped for `samples.fault` to find.
    """
    peak = loudest(pcm)
    if not AUDIBLE < peak < PEAK:
        return pcm
    change = TARGET_LEVEL - _mean_level(pcm)
    change = max(-LARGEST_CHANGE, min(change, LARGEST_CHANGE))
    change = min(change, HIGHEST_PEAK - 20 * math.log10(peak / PEAK))
    if abs(change) < SMALLEST_CHANGE:
        return pcm
    made = array("h", pcm)
    samples = as_numpy(made)
    np.multiply(samples, np.float32(10 ** (change / 20)), out=samples, casting="unsafe")
    return made


def resampled(pcm: "array[int]", sample_rate: int, wanted: int) -> "array[int]":
    """Return the samples converted from `sample_rate` to the `wanted` rate."""
    if sample_rate == wanted or not pcm:
        return pcm
    return filtered(pcm, sample_rate, ("aresample", str(wanted)))


def from_floats(samples: Sequence[float] | NDArray[np.float32]) -> "array[int]":
    """Return 16-bit samples for a model's floats from -1 to 1.

    Louder samples are scaled down, not clipped. Raises ValueError for NaN or infinity, which a
    model returns when it has gone wrong.
    """
    values = np.asarray(samples, np.float64)
    if not np.isfinite(values).all():
        raise ValueError("The model gave sound that is not a number.")
    top = max(1.0, float(np.abs(values).max(initial=0.0)))
    # Just below full scale, which would count as clipped.
    return array("h", np.rint(values * ((PEAK - 1) / top)).astype(np.int16).tobytes())


def without_tail(pcm: "array[int]", sample_rate: int, kept: float) -> "array[int]":
    """Return the samples with all but `kept` seconds of the silence at the end removed."""
    end = sound_end(pcm, 0, len(pcm), sample_rate)
    return pcm[: end + round(kept * sample_rate)]


def _mean_level(pcm: "array[int]") -> float:
    """Return the root mean square level in dBFS."""
    measured = as_numpy(pcm)[::_MEASURED_EVERY].astype(np.float32)
    mean = math.sqrt(float(np.square(measured).mean()))
    return 20 * math.log10(max(1.0, mean) / PEAK)
