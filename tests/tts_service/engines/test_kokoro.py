"""The kokoro engine, with its own package and a model of a few hundred bytes."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.tts_service.heavy import say
from tests.tts_service.kokoro_voice import FRAME, FRAMES_A_SOUND, kokoro_voice
from tests.tts_service.sound import timed
from tts.service.engines.protocol import EngineFailed
from tts.service.settings import Settings
from tts.service.voices.catalog import UnknownVoice

pytest.importorskip("kokoro_onnx", reason="needs the package kokoro-onnx")

from tts.service.engines.kokoro.engine import KokoroEngine

RATE = 24_000
SOUND = FRAMES_A_SOUND * FRAME / RATE


def engine(folder: Path, **settings: object) -> KokoroEngine:
    return KokoroEngine(Settings(model_path=(str(folder),), **settings))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return kokoro_voice(tmp_path / "models", "af_heart", "am_puck", "ef_dora", "ff_siwis")


def test_a_service_speaks_three_languages_with_the_files_of_a_folder(
    host: Callable[..., httpx.Client], folder: Path
) -> None:
    tts = host(TTS_ENGINE="kokoro", MODEL_PATH=str(folder))
    for voice in ("en-US-JennyNeural", "es-ES-ElviraNeural", "fr-FR-DeniseNeural"):
        answer = tts.post("/tts", json={"text": "Hola a todos.", "voice": voice, "format": "wav"})
        assert answer.status_code == 200, answer.text
        assert answer.headers["x-tts-engine"] == "kokoro"
    assert tts.get("/api/model-info").json()["languages"] == ["en-us", "es", "fr-fr"]


def test_with_auto_it_speaks_the_languages_that_nothing_better_speaks(
    host: Callable[..., httpx.Client], folder: Path
) -> None:
    tts = host(TTS_ENGINE="auto", MODEL_PATH=str(folder))
    spoken = {
        language: tts.post("/tts", json={"text": "Ana va.", "language": language}).headers
        for language in ("en", "es", "de")
    }
    engines = {language: headers["x-tts-engine"] for language, headers in spoken.items()}
    assert engines == {"en": "hibari", "es": "kokoro", "de": "espeak"}


def test_words_are_timed_by_the_models_own_durations(
    host: Callable[..., httpx.Client], folder: Path
) -> None:
    tts = host(TTS_ENGINE="kokoro", MODEL_PATH=str(folder))
    speech = timed(tts, text="Cats sleep now.", format="wav")
    assert [word["text"] for word in speech["words"]] == ["Cats", "sleep", "now"]
    starts = [word["start"] / SOUND for word in speech["words"]]
    # The end sign, less the two frames by which a sound comes before its duration.
    assert starts[0] == pytest.approx(0.5, abs=0.05)
    assert all(start - starts[0] == pytest.approx(round(start - starts[0])) for start in starts)
    assert starts == sorted({*starts})


def test_a_model_without_durations_speaks_and_its_words_are_aligned(
    host: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    plain = kokoro_voice(tmp_path / "plain", "af_heart", phonemes="input_ids", durations="lasting")
    speech = timed(host(TTS_ENGINE="kokoro", MODEL_PATH=str(plain)), text="Cats sleep now.")
    starts = [word["start"] for word in speech["words"]]
    assert len(starts) == 3
    assert starts == sorted({*starts})


def test_names_and_presets_go_to_speakers_of_their_language(folder: Path) -> None:
    kokoro = engine(folder)
    assert kokoro.voice("friendly", "en").source == "am_puck"
    assert kokoro.voice("friendly", "es").source == "ef_dora"
    assert kokoro.voice("kokoro:ff_siwis", None).language == "fr-fr"
    listed = {(voice.id, voice.language) for voice in kokoro.voices()}
    assert {("warm", "fr-fr"), ("kokoro:am_puck", "en-us")} <= listed
    with pytest.raises(UnknownVoice):
        kokoro.voice("kokoro:../../etc/passwd", None)
    with pytest.raises(UnknownVoice):
        kokoro.voice("ar-SA-HamedNeural", None)


@pytest.mark.parametrize("rate", [0.25, 0.5, 2.0, 4.0])
def test_rate_is_kept_by_the_model_and_beyond_its_range_by_stretching(
    folder: Path, rate: float
) -> None:
    kokoro, text = engine(folder), "Hello, this is a test of how quickly it can be said."
    normal, paced = say(kokoro, text), say(kokoro, text, rate=rate)
    assert len(paced.pcm) == pytest.approx(len(normal.pcm) / rate, rel=0.12)


def test_more_phonemes_than_the_model_takes_are_spoken_in_several_breaths(folder: Path) -> None:
    spoken = say(engine(folder), "9 " * 140)
    assert len(spoken.pcm) / RATE > 510 * SOUND
    assert len(spoken.cues) == 140


def test_a_stopped_chunk_ends_after_its_sentence(folder: Path) -> None:
    kokoro, text = engine(folder), "One more. " * 10
    stopped = kokoro.open().synthesize(text, kokoro.voice(None, None), 1.0, lambda: True)
    assert 0 < len(stopped.pcm) < len(say(kokoro, text).pcm) / 9


def test_what_is_no_model_or_no_speaker_is_said(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(EngineFailed, match=r"a folder with kokoro….onnx and speakers"):
        engine(tmp_path)
    (folder / "af_cut.bin").write_bytes(b"cut")
    assert "af_cut" not in engine(folder).info().models
    (folder / "kokoro.onnx").write_bytes(b"torn")
    with pytest.raises(EngineFailed, match=r"kokoro\.onnx cannot be loaded"):
        engine(folder).open()
