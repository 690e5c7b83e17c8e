"""Other services' names of voices, and which of ours stand for them."""

import re
from typing import Final

OPENAI: Final = {
    "alloy": "professional",
    "ash": "authoritative",
    "ballad": "warm",
    "cedar": "authoritative",
    "coral": "friendly",
    "echo": "en-US-GuyNeural",
    "fable": "warm",
    "marin": "calm",
    "nova": "en-US-JennyNeural",
    "onyx": "authoritative",
    "sage": "calm",
    "shimmer": "friendly",
    "verse": "professional",
}
"""OpenAI's voices, and ours that stand for them."""

KOKORO_LANGUAGES: Final = {
    "a": "en-us", "b": "en-gb", "e": "es", "f": "fr", "h": "hi", "i": "it", "j": "ja", "p": "pt",
    "z": "zh",
}  # fmt: skip
"""Languages by the letter that Kokoro's voices begin with, and that its clients send as lang_code."""

# Such as af_heart: the language, a woman or a man, the name.
_KOKORO: Final = re.compile(r"([abefhijpz])([fm])_[a-z0-9]+")
_KOKORO_STAND_INS: Final = {
    ("a", "f"): "en-US-JennyNeural", ("a", "m"): "en-US-GuyNeural", ("e", "f"): "es-ES-ElviraNeural",
    ("f", "f"): "fr-FR-DeniseNeural",
}  # fmt: skip
_PRESETS: Final = {"f": "warm", "m": "authoritative"}


def first_of_a_blend(name: str) -> str:
    """Return the first voice of Kokoro's blends, such as af_bella(2)+af_sky; another name as it is."""
    first = re.split(r"[+(]", name, maxsplit=1)[0].strip()
    return first if _KOKORO.fullmatch(first) else name


def stand_in_for_kokoro(name: str) -> tuple[str, str] | None:
    """Return our voice and the language for a name such as af_heart; None for any other name."""
    parts = _KOKORO.fullmatch(name)
    if parts is None:
        return None
    letter, kind = parts.groups()
    voice = _KOKORO_STAND_INS.get((letter, kind), _PRESETS[kind])
    return voice, KOKORO_LANGUAGES[letter]
