"""`python -m tests.with_postgres COMMAND …`: run it with DATABASE_URL at a throw-away PostgreSQL.

TEST_TEMPLATE names a migrated database there, which each process of the tests copies as its own.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.processes import ROOT, free_port, wait_until

TEMPLATE = "migrated"


def binaries() -> Path:
    """The folder with initdb. Exits with one sentence when there is none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        return folder
    sys.exit(
        "These tests need PostgreSQL's server: install it first (Debian: apt-get install postgresql)."
    )


def unprivileged() -> dict[str, str | int]:
    """PostgreSQL refuses to run as root."""
    return {"user": "nobody"} if os.getuid() == 0 else {}


class Server:
    """A PostgreSQL with one empty cluster on a free port. `url` leads to its database."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._data, self._port = folder, folder / "data", free_port()
        self.url = f"postgres://edusmart@127.0.0.1:{self._port}/postgres"
        self._process: subprocess.Popen[bytes] | None = None
        if who := unprivileged():
            os.chown(folder, pwd.getpwnam(str(who["user"])).pw_uid, -1)
        self._as: dict[str, Any] = {"stdout": subprocess.DEVNULL, "cwd": folder, **who}
        subprocess.run(
            [
                binaries() / "initdb", "-D", self._data, "-U", "edusmart", "-A", "trust", "-E", "UTF8",
                "--no-sync",
            ],
            check=True, **self._as,
        )  # fmt: skip

    def start(self) -> None:
        """Return once it takes connections."""
        bin_ = binaries()
        self._process = subprocess.Popen(
            [
                bin_ / "postgres", "-D", self._data, "-p", str(self._port), "-k", self._folder,
                "-c", "fsync=off",
            ],
            stderr=subprocess.DEVNULL, **self._as,
        )  # fmt: skip
        ask: list[str | Path] = [
            bin_ / "pg_isready",
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            str(self._port),
        ]
        wait_until(lambda: subprocess.run(ask, check=False).returncode == 0, "PostgreSQL's start")

    def stop(self) -> None:
        """End it as an operator does who cannot wait: connections are cut."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()


@contextmanager
def server() -> Iterator[Server]:
    """Start a throw-away server."""
    folder = Path(tempfile.mkdtemp(prefix="edusmart-pg-"))
    made = Server(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres() -> Iterator[str]:
    """Start a throw-away server; its URL."""
    with server() as made:
        yield made.url


def make_template(url: str) -> None:
    """Make a migrated database called TEMPLATE beside the one at `url`: migrating takes a dozen seconds."""
    with psycopg.connect(url, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {TEMPLATE}")
    with tempfile.TemporaryDirectory(prefix="edusmart-pg-") as var:
        beside = {
            "DATABASE_URL": url.removesuffix("/postgres") + f"/{TEMPLATE}",
            "EDUSMART_VAR": var,
        }
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0"],
            cwd=ROOT, env={**os.environ, **beside}, check=True,
        )  # fmt: skip


def main(command: list[str]) -> int:
    """Run the command, and return its status."""
    with postgres() as url:
        make_template(url)
        env = {**os.environ, "DATABASE_URL": url, "TEST_TEMPLATE": TEMPLATE}
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
