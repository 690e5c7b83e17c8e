"""The piper engine, with its own package and voices of a few hundred bytes."""

import json
import math
import os
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.tts_service.heavy import never, say
from tests.tts_service.piper_voice import FRAMES_A_SOUND, HOP, piper_voice
from tests.tts_service.sound import samples, seconds, timed
from tts.service.engines.piper.engine import PiperEngine
from tts.service.engines.protocol import EngineFailed
from tts.service.settings import Settings
from tts.service.voices.catalog import UnknownVoice

RATE = 22_050
SOUND = FRAMES_A_SOUND * HOP / RATE


def engine(*paths: Path, **settings: object) -> PiperEngine:
    return PiperEngine(Settings(model_path=tuple(map(str, paths)), **settings))  # type: ignore[arg-type]


@pytest.fixture
def jenny(tmp_path: Path) -> Path:
    return piper_voice(tmp_path, "en_US-jenny-medium")


def test_a_service_speaks_with_the_seeds_model_path(
    host: Callable[..., httpx.Client], jenny: Path
) -> None:
    tts = host(TTS_ENGINE="piper", MODEL_PATH=str(jenny))
    for audio_format in ("mp3", "wav"):
        answer = tts.post("/tts", json={"text": "Hello, this is a test.", "format": audio_format})
        assert answer.status_code == 200, answer.text
        assert answer.headers["x-tts-engine"] == "piper"
        assert seconds(answer.content) > 20 * SOUND
    assert tts.get("/voices").json()["default"] == "en-US-JennyNeural"
    info = tts.get("/api/model-info").json()
    assert (info["engine"], info["models"], info["languages"]) == (
        "piper", ["en_US-jenny-medium"], ["en-us"],
    )  # fmt: skip


def test_words_are_timed_by_the_models_own_durations(
    host: Callable[..., httpx.Client], jenny: Path
) -> None:
    tts = host(TTS_ENGINE="piper", MODEL_PATH=str(jenny))
    speech = timed(tts, text="Go up now. Cats sleep.", format="wav")
    assert [word["text"] for word in speech["words"]] == ["Go", "up", "now", "Cats", "sleep"]
    starts = [word["start"] / SOUND for word in speech["words"]]
    # A sentence is ^ and its sounds, each followed by a pause sound of the same length, and $.
    assert starts[0] == pytest.approx(2, abs=0.05)
    assert all(start == pytest.approx(round(start), abs=0.1) for start in starts)
    assert starts == sorted(starts)
    assert speech["words"][-1]["end"] <= speech["duration"]


def test_arabic_is_given_its_vowels_and_its_words_are_timed(tmp_path: Path) -> None:
    arabic = engine(piper_voice(tmp_path, "ar_JO-kareem-low", "ar_JO", "ar"))
    text = "مشى الثعلب الصغير إلى بيته تحت النجوم."
    spoken = say(arabic, text)
    assert [text[cue.char :].split()[0] for cue in spoken.cues] == text.split()
    assert len(spoken.pcm) > len(text) * 2 * FRAMES_A_SOUND * HOP


def test_a_sentence_whose_words_do_not_match_is_timed_by_its_beginning(jenny: Path) -> None:
    text = "Well then. In 1984 we met. That is all."
    spoken = say(engine(jenny), text)
    at = [text[cue.char :].split()[0] for cue in spoken.cues]
    assert at == ["Well", "then.", "In", "That", "is", "all."]


def test_several_models_are_several_voices_and_names_fall_to_their_language(
    tmp_path: Path,
) -> None:
    both = engine(
        piper_voice(tmp_path, "ar_JO-kareem-low", "ar_JO", "ar"),
        piper_voice(tmp_path, "en_US-lessac-medium"),
        piper_voice(tmp_path, "en_US-jenny-medium"),
    )
    found = {
        name: both.voice(name, None).source
        for name in ("en-US-JennyNeural", "en-US-GuyNeural", "ar-SA-HamedNeural", "warm")
    }
    assert found == {
        "en-US-JennyNeural": "en_US-jenny-medium",
        "en-US-GuyNeural": "en_US-lessac-medium",
        "ar-SA-HamedNeural": "ar_JO-kareem-low",
        "warm": "en_US-lessac-medium",
    }
    assert both.voice(None, None).id == "en-US-JennyNeural"
    assert both.voice("calm", "ar").source == "ar_JO-kareem-low"
    assert both.voice("piper:ar_JO-kareem-low", None).language == "ar-jo"
    with pytest.raises(UnknownVoice, match="which no model here does"):
        both.voice("fr-FR-DeniseNeural", None)
    with pytest.raises(UnknownVoice, match="'fr' is not spoken"):
        both.voice(None, "fr")


def test_every_listed_voice_speaks(tmp_path: Path) -> None:
    many = engine(
        piper_voice(
            tmp_path, "en_GB-vctk-medium", "en_GB", "en-gb-x-rp", speakers={"p1": 0, "p2": 1}
        ),
        piper_voice(tmp_path, "de_DE-eva", "de_DE", "de"),
    )
    ids = [voice.id for voice in many.voices()]
    assert {"piper:en_GB-vctk-medium/p1", "piper:en_GB-vctk-medium/p2", "piper:de_DE-eva"} <= {*ids}
    speaker = many.open()
    for voice in many.voices():
        again = many.voice(voice.id, voice.language)
        assert len(speaker.synthesize("Hello", again, 1.0, never).pcm) > RATE / 4, voice


