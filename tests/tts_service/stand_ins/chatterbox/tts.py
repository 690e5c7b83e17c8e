"""The English model: invents beyond 350 characters, and minds who uses it and how."""

import os
import threading
from pathlib import Path
from typing import Any

import torch

SECONDS_PER_CHARACTER = 0.05


class Conditionals:
    def __init__(self, voice: str) -> None:
        self.voice = voice


class _Model:
    def __init__(self, device: str, where: str) -> None:
        self.sr = 24_000
        self.conds: Conditionals | None = Conditionals("built-in")
        self._thread = threading.get_ident()
        torch.note(loaded=type(self).__name__, device=device, where=where)

    def prepare_conditionals(self, wav_fpath: str, exaggeration: float = 0.5) -> None:
        self._used()
        torch.note(listened=Path(wav_fpath).name)
        self.conds = Conditionals(Path(wav_fpath).stem)

    def _spoken(self, text: str, **settings: Any) -> torch.Tensor:
        self._used()
        if "stumble" in text or Path(os.environ.get("STAND_IN_BROKEN", "none-such")).exists():
            raise RuntimeError("CUDA error: out of memory")
        assert self.conds is not None
        torch.note(text=text, voice=self.conds.voice, **settings)
        if "nonsense" in text:
            return torch.Tensor([float("nan")] * 24_000)
        return torch.tone(40 if len(text) > 350 else len(text) * SECONDS_PER_CHARACTER)

    def _used(self) -> None:
        assert torch.is_inference_mode_enabled(), "gradients are being kept"
        assert threading.get_ident() == self._thread, "used by another thread"


class ChatterboxTTS(_Model):
    @classmethod
    def from_local(cls, ckpt_dir: str, device: str) -> "ChatterboxTTS":
        return cls(device, str(ckpt_dir))

    @classmethod
    def from_pretrained(cls, device: str) -> "ChatterboxTTS":
        return cls(device, "hub")

    def generate(
        self,
        text: str,
        repetition_penalty: float = 1.2,
        min_p: float = 0.05,
        top_p: float = 1.0,
        audio_prompt_path: str | None = None,
        exaggeration: float = 0.5,
        cfg_weight: float = 0.5,
        temperature: float = 0.8,
    ) -> torch.Tensor:
        return self._spoken(
            text, exaggeration=exaggeration, cfg_weight=cfg_weight, temperature=temperature
        )
