"""Processes for the benchmarks, and what they spend."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from edusmart.machine.embedded import free_port, redis_command
from edusmart.machine.system import ROOT
from tests.processes import wait_until


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def process(command: Sequence[str | Path], env: Mapping[str, str]) -> Iterator[int]:
    """A process with its output thrown away; its id."""
    running = subprocess.Popen(
        command, cwd=ROOT, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield running.pid
    finally:
        running.terminate()
        running.wait()


@contextmanager
def daphne(application: str, redis: Path, env: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """An application on daphne with a Redis of its own at the socket `redis`: process id, host and port."""
    port = free_port()
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), application]
    with (
        process(redis_command(redis, redis.parent, durable=False), env),
        process(command, env) as web,
    ):
        wait_until(lambda: _answers(port), f"the first answer of {application}", 60)
        yield web, f"127.0.0.1:{port}"


def _answers(port: int) -> bool:
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port)).close()
        return True
    return False
