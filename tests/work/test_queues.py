"""Wake-up tokens, and the worker that takes them."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.functions import Now
from rq.job import Job
from rq.serializers import JSONSerializer

from edusmart.live.models import Topic
from edusmart.work import queues
from edusmart.work.kinds import kinds
from edusmart.work.sweep import sweep
from stories.models import Story, Telling
from tests.processes import PATIENCE_SECONDS, free_port, start_command, stop_process, wait_until
from tests.work.orders import order_narration, quiet_topic
from tts.models import Narration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
WORKERS = sum(settings.WORK_SLOTS.values())


@pytest.fixture
def topic() -> Topic:
    return quiet_topic()


def test_a_token_is_pushed_only_once_the_row_is_committed(topic: Topic) -> None:
    with transaction.atomic():
        order_narration(topic)
        assert queues.tokens_waiting("narration") == 0
    assert queues.tokens_waiting("narration") == 1


def test_a_token_without_work_ends_quietly() -> None:
    queues.perform_next("narration")


def test_redis_away_loses_no_row_and_raises_nothing(
    topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = {"URL": f"redis://127.0.0.1:{free_port()}/0"}
    monkeypatch.setattr("django_rq.settings.QUEUES", dict.fromkeys(kinds(), away))
    order_narration(topic)
    sweep()
    assert Narration.objects.get().status == "pending"


def test_a_token_runs_nothing_but_perform_next(redis_server: redis.Redis) -> None:
    evil = Job.create(
        "os.system", args=["true"], connection=redis_server, serializer=JSONSerializer
    )
    evil.save()
    token = queues.Token.fetch(evil.id, connection=redis_server, serializer=JSONSerializer)
    with pytest.raises(ValueError, match="not a wake-up token"):
        token.func  # noqa: B018 - reading it is the act
    assert (token.success_callback, token.failure_callback, token.stopped_callback) == (None,) * 3


def test_the_sweep_pushes_what_is_missing_and_no_more(
    topic: Topic, redis_server: redis.Redis, settings: Any
) -> None:
    for n in range(5):
        order_narration(topic, f"Text {n}.")
    redis_server.flushall()
    sweep()
    assert queues.tokens_waiting("narration") == settings.WORK_SLOTS["narration"]
    sweep()
    assert queues.tokens_waiting("narration") == settings.WORK_SLOTS["narration"]


def test_a_worker_that_goes_on_counts_the_tokens_that_others_hold(
    topic: Topic, speech: str, redis_server: redis.Redis, settings: Any
) -> None:
    settings.WORK_SLOTS = {**settings.WORK_SLOTS, "narration": 3}
    for n in range(3):
        order_narration(topic, f"Text {n}.")
    for _ in range(2):  # two workers have taken theirs and claim in a moment
        redis_server.lmove("rq:queue:narration", "rq:queue:narration:intermediate")
    queues.perform_next("narration")
    assert queues.tokens_waiting("narration") == 1


def test_who_watches_is_told_before_a_worker_is_woken(
    topic: Topic, redis_server: redis.Redis
) -> None:
    with redis_server.monitor() as seen:  # type: ignore[no-untyped-call]
        order_narration(topic)
        said: list[str] = []
        while not any("rq:queue:narration" in line and "PUSH" in line for line in said):
            said.append(seen.next_command()["command"])
    assert sum(line.startswith("PUBLISH") for line in said) == 1


def test_the_sweep_pushes_nothing_for_a_closed_gate(
    topic: Topic, redis_server: redis.Redis
) -> None:
    from edusmart.work.gates import ProviderGate

    order_narration(topic)
    redis_server.flushall()
    ProviderGate.shut("chatterbox", timedelta(hours=1))
    sweep()
    assert queues.tokens_waiting("narration") == 0


def test_the_sweep_settles_a_whole_whose_parts_have_ended(alice: Any) -> None:
    from tests.stories.making import make_story

    story = make_story(alice)
    Telling.objects.all().update_unwatched(status="failed", error="Gone.")
    sweep()
    story.refresh_from_db()
    assert (story.status, story.error) == ("failed", "Gone.")


@pytest.fixture
def workers(transactional_db: None, redis_server: redis.Redis) -> Iterator[Any]:
    process = start_command("work")
    yield process
    stop_process(process)


def children(pid: int) -> list[int]:
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(word) for word in file.read().split()]
    except FileNotFoundError:
        return []


def ended(model: Any) -> Callable[[], bool]:
    return lambda: not model.objects.filter(status__in=("pending", "processing")).exists()


def test_a_worker_makes_what_it_is_woken_for(workers: Any, alice: Any) -> None:
    from tests.stories.making import make_story

    make_story(alice)
    wait_until(ended(Telling), "the telling's end")
    assert Story.objects.get().scenes.count() == 3


def test_workers_that_died_are_replaced(workers: Any, alice: Any) -> None:
    from tests.stories.making import make_story

    wait_until(lambda: len(children(workers.pid)) == WORKERS, "every worker")
    first = set(children(workers.pid))
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(set(children(workers.pid)) - first) == WORKERS, "as many new workers")
    make_story(alice)
    wait_until(ended(Telling), "the telling's end")


def test_the_row_of_a_worker_that_died_goes_to_the_next_at_once(
    transactional_db: None, redis_server: redis.Redis, alice: Any
) -> None:
    from tests.stories.making import make_story

    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(PATIENCE_SECONDS)
        make_story(alice)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        env = {"CHATTERBOX_URL": url, "WORK_LEASE_SECONDS": "600", "NARRATION_WORKERS": "1"}
        process = start_command("work", env)
        try:
            with silent.accept()[0]:
                for worker in children(process.pid):
                    os.kill(worker, signal.SIGKILL)
                with silent.accept()[0]:
                    rows = Narration.objects.filter(attempts=2, status="processing")
                    assert rows.count() == 1
        finally:
            process.kill()
            stop_process(process)


ONE_WORKER = """
import signal, time
from datetime import timedelta
from django.db import transaction
from edusmart.work import kinds, queues
from edusmart.work.master import Master
from stories.models import Telling

