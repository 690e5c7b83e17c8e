"""Each package called as its own documentation calls it, without this service."""

from array import array
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tts.service.audio.loudness import from_floats
from tts.service.engines.espeak import EspeakEngine

Say = Callable[[str], tuple["array[int]", int]]
"""Speaks a text: samples and their rate."""


def espeak(_: Path) -> Say:
    """The library itself, through the engine that is a thin layer over it."""
    engine = EspeakEngine()
    speaker, voice = engine.open(), engine.voice("espeak:en-us", None)
    return lambda text: (speaker.synthesize(text, voice, 1.0, bool).pcm, engine.sample_rate)


def hibari(_: Path) -> Say:
    from hibari import Hibari

    voice = Hibari()
    return lambda text: (from_floats(voice(text)), voice.sample_rate)


def piper(model: Path) -> Say:
    from piper import PiperVoice

    voice = PiperVoice.load(str(model))

    def say(text: str) -> tuple["array[int]", int]:
        pcm = array("h", b"".join(it.audio_int16_bytes for it in voice.synthesize(text)))
        return pcm, voice.config.sample_rate

    return say


def kokoro(folder: Path) -> Say:
    from kokoro_onnx import Kokoro

    model = next(folder.glob("kokoro*.onnx"))
    # The package wants all speakers in one archive.
    styles = np.fromfile(folder / "af_heart.bin", np.float32).reshape(-1, 1, 256)
    archive = folder / ".af_heart.npz"
    np.savez(archive, af_heart=styles)
    try:
        voice = Kokoro(str(model), str(archive))
    finally:
        archive.unlink()

    def say(text: str) -> tuple["array[int]", int]:
        samples, rate = voice.create(text, voice=styles, speed=1.0, lang="en-us")
        return from_floats(samples), rate

    return say
