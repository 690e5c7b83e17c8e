"""Mel cepstra: the shape of a sound's spectrum, frame by frame, as speech recognisers use it.

Normalised over the loud frames of a recording, so that two voices that say the same look alike.
"""

from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tts.service.audio.samples import as_numpy

FRAME_SECONDS: Final = 0.01

Frames = NDArray[np.float32]
"""One row of coefficients a frame."""

_WINDOW_SECONDS: Final = 0.025
_BANDS: Final = 26
_LOWEST_HERTZ: Final = 80.0
_HIGHEST_HERTZ: Final = 7600.0
_COEFFICIENTS: Final = 8  # more of them tell voices apart, and the alignment gets worse
_PRE_EMPHASIS: Final = 0.97
_FLOOR: Final = 1e-6
_LOUD_SHARE: Final = 0.4  # of the way from the quietest to the loudest frame
_QUIETEST: Final = -4.0  # in standard deviations: digital silence must not outweigh all else
_BLOCK_FRAMES: Final = 500  # bounds the memory of a long recording


def cepstra(pcm: "array[int]", sample_rate: int) -> Frames:
    """Return the normalised cepstra of the samples, one frame each FRAME_SECONDS."""
    found = np.concatenate(list(_blocks(pcm, sample_rate))) @ _cosines()
    level = found[:, 0]
    quiet, loud = np.percentile(level, (2, 95))
    speech = found[level >= quiet + _LOUD_SHARE * (loud - quiet)]
    spread = speech.std(0) + np.float32(1e-3)
    normalised: Frames = np.maximum((found - speech.mean(0)) / spread, _QUIETEST)
    return normalised


def _blocks(pcm: "array[int]", sample_rate: int) -> Iterator[Frames]:
    """Yield the logarithms of the energy in each mel band, some frames at a time."""
    window = round(_WINDOW_SECONDS * sample_rate)
    size = 1 << (window - 1).bit_length()
    shape, bands = np.hanning(window).astype(np.float32), _mel_bands(sample_rate, size)
    samples = as_numpy(pcm).astype(np.float32) / 32768
    samples[1:] -= _PRE_EMPHASIS * samples[:-1]
    padded = np.pad(samples, (window // 2, window))
    step = sample_rate * FRAME_SECONDS
    starts = (np.arange(max(1, int(len(pcm) / step))) * step).astype(np.intp)
    windows = np.lib.stride_tricks.sliding_window_view(padded, window)
    for first in range(0, len(starts), _BLOCK_FRAMES):
        frames = windows[starts[first : first + _BLOCK_FRAMES]] * shape
        power = np.square(np.abs(np.fft.rfft(frames, size))).astype(np.float32)
        yield np.log(power @ bands + _FLOOR)


@lru_cache(maxsize=8)
def _mel_bands(sample_rate: int, size: int) -> Frames:
    """Return the weight of each frequency of a transform of `size` samples in each band."""
    lowest, highest = (
        2595 * np.log10(1 + hertz / 700) for hertz in (_LOWEST_HERTZ, _HIGHEST_HERTZ)
    )
    edges = 700 * (10 ** (np.linspace(lowest, highest, _BANDS + 2) / 2595) - 1)
    hertz = np.arange(size // 2 + 1)[:, None] * sample_rate / size
    rising = (hertz - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - hertz) / np.diff(edges)[1:]
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


@lru_cache(maxsize=1)
def _cosines() -> Frames:
    """Return the cosine transform that takes bands to cepstra."""
    places = (np.arange(_BANDS) + 0.5)[:, None] * np.arange(_COEFFICIENTS)
    cosines: Frames = np.cos(np.pi / _BANDS * places).astype(np.float32)
    return cosines
