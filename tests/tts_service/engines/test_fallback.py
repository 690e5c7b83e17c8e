"""Another engine steps in while the chosen one fails, and back out when it recovers."""

import threading
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.processes import wait_until
from tests.tts_service.heavy import STAND_INS, never
from tests.tts_service.sound import seconds, timed
from tts.service.engines.circuit import CircuitBreaker
from tts.service.engines.espeak import EspeakEngine
from tts.service.engines.fallback import FallbackEngine, GuardedEngine
from tts.service.engines.protocol import Cue, EngineFailed, EngineInfo, Fault, Utterance
from tts.service.speech.synthesis import Synthesis, SynthesisRequest
from tts.service.voices.catalog import Sampling, UnknownVoice, Voice

BEEP = array("h", [8000, -8000] * 4000)
CLIPPED = array("h", [32767] * 8000)
SILENCE = array("h", [0] * 8000)


class Shaky:
    """An engine that does what is next in its list: a take, or an error."""

    name = "shaky"
    version = "9"
    sample_rate = 16_000
    chunk_size = 300

    def __init__(self, *turns: "array[int] | Exception", loads: bool = True) -> None:
        self.turns = list(turns)
        self.loads = loads
        self.asked = 0
        self.seeds: list[int | None] = []

    def languages(self) -> Sequence[str]:
        return ["en"]

    def voices(self) -> Sequence[Voice]:
        return [self.voice(None, None)]

    def voice(self, name: str | None, language: str | None) -> Voice:
        if name not in (None, "warm", "en-US-JennyNeural") or language not in (None, "en"):
            raise UnknownVoice("No.")
        return Voice(name or "warm", "en", "shaky", engine="shaky")

    def companion(self, voice: Voice, language: str) -> Voice:
        return self.voice(None, language)

    def info(self) -> EngineInfo:
        return EngineInfo(device="cuda")

    def open(self) -> "Shaky":
        if not self.loads:
            raise EngineFailed("No weights.")
        return self

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        self.asked += 1
        self.seeds.append(voice.sampling.seed)
        turn = self.turns.pop(0) if self.turns else BEEP
        if isinstance(turn, Exception):
            raise turn
        return Utterance(array("h", turn), [])


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


ESPEAK = EspeakEngine()


def chain(shaky: Shaky, failures: int = 3) -> tuple[FallbackEngine, Clock]:
    clock = Clock()
    guarded = GuardedEngine(shaky, CircuitBreaker(failures, 30, clock))
    return FallbackEngine([guarded], ESPEAK), clock


def who(engine: FallbackEngine, times: int = 1, voice: Voice | None = None) -> list[str]:
    speaker = engine.open()
    wanted = voice or engine.voice("warm", None)
    return [speaker.synthesize("Hello", wanted, 1.0, never).engines[0] for _ in range(times)]


def test_so_many_failures_in_a_row_open_the_circuit_and_one_success_starts_the_count_anew() -> None:
    fail = EngineFailed("No.")
    shaky = Shaky(fail, fail, BEEP, fail, fail, fail, BEEP)
    engine, _ = chain(shaky)
    e, s = "espeak", "shaky"
    assert who(engine, 8) == [e, e, s, e, e, e, e, e]
    assert (shaky.asked, engine.info().circuit) == (6, "open")


def test_after_a_while_one_probe_decides() -> None:
    fail = EngineFailed("No.")
    shaky = Shaky(fail, fail, BEEP)
    engine, clock = chain(shaky, failures=1)
    speaker = engine.open()

    def spoke() -> str:
        return speaker.synthesize("Hello", engine.voice("warm", None), 1.0, never).engines[0]

    assert spoke() == "espeak"
    clock.now = 29.9
    assert (spoke(), shaky.asked, engine.info().circuit) == ("espeak", 1, "open")
    clock.now = 30
    assert engine.info().circuit == "half-open"
    assert (spoke(), shaky.asked, engine.info().circuit) == ("espeak", 2, "open")
    clock.now = 60
    assert (spoke(), shaky.asked, engine.info().circuit) == ("shaky", 3, "closed")


def test_only_one_of_many_threads_probes() -> None:
    clock = Clock()
    circuit = CircuitBreaker(1, 30, clock)
    circuit.record_failure()
    clock.now = 31
    with ThreadPoolExecutor(8) as threads:
        admitted = list(threads.map(lambda _: circuit.allows(), range(64)))
    assert admitted.count(True) == 1
    circuit.release_probe()
    assert circuit.allows()


