"""The whole system on one machine: Redis, speech, web, workers and sweep under supervisor.

`make demo`, `make tell`, the fault tests and the benchmarks all start it here.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from edusmart.machine.embedded import free_port, redis_command
from edusmart.machine.libc import end_with_parent

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
# Supervisor gives its programs ten seconds, and Redis ten more once the others have ended.
STOP_SECONDS = 30.0
LOOK_EVERY_SECONDS = 0.05


class DidNotStart(Exception):
    """A process did not come up; the message names it and its log."""


@dataclass(frozen=True)
class System:
    """A system that runs. `env` makes another process part of it."""

    folder: Path
    env: Mapping[str, str]
    web_url: str
    tts_url: str
    supervisor: subprocess.Popen[bytes]

    def pids(self) -> dict[str, int]:
        """Return process ids by program name, as supervisor has started them now."""
        told = subprocess.run(  # noqa: S603 - fixed arguments
            [*_supervisorctl(self.folder), "status"],
            capture_output=True, text=True, check=False, env=dict(self.env),
        ).stdout  # fmt: skip
        rows = (line.replace(",", "").split() for line in told.splitlines())
        return {row[0]: int(row[3]) for row in rows if len(row) > 3 and row[1] == "RUNNING"}


@contextmanager
def running(
    folder: Path,
    *,
    web_port: int | None = None,
    programs: frozenset[str] | None = None,
    base: Mapping[str, str] | None = None,
    patience: float = PATIENCE_SECONDS,
) -> Iterator[System]:
    """Start the system with its data in `folder` and stop every process of it at the end.

    `web_port` None means any free port. `programs` limits which are started; `base` replaces this process's
    environment; its services have `patience` seconds to come up. Raises NothingToRun, DidNotStart.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder):
        yield from _run(folder, web_port, programs, base, patience)


def _run(
    folder: Path,
    web_port: int | None,
    programs: frozenset[str] | None,
    base: Mapping[str, str] | None,
    patience: float,
) -> Iterator[System]:
    (folder / "log").mkdir(exist_ok=True)
    web, speech = web_port or free_port(), free_port()
    env = {"CHATTERBOX_URL": f"http://127.0.0.1:{speech}", **(base or environment(folder))}
    commands = _commands(folder, web, speech, env)
    chosen = {name: c for name, c in commands.items() if programs is None or name in programs}
    (folder / "supervisord.conf").write_text(_configuration(folder, chosen))
    supervisor = subprocess.Popen(  # noqa: S603 - fixed arguments
        [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(folder / "supervisord.conf")],
        env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        # A session of its own: Ctrl-C reaches only this process, which then stops the others in order.
        start_new_session=True, preexec_fn=end_with_parent,
    )  # fmt: skip
    system = System(
        folder, env, f"http://127.0.0.1:{web}", f"http://127.0.0.1:{speech}", supervisor
    )
    try:
        _wait(system, chosen, patience)
        yield system
    finally:
        _stop(supervisor)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        try:
            # The lock falls with its holder, however that ends.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DidNotStart(
                f"Another EduSmart runs already with its data in {folder}. "
                "Stop it first, or set EDUSMART_VAR to another folder."
            ) from None
        yield


def prepare(env: Mapping[str, str], *commands: list[str]) -> None:
    """Run management commands, such as migrate, as part of the system. Raises DidNotStart."""
    for command in commands:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=dict(env), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines()
            raise DidNotStart(
                f"`manage.py {command[0]}` failed: {lines[-1] if lines else 'no message'}"
            )


def stop_on_signals() -> None:
    """Raise KeyboardInterrupt for every signal that asks this process to end."""
    for name in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):  # a background job ignores SIGINT
        signal.signal(name, signal.default_int_handler)


def environment(folder: Path) -> dict[str, str]:
    """Return this process's environment with the system's data in `folder`."""
    return {**os.environ, "EDUSMART_VAR": str(folder)}


