"""Which engine a setting gives, and what is said of one that cannot be had."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.processes import PATIENCE_SECONDS, ROOT, free_port, wait_until
from tests.tts_service.heavy import STAND_INS, recording
from tests.tts_service.piper_voice import piper_voice
from tts.service.engines import factory
from tts.service.engines.factory import engine_factory
from tts.service.settings import BadSetting, Settings
from tts.service.voices.references import ReferenceVoices

HEAVY = ("piper", "hibari", "onnxruntime", "torch", "chatterbox", "TTS")


def ended(**env: str) -> tuple[int, str]:
    """Status and last words of a service that cannot start."""
    settings = {"PATH": os.environ["PATH"], "PORT": str(free_port()), **env}
    done = subprocess.run(
        [sys.executable, "-m", "tts.service"], cwd=ROOT, env=settings, timeout=PATIENCE_SECONDS,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def refused(**env: str) -> str:
    """What is said of settings that cannot work."""
    with pytest.raises(BadSetting) as problem:
        engine_factory(Settings.from_environ(env))
    return str(problem.value)


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engines' packages seem to be installed."""
    monkeypatch.syspath_prepend(str(STAND_INS))


@pytest.mark.parametrize(
    ("engine", "package"),
    [("piper", "piper-tts"), ("chatterbox", "chatterbox-tts"), ("xtts", "coqui-tts")],
)
@pytest.mark.parametrize("setting", ["TTS_ENGINE", "TTS_FALLBACK"])
def test_an_engine_whose_package_is_missing_names_its_extra(
    monkeypatch: pytest.MonkeyPatch, engine: str, package: str, setting: str
) -> None:
    monkeypatch.setattr(factory, "find_spec", lambda name: None)
    assert refused(**{"TTS_ENGINE": "espeak", setting: engine}) == (
        f"{setting}={engine} needs the package {package}, which is not installed: "
        f"pip install 'edusmart[{engine}]'."
    )


def test_the_service_ends_with_that_sentence_alone() -> None:
    known = "auto, espeak, hibari, piper, kokoro, chatterbox, remote, xtts"
    said = f"TTS_ENGINE must be one of {known}, not 'parrot'.\n"
    assert ended(TTS_ENGINE="parrot") == (1, said)


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"TTS_ENGINE": "parrot"}, "TTS_ENGINE must be one of auto, espeak, hibari, piper"),
        ({"TTS_ENGINE": "espeak", "TTS_FALLBACK": "parrot"}, "TTS_FALLBACK must be one of"),
        (
            {"TTS_ENGINE": "espeak", "TTS_FALLBACK": "espeak"},
            "TTS_FALLBACK must be another engine than TTS_ENGINE.",
        ),
        (
            {"TTS_FALLBACK": "piper"},
            "TTS_ENGINE=auto falls back to espeak: leave TTS_FALLBACK out.",
        ),
        ({"TTS_LOAD": "never"}, "TTS_LOAD must be start or first_use, not 'never'."),
        ({"CHATTERBOX_MODEL": "big"}, "CHATTERBOX_MODEL must be multilingual or"),
        ({"TTS_FALLBACK_FAILURES": "0"}, "TTS_FALLBACK_FAILURES must be a number from 1"),
        ({"TTS_ENGINE": "xtts"}, "xtts needs COQUI_TOS_AGREED=1"),
        ({"TTS_ENGINE": "espeak", "TTS_FALLBACK": "xtts"}, "xtts needs COQUI_TOS_AGREED=1"),
        ({"LEXICON_DIR": "/none-such"}, "LEXICON_DIR is not a folder: /none-such."),
        ({"VOICES_DIR": "/none-such"}, "VOICES_DIR is not a folder: /none-such."),
    ],
)
def test_settings_that_cannot_work_are_refused_in_one_sentence(
    stand_ins: None, env: dict[str, str], said: str
) -> None:
    assert refused(**env).startswith(said)