@pytest.mark.parametrize("error", [EngineFailed("No."), RuntimeError("CUDA"), MemoryError()])
def test_any_error_of_the_engine_is_stepped_in_for(error: Exception) -> None:
    assert who(chain(Shaky(error))[0]) == ["espeak"]


def test_a_chunk_that_comes_out_wrong_twice_is_spoken_by_the_fallback_and_counts() -> None:
    engine, _ = chain(Shaky(CLIPPED, BEEP, CLIPPED, CLIPPED), failures=1)
    assert who(engine, 2) == ["shaky", "espeak"]
    assert engine.info().circuit == "open"


LESSON = "The little fox went home under the stars."


def tone(seconds: float) -> "array[int]":
    """A sound that dies away, at the engine's rate."""
    return array("h", [8000, -8000] * round(8000 * seconds)) + array("h", [0] * 1600)


@pytest.mark.parametrize(
    ("take", "kind"),
    [(tone(12), "too long"), (tone(0.6), "too short"), (tone(1.9)[:-1600], "cut off")],
)
def test_a_length_unlike_what_was_learnt_of_the_engine_is_a_fault(
    take: "array[int]", kind: str
) -> None:
    usual = tone(3)
    shaky = Shaky(*[usual] * 8, take, take, usual)
    engine, _ = chain(shaky)
    speaker, voice = engine.open(), engine.voice("warm", None)
    spoken = [speaker.synthesize(LESSON, voice, 1.0, never) for _ in range(10)]
    assert [it.engines for it in spoken] == [("shaky",)] * 8 + [("espeak",), ("shaky",)]
    assert spoken[8].faults == (Fault("shaky", kind, "espeak"),) * 2
    assert [it.faults for it in spoken[:8] + spoken[9:]] == [()] * 9


def test_a_length_is_measured_at_the_pace_that_was_asked_for_and_by_what_is_read_long() -> None:
    shaky = Shaky(*[tone(3)] * 8, tone(11), tone(1), tone(30))
    engine, _ = chain(shaky)
    speaker, voice = engine.open(), engine.voice("warm", None)
    for _ in range(8):
        speaker.synthesize(LESSON, voice, 1.0, never)
    number = "The number is 12345678901234567890, or 3.14159265358979."
    for text, rate in ((LESSON, 0.25), (LESSON, 4.0), (number, 1.0)):
        assert speaker.synthesize(text, voice, rate, never).engines == ("shaky",), (text, rate)


def test_a_take_that_was_wrong_once_is_told_and_nobody_steps_in() -> None:
    engine, _ = chain(Shaky(CLIPPED, BEEP))
    spoken = engine.open().synthesize("Hello", engine.voice("warm", None), 1.0, never)
    assert (spoken.engines, spoken.faults) == (("shaky",), (Fault("shaky", "clipped"),))


def test_another_take_of_a_seeded_chunk_has_another_seed_so_that_it_can_come_out_right() -> None:
    shaky = Shaky(CLIPPED, BEEP)
    seeded = replace(shaky.voice("warm", None), sampling=Sampling(seed=2**32 - 1))
    assert who(chain(shaky)[0], 1, seeded) == ["shaky"]
    assert shaky.seeds == [2**32 - 1, 0]


def test_without_a_fallback_another_take_has_another_seed_too() -> None:
    shaky = Shaky(CLIPPED, BEEP)
    seeded = replace(shaky.voice("warm", None), sampling=Sampling(seed=4))
    narration = Synthesis(SynthesisRequest("Hello there", seeded, 1.0, "wav", 300), 16_000, 60)
    narration.speak(narration.chunks[0], threading.Event(), shaky)
    assert shaky.seeds == [4, 5]


def test_a_chunk_the_engine_stays_silent_at_goes_to_the_fallback_and_does_not_count() -> None:
    engine, _ = chain(Shaky(SILENCE, SILENCE), failures=1)
    assert who(engine, 2) == ["espeak", "shaky"]


def test_a_caller_who_leaves_does_not_count() -> None:
    engine, _ = chain(Shaky(array("h", [8000] * 20)), failures=1)
    engine.open().synthesize("Hello", engine.voice("warm", None), 1.0, lambda: True)
    assert engine.info().circuit == "closed"


