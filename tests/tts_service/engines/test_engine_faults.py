"""What callers see while an engine loads, fails to load, or speaks badly."""

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient

from tests.processes import PATIENCE_SECONDS, wait_until
from tts.service.engines.protocol import Engine, EngineFailed, Utterance
from tts.service.http.app import create_app
from tts.service.settings import Settings
from tts.service.voices.catalog import Voice

TONE = array("h", [8000, -8000] * 8000)
SILENCE = array("h", [0] * 16000)
CLIPPED = array("h", [32767, 32767] * 8000)
INTERRUPTED = TONE + array("h", [0] * 80_000) + TONE
ENDLESS = array("h", [8000, -8000]) * 2_000_000


class TonePlayer:
    """An engine whose chunks are the given takes, one after the other, then a good tone."""

    name = "tone"
    version = "1"
    sample_rate = 16000
    chunk_size = 300

    def __init__(self, *takes: "array[int]") -> None:
        self.takes = list(takes)
        self.asked: list[str] = []

    def languages(self) -> Sequence[str]:
        return ["en"]

    def voices(self) -> Sequence[Voice]:
        return [self.voice(None, None)]

    def voice(self, name: str | None, language: str | None) -> Voice:
        return Voice("tone", "en", "tone", engine="tone")

    def open(self) -> "TonePlayer":
        return self

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        self.asked.append(chunk)
        return Utterance(array("h", self.takes.pop(0) if self.takes else TONE), [])


@contextmanager
def serving(open_engine: Callable[[], Engine]) -> Iterator[TestClient]:
    with TestClient(create_app(open_engine, Settings(workers=1))) as client:
        yield client


@contextmanager
def loaded(engine: TonePlayer) -> Iterator[TestClient]:
    with serving(lambda: engine) as client:
        wait_until(lambda: client.get("/health").status_code == 200, "a loaded engine")
        yield client


def test_while_the_model_loads_callers_are_told_to_come_back() -> None:
    may_load = threading.Event()

    def slow() -> Engine:
        may_load.wait(PATIENCE_SECONDS)
        return TonePlayer()

    with serving(slow) as client:
        health = client.get("/health")
        assert health.status_code == 503
        assert (health.json()["status"], health.json()["model_loaded"]) == ("loading", False)
        answer = client.post("/tts", json={"text": "Hello"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        may_load.set()
        wait_until(lambda: client.get("/health").status_code == 200, "a loaded engine")
        assert client.post("/tts", json={"text": "Hello"}).status_code == 200


def test_a_model_that_cannot_load_is_reported_as_failed() -> None:
    def broken() -> Engine:
        raise EngineFailed("No such model.")

    with serving(broken) as client:
        wait_until(lambda: client.get("/health").json()["status"] == "failed", "a failure")
        assert client.get("/health").status_code == 503


@pytest.mark.parametrize("bad_take", [SILENCE, CLIPPED, INTERRUPTED, ENDLESS, array("h")])
def test_a_chunk_that_comes_out_wrong_is_spoken_once_more(bad_take: "array[int]") -> None:
    engine = TonePlayer(bad_take)
    with loaded(engine) as client:
        answer = client.post("/tts", json={"text": "Hello there.", "format": "wav"})
    assert answer.status_code == 200
    assert float(answer.headers["x-audio-duration"]) == 1.0
    assert engine.asked == ["Hello there."] * 2


def test_what_was_wrong_with_a_take_is_counted() -> None:
    with loaded(TonePlayer(CLIPPED)) as client:
        assert client.post("/tts", json={"text": "Hello there."}).status_code == 200
        figures = client.get("/metrics").text
    assert 'tts_faults_total{engine="tone",kind="clipped"} 1.0' in figures


def test_of_a_long_text_it_is_said_which_part_came_out_wrong() -> None:
    with loaded(TonePlayer(TONE, CLIPPED, CLIPPED)) as client:
        answer = client.post("/tts", json={"text": "Hello there.\n\nAnd again."})
    assert answer.json() == {"detail": "Part 2 of the text came out clipped twice."}


def test_a_chunk_that_comes_out_wrong_twice_fails_the_request() -> None:
    with loaded(TonePlayer(CLIPPED, CLIPPED)) as client:
        answer = client.post("/tts", json={"text": "Hello there."})
    assert answer.status_code == 500
    assert answer.json() == {"detail": "The text came out clipped twice."}


def test_a_text_that_stays_silent_is_refused_not_answered_with_silence() -> None:
    with loaded(TonePlayer(SILENCE, SILENCE)) as client:
        answer = client.post("/tts", json={"text": "Hello there."})
    assert answer.status_code == 400


def test_words_get_times_in_their_order_when_the_engine_gives_none() -> None:
    with loaded(TonePlayer()) as client:
        speech = client.post("/tts/with-timestamps", json={"text": "One three, seven"}).json()
    starts = [word["start"] for word in speech["words"]]
    assert [word["text"] for word in speech["words"]] == ["One", "three", "seven"]
    assert starts == sorted({*starts})
    assert all(0 <= word["start"] < word["end"] <= speech["duration"] for word in speech["words"])
