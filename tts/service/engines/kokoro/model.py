"""Kokoro's graph: phonemes in, samples out, and how long each phoneme lasts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from kokoro_onnx.config import DEFAULT_VOCAB, SAMPLE_RATE
from numpy.typing import NDArray

from tts.service.engines.onnx_graph import with_output

HERTZ: Final[int] = SAMPLE_RATE
SLOWEST: Final = 0.5
FASTEST: Final = 2.0

_DURATIONS: Final = "/encoder/Clip_output_0"
_SAMPLES_A_FRAME: Final = 600
_LEAD_FRAMES: Final = 2
"""A phoneme is heard this long before its duration begins: 55 ms in English, by the sound's onsets."""
_ENDS: Final = 0  # the id before the first phoneme and after the last


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples from -1 to 1, and for each phoneme its first sample; none if the graph does not tell."""

    samples: NDArray[np.float32]
    starts: NDArray[np.int64]


class KokoroModel:
    """One graph, which all threads use. Raises what onnxruntime raises for a file that is none."""

    def __init__(self, path: Path, cores: int) -> None:
        self._session, self._is_timed = _session(path, cores)
        # Exports differ in what they call the phonemes.
        self._phonemes_input: str = self._session.get_inputs()[0].name

    def speak(self, phonemes: str, styles: NDArray[np.float32], speed: float) -> Sound:
        """Speak phonemes of the vocabulary, at most 510."""
        ids = [DEFAULT_VOCAB[phoneme] for phoneme in phonemes]
        given = {
            self._phonemes_input: np.array([[_ENDS, *ids, _ENDS]], np.int64),
            "style": styles[len(ids) - 1][None],
            "speed": np.array([speed], np.float32),
        }
        samples, *frames = self._session.run(None, given)
        return Sound(
            samples.ravel(), _starts(frames[0]) if self._is_timed else np.empty(0, np.int64)
        )


def read_styles(path: Path) -> NDArray[np.float32]:
    """Return a speaker's style vectors, one for each number of phonemes."""
    return np.fromfile(path, np.float32).reshape(-1, 256)


def _session(path: Path, cores: int) -> tuple[Any, bool]:
    """Return the session, and whether it gives out durations."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = cores
    # An arena would keep what the longest sentence took, once for each thread.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 4
    providers = ["CPUExecutionProvider"]
    try:
        timed = with_output(path, _DURATIONS)
        return onnxruntime.InferenceSession(timed, options, providers=providers), True
    except Exception:  # an export that calls the value by another name
        return onnxruntime.InferenceSession(str(path), options, providers=providers), False


def _starts(frames: NDArray[Any]) -> NDArray[np.int64]:
    begins = np.cumsum(frames.ravel())[:-2] - _LEAD_FRAMES
    return np.asarray(np.maximum(0, begins) * _SAMPLES_A_FRAME, np.int64)