def test_an_engine_that_cannot_load_is_tried_again_when_the_circuit_lets_it() -> None:
    shaky = Shaky(loads=False)
    engine, clock = chain(shaky, failures=1)
    speaker = engine.open()
    voice = engine.voice("warm", None)
    assert speaker.synthesize("Hello", voice, 1.0, never).engines == ("espeak",)
    shaky.loads = True
    assert speaker.synthesize("Hello", voice, 1.0, never).engines == ("espeak",)
    clock.now = 30
    assert speaker.synthesize("Hello", voice, 1.0, never).engines == ("shaky",)


def test_the_stand_in_keeps_preset_language_sample_rate_and_cues() -> None:
    engine, _ = chain(Shaky(EngineFailed("No.")))
    voice = engine.voice("warm", None)
    assert engine.substitute(voice) == replace(ESPEAK.voice("warm", "en"))
    spoken = engine.open().synthesize("Hello my friend", voice, 1.0, never)
    alone = ESPEAK.open().synthesize("Hello my friend", ESPEAK.voice("warm", "en"), 1.0, never)
    assert len(spoken.pcm) / 16_000 == pytest.approx(len(alone.pcm) / 22_050, rel=0.01)
    factor = 16_000 / 22_050
    assert spoken.cues == [Cue(cue.char, round(cue.sample * factor)) for cue in alone.cues]


def test_languages_the_engine_lacks_are_the_fallbacks_and_its_voices_are_listed() -> None:
    engine, _ = chain(Shaky())
    assert engine.voice("warm", "ar") == replace(ESPEAK.voice("warm", "ar"), chunk_size=300)
    assert who(engine, 1, engine.voice(None, "fr")) == ["espeak"]
    assert {"ar", "en", "sw"} <= {*engine.languages()}
    ids = [(voice.id, voice.engine) for voice in engine.voices()]
    assert ("warm", "shaky") in ids
    assert ("espeak:sw", "espeak") in ids
    with pytest.raises(UnknownVoice, match="'nobody' is unknown"):
        engine.voice("nobody", None)


def test_a_language_that_nobody_speaks_fails_instead_of_coming_out_in_another() -> None:
    engine, _ = chain(Shaky())
    with pytest.raises(EngineFailed, match="espeak does not speak tlh"):
        engine.substitute(Voice("klingon", "tlh", "k", engine="shaky"))


def test_a_service_names_who_spoke_and_recovers(
    start: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    tts = start(
        TTS_ENGINE="chatterbox",
        TTS_FALLBACK="espeak",
        TTS_FALLBACK_FAILURES="2",
        TTS_FALLBACK_SECONDS="0.2",
        WORKERS="1",
        PYTHONPATH=str(STAND_INS),
        STAND_IN_BROKEN=str(broken),
    )

    def circuit() -> str:
        state: str = tts.get("/api/model-info").json()["circuit"]
        return state

    def spoke() -> str:
        answer = tts.post("/tts", json={"text": "Hello there.", "voice": "calm"})
        assert seconds(answer.content) > 0.4
        return answer.headers["x-tts-engine"]

    assert (spoke(), circuit()) == ("chatterbox", "closed")
    broken.touch()
    assert [spoke(), spoke()] == ["espeak", "espeak"]
    assert circuit() in ("open", "half-open")
    broken.unlink()
    wait_until(lambda: circuit() == "half-open", "a circuit to be tried")
    assert (spoke(), circuit()) == ("chatterbox", "closed")


def test_an_answer_that_two_engines_spoke_names_both(
    start: Callable[..., httpx.Client],
) -> None:
    tts = start(TTS_ENGINE="chatterbox", TTS_FALLBACK="espeak", PYTHONPATH=str(STAND_INS))
    speech = timed(tts, text="All is well.\n\nThen you stumble.\n\nAll is well.", voice="calm")
    assert speech["engine"] == "chatterbox, espeak"
    assert speech["engine_version"].startswith("unknown, 1.")
    assert [word["text"] for word in speech["words"]][3:6] == ["Then", "you", "stumble"]
    for text, who in (("Then you stumble.", "espeak"), ("All is well.", "chatterbox")):
        for path, body in (
            ("/tts", {"text": f"{text} The end.", "voice": "calm", "stream": True}),
            ("/v1/audio/speech", {"input": text, "voice": "calm", "model": "tts-1"}),
        ):
            assert tts.post(path, json=body).headers["x-tts-engine"] == who
