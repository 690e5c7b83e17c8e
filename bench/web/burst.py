"""`python -m bench.web.burst`: a thousand requests at once over two web processes, beside 300 watchers.

On SQLite, on PostgreSQL, behind PgBouncer (where it is installed), and on a PostgreSQL that is restarted in
the middle; before it the 300 watchers join at once. `--quick` asks for a tenth, `--busy` keeps two cores
busy besides, and names (`sqlite`, `postgresql`, `pgbouncer`, `restart`) choose some of the four.
"""

import asyncio
import json
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from statistics import median

import psycopg

from bench.parts.joining import busy, join
from bench.parts.processes import process
from bench.parts.report import percentile, write_down
from bench.parts.requests_at_once import Outcome, burst, request, requests
from bench.parts.watchers import Watchers
from edusmart.machine.embedded import free_port, redis_command
from edusmart.machine.system import environment, prepare
from tests.processes import wait_until
from tests.with_pgbouncer import pgbouncer, pgbouncer_is_installed
from tests.with_postgres import Server, server

REQUESTS = 100 if "--quick" in sys.argv else 1000
WATCHERS = 30 if "--quick" in sys.argv else 300
UPLOADS = 20  # of all requests; a person may begin 50 stories a day
WEB_PROCESSES = 2
AFTER_SECONDS = 1.0
SETUP = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from edusmart.accounts.models import ApiToken, User
from stories.models import Story, Telling
user = User.objects.create_user("bench")
for number in range(12):
    story = Story(owner=user, title=f"Bench {number}", document="none.pdf")
    story.topic = Story.new_topic(story.pk)
    story.save()
    Telling(topic=story.topic, story=story, status="completed").save()
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
keys = {"token": ApiToken.issue(user, "b"), "story": str(story.pk), "session": session.session_key}
(settings.VAR_DIR / "bench.json").write_text(json.dumps(keys))
"""


class Connections(threading.Thread):
    """Counts the connections to a PostgreSQL while something goes on."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._url, self._over = url, threading.Event()

    def run(self) -> None:
        while not self._over.is_set():
            with suppress(psycopg.Error), psycopg.connect(self._url, autocommit=True) as line:
                while not self._over.wait(0.02):
                    row = line.execute(
                        "SELECT count(*) FROM pg_stat_activity"
                        " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                    ).fetchone()
                    self.most = max(self.most, row[0] if row else 0)

    def stop(self) -> int:
        self._over.set()
        self.join()
        return self.most


@contextmanager
def web(
    folder: Path, env: dict[str, str], application: str = "edusmart.asgi:application"
) -> Iterator[list[int]]:
    """Two web processes and a Redis; the ports."""
    prepare(
        env,
        ["migrate", "-v0"],
        ["collectstatic", "-v0", "--noinput"],
        ["shell", "-v0", "-c", SETUP],
    )
    ports = [free_port() for _ in range(WEB_PROCESSES)]
    redis = folder / "redis.sock"
    with process(redis_command(redis, folder, durable=False), env):
        commands = [
            [
                sys.executable,
                "-m",
                "daphne",
                "-b",
                "127.0.0.1",
                "-p",
                str(port),
                application,
            ]
            for port in ports
        ]
        with process(commands[0], env), process(commands[1], env):
            for port in ports:
                wait_until(partial(_is_ready, port), "a web process", 60)
            yield ports


def _is_ready(port: int) -> bool:
    with suppress(OSError, IndexError):
        return asyncio.run(burst([request("GET", "/ready")], [port])).statuses["200"] == 1
    return False


def measure(
    name: str, database: str, meanwhile: Callable[[], None] | None = None
) -> list[tuple[str, str]]:
    """Figures of one burst."""
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    env = {**environment(folder), "STORIES_PER_DAY": "1000000", "SOCKETS_PER_PERSON": "1000"}
    if database:
        env["DATABASE_URL"] = database
    try:
        with web(folder, env) as ports:
            keys = json.loads((folder / "bench.json").read_text())
            return _figures(name, database, ports, keys, meanwhile)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _figures(
    name: str,
    database: str,
    ports: list[int],
    keys: dict[str, str],
    meanwhile: Callable[[], None] | None,
) -> list[tuple[str, str]]:
    bearer = {"Authorization": f"Bearer {keys['token']}"}
    path = f"/ws/story/{keys['story']}/"
    asyncio.run(join(ports, path, bearer, len(ports)))  # the first of all opens what the others use
    joined = asyncio.run(join(ports, path, bearer, WATCHERS))
    rooms = [
        Watchers(f"ws://127.0.0.1:{port}{path}", WATCHERS // WEB_PROCESSES, bearer)
        for port in ports
    ]
    for room in rooms:
        room.start()
    asyncio.run(burst(requests(keys, REQUESTS, UPLOADS)[:20], ports))  # templates are read once
    counted = Connections(database) if database else None
    if counted:
        counted.start()
    helper = threading.Thread(target=meanwhile) if meanwhile else None
    if helper:
        helper.start()
    began = time.monotonic()
    outcome = asyncio.run(burst(requests(keys, REQUESTS, UPLOADS), ports))
    lasted = time.monotonic() - began
    if helper:
        helper.join()
    most = counted.stop() if counted else 0
    time.sleep(AFTER_SECONDS)
    open_still = sum(room.open for room in rooms)
    after = asyncio.run(burst(requests(keys, REQUESTS, UPLOADS)[:20], ports))
    for room in rooms:
        room.stop()
    return [
        (f"{name}: sockets that join at once", str(joined)),
        *_rows(name, outcome, lasted, most, open_still, after),
    ]


def _rows(
    name: str, outcome: Outcome, lasted: float, most: int, open_still: int, after: Outcome
) -> list[tuple[str, str]]:
    told = ", ".join(f"{count} x {status}" for status, count in sorted(outcome.statuses.items()))
    rows = [(f"{name}: responses", f"{told} in {lasted:.1f} s")]
    if outcome.took:
        p50, p95 = median(outcome.took), percentile(outcome.took, 95)
        rows.append((f"{name}: those with 2xx", f"p50 {p50:.0f} ms, p95 {p95:.0f} ms"))
    if most:
        rows.append((f"{name}: most connections to the database", str(most)))
    later = ", ".join(f"{count} x {status}" for status, count in sorted(after.statuses.items()))
    return [
        *rows,
        (
            f"{name}: sockets open afterwards, then 20 requests",
            f"{open_still} of {WATCHERS}; {later}",
        ),
    ]


def restart(database: Server) -> Callable[[], None]:
    def act() -> None:
        time.sleep(1.0)
        database.stop()
        time.sleep(1.0)
        database.start()

    return act


def sqlite() -> list[tuple[str, str]]:
    return measure("SQLite", "")


def postgresql() -> list[tuple[str, str]]:
    with server() as database:
        return measure("PostgreSQL", database.url)


def behind_pgbouncer() -> list[tuple[str, str]]:
    if not pgbouncer_is_installed():
        return [("PgBouncer", "not installed")]
    with server() as database, pgbouncer(database) as url:
        return measure("PostgreSQL behind PgBouncer", url)


def restarted() -> list[tuple[str, str]]:
    with server() as database:
        return measure("PostgreSQL, restarted", database.url, restart(database))


SCENES = {
    "sqlite": sqlite,
    "postgresql": postgresql,
    "pgbouncer": behind_pgbouncer,
    "restart": restarted,
}


def main() -> None:
    chosen = [SCENES[name] for name in sys.argv[1:] if name in SCENES] or SCENES.values()
    with busy(2 if "--busy" in sys.argv else 0):
        rows = [row for scene in chosen for row in scene()]
    write_down(
        f"A burst, {REQUESTS} requests at once over {WEB_PROCESSES} web processes, {WATCHERS} watchers",
        rows,
    )


if __name__ == "__main__":
    main()
