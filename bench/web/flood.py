"""`python -m bench.web.flood`: how long one person waits for a page while another keeps eighty requests open.

One web process with its embedded defaults, both behind one address. The flood is of one person's session,
then of sessions that were made up, and each time somebody else asks for a page ten times a second.
`--postgresql` does it on a PostgreSQL of its own.
"""

import asyncio
import json
import shutil
import sys
import tempfile
import time
from contextlib import nullcontext, suppress
from pathlib import Path

from bench.parts.processes import daphne
from bench.parts.report import percentile, write_down
from bench.parts.requests_at_once import Outcome, burst, request
from edusmart.machine.system import environment, prepare
from tests.with_postgres import server

CONNECTIONS = 80
SECONDS = 20.0
EVERY_SECONDS = 0.2
PEOPLE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from edusmart.accounts.models import User
from stories.models import Story, Telling
keys = []
for name in ("flooding", "other"):
    user = User.objects.create_user(name)
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
    keys.append(session.session_key)
(settings.VAR_DIR / "bench.json").write_text(json.dumps(keys))
"""


def page(session: str) -> bytes:
    return request("GET", "/stories/", f"Cookie: sessionid={session}")


async def flood(port: int, sessions: list[str]) -> None:
    """Keep CONNECTIONS requests open, by turns of these sessions, until cancelled."""

    async def keep_asking(number: int) -> None:
        while True:
            with suppress(OSError):
                await burst([page(sessions[number % len(sessions)])], [port])

    async with asyncio.TaskGroup() as group:
        for number in range(CONNECTIONS):
            group.create_task(keep_asking(number))


async def wait_beside(port: int, session: str, flooding: list[str]) -> Outcome:
    """Ask for a page again and again for SECONDS beside a flood of these sessions; none without any."""
    await burst([page(session)], [port])  # who signs in has been here before
    flooded = asyncio.create_task(flood(port, flooding)) if flooding else None
    await asyncio.sleep(2)
    sent, over = [], time.monotonic() + SECONDS
    while time.monotonic() < over:
        sent.append(asyncio.create_task(burst([page(session)], [port])))
        await asyncio.sleep(EVERY_SECONDS)
    every = Outcome()
    for outcome in await asyncio.gather(*sent):
        every.statuses += outcome.statuses
        every.took += outcome.took
    if flooded:
        flooded.cancel()
        await asyncio.wait([flooded])
    return every


def row(name: str, outcome: Outcome) -> tuple[str, str]:
    told = ", ".join(f"{count} x {status}" for status, count in sorted(outcome.statuses.items()))
    spread = "none came back"
    if len(outcome.took) > 1:
        p50, p99 = percentile(outcome.took, 50), percentile(outcome.took, 99)
        spread = f"p50 {p50:.0f} ms, p99 {p99:.0f} ms"
    return name, f"{spread} ({told})"


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    with server() if "--postgresql" in sys.argv else nullcontext() as database:
        env = environment(folder) | ({"DATABASE_URL": database.url} if database else {})
        prepare(env, ["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"])
        prepare(env, ["shell", "-v0", "-c", PEOPLE])
        flooding, other = json.loads((folder / "bench.json").read_text())
        made_up = [f"{number:032d}" for number in range(1000)]
        with daphne("edusmart.asgi:application", folder / "redis.sock", env) as (_, host):
            port = int(host.rpartition(":")[2])
            rows = [
                row(name, asyncio.run(wait_beside(port, other, sessions)))
                for name, sessions in (
                    ("alone", []),
                    ("beside one person's flood", [flooding]),
                    ("beside a flood of made up sessions", made_up),
                )
            ]
    shutil.rmtree(folder, ignore_errors=True)
    write_down(f"One person beside a flood, {CONNECTIONS} connections", rows)


if __name__ == "__main__":
    main()
