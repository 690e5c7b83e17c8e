"""XTTS: cuts off what passes a language's limit, and asks for consent at the keyboard."""

import os
import threading
from pathlib import Path
from typing import Any

import torch

SECONDS_PER_CHARACTER = 0.05
_LIMITS = {"en": 250, "fr": 273, "ar": 166, "es": 239}


class _Speakers:
    def __init__(self) -> None:
        names = os.environ.get("STAND_IN_SPEAKERS", "Ana Florence,Suad Qasim,Tammie Ema").split(",")
        self.speakers = {
            name: {"gpt_cond_latent": f"latent {name}", "speaker_embedding": name} for name in names
        }


class _Xtts:
    def __init__(self) -> None:
        self.speaker_manager = _Speakers()
        self._thread = threading.get_ident()

    def get_conditioning_latents(
        self,
        audio_path: list[str],
        max_ref_length: int = 30,
        gpt_cond_len: int = 6,
        gpt_cond_chunk_len: int = 6,
        librosa_trim_db: int | None = None,
        sound_norm_refs: bool = False,
        load_sr: int = 22050,
    ) -> tuple[str, str]:
        assert torch.is_inference_mode_enabled(), "gradients are being kept"
        torch.note(listened=Path(audio_path[0]).name)
        stem = Path(audio_path[0]).stem
        return f"latent {stem}", stem

    def inference(
        self,
        text: str,
        language: str,
        gpt_cond_latent: str,
        speaker_embedding: str,
        temperature: float = 0.75,
        length_penalty: float = 1.0,
        repetition_penalty: float = 10.0,
        top_k: int = 50,
        top_p: float = 0.85,
        do_sample: bool = True,
        num_beams: int = 1,
        speed: float = 1.0,
        enable_text_splitting: bool = False,
        **hf_generate_kwargs: Any,
    ) -> dict[str, Any]:
        assert threading.get_ident() == self._thread, "used by another thread"
        torch.note(text=text, language=language, voice=speaker_embedding, temperature=temperature)
        spoken = min(len(text), _LIMITS.get(language, 70))
        return {"wav": torch.tone(spoken * SECONDS_PER_CHARACTER)}


class _Synthesizer:
    def __init__(self) -> None:
        self.tts_model = _Xtts()


class TTS:
    def __init__(
        self,
        model_name: str = "",
        *,
        model_path: str | None = None,
        config_path: str | None = None,
        progress_bar: bool = True,
        gpu: bool = False,
    ) -> None:
        if model_name and os.environ.get("COQUI_TOS_AGREED") != "1":
            input("I agree to the terms of the non-commercial CPML [y/n]")
        self.synthesizer = _Synthesizer()
        self._where = model_name or f"{model_path} {config_path}"

    def to(self, device: str) -> "TTS":
        torch.note(loaded="XTTS", device=device, where=self._where)
        return self
