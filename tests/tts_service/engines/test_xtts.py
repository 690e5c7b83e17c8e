"""The xtts engine, on a stand-in with its package's call signatures."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.tts_service.heavy import RATE, STAND_INS, Heavy, never, recording, say
from tests.tts_service.sound import seconds
from tts.service.engines.polyglot import PolyglotEngine
from tts.service.engines.protocol import EngineFailed
from tts.service.text.lexicon import NO_LEXICON
from tts.service.voices.catalog import Sampling, UnknownVoice


@pytest.fixture
def heavy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Heavy:
    monkeypatch.setenv("COQUI_TOS_AGREED", "1")
    return Heavy("xtts", "XttsEngine", monkeypatch, tmp_path / "asked")


def test_the_model_comes_from_the_hub_or_from_the_folder_named(
    heavy: Heavy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAND_IN_DEVICES", "cuda")
    heavy.engine().open()
    heavy.engine(model_path=("/m",), tts_device="cpu").open()
    assert heavy.asked("where") == [
        "tts_models/multilingual/multi-dataset/xtts_v2",
        "/m /m/config.json",
    ]
    assert heavy.asked("device") == ["cuda", "cpu"]


def test_named_voices_and_presets_are_speakers_of_the_model(heavy: Heavy) -> None:
    engine = heavy.engine()
    for name in ("en-US-JennyNeural", "ar-SA-HamedNeural", "calm", "xtts:Tammie Ema"):
        say(engine, "Hello", engine.voice(name, None))
    assert heavy.asked("voice") == ["Ana Florence", "Suad Qasim", "Tammie Ema", "Tammie Ema"]
    assert heavy.asked("language") == ["en", "ar", "en", "en"]
    with pytest.raises(UnknownVoice):
        engine.voice("xtts:Nobody", None)


def test_a_model_with_other_speakers_uses_its_first(
    heavy: Heavy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAND_IN_SPEAKERS", "Own Speaker")
    say(heavy.engine(), "Hello")
    assert heavy.asked("voice") == ["Own Speaker"]


@pytest.mark.parametrize(("language", "most"), [("en", 250), ("fr", 273), ("ar", 166)])
def test_a_text_is_never_cut_off_at_the_limit_of_its_language(
    start: Callable[..., httpx.Client], tmp_path: Path, language: str, most: int
) -> None:
    tts = start(
        TTS_ENGINE="xtts",
        COQUI_TOS_AGREED="1",
        PYTHONPATH=str(STAND_INS),
        STAND_IN_LOG=str(tmp_path / "log"),
    )
    word = {"en": "abcdefg ", "fr": "abcdefg ", "ar": "ابتثجحخ "}[language]
    text = (word * 100).strip()
    answer = tts.post("/tts", json={"text": text, "language": language, "chunk_size": 500})
    assert answer.status_code == 200, answer.text
    assert seconds(answer.content) == pytest.approx(len(text) * 0.05, rel=0.05)
    log = (tmp_path / "log").read_text()
    asked = [len(line) for line in heavy_texts(log)]
    assert most - 10 < max(asked) <= most


def heavy_texts(log: str) -> list[str]:
    return [note["text"] for note in map(json.loads, log.splitlines()) if "text" in note]


def test_a_foreign_run_keeps_to_the_limit_of_its_own_language(heavy: Heavy) -> None:
    engine = PolyglotEngine(heavy.engine(), NO_LEXICON)
    text = "Say " + "ابتثجحخ " * 28 + "now"
    spoken = engine.open().synthesize(text, engine.voice(None, "en"), 1.0, never)
    assert heavy.asked("language") == ["en", "ar", "ar", "en"]
    assert max(map(len, heavy.asked("text"))) <= 166
    assert [text[cue.char :][:3] for cue in spoken.cues] == ["Say", "ابت", "ابت", "now"]


def test_a_reference_voice_is_listened_to_once_whatever_the_language(
    heavy: Heavy, tmp_path: Path
) -> None:
    recording(tmp_path / "voices/omar.wav")
    (tmp_path / "voices/consent").mkdir()
    (tmp_path / "voices/consent/omar.json").write_text('{"language": "ar", "by": "Omar"}')
    engine = heavy.engine(voices_dir=str(tmp_path / "voices"))
    speaker = engine.open()
    for language in (None, "fr"):
        voice = engine.voice("clone:omar", language)
        speaker.synthesize("Salut", voice, 1.0, never)
    assert heavy.asked("listened") == ["omar.wav"]
    assert heavy.asked("language") == ["ar", "fr"]
    assert heavy.asked("voice") == ["omar", "omar"]


def test_the_temperature_asked_for_reaches_the_model_but_never_nought(heavy: Heavy) -> None:
    engine = heavy.engine()
    voice = engine.voice("calm", None)
    for temperature in (None, 1.5, 0.0):
        say(engine, "Hello", replace(voice, sampling=Sampling(temperature=temperature)))
    assert heavy.asked("temperature") == [0.75, 1.5, 0.05]


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_rate_stretches_what_the_model_speaks_at_its_own_pace(heavy: Heavy, rate: float) -> None:
    engine = heavy.engine()
    voice = engine.voice("en-US-JennyNeural", None)
    assert len(say(engine, "Hello " * 20, voice, rate).pcm) == pytest.approx(
        RATE * 0.05 * 119 / rate, rel=0.02
    )


def test_a_model_that_asks_at_the_keyboard_fails_to_load_instead(
    heavy: Heavy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COQUI_TOS_AGREED")
    with pytest.raises(EngineFailed, match="XTTS could not be loaded"):
        heavy.engine().open()
