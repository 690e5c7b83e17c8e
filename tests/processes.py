"""Real processes for tests: a free port, the speech service, and waiting for a condition."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import httpx

from edusmart.machine.libc import end_with_parent

ROOT = Path(__file__).resolve().parent.parent
# How long anything may take on a busy machine: a deadline costs nothing while tests pass.
PATIENCE_SECONDS = 240.0
#: What a web process that tests start calls itself to PostgreSQL.
WEB_APPLICATION = "the tests' web process"


def free_port() -> int:
    """A TCP port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(
    condition: Callable[[], bool], what: str, patience: float = PATIENCE_SECONDS
) -> None:
    """Poll until `condition()` is true; fails with `what` after `patience` seconds."""
    deadline, pause = time.monotonic() + patience, 0.02
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen within {patience:g} s")
        time.sleep(pause)
        pause = min(0.2, 1.2 * pause)  # what takes long is not made longer by being asked for


def start_tts_service(env: Mapping[str, str] | None = None) -> tuple[subprocess.Popen[str], str]:
    """Start `python -m tts.service`, wait until it is healthy, and return it with its URL.

    `env` adds to this process's environment; without an engine in it espeak speaks, which is the
    quickest to start. What the service writes to stderr lands in the file named by
    `process.log_path`. The caller ends it with `stop_process`.
    """
    port = free_port()
    given = {"TTS_ENGINE": "espeak", "HOST": "127.0.0.1", "PORT": str(port), **(env or {})}
    process = _start("tts", ["-m", "tts.service"], given)
    return process, _url_once_healthy(process, port, "a healthy speech service")


def start_web(
    env: Mapping[str, str] | None = None, application: str = "edusmart.asgi:application"
) -> tuple[subprocess.Popen[str], str]:
    """Start daphne on the running test's database and return it with its URL."""
    port = free_port()
    daphne = ["-m", "daphne", "-b", "127.0.0.1", "-p", str(port), application]
    named = {"PGAPPNAME": WEB_APPLICATION}
    process = _start("web", daphne, {**_django(), **named, **(env or {})})
    return process, _url_once_healthy(process, port, "a healthy web process")


def start_command(
    name: str, env: Mapping[str, str] | None = None, args: Sequence[str] = ()
) -> subprocess.Popen[str]:
    """Start a management command, such as `work`, on the running test's database.

    The caller ends it with `stop_process`.
    """
    return _start(name, ["manage.py", name, *args], {**_django(), **(env or {})})


def _start(name: str, args: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start Python in a session of its own, which ends when this test run is killed."""
    with tempfile.NamedTemporaryFile("w", prefix=f"{name}-", suffix=".log", delete=False) as log:
        process = subprocess.Popen(
            [sys.executable, *args], cwd=ROOT, env={**os.environ, **env},
            stdout=log, stderr=log, text=True, start_new_session=True, preexec_fn=end_with_parent,
        )  # fmt: skip
    process.log_path = log.name  # type: ignore[attr-defined]  # travels with the process
    return process


def _django() -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": "edusmart.settings", "DATABASE_URL": database_url()}


def _url_once_healthy(process: subprocess.Popen[str], port: int, what: str) -> str:
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _is_healthy(process, url), what)
    except BaseException:
        stop_process(process)
        raise
    return url


def stop_process(process: subprocess.Popen[str]) -> None:
    """Ask a process to end, insist if it does not, and drop its log.

    What it has forked ends with it, also when the process was killed: an orphan that still holds
    rows would get in the way of the next test's empty database.
    """
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    wait_until(lambda: not _runs(process.pid), "the end of all that a process has forked")
    if log_path := getattr(process, "log_path", None):
        Path(log_path).unlink(missing_ok=True)


def _runs(group: int) -> bool:
    """Whether any process of the group is alive."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, in_group = path.read_text().rpartition(") ")[2].split()[:3]
            if int(in_group) == group and state != "Z":
                return True
    return False


def _is_healthy(process: subprocess.Popen[str], url: str) -> bool:
    if process.poll() is not None:
        raise AssertionError(f"the process ended with status {process.returncode}")
    try:
        return httpx.get(f"{url}/health", timeout=PATIENCE_SECONDS, verify=False).status_code == 200
    except httpx.TransportError:
        return False


def database_url() -> str:
    """The running test's database, for processes beside it."""
    from django.db import connection

    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return (
        f"postgres://{found['USER']}@{found['HOST'] or 'localhost'}:{found['PORT']}/{found['NAME']}"
    )
