"""Dynamic time warping: which frame of one recording sounds like which of another.

Sakoe and Chiba's (1978), in a band around the diagonal, so that time and memory grow with the length
and not with its square. A frame of the one may last, follow, or skip one of the other.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tts.service.audio.cepstra import Frames

_BAND: Final = 150  # frames to each side of the diagonal
_WIDTH: Final = 2 * _BAND + 1
_PENALTY: Final = np.float32(1.4)  # for lasting and skipping, against a distance of a few units
_LOOSE_ENDS: Final = 5  # frames that may be missing at either end
_NEVER: Final = np.float32(1e9)
_BLOCK: Final = 64


def warp(heard: Frames, reference: Frames) -> NDArray[np.intp]:
    """Return for each frame of `heard` the index of the frame of `reference` that it sounds like."""
    lows = _lows(len(heard), len(reference))
    totals, steps = _forward(heard, reference, lows)
    end = len(reference) - 1 - int(np.argmin(totals[::-1][:_LOOSE_ENDS]))
    return _backward(steps, lows, end)


def _lows(heard: int, reference: int) -> NDArray[np.intp]:
    """Return where the band begins in each row."""
    diagonal = np.linspace(0, reference - 1, heard).astype(np.intp)
    return np.maximum(diagonal - _BAND, 0)


def _forward(
    heard: Frames, reference: Frames, lows: NDArray[np.intp]
) -> tuple[Frames, NDArray[np.uint8]]:
    """Return the last row's totals, and for each place of the band how many frames led to it."""
    steps = np.zeros((len(heard), _WIDTH), np.uint8)
    # Two places more, so that a step from before the beginning reads "never".
    totals = np.full(len(reference) + 2, _NEVER, np.float32)
    totals[1] = 0
    for first in range(0, len(heard), _BLOCK):
        block, low = heard[first : first + _BLOCK], lows[first]
        distances = _distances(block, reference[low : lows[first + len(block) - 1] + _WIDTH])
        for row, at in enumerate(range(first, first + len(block))):
            start, stop = lows[at], min(lows[at] + _WIDTH, len(reference))
            distance = distances[row, start - low : stop - low]
            lasting = totals[start + 2 : stop + 2] + _PENALTY
            following = totals[start + 1 : stop + 1]
            ways = np.stack((lasting, following, totals[start:stop] + _PENALTY))
            steps[at, : stop - start] = ways.argmin(0)
            totals[start + 2 : stop + 2] = ways.min(0) + distance
            # What lies before the band is over; a later row must not step from there.
            totals[start : start + 2] = _NEVER
    return totals[2:], steps


def _distances(heard: Frames, reference: Frames) -> Frames:
    """Return the Euclidean distance of each frame to each frame."""
    squares = np.square(heard).sum(1)[:, None] + np.square(reference).sum(1)
    distances: Frames = np.sqrt(np.maximum(0, squares - 2 * heard @ reference.T))
    return distances


def _backward(steps: NDArray[np.uint8], lows: NDArray[np.intp], end: int) -> NDArray[np.intp]:
    path = np.zeros(len(steps), np.intp)
    for at in range(len(steps) - 1, -1, -1):
        path[at] = end
        end = max(int(lows[max(0, at - 1)]), end - int(steps[at, end - lows[at]]))
    return path
