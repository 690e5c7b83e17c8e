"""The chatterbox engine, on a stand-in with its package's call signatures."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.tts_service.heavy import RATE, STAND_INS, Heavy, never, recording, say
from tests.tts_service.sound import seconds
from tts.service.engines.protocol import EngineFailed
from tts.service.settings import Settings
from tts.service.voices.catalog import Sampling, UnknownVoice


@pytest.fixture
def heavy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Heavy:
    return Heavy("chatterbox", "ChatterboxEngine", monkeypatch, tmp_path / "asked")


@pytest.mark.parametrize(
    ("settings", "loaded", "where"),
    [
        ({}, "ChatterboxMultilingualTTS", "hub None"),
        ({"chatterbox_model": "multilingual-v3"}, "ChatterboxMultilingualTTS", "hub v3"),
        ({"chatterbox_model": "english"}, "ChatterboxTTS", "hub"),
        ({"model_path": ("/m",)}, "ChatterboxMultilingualTTS", "/m None"),
        ({"model_path": ("/m",), "chatterbox_model": "english"}, "ChatterboxTTS", "/m"),
    ],
)
def test_the_model_comes_from_the_folder_named_or_else_from_the_hub(
    heavy: Heavy, settings: dict[str, object], loaded: str, where: str
) -> None:
    heavy.engine(**settings).open()
    assert (heavy.asked("loaded"), heavy.asked("where")) == ([loaded], [where])


@pytest.mark.parametrize(
    ("asked", "there", "used"),
    [
        ("auto", "", "cpu"),
        ("auto", "mps", "mps"),
        ("auto", "cuda,mps", "cuda"),
        ("cpu", "cuda", "cpu"),
        ("cuda:1", "cuda", "cuda:1"),
    ],
)
def test_it_runs_on_the_device_asked_for_or_the_quickest(
    heavy: Heavy, monkeypatch: pytest.MonkeyPatch, asked: str, there: str, used: str
) -> None:
    monkeypatch.setenv("STAND_IN_DEVICES", there)
    engine = heavy.engine(tts_device=asked)
    engine.open()
    assert (engine.info().device, heavy.asked("device")) == (used, [used])


def test_a_device_that_is_not_there_is_said_so(heavy: Heavy) -> None:
    with pytest.raises(EngineFailed, match="TTS_DEVICE=cuda is not on this machine"):
        heavy.engine(tts_device="cuda")


def test_a_chunk_stays_below_three_hundred_characters_however_it_is_spelled(
    heavy: Heavy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAND_IN_LETTERS", "\u0653\u0654\u0655")
    engine = heavy.engine()
    assert engine.chunk_size < 300
    text = ("آآآآآآآآآ " * 40)[: engine.chunk_size].strip()
    spoken = say(engine, text, engine.voice(None, "ar"))
    assert len(heavy.asked("text")) == 2
    assert max(map(len, heavy.asked("text"))) < 300
    spelled = len("".join(heavy.asked("text")))
    assert len(spoken.pcm) == pytest.approx(RATE * 0.05 * spelled, rel=0.02)


def test_arabic_letters_with_a_hamza_keep_it_where_the_model_would_lose_it(
    heavy: Heavy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAND_IN_LETTERS", "\u0653\u0654\u0655")
    engine = heavy.engine()
    say(engine, "أحمد إلى آدم سؤال مئة", engine.voice(None, "ar"))
    assert heavy.asked("heard") == ["ءحمد ءِلى ءادم سءال مءة"]


def test_arabic_letters_that_the_model_knows_are_left_as_they_are(heavy: Heavy) -> None:
    engine = heavy.engine()
    say(engine, "أحمد إلى آدم", engine.voice(None, "ar"))
    assert heavy.asked("text") == ["أحمد إلى آدم"]


def test_the_language_of_the_voice_is_told_to_the_model(heavy: Heavy) -> None:
    engine = heavy.engine()
    for name, language in (("calm", "fr"), (None, "ar"), ("es-ES-ElviraNeural", None)):
        say(engine, "Ola", engine.voice(name, language))
    assert heavy.asked("language") == ["fr", "ar", "es"]
    with pytest.raises(UnknownVoice, match="'sw' is not spoken"):
        engine.voice("calm", "sw")
    with pytest.raises(UnknownVoice, match="speaks es, not fr"):
        engine.voice("es-ES-ElviraNeural", "fr")


def test_the_english_model_has_only_english_voices(heavy: Heavy) -> None:
    engine = heavy.engine(chatterbox_model="english")
    assert {voice.language for voice in engine.voices()} == {"en"}
    with pytest.raises(UnknownVoice, match="which no model here does"):
        engine.voice("ar-SA-HamedNeural", None)
    say(engine, "Hello")
    assert heavy.asked("language") == []


def test_a_reference_voice_is_listened_to_once_and_does_not_stay_for_the_next_caller(
    heavy: Heavy, tmp_path: Path
) -> None:
    recording(tmp_path / "voices/anna.wav")
    engine = heavy.engine(voices_dir=str(tmp_path / "voices"))
    speaker = engine.open()
    for voice in ("clone:anna", "calm", "anna"):
        speaker.synthesize("Hello", engine.voice(voice, None), 1.0, never)
    assert heavy.asked("voice") == ["anna", "built-in", "anna"]
    assert heavy.asked("listened") == ["anna.wav"]


def test_only_so_many_reference_voices_are_kept_in_memory(heavy: Heavy, tmp_path: Path) -> None:
    names = [f"v{number}" for number in range(9)]
    for name in names:
        recording(tmp_path / f"voices/{name}.wav", 1)
    engine = heavy.engine(voices_dir=str(tmp_path / "voices"))
    speaker = engine.open()
    for name in [*names, "v8", "v1", "v0", "v1"]:
        speaker.synthesize("Hello", engine.voice(name, None), 1.0, never)
    assert heavy.asked("listened") == [f"{name}.wav" for name in [*names, "v0"]]


def test_presets_and_callers_set_how_it_speaks(heavy: Heavy) -> None:
    engine = heavy.engine()
    calm, friendly = engine.voice("calm", None), engine.voice("friendly", None)
    own = Sampling(seed=7, temperature=0.0, exaggeration=1.5, cfg_weight=0.1)
    for voice in (calm, friendly, replace(calm, sampling=own)):
        say(engine, "Hello", voice)
    calmly, friendlily, mine = heavy.asked("exaggeration")
    assert calmly < 0.5 < friendlily < mine == 1.5
    assert (heavy.asked("temperature")[2], heavy.asked("cfg_weight")[2]) == (0.0, 0.1)
    assert heavy.asked("seed") == [7]


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_rate_stretches_what_the_model_speaks_at_its_own_pace(heavy: Heavy, rate: float) -> None:
    engine = heavy.engine()
    voice = engine.voice("en-US-JennyNeural", None)
    normal, paced = say(engine, "Hello " * 20, voice), say(engine, "Hello " * 20, voice, rate)
    assert len(paced.pcm) == pytest.approx(len(normal.pcm) / rate, rel=0.02)


@pytest.mark.parametrize("text", ["stumble", "nonsense"])
def test_whatever_goes_wrong_inside_the_model_is_an_engine_failure(heavy: Heavy, text: str) -> None:
    with pytest.raises(EngineFailed, match="could not speak a chunk"):
        say(heavy.engine(), text)


def test_a_caller_who_left_is_not_spoken_to(heavy: Heavy) -> None:
    engine = heavy.engine()
    spoken = engine.open().synthesize("Hello", engine.voice(None, None), 1.0, lambda: True)
    assert (len(spoken.pcm), heavy.asked("text")) == (0, [])


def test_a_service_speaks_through_it_one_thread_to_a_model(
    start: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    recording(tmp_path / "voices/anna.wav")
    tts = start(
        TTS_ENGINE="chatterbox",
        PYTHONPATH=str(STAND_INS),
        WORKERS="2",
        VOICES_DIR=str(tmp_path / "voices"),
        STAND_IN_LOG=str(tmp_path / "log"),
    )
    text = "It was a fine day, and the fox went out to play by the river. " * 12
    for _ in range(3):
        answer = tts.post("/tts", json={"text": text, "voice": "clone:anna", "seed": 3})
        assert answer.status_code == 200, answer.text
        assert answer.headers["x-tts-engine"] == "chatterbox"
        assert seconds(answer.content) == pytest.approx(len(text) * 0.05, rel=0.1)
    listed = {voice["id"]: voice["kind"] for voice in tts.get("/voices").json()["voices"]}
    assert (listed["clone:anna"], listed["warm"]) == ("reference", "preset")
    for named in (
        {"reference_audio_filename": "anna.wav"},
        {"predefined_voice_id": "anna"},
        {"voice": "clone:anna"},
    ):
        answer = tts.post("/tts", json={"text": "Hello.", "voice_mode": "clone", **named})
        assert answer.headers["x-tts-voice"] == "clone:anna"
    for nobody in ("nobody.wav", "../anna.wav"):
        body = {"text": "Hello.", "voice_mode": "clone", "predefined_voice_id": nobody}
        assert tts.post("/tts", json=body).status_code == 400


@pytest.mark.parametrize("name", ["../anna", "clone:../../etc/passwd", "/tmp/anna.wav", "anna.wav"])  # noqa: S108
def test_a_reference_voice_is_never_a_path(heavy: Heavy, tmp_path: Path, name: str) -> None:
    recording(tmp_path / "voices/anna.wav")
    recording(tmp_path / "anna.wav")
    engine = heavy.engine(voices_dir=str(tmp_path / "voices"))
    with pytest.raises(UnknownVoice, match="unknown"):
        engine.voice(name, None)


def test_the_settings_default_to_the_multilingual_model_on_the_quickest_device() -> None:
    settings = Settings.from_environ({})
    assert (settings.chatterbox_model, settings.tts_device) == ("multilingual", "auto")