def astray(row):
    transaction.atomic().__enter__()
    raise TimeoutError

def deaf(row):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(600)

queues.OVERDUE_SECONDS = 0.2
Telling.deadline = timedelta(seconds=1)
kinds.register(Telling, perform={perform})
queues.push("telling", 1)
Master({{"telling": 1}}).run()
"""


@pytest.mark.parametrize(
    "perform",
    [
        pytest.param("deaf", id="does not hear its deadline"),
        pytest.param("astray", id="leaves a transaction open"),
    ],
)
def test_a_row_that_spoils_its_worker_ends_with_it(
    transactional_db: None, redis_server: redis.Redis, alice: Any, perform: str
) -> None:
    from tests.stories.making import make_story

    make_story(alice)
    redis_server.flushall()
    process = start_command("shell", args=("-c", ONE_WORKER.format(perform=perform)))
    try:
        wait_until(lambda: Telling.objects.get().attempts >= 2, "another attempt")
    finally:
        process.kill()
        stop_process(process)


WORKER_WITHOUT_REDIS = """
import subprocess
from edusmart.work import queues
from edusmart.work.master import Master

def away(*_):
    raise ConnectionError("Redis is away")

queues.serve = away
subprocess.Popen(["true"])
Master({"telling": 1}).run()
"""


def test_a_worker_that_could_not_begin_is_replaced_and_a_stranger_s_end_is_not(
    transactional_db: None, redis_server: redis.Redis
) -> None:
    process = start_command("shell", args=("-c", WORKER_WITHOUT_REDIS))
    log = Path(process.log_path)  # type: ignore[attr-defined]
    try:
        told = "worker of telling ends: ConnectionError"
        wait_until(lambda: log.read_text().count(told) >= 2, "a second worker's end")
        assert process.poll() is None
    finally:
        stop_process(process)


SHORT_LIVED_WORKER = """
from edusmart.work import queues
from edusmart.work.master import Master

