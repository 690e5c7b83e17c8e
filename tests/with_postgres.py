"""`python -m tests.with_postgres COMMAND …`: run it with DATABASE_URL at a throw-away PostgreSQL."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import free_port, wait_until


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


@contextmanager
def postgres() -> Iterator[str]:
    """A server with one empty cluster on a free port; its URL."""
    folder = Path(tempfile.mkdtemp(prefix="edusmart-pg-"))
    who = unprivileged()
    if who:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    data, port, bin_ = folder / "data", free_port(), binaries()
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, **who}
    subprocess.run(
        [bin_ / "initdb", "-D", data, "-U", "edusmart", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True, **quiet,
    )  # type: ignore[call-overload]  # fmt: skip
    server = subprocess.Popen(
        [bin_ / "postgres", "-D", data, "-p", str(port), "-k", folder, "-c", "fsync=off"],
        stderr=subprocess.DEVNULL, **quiet,
    )  # type: ignore[call-overload]  # fmt: skip
    try:
        ask: list[str | Path] = [bin_ / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        wait_until(lambda: subprocess.run(ask, check=False).returncode == 0, "PostgreSQL's start")
        yield f"postgres://edusmart@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with postgres() as url:
        sys.exit(
            subprocess.run(
                sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False
            ).returncode
        )
