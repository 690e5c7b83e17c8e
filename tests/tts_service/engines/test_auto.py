"""TTS_ENGINE=auto: each language by the best engine that is there."""

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from hibari.tts import ASSETS

from tests.processes import PATIENCE_SECONDS
from tests.tts_service.heavy import say
from tests.tts_service.piper_voice import piper_voice
from tests.tts_service.sound import samples, timed
from tests.tts_service.stand_in import hosted
from tts.service.engines import factory
from tts.service.engines.factory import engine_factory
from tts.service.engines.protocol import Engine, engine_info
from tts.service.settings import Settings

Host = Callable[..., httpx.Client]


def auto(*paths: Path, **settings: object) -> Engine:
    given = Settings(model_path=tuple(map(str, paths)), **settings)  # type: ignore[arg-type]
    return engine_factory(given)()


def speaks(engine: Engine, name: str | None, language: str | None = None) -> str:
    return engine.voice(name, language).engine


@pytest.fixture(scope="module")
def tts() -> Iterator[httpx.Client]:
    """A service with the default engine and no other models than are installed."""
    settings = Settings()
    with (
        hosted(engine_factory(settings), settings) as url,
        httpx.Client(base_url=url, timeout=PATIENCE_SECONDS, verify=False) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Piper voices for English and Arabic and one of hibari's."""
    folder = tmp_path_factory.mktemp("models")
    piper_voice(folder, "en_US-joe-medium")
    piper_voice(folder, "ar_JO-kareem-low", "ar_JO", "ar")
    shutil.copy(Path(ASSETS) / "hibari.onnx", folder / "af_kore.int8.onnx")
    return folder


def test_english_is_natural_with_nothing_but_what_is_installed_and_the_rest_is_espeak(
    tts: httpx.Client,
) -> None:
    for body, who in (
        ({"text": "Hello."}, "hibari"),
        ({"text": "Hello.", "voice": "calm"}, "hibari"),
        ({"text": "Hello.", "voice": "en-US-GuyNeural"}, "espeak"),
        ({"text": "مرحبًا.", "voice": "warm", "language": "ar"}, "espeak"),
        ({"text": "Hola.", "language": "es"}, "espeak"),
    ):
        answer = tts.post("/tts", json=body)
        assert (answer.status_code, answer.headers["x-tts-engine"]) == (200, who), body
    assert tts.get("/health").json()["engine"] == "auto"
    assert 'tts_audio_seconds_total{engine="hibari"}' in tts.get("/metrics").text


def test_each_voice_says_who_speaks_it_and_how_it_sounds(tts: httpx.Client) -> None:
    listed = tts.get("/voices").json()
    voices = {(v["id"], v["language"]): (v["engine"], v["quality"]) for v in listed["voices"]}
    assert voices["en-US-JennyNeural", "en-us"] == ("hibari", "natural")
    assert voices["en-US-GuyNeural", "en-us"] == ("espeak", "basic")
    assert voices["calm", "en-us"] == ("hibari", "natural")
    assert voices["calm", "ar"] == ("espeak", "basic")
    assert voices["hibari:heart", "en-us"] == ("hibari", "natural")
    assert len(voices) == len(listed["voices"])
    assert (listed["default"], listed["notices"]) == ("en-US-JennyNeural", [])
    (version,) = {v["engine_version"] for v in listed["voices"] if v["engine"] == "hibari"}
    assert version.startswith("0.2")


def test_voices_of_model_path_speak_their_languages(models: Path) -> None:
    engine = auto(models)
    assert speaks(engine, None) == speaks(engine, "warm", "en") == "hibari"
    assert speaks(engine, None, "ar") == speaks(engine, "warm", "ar") == "piper"
    # A man's name goes to the man who is there.
    assert speaks(engine, "en-US-GuyNeural") == speaks(engine, "piper:en_US-joe-medium") == "piper"
    assert engine.voice("friendly", "en").source == "kore"
    assert speaks(engine, "warm", "fr") == "espeak"
    assert say_with(engine, "مرحبًا بك.", "ar") == ("piper",)


def say_with(engine: Engine, text: str, language: str) -> tuple[str, ...]:
    return say(engine, text, engine.voice(None, language)).engines  # type: ignore[arg-type]


def test_words_in_another_script_are_read_by_who_reads_it_within_one_recording(
    tts: httpx.Client,
) -> None:
    speech = timed(tts, text="The word سلام means peace.", format="wav")
    assert speech["engine"] == "hibari, espeak"
    assert [word["text"] for word in speech["words"]] == "The word سلام means peace.".replace(
        ".", ""
    ).split()
    assert samples(speech["audio"])[0] == 24_000


def test_a_model_that_is_not_there_is_said_once_and_the_rest_speaks(
    host: Host, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gone = tmp_path / "gone.onnx"
    with caplog.at_level(logging.WARNING):
        tts = host(TTS_ENGINE="auto", MODEL_PATH=str(gone))
        sentence = f"MODEL_PATH names {gone}, which is not there."
        assert tts.get("/voices").json()["notices"] == [sentence]
        assert tts.post("/tts", json={"text": "Hello."}).headers["x-tts-engine"] == "hibari"
    assert sum(sentence in line for line in caplog.messages) == 1


def test_a_torn_model_is_stepped_in_for_and_said(host: Host, tmp_path: Path) -> None:
    piper_voice(tmp_path, "es_ES-torn", "es_ES", "es").write_bytes(b"torn")
    tts = host(TTS_ENGINE="auto", MODEL_PATH=str(tmp_path))
    answer = tts.post("/tts", json={"text": "Hola.", "language": "es"})
    assert (answer.status_code, answer.headers["x-tts-engine"]) == (200, "espeak")
    (notice,) = tts.get("/voices").json()["notices"]
    assert notice.startswith("The engine piper failed: ")
    assert "es_ES-torn.onnx cannot be loaded" in notice


def test_without_the_natural_voices_package_espeak_speaks_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(factory, "find_spec", lambda name: None)
    engine = auto()
    assert speaks(engine, None) == "espeak"
    assert (engine.name, engine.sample_rate) == ("auto", 22_050)
    (notice,) = engine_info(engine).notices
    assert notice.endswith("which is not installed: pip install hibari-tts.")


def test_a_wrong_voice_is_refused_in_the_words_of_who_knows_most_languages(
    tts: httpx.Client,
) -> None:
    for body, said in (
        ({"voice": "nobody"}, "The voice 'nobody' is unknown; GET /voices lists them."),
        ({"language": "tlh"}, "The language 'tlh' is not spoken here."),
        (
            {"voice": "en-US-JennyNeural", "language": "ar"},
            "The voice 'en-US-JennyNeural' speaks en-us, not ar.",
        ),
    ):
        answer = tts.post("/tts", json={"text": "Hello.", **body})
        assert (answer.status_code, answer.json()["detail"]) == (400, said)