def _commands(folder: Path, web: int, speech: int, env: Mapping[str, str]) -> dict[str, list[str]]:
    python, manage = sys.executable, str(ROOT / "manage.py")
    commands = {
        "web": [
            python,
            "-m",
            "daphne",
            "--no-server-name",
            "-b",
            "127.0.0.1",
            "-p",
            str(web),
            "edusmart.asgi:application",
        ],
        "workers": [python, manage, "work"],
        "sweep": [python, manage, "sweep"],
    }
    # A speech service that was given from outside is not ours to start.
    if env["CHATTERBOX_URL"] == f"http://127.0.0.1:{speech}":
        own = _speech_settings(folder, speech, env)
        commands["tts"] = ["env", *own, python, "-m", "tts.service"]
        commands["tts-worker"] = ["env", *own, python, "-m", "tts.service.worker"]
    if not env.get("REDIS_URL"):
        commands["redis"] = redis_command(folder / "redis.sock", folder)
    return commands


def _speech_settings(folder: Path, port: int, env: Mapping[str, str]) -> list[str]:
    redis = env.get("REDIS_URL") or f"unix://{folder}/redis.sock"
    return [
        "HOST=127.0.0.1", f"PORT={port}", f"SERVICE_URL=http://127.0.0.1:{port}",
        f"REDIS_URL={redis}", f"JOBS_DIR={folder}/tts-jobs",
    ]  # fmt: skip


def _configuration(folder: Path, commands: Mapping[str, list[str]]) -> str:
    socket = folder / "supervisor.sock"
    parts = [
        f"[supervisord]\nlogfile={folder}/log/supervisor.log\npidfile={folder}/supervisord.pid\n"
        f"nodaemon=true\nsilent=true\nidentifier=edusmart\n",
        f"[unix_http_server]\nfile={socket}\nchmod=0700\n",
        "[rpcinterface:supervisor]\n"
        "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n",
        f"[supervisorctl]\nserverurl=unix://{socket}\n",
    ]
    return "\n".join(parts + [_program(folder, name, cmd) for name, cmd in commands.items()])


def _program(folder: Path, name: str, command: list[str]) -> str:
    # Supervisor would expand a % of its own.
    line = " ".join(f'"{part}"' if " " in part or not part else part for part in command)
    return (
        f"[program:{name}]\ncommand={line.replace('%', '%%') or name}\ndirectory={ROOT}\n"
        f"autorestart=true\nstartsecs=1\nstartretries=100\nstopwaitsecs=10\n"
        # The workers' master stops its workers itself, so that rows under way are finished.
        f"stopasgroup={'false' if name == 'workers' else 'true'}\nkillasgroup=true\n"
        f"priority={1 if name == 'redis' else 10}\n"
        f"redirect_stderr=true\nstdout_logfile={folder}/log/{name}.log\n"
        f"stdout_logfile_maxbytes=10MB\nstdout_logfile_backups=2\n"
    )


def _supervisorctl(folder: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "supervisor.supervisorctl",
        "-c",
        str(folder / "supervisord.conf"),
    ]


def _wait(system: System, programs: Mapping[str, list[str]], patience: float) -> None:
    deadline = time.monotonic() + patience
    looks = {"web": f"{system.web_url}/ready", "tts": f"{system.tts_url}/health"}
    for name in programs:
        while name in looks and not _answers(looks[name]):
            if system.supervisor.poll() is not None or time.monotonic() > deadline:
                raise DidNotStart(f"{name} did not start; see {system.folder}/log/{name}.log")
            time.sleep(LOOK_EVERY_SECONDS)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _stop(supervisor: subprocess.Popen[bytes]) -> None:
    supervisor.terminate()
    try:
        supervisor.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        # Each program leads a group of its own, and would outlive its supervisor.
        for group in [*_children(supervisor.pid), supervisor.pid]:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        supervisor.wait()


def _children(parent: int) -> list[int]:
    table = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="],  # noqa: S607 - wherever the system has it
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    rows = (map(int, line.split()) for line in table.splitlines())
    return [pid for pid, ppid in rows if ppid == parent]
