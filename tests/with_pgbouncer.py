"""A throw-away PgBouncer in transaction mode, as deploy/pgbouncer.ini has it, in front of a PostgreSQL."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.processes import ROOT, free_port, wait_until
from tests.with_postgres import Server, binaries, unprivileged

COMMAND = "/usr/sbin/pgbouncer"


def pgbouncer_is_installed() -> bool:
    return bool(shutil.which("pgbouncer") or Path(COMMAND).exists())


@contextmanager
def pgbouncer(database: Server) -> Iterator[str]:
    """Start one; the URL that leads through it to the database."""
    folder, port = Path(tempfile.mkdtemp(prefix="edusmart-pgbouncer-")), free_port()
    found = urlsplit(database.url)
    shipped = (ROOT / "deploy" / "pgbouncer.ini").read_text()
    for was, now in {
        "host=127.0.0.1 port=5432": f"host=127.0.0.1 port={found.port} user={found.username}",
        "edusmart =": "postgres =",
        "listen_port = 6432": f"listen_port = {port}",
        "auth_type = scram-sha-256": "auth_type = any",
        "/var/log/postgresql": str(folder),
        "/var/run/postgresql": str(folder),
    }.items():
        assert was in shipped, f"deploy/pgbouncer.ini has no “{was}”"
        shipped = shipped.replace(was, now)
    (folder / "pgbouncer.ini").write_text(shipped)
    if who := unprivileged():
        os.chown(folder, pwd.getpwnam(str(who["user"])).pw_uid, -1)
    command = [shutil.which("pgbouncer") or COMMAND, str(folder / "pgbouncer.ini")]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **unprivileged()
    )  # type: ignore[call-overload]
    ask = [binaries() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    try:
        wait_until(lambda: subprocess.run(ask, check=False).returncode == 0, "PgBouncer's start")
        yield f"postgres://edusmart@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)
