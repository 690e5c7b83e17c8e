"""What must go on although something around it fails."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
import redis
from django.core.management import call_command
from django.db import DatabaseError
from rq.exceptions import StopRequested

from edusmart.live import topics
from edusmart.live.models import Topic
from edusmart.work import kinds as registry
from edusmart.work import master, queues
from edusmart.work.gates import ProviderGate
from edusmart.work.kinds import kinds
from edusmart.work.management.commands import sweep as command
from edusmart.work.rows.states import Status
from edusmart.work.rows.tally import tally
from edusmart.work.sweep import sweep
from tests.processes import PATIENCE_SECONDS
from tests.work.orders import Quiet, quiet_topic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def failing(*_: object) -> Any:
    raise DatabaseError("away")


def test_a_dead_workers_row_that_cannot_be_freed_is_left_to_its_lease(caplog: Any) -> None:
    queues.release("no such kind", "dead")
    assert "its lease will end" in caplog.text


def test_workers_are_forked_although_the_database_is_away_or_a_kind_cannot_load(
    monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    monkeypatch.setattr(queues, "_wanted", failing)
    kind = replace(kinds()["narration"], _preload=failing)
    monkeypatch.setitem(registry._kinds, "narration", kind)
    monkeypatch.setattr("gc.freeze", lambda: None)
    master._preload()
    assert "narration is not preloaded" in caplog.text
    assert caplog.text.count("no look for") == len(kinds())


def test_nothing_is_forked_once_the_master_is_to_stop() -> None:
    stopping = master.Master({"narration": 1})
    stopping._stop(signal.SIGTERM, None)
    stopping._fork("narration")
    assert stopping._workers == {}


def test_a_worker_that_is_gone_already_does_not_keep_the_others_from_stopping() -> None:
    pids = [started("true"), started("sleep", "60")]
    os.waitpid(pids[0], 0)
    stopping = master.Master({"narration": 2})
    stopping._workers = {pid: master._Worker("narration") for pid in pids}
    stopping._stop(signal.SIGTERM, None)
    assert os.waitpid(pids[1], 0)[0] == pids[1]


def test_a_worker_that_did_not_hear_that_it_is_to_stop_is_told_again() -> None:
    deaf_once = "trap 'trap - TERM; echo again >&2' TERM; echo >&2; while :; do sleep 0.01; done"
    with subprocess.Popen(["sh", "-c", deaf_once], stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr
        worker.stderr.readline()
        stopping = master.Master({"narration": 1})
        stopping._workers = {worker.pid: master._Worker("narration")}
        stopping._tick(signal.SIGALRM, None)
        stopping._stop(signal.SIGTERM, None)
        assert worker.stderr.readline() == "again\n"
        assert worker.poll() is None
        stopping._tick(signal.SIGALRM, None)
        assert worker.wait(PATIENCE_SECONDS) == -signal.SIGTERM


def test_an_idle_worker_stops_wherever_the_signal_strikes(redis_server: redis.Redis) -> None:
    worker = queues.TokenWorker("narration", "w", os.getppid())
    with pytest.raises(SystemExit) as end, suppress(Exception):
        worker.request_stop(signal.SIGTERM, None)
    assert end.value.code == 0


def test_a_worker_that_was_stopped_while_it_asked_for_a_token_does_not_wait_for_the_answer(
    redis_server: redis.Redis,
) -> None:
    worker = queues.TokenWorker("narration", "w", os.getppid())
    worker.register_birth()  # type: ignore[no-untyped-call]
    pool = worker.connection.connection_pool
    asking = pool.get_connection()
    asking.send_command("BLPOP", "rq:queue:narration", PATIENCE_SECONDS)  # type: ignore[no-untyped-call]
    pool.release(asking)
    begun, before = time.monotonic(), signal.getsignal(signal.SIGTERM)
    try:
        worker.teardown()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert time.monotonic() - begun < PATIENCE_SECONDS / 2
    assert redis_server.scard("rq:workers") == 0


def test_a_worker_registers_again_after_a_flush_and_stops_without_its_master(
    redis_server: redis.Redis,
) -> None:
    worker = queues.TokenWorker("narration", "w", os.getppid())
    worker.heartbeat()
    assert redis_server.exists("rq:worker:w")
    with pytest.raises(StopRequested):
        queues.TokenWorker("narration", "orphan", 0).heartbeat()


def started(*command: str) -> int:
    return os.spawnvp(os.P_NOWAIT, command[0], command)  # noqa: S606 - fixed arguments


class Unlucky(Quiet):
    """An owner whose topics cannot settle, or are gone by then."""

    kind = "unlucky"

    def settle(self, topic: Topic) -> None:
        raise RuntimeError

    def unsettled(self) -> list[Topic]:
        return [Topic(pk=10**6, name="unlucky:2"), Topic.objects.get(name="unlucky:1")]


def test_a_topic_that_cannot_settle_does_not_hold_up_the_sweep(
    monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    quiet_topic()
    monkeypatch.setitem(topics._owners, "unlucky", Unlucky())
    Topic.objects.create(name="unlucky:1")
    sweep()
    assert "could not be settled" in caplog.text


def test_a_round_of_the_sweep_that_fails_is_followed_by_the_next(
    monkeypatch: pytest.MonkeyPatch, settings: Any, caplog: Any
) -> None:
    settings.SWEEP_SECONDS = 0
    rounds: list[int] = []

    def unlucky() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            raise DatabaseError
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(command, "sweep", unlucky)
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        call_command("sweep")
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
    assert len(rounds) == 2
    assert "the next one tries again" in caplog.text


def test_parts_that_were_cancelled_make_a_cancelled_whole() -> None:
    assert tally(["completed", "cancelled"]).status() == Status.CANCELLED


def test_a_gate_is_called_by_its_provider() -> None:
    assert str(ProviderGate(name="gemini")) == "gemini"