def test_espeak_imports_none_of_the_others_packages() -> None:
    code = (
        "from tts.service.__main__ import main; from tts.service.settings import Settings\n"
        "from tts.service.engines.factory import engine_factory\n"
        "engine_factory(Settings(tts_engine='espeak'))().open()\n"
        f"import sys; print(*({HEAVY!r} & sys.modules.keys()))"
    ).replace(repr(HEAVY), repr(set(HEAVY)))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "\n"


def health_of(env: dict[str, str]) -> tuple[int, str]:
    """Start a service, and wait until it is no longer loading."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tts.service"], cwd=ROOT, stderr=subprocess.DEVNULL,
        env={**os.environ, **env, "PORT": str(port)},
    )  # fmt: skip
    found: list[httpx.Response] = []

    def answered() -> bool:
        try:
            found[:] = [httpx.get(f"http://127.0.0.1:{port}/health", timeout=PATIENCE_SECONDS)]
        except httpx.TransportError:
            return False
        return "loading" not in found[0].text

    try:
        wait_until(answered, "a loaded or failed engine")
        return found[0].status_code, found[0].json()["status"]
    finally:
        process.terminate()
        process.wait()


def test_a_model_that_cannot_be_loaded_is_reported_by_health(tmp_path: Path) -> None:
    env = {"TTS_ENGINE": "piper", "MODEL_PATH": str(tmp_path / "gone.onnx")}
    assert health_of(env) == (503, "failed")


def test_with_a_fallback_a_model_that_cannot_be_loaded_is_stepped_in_for(
    host: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    path = piper_voice(tmp_path, "en_US-torn")
    path.write_bytes(b"torn")
    tts = host(TTS_ENGINE="piper", TTS_FALLBACK="espeak", MODEL_PATH=str(path))
    answer = tts.post("/tts", json={"text": "Hello there."})
    assert (answer.status_code, answer.headers["x-tts-engine"]) == (200, "espeak")


@pytest.mark.parametrize(("load", "at_start"), [("start", 2), ("first_use", 0)])
def test_models_are_loaded_at_the_start_or_at_first_use(
    start: Callable[..., httpx.Client], tmp_path: Path, load: str, at_start: int
) -> None:
    log = tmp_path / "log"
    log.touch()
    tts = start(
        TTS_ENGINE="chatterbox",
        TTS_LOAD=load,
        WORKERS="2",
        PYTHONPATH=str(STAND_INS),
        STAND_IN_LOG=str(log),
    )
    assert log.read_text().count("loaded") == at_start
    assert tts.post("/tts", json={"text": "Hello there."}).status_code == 200
    assert log.read_text().count("loaded") >= 1


def test_reference_voices_are_the_recordings_fit_to_be_imitated(tmp_path: Path) -> None:
    recording(tmp_path / "anna.wav")
    recording(tmp_path / "short.wav", 0.5)
    recording(tmp_path / "Bad Name.wav")
    recording(tmp_path / "consent/anna.wav")
    (tmp_path / "text.wav").write_text("no sound")
    (tmp_path / "consent/anna.json").write_text('{"language": "fr"}')
    references = ReferenceVoices(str(tmp_path))
    (found,) = references.all()
    assert (found.id, found.language, found.has_consent) == ("anna", "fr", True)
    assert references.find("short") is references.find("../anna") is None
    (tmp_path / "anna.wav").unlink()
    recording(tmp_path / "bea.wav")
    assert [it.id for it in references.all()] == ["bea"]
    assert references.find("anna") is None
    assert ReferenceVoices("").all() == []


@pytest.mark.parametrize("consent", [None, "{", "[]", '{"language": 5}', '"x"'])
def test_a_consent_that_says_no_language_leaves_it_open(
    tmp_path: Path, consent: str | None
) -> None:
    recording(tmp_path / "anna.wav")
    (tmp_path / "consent").mkdir()
    if consent is not None:
        (tmp_path / "consent/anna.json").write_text(consent)
    anna = ReferenceVoices(str(tmp_path)).find("anna")
    assert anna
    assert anna.language is None


def test_an_unknown_folder_is_refused() -> None:
    with pytest.raises(BadSetting):
        ReferenceVoices("/none-such")
