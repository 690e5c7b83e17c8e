"""The multilingual model, whose tokenizer takes letters apart and drops what it does not know."""

import os
import unicodedata

import torch
from chatterbox.tts import _Model

SUPPORTED_LANGUAGES = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French"}


class _Vocabulary:
    def get_vocab(self) -> dict[str, int]:
        letters = [chr(code) for code in range(0x20, 0x700)]
        missing = set(os.environ.get("STAND_IN_LETTERS", ""))
        return {letter: at for at, letter in enumerate(letters) if letter not in missing}


class _Tokenizer:
    tokenizer = _Vocabulary()

    def heard(self, text: str) -> str:
        known = self.tokenizer.get_vocab()
        return "".join(part for part in unicodedata.normalize("NFKD", text) if part in known)


class ChatterboxMultilingualTTS(_Model):  # type: ignore[misc]  # its stub is Any to mypy
    tokenizer = _Tokenizer()

    @classmethod
    def get_supported_languages(cls) -> dict[str, str]:
        return SUPPORTED_LANGUAGES.copy()

    @classmethod
    def from_local(
        cls, ckpt_dir: str, device: str, t3_model: str | None = None
    ) -> "ChatterboxMultilingualTTS":
        return cls(device, f"{ckpt_dir} {t3_model}")

    @classmethod
    def from_pretrained(
        cls, device: str, t3_model: str | None = None
    ) -> "ChatterboxMultilingualTTS":
        return cls(device, f"hub {t3_model}")

    def generate(
        self,
        text: str,
        language_id: str,
        audio_prompt_path: str | None = None,
        exaggeration: float = 0.5,
        cfg_weight: float = 0.5,
        temperature: float = 0.8,
        repetition_penalty: float = 2.0,
        min_p: float = 0.05,
        top_p: float = 1.0,
    ) -> torch.Tensor:
        if language_id not in SUPPORTED_LANGUAGES:
            raise ValueError(f"Unsupported language_id '{language_id}'.")
        return self._spoken(
            text,
            heard=self.tokenizer.heard(text),
            language=language_id,
            exaggeration=exaggeration,
            cfg_weight=cfg_weight,
            temperature=temperature,
        )
