"""Engines that need packages and weights, without either: stand-ins and tiny models."""

import json
import sys
import wave
from array import array
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tts.service.engines.protocol import MultilingualEngine, Utterance
from tts.service.settings import Settings
from tts.service.voices.catalog import Voice

STAND_INS = Path(__file__).parent / "stand_ins"
RATE = 24_000
_OURS = "tts.service.engines."


class Heavy:
    """One engine on stand-in packages, in this process, and what those were asked."""

    def __init__(self, module: str, factory: str, monkeypatch: pytest.MonkeyPatch, log: Path):
        self._log = log
        monkeypatch.syspath_prepend(str(STAND_INS))
        monkeypatch.setenv("STAND_IN_LOG", str(log))
        for name in list(sys.modules):
            if name.partition(".")[0] in ("torch", "chatterbox", "TTS"):
                monkeypatch.delitem(sys.modules, name)
        for name in ("torch_models", "chatterbox", "xtts"):
            monkeypatch.delitem(sys.modules, _OURS + name, raising=False)
        self._factory: Callable[[Settings], MultilingualEngine] = getattr(
            import_module(_OURS + module), factory
        )

    def engine(self, **settings: Any) -> MultilingualEngine:
        return self._factory(Settings(**settings))

    def asked(self, key: str) -> list[Any]:
        """What the stand-ins were asked under this name, in order."""
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        return [note[key] for note in map(json.loads, lines) if key in note]


def never() -> bool:
    return False


def say(
    engine: MultilingualEngine, text: str, voice: Voice | None = None, rate: float = 1.0
) -> Utterance:
    """Speak with a model opened for it."""
    return engine.open().synthesize(text, voice or engine.voice(None, None), rate, never)


def recording(path: Path, seconds: float = 2.0) -> Path:
    """A reference recording of so many seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(array("h", [0, 9000] * round(seconds * 8000)).tobytes())
    return path
