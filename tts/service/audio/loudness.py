"""Samples made fit to be joined: evenly loud, at one rate, out of a model's own numbers.

Samples are signed 16-bit mono in `array("h")`; rates are hertz, levels decibels below full scale.
"""

import math
from array import array
from collections.abc import Iterable
from typing import Final

import numpy as np

from tts.service.audio.samples import AUDIBLE, PEAK, as_numpy, filtered, loudest, sound_end

TARGET_LEVEL: Final = -21.0
"""The mean level of a chunk: near espeak's own, and low enough for the peaks of any voice."""

HIGHEST_PEAK: Final = -3.0
"""Room for what lies between samples, and for what MP3 and Opus add."""

LARGEST_CHANGE: Final = 12.0
SMALLEST_CHANGE: Final = 1.0

_MEASURED_EVERY: Final = 4
"""A fourth of the samples is enough to tell the level by."""


def normalize_loudness(pcm: "array[int]") -> "array[int]":
    """The same sound near TARGET_LEVEL, made louder only as far as HIGHEST_PEAK allows.

    Silence stays silence, and what arrives clipped stays as it is for `audio.fault` to find.
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
    """The same sound at another sample rate."""
    if sample_rate == wanted or not pcm:
        return pcm
    return filtered(pcm, sample_rate, ("aresample", str(wanted)))


def from_floats(samples: Iterable[float]) -> "array[int]":
    """Samples of a model that counts from -1 to 1; louder ones are scaled down, not cut off.

    Raises ValueError for numbers that are none, which a model gives when it has gone wrong.
    """
    values = np.fromiter(samples, np.float64)
    if not np.isfinite(values).all():
        raise ValueError("The model gave sound that is not a number.")
    top = max(1.0, float(np.abs(values).max(initial=0.0)))
    return array("h", np.rint(values * ((PEAK - 1) / top)).astype(np.int16).tobytes())


def without_tail(pcm: "array[int]", sample_rate: int, kept: float) -> "array[int]":
    """The sound without the silence after it, but for `kept` seconds."""
    end = sound_end(pcm, 0, len(pcm), sample_rate)
    return pcm[: end + round(kept * sample_rate)]


def _mean_level(pcm: "array[int]") -> float:
    measured = as_numpy(pcm)[::_MEASURED_EVERY].astype(np.float32)
    mean = math.sqrt(float(np.square(measured).mean()))
    return 20 * math.log10(max(1.0, mean) / PEAK)
