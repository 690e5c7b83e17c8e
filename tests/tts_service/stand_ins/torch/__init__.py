"""What the engines use of torch: devices, seeds, gradients switched off, and sound in tensors."""

import json
import math
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_off = threading.local()


class _Place:
    def __init__(self, name: str) -> None:
        self._name = name

    def is_available(self) -> bool:
        return self._name in os.environ.get("STAND_IN_DEVICES", "").split(",")


class _Backends:
    mps = _Place("mps")


cuda = _Place("cuda")
backends = _Backends()


class Tensor:
    """A row of samples."""

    def __init__(self, samples: list[float]) -> None:
        self._samples = samples

    def squeeze(self, dim: int) -> "Tensor":
        return self

    def tolist(self) -> list[float]:
        return self._samples


@contextmanager
def inference_mode(mode: bool = True) -> Iterator[None]:
    _off.on = mode
    yield
    _off.on = False


def is_inference_mode_enabled() -> bool:
    return getattr(_off, "on", False)


def manual_seed(seed: int) -> None:
    note(seed=seed)


def tone(seconds: float, loudness: float = 0.25) -> Tensor:
    """Not torch's: so many seconds of sound at 24,000 Hz."""
    return Tensor([loudness * math.sin(at / 9) for at in range(round(seconds * 24_000))])


def note(**asked: Any) -> None:
    """Not torch's: write down what was asked."""
    if path := os.environ.get("STAND_IN_LOG"):
        with Path(path).open("a") as log:
            log.write(json.dumps({**asked, "thread": threading.get_ident()}) + "\n")
