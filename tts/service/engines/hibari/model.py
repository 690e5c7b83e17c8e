"""hibari's models: one graph a voice, which several threads may use at once."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from hibari import dsp
from hibari.tts import ASSETS
from numpy.typing import NDArray

from tts.service.engines.onnx_graph import with_output

SAMPLE_RATE: Final = dsp.SR
SLOWEST: Final = 0.5
FASTEST: Final = 1.0
"""Speeds that the model keeps: beyond, phonemes of whole frames round to other lengths."""

# The graph computes how long each phoneme lasts, and does not give it out.
_DURATIONS: Final = "/Clip_output_0"
_SAMPLES_A_FRAME: Final = 600
_VOICED_HERTZ: Final = 40.0
_ENDS: Final = 0  # the id before the first phoneme and after the last


@dataclass(frozen=True, slots=True)
class Tune:
    """How the model's melody is changed: `pitch` is a factor, `range` an exponent around its middle."""

    pitch: float = 1.0
    range: float = 1.0

    def applied(self, hertz: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the fundamental frequency of each frame, changed where there is a voice."""
        voiced = hertz > _VOICED_HERTZ
        if (self.pitch == 1.0 and self.range == 1.0) or not voiced.any():
            return hertz
        middle = float(np.median(hertz[voiced]))
        changed = middle * self.pitch * (hertz / middle).clip(0.1) ** self.range
        return np.where(voiced, changed, hertz).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples from -1 to 1, and for each phoneme given the sample at which it begins."""

    samples: NDArray[np.float32]
    starts: NDArray[np.int64]


class HibariModel:
    """One voice. Raises what onnxruntime raises for a file that is none of hibari's."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        # Each of the service's threads speaks a chunk of its own on one core.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # An arena would keep what the longest sentence took, once for each thread.
        options.enable_cpu_mem_arena = options.enable_mem_pattern = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            with_output(path, _DURATIONS),
            options,
            providers=["CPUExecutionProvider"],
        )
        self._ids: dict[str, int] = json.loads((Path(ASSETS) / "vocab.json").read_text("utf-8"))

    def speak(self, phonemes: str, speed: float, tune: Tune, seed: int | None) -> Sound:
        """Speak a string of phonemes; those that the model does not know are left out."""
        ids = [self._ids.get(phoneme, -1) for phoneme in phonemes]
        known = np.array(ids) >= 0
        given = np.array([[_ENDS, *(it for it in ids if it >= 0), _ENDS]], np.int64)
        *spectrum, hertz, frames = self._session.run(
            None, {"ids": given, "speed": np.array([speed], np.float32)}
        )
        samples = dsp.synth(
            *(part[0] for part in spectrum), tune.applied(hertz[0]), np.random.default_rng(seed)
        )
        return Sound(samples, _starts(frames, known))


def _starts(frames: NDArray[Any], known: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the first sample of each phoneme; an unknown one begins with the next."""
    begins: NDArray[np.int64] = np.cumsum(frames).astype(np.int64) * _SAMPLES_A_FRAME
    # `begins[i]` is where the i-th known phoneme begins: the first number is the end before it.
    return begins[np.cumsum(known) - known]
