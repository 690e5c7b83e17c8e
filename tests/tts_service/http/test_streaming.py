"""What leaves when: the first sentence before the second is spoken, and nothing for who hung up."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.processes import PATIENCE_SECONDS, wait_until
from tests.tts_service.stand_in import Patient, calling, served
from tts.service.settings import Settings

STORY = "The fox ran home. The bear slept. The owl watched over them."


def test_the_first_sentence_is_sent_before_the_second_is_spoken() -> None:
    engine = Patient()
    engine.go.release()
    body = {"text": STORY, "stream": True, "format": "pcm"}
    with (
        served(engine, Settings(workers=1)) as url,
        httpx.stream("POST", f"{url}/tts", json=body, timeout=PATIENCE_SECONDS) as answer,
    ):
        pieces = answer.iter_raw()
        first = next(pieces)
        assert len(first) >= 16_000
        wait_until(lambda: len(engine.asked) == 2, "the second chunk's turn")
        assert engine.asked[0] == "The fox ran home."
        engine.go.release(10)
        rest = b"".join(pieces)
    assert engine.asked == ["The fox ran home.", "The bear slept. The owl watched over them."]
    assert len(first + rest) >= 2 * 16_000


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            f"Once, when the wind blew over the hills, the fox ran{' and ran' * 9} home. The end.",
            "Once, when the wind blew over the hills,",
            f"the fox ran{' and ran' * 9} home. The end.",
        ),
        (f"The fox ran{' and ran' * 12}, home.", f"The fox ran{' and ran' * 12},", "home."),
        ("Once, the fox ran. The end.", "Once, the fox ran.", "The end."),
    ],
)
def test_of_a_long_first_sentence_what_comes_before_a_comma_is_sent_first(
    text: str, first: str, second: str
) -> None:
    engine = Patient()
    engine.go.release(10)
    with served(engine, Settings(workers=1)) as url:
        body = {"text": text, "stream": True, "format": "pcm"}
        assert httpx.post(f"{url}/tts", json=body, timeout=PATIENCE_SECONDS).status_code == 200
    assert engine.asked == [first, second]


@pytest.mark.parametrize("stream", [False, True])
def test_who_hangs_up_while_waiting_for_a_turn_is_never_spoken_to(stream: bool) -> None:
    engine = Patient()
    with served(engine, Settings(workers=1)) as url, ThreadPoolExecutor(1) as callers:
        ask = {"text": "Somebody else.", "format": "wav"}
        first = callers.submit(httpx.post, f"{url}/tts", json=ask, timeout=PATIENCE_SECONDS)
        wait_until(lambda: engine.asked == ["Somebody else."], "the first caller's turn")
        with calling(url, text="Never mind.", stream=stream):
            wait_until(lambda: _queue(url)["waiting"] == 1, "a second caller in line")
        wait_until(lambda: _queue(url)["waiting"] == 0, "an empty line")
        engine.go.release(10)
        assert first.result().status_code == 200
        wait_until(lambda: _queue(url)["running"] == 0, "an idle service")
        assert engine.asked == ["Somebody else."]


def test_who_hangs_up_in_the_middle_of_a_stream_stops_it() -> None:
    engine = Patient()
    engine.go.release()
    with served(engine, Settings(workers=1)) as url:
        body = {"text": STORY, "stream": True, "format": "wav"}
        with httpx.stream("POST", f"{url}/tts", json=body, timeout=PATIENCE_SECONDS) as answer:
            next(answer.iter_raw())
        wait_until(lambda: _queue(url)["running"] == 0, "an idle service")
        assert _queue(url)["waiting"] == 0
    assert len(engine.asked) <= 2


def test_what_is_wrong_from_the_start_is_an_ordinary_refusal(tts: httpx.Client) -> None:
    answer = tts.post("/tts", json={"text": "...", "stream": True})
    assert answer.status_code == 400
    assert answer.json() == {"detail": "The text has nothing this voice can say."}
    timed = tts.post("/tts/with-timestamps", json={"text": "Hello.", "stream": True})
    assert timed.status_code == 400
    assert "stream" in timed.json()["detail"]


def test_what_goes_wrong_later_cuts_the_answer_off_instead_of_pretending(host: Any) -> None:
    tts = host(MAX_AUDIO_SECONDS="3")
    body = {"text": STORY * 5, "stream": True, "format": "wav"}
    with pytest.raises(httpx.RemoteProtocolError):
        tts.post("/tts", json=body)
    assert tts.get("/health").json()["queue"]["running"] == 0


def test_a_caller_who_never_reads_is_let_go_at_the_deadline(host: Any) -> None:
    tts = host(TIMEOUT_SECONDS="2", MAX_AUDIO_SECONDS="80000", MAX_TEXT_CHARS="200000")
    with calling(str(tts.base_url), format="wav", stream=True, rate=0.25, text=STORY * 300):
        wait_until(lambda: sum(_queue(str(tts.base_url)).values()) > 10, "a busy service")
        wait_until(lambda: sum(_queue(str(tts.base_url)).values()) == 10, "an idle service")


def _queue(url: str) -> dict[str, int]:
    queue: dict[str, int] = httpx.get(
        f"{url}/health", verify=False, timeout=PATIENCE_SECONDS
    ).json()["queue"]
    return queue
