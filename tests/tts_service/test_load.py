"""Many callers at once: each hears their own text, and who does not fit in is told so cleanly."""

import asyncio
import threading
from array import array
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.processes import PATIENCE_SECONDS, start_tts_service, stop_process
from tests.tts_service.conftest import StartService
from tests.tts_service.installation import Installation
from tests.tts_service.sound import samples, timed
from tests.tts_service.stand_in import Patient, served
from tts.service.engines.protocol import Utterance
from tts.service.settings import Settings
from tts.service.voices.catalog import Voice

Shape = NDArray[np.float64]

REQUESTS = 100
CALLERS = 20
WORDS = ["fox", "bear", "owl", "tree", "moon", "star", "river", "stone", "cloud", "bird"]


def text_of(number: int) -> str:
    """A text that no other number has."""
    return " ".join(WORDS[int(digit)] for digit in f"{number:04d}") + f", and {number}."


def shape(audio: bytes) -> Shape:
    """How loud it is, forty times in each of its first ten seconds: no two takes are the same samples."""
    rate, heard = samples(audio)
    step = rate // 40
    loud = np.abs(np.frombuffer(heard, np.int16).astype(np.float64))
    told: Shape = np.pad(loud, (0, 400 * step))[: 400 * step].reshape(400, step).mean(axis=1)
    return told


def whose(audio: bytes, shapes: Mapping[int, Shape]) -> int:
    """The number whose text sounds most like this."""
    apart = np.abs(np.stack(list(shapes.values())) - shape(audio)).sum(axis=1)
    return list(shapes)[int(apart.argmin())]


@pytest.fixture(scope="module")
def roomy() -> Iterator[str]:
    process, url = start_tts_service({"MAX_CONCURRENT_REQUESTS": str(CALLERS)})
    yield url
    stop_process(process)


def test_a_hundred_requests_of_twenty_callers_each_get_their_own_audio(roomy: str) -> None:
    numbers = range(REQUESTS)
    with httpx.Client(base_url=roomy, timeout=PATIENCE_SECONDS) as client:
        alone = {number: timed(client, text=text_of(number), format="wav") for number in numbers}

        def ask(number: int) -> dict[str, Any]:
            return timed(client, text=text_of(number), format="wav")

        with ThreadPoolExecutor(CALLERS) as callers:
            together = dict(zip(numbers, callers.map(ask, numbers), strict=True))
    shapes = {number: shape(alone[number]["audio"]) for number in numbers}
    for number in numbers:
        assert together[number]["words"][-1]["text"] == str(number)
        assert whose(together[number]["audio"], shapes) == number


def test_streams_at_once_do_not_mix_either(roomy: str) -> None:
    async def ask(client: httpx.AsyncClient, number: int) -> bytes:
        body = {"text": text_of(number), "format": "wav", "stream": True}
        answer = await client.post("/tts", json=body)
        assert answer.status_code == 200
        return answer.content

    async def gather() -> tuple[list[bytes], list[bytes]]:
        async with httpx.AsyncClient(base_url=roomy, timeout=PATIENCE_SECONDS) as client:
            together = await asyncio.gather(*(ask(client, n) for n in range(CALLERS)))
            return together, [await ask(client, n) for n in range(CALLERS)]

    together, alone = asyncio.run(gather())
    shapes = {number: shape(audio) for number, audio in enumerate(alone)}
    assert [whose(audio, shapes) for audio in together] == list(shapes)


NUMBERS = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]


class Singer(Patient):
    """A second of a tone of its own for each number; the 4 is ready only once the 7 was begun."""

    def __init__(self) -> None:
        super().__init__()
        self.sung = threading.Event()

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        self.asked.append(chunk)
        number = 1 + NUMBERS.index(chunk.split()[0])
        if number == 7:
            self.sung.set()
        if number == 4:
            assert self.sung.wait(PATIENCE_SECONDS), "nobody sang the 7 while the 4 was sung"
        return Utterance(array("h", [1000 * number] * self.sample_rate), [])


def test_idle_threads_speak_a_lone_callers_next_chunks_and_all_come_in_their_order() -> None:
    engine = Singer()
    text = " ".join(f"{number} foxes sing." for number in NUMBERS)
    body = {"text": text, "format": "pcm", "chunk_size": 60}
    with served(engine, Settings(workers=2)) as url:
        answer = httpx.post(f"{url}/tts", json=body, timeout=PATIENCE_SECONDS)
    assert answer.status_code == 200, answer.text
    heard = np.frombuffer(answer.content, np.int16)
    middles = [int((1.4 * turn + 0.5) * engine.sample_rate) for turn in range(3)]
    assert [heard[middle] for middle in middles] == [1000, 4000, 7000]


def test_over_admission_there_is_speech_or_a_clean_503_and_nothing_else(
    host: StartService,
) -> None:
    tts = host(WORKERS="1", MAX_CONCURRENT_REQUESTS="4")

    def ask(number: int) -> httpx.Response:
        body = {"text": text_of(number) * 5}
        return tts.post("/tts", json=body)

    with ThreadPoolExecutor(CALLERS) as callers:
        answers = list(callers.map(ask, range(100)))
    served = [answer for answer in answers if answer.status_code == 200]
    full = [answer for answer in answers if answer.status_code == 503]
    assert len(served) + len(full) == 100
    assert served
    assert full
    assert {answer.headers["retry-after"] for answer in full} == {"1"}
    assert {answer.json()["detail"] for answer in full} == {
        "The service is busy; try again shortly."
    }
    assert tts.get("/health").json()["queue"] == {"running": 0, "waiting": 0, "capacity": 4}


def test_fifty_jobs_handed_in_at_once_are_all_completed_with_their_own_audio(
    here: Installation,
) -> None:
    with ThreadPoolExecutor(CALLERS) as callers:
        numbered = enumerate(
            callers.map(lambda n: here.enqueue(text=text_of(n), format="wav"), range(50))
        )
        jobs = dict(numbered)
    assert len(set(jobs.values())) == 50
    heard, shapes = {}, {}
    for number, job in jobs.items():
        here.wait(job)
        heard[number] = here.client.get(f"/tts/{job}/result").content
        at_once = here.client.post("/tts", json={"text": text_of(number), "format": "wav"})
        shapes[number] = shape(at_once.content)
    assert [whose(heard[number], shapes) for number in jobs] == list(jobs)


def test_each_model_thread_loads_its_model_once() -> None:
    opened: list[int] = []

    class Counted(Patient):
        def open(self) -> "Patient":
            opened.append(len(opened))
            return self

    engine = Counted()
    engine.go.release(30)
    with served(engine, Settings(workers=2)) as url:
        for _ in range(5):
            assert (
                httpx.post(
                    f"{url}/tts", json={"text": "One. Two. Three."}, timeout=PATIENCE_SECONDS
                ).status_code
                == 200
            )
    assert opened == [0, 1]
