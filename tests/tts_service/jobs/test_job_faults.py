"""kill -9 in the middle: every job that was accepted is completed, and nothing is spoken twice."""

import signal
from collections.abc import Callable, Iterator

import pytest

from tests.processes import PATIENCE_SECONDS, wait_until
from tests.tts_service.installation import Installation
from tests.tts_service.sound import seconds

TEXT = "The fox ran home, and the bear slept under the tall tree. " * 60
JOB = {"text": TEXT, "chunk_size": 50, "format": "wav"}


@pytest.fixture(scope="module")
def installed() -> Iterator[Installation]:
    installation = Installation()
    try:
        yield installation.start()
    finally:
        installation.close()


@pytest.fixture(scope="module")
def true_length(installed: Installation) -> float:
    """What the job lasts when nothing happens to it."""
    job = installed.enqueue(**JOB)
    installed.wait(job)
    return seconds(installed.client.get(f"/tts/{job}/result").content)


@pytest.fixture
def here(installed: Installation) -> Installation:
    """Everything running, once, whatever the test before did to it."""
    for name in installed.processes.keys() - {"redis", "service", "worker"}:
        installed.kill(name)
    for name in ("redis", "service", "worker"):
        if name not in installed.processes:
            installed.start(name)
    return installed


def kill_and_start(name: str) -> Callable[[Installation], None]:
    def happen(here: Installation) -> None:
        here.kill(name)
        here.start(name)

    happen.__name__ = name
    return happen


def worker_stopped_and_started(here: Installation) -> None:
    assert here.stop("worker") == 0
    assert here.processes.keys() == {"redis", "service"}
    here.start("worker")


def service_stopped_and_started(here: Installation) -> None:
    here.processes["service"].send_signal(signal.SIGTERM)
    here.processes.pop("service").wait(PATIENCE_SECONDS)
    here.start("service")


def everything_at_once(here: Installation) -> None:
    for name in ("redis", "service", "worker"):
        here.kill(name)
    here.start()


@pytest.mark.parametrize(
    "happen",
    [
        kill_and_start("worker"),
        kill_and_start("service"),
        kill_and_start("redis"),
        worker_stopped_and_started,
        service_stopped_and_started,
        everything_at_once,
    ],
    ids=lambda happen: happen.__name__,
)
def test_a_job_survives(
    here: Installation, happen: Callable[[Installation], None], true_length: float
) -> None:
    job, waiting = here.enqueue(**JOB), here.enqueue(text="Next in line.")
    here.wait_for_chunk(job, 10)
    happen(here)
    status = here.wait(job)
    assert status["total_chunks"] == status["current_chunk"] > 40
    result = here.client.get(f"/tts/{job}/result")
    assert seconds(result.content) == pytest.approx(true_length, abs=0.1)
    told = float(result.headers["x-audio-duration"])
    assert seconds(result.content) == pytest.approx(told, abs=0.001)
    # The chunk in hand when it happened may be spoken in vain, or its line be lost; no other one.
    spoken = here.spoken(job)
    assert len(spoken) - len(set(spoken)) <= 1
    assert len(set(spoken)) >= status["total_chunks"] - 1
    here.wait(waiting)


def test_a_job_survives_three_kills_of_the_worker(here: Installation, true_length: float) -> None:
    job = here.enqueue(**JOB)
    for chunk in (8, 20, 35):
        here.wait_for_chunk(job, chunk)
        here.kill("worker")
        here.start("worker")
    total = here.wait(job)["total_chunks"]
    assert len(here.spoken(job)) <= total + 3
    content = here.client.get(f"/tts/{job}/result").content
    assert seconds(content) == pytest.approx(true_length, abs=0.1)


def test_two_workers_never_speak_the_same_job(here: Installation) -> None:
    here.processes["first"] = here.processes.pop("worker")
    here.start("worker")
    handed_in = [here.enqueue(text=f"Number {n}. " * 3, chunk_size=50) for n in range(12)]
    for job in handed_in:
        total = here.wait(job)["total_chunks"]
        assert here.spoken(job) == list(range(total))


def test_jobs_handed_in_while_no_worker_runs_are_spoken_when_one_comes(here: Installation) -> None:
    here.kill("worker")
    with here.redis() as connection:
        handed_in = [here.enqueue(text=f"Number {n}.") for n in range(3)]
        connection.delete("rq:queue:tts-jobs")  # the tokens are lost, the jobs are not
    here.start("worker")
    for job in handed_in:
        here.wait(job)


def test_a_cancelled_job_stays_cancelled_when_its_worker_dies(here: Installation) -> None:
    job = here.enqueue(**JOB)
    here.wait_for_chunk(job, 5)
    here.kill("worker")
    here.client.delete(f"/tts/{job}")
    here.start("worker")
    here.wait(here.enqueue(text="After that."))
    assert here.status(job)["status"] == "cancelled"


def test_a_stalled_workers_late_answer_changes_nothing(here: Installation) -> None:
    job = here.enqueue(**JOB)
    here.wait_for_chunk(job, 5)
    stalled = here.processes.pop("worker")
    stalled.send_signal(signal.SIGSTOP)
    here.processes["stalled"] = stalled
    here.start("worker")
    here.wait(job)
    content = here.client.get(f"/tts/{job}/result").content
    stalled.send_signal(signal.SIGCONT)
    here.wait(here.enqueue(text="After that."))
    wait_until(lambda: here.status(job)["status"] == "completed", "the same status")
    assert here.client.get(f"/tts/{job}/result").content == content