def test_speakers_of_one_model_sound_different(tmp_path: Path) -> None:
    many = engine(piper_voice(tmp_path, "vctk", speakers={"p1": 0, "p2": 1}))
    first, second = (say(many, "Hello", many.voice(f"vctk/{who}", None)) for who in ("p1", "p2"))
    assert first.pcm != second.pcm
    with pytest.raises(UnknownVoice):
        many.voice("vctk/p3", None)


def test_models_of_different_sample_rates_come_out_at_one(tmp_path: Path) -> None:
    low = piper_voice(tmp_path, "en_US-low", sample_rate=16_000)
    both = engine(low, piper_voice(tmp_path, "de_DE-high", "de_DE", "de"))
    alone = say(engine(low), "Hello there")
    assert both.sample_rate == 22_050
    spoken = say(both, "Hello there", both.voice("en_US-low", None))
    assert len(spoken.pcm) / 22_050 == pytest.approx(len(alone.pcm) / 16_000, rel=0.01)
    assert spoken.cues[1].sample / 22_050 == pytest.approx(alone.cues[1].sample / 16_000, rel=0.02)


@pytest.mark.parametrize("rate", [0.25, 0.5, 2.0, 4.0])
def test_rate_is_kept_by_the_model_and_beyond_its_range_by_stretching(
    jenny: Path, rate: float
) -> None:
    piper = engine(jenny)
    text = "Hello, this is a test of how quickly it can be said."
    normal, paced = say(piper, text), say(piper, text, rate=rate)
    assert len(paced.pcm) == pytest.approx(len(normal.pcm) / rate, rel=0.12)


def test_square_brackets_are_text_and_not_piper_phonemes(jenny: Path) -> None:
    piper = engine(jenny)
    plain = say(piper, "Say (( h ɛ l )) now").pcm
    assert len(say(piper, "Say [[ h ɛ l ]] now").pcm) == pytest.approx(len(plain), rel=0.02)


def test_a_stopped_chunk_ends_after_its_sentence(jenny: Path) -> None:
    piper = engine(jenny)
    text = "One more. " * 10
    whole = say(piper, text)
    stopped = piper.open().synthesize(text, piper.voice(None, None), 1.0, lambda: True)
    assert 0 < len(stopped.pcm) <= len(whole.pcm) / 9


def test_models_are_read_at_the_start_or_each_when_it_first_speaks(tmp_path: Path) -> None:
    path = piper_voice(tmp_path, "en_US-torn")
    path.write_bytes(b"torn")
    with pytest.raises(EngineFailed, match=r"en_US-torn\.onnx cannot be loaded"):
        engine(path).open()
    late = engine(path, piper_voice(tmp_path, "de_DE-good", "de_DE", "de"), tts_load="first_use")
    speaker = late.open()
    speaker.synthesize("Hallo", late.voice(None, "de"), 1.0, never)
    with pytest.raises(EngineFailed):
        speaker.synthesize("Hello", late.voice(None, "en"), 1.0, never)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.onnx", None, "gone.onnx, which is no .onnx file"),
        ("voice.bin", "x", "voice.bin, which is no .onnx file"),
        ("voice.onnx", "x", "voice.onnx.json is missing or does not describe a voice"),
    ],
)
def test_a_model_path_that_is_no_voice_is_named(
    tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(EngineFailed, match=said):
        engine(tmp_path / name)


def test_without_a_model_path_it_says_what_is_missing() -> None:
    with pytest.raises(EngineFailed, match="needs MODEL_PATH"):
        engine()


def test_a_voice_description_without_a_language_goes_by_its_phonemes(tmp_path: Path) -> None:
    path = piper_voice(tmp_path, "old", espeak="es")
    described = Path(f"{path}.json")
    config = json.loads(described.read_text())
    del config["language"]
    described.write_text(json.dumps(config))
    assert engine(path).voice("es-ES-ElviraNeural", None).source == "old"


def test_piper_and_espeak_speak_in_one_process_each_in_its_turn(
    host: Callable[..., httpx.Client], jenny: Path
) -> None:
    tts = host(TTS_ENGINE="piper", TTS_FALLBACK="espeak", MODEL_PATH=str(jenny), WORKERS="2")
    spoken = [
        tts.post("/tts", json={"text": text, "language": language, "format": "wav"})
        for text, language in (("Hello there", "en"), ("مرحبا بك", "ar")) * 3
    ]
    assert [answer.headers["x-tts-engine"] for answer in spoken] == ["piper", "espeak"] * 3
    rates = {samples(answer.content)[0] for answer in spoken}
    assert rates == {RATE}
    lengths = [len(samples(answer.content)[1]) for answer in spoken]
    assert all(math.isclose(one, lengths[at % 2], rel_tol=0.05) for at, one in enumerate(lengths))


def test_a_thread_uses_its_share_of_the_cores(jenny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    speaker = engine(jenny, workers=4).open()
    assert speaker._cores == 2