queues.MOST_TOKENS_TAKEN = 3
Master({"telling": 1}).run()
"""


def test_a_worker_that_took_many_tokens_makes_way_for_a_fresh_process(
    transactional_db: None, redis_server: redis.Redis
) -> None:
    process = start_command("shell", args=("-c", SHORT_LIVED_WORKER))
    try:
        wait_until(lambda: redis_server.scard("rq:workers") == 1, "a worker")
        first = children(process.pid)
        queues.push("telling", 2)
        wait_until(lambda: queues.tokens_waiting("telling") == 0, "two tokens taken")
        assert children(process.pid) == first
        queues.push("telling", 1)
        wait_until(lambda: children(process.pid) not in ([], first), "a fresh one in its place")
        assert process.poll() is None
    finally:
        stop_process(process)


def test_workers_stop_when_they_are_told_to(workers: Any) -> None:
    wait_until(lambda: len(children(workers.pid)) == WORKERS, "every worker")
    pids = children(workers.pid)
    workers.terminate()
    assert workers.wait(PATIENCE_SECONDS) == 0
    assert not any(os.path.exists(f"/proc/{pid}") for pid in pids)


def test_idle_workers_end_with_a_master_that_is_killed(workers: Any) -> None:
    wait_until(lambda: len(children(workers.pid)) == WORKERS, "every worker")
    pids = children(workers.pid)
    workers.kill()
    wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in pids), "their end")


def test_a_stuck_row_of_a_vanished_worker_is_made_by_the_next(
    topic: Topic, speech: str, step_world: Callable[[], int]
) -> None:
    order_narration(topic)
    assert Narration.claim_next("vanished")
    assert step_world() == 0
    Narration.objects.all().update_unwatched(lease_until=Now() - timedelta(seconds=1))
    assert step_world() == 1
    assert Narration.objects.get().status == "completed"


def test_the_sweep_command_makes_rounds_until_it_is_told_to_stop(
    topic: Topic, redis_server: redis.Redis
) -> None:
    order_narration(topic)
    redis_server.flushall()
    process = start_command("sweep")
    try:
        for _ in range(2):
            wait_until(lambda: queues.tokens_waiting("narration") == 1, "a token")
            redis_server.flushall()
    finally:
        stop_process(process)
    assert process.returncode == 0


def test_one_round_of_the_sweep_can_be_asked_for(topic: Topic, redis_server: redis.Redis) -> None:
    order_narration(topic)
    redis_server.flushall()
    call_command("sweep", once=True)
    assert queues.tokens_waiting("narration") == 1


def test_tokens_that_died_with_their_workers_hold_up_nobody(
    topic: Topic, speech: str, redis_server: redis.Redis
) -> None:
    for n in range(4):
        order_narration(topic, f"Text {n}.")
    redis_server.lmove("rq:queue:narration", "rq:queue:narration:intermediate")
    redis_server.zadd("rq:wip:narration", {"a:1": 9e9, "b:2": 9e9})
    redis_server.delete("rq:queue:narration")
    queues.release("narration", "dead")
    redis_server.delete("rq:queue:narration")
    queues.perform_next("narration")
    assert queues.tokens_waiting("narration") == settings.WORK_SLOTS["narration"] + 1


def test_workers_wait_for_a_redis_that_is_away_at_their_start(
    transactional_db: None, redis_server: redis.Redis, alice: Any, tmp_path: Path
) -> None:
    from tests.stories.making import make_story

    make_story(alice)
    elsewhere = tmp_path / "redis.sock"
    process: Any = start_command("work", {"REDIS_URL": f"unix://{elsewhere}"})
    try:
        wait_until(lambda: "Error" in Path(process.log_path).read_text(), "a line that says so")
        elsewhere.symlink_to(redis_server.connection_pool.connection_kwargs["path"])
        wait_until(ended(Telling), "the telling's end")
    finally:
        stop_process(process)


def test_idle_workers_hold_no_connection_to_the_database(
    workers: Any, redis_server: redis.Redis
) -> None:
    wait_until(lambda: redis_server.scard("rq:workers") == WORKERS, "every worker")
    assert not any(connected(pid) for pid in children(workers.pid))


def connected(pid: int) -> bool:
    """Whether the process holds the database open: its file, or a socket to its server's port."""
    open_files = [os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir()]
    name, port = connection.settings_dict["NAME"], connection.settings_dict["PORT"]
    if connection.vendor == "sqlite":
        return str(name) in open_files
    lines = Path(f"/proc/{pid}/net/tcp").read_text().splitlines()
    peers = {f"socket:[{line.split()[9]}]": line.split()[2] for line in lines}
    return any(peers.get(file, "").endswith(f":{int(port):04X}") for file in open_files)
