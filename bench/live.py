"""`python -m bench.live`: from commit to browser, for 100 and 1,000 watchers of one story."""

import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from bench.report import spread, write_down
from edusmart.system import ROOT, System, environment, prepare, running

CHANGES = 60
PAUSE_SECONDS = 0.2

SETUP = """
import json
from django.conf import settings
from edusmart.accounts.models import ApiToken, User
from edusmart.live.models import changing
from stories.models import Story, Telling
user = User.objects.create_user("bench")
story = Story(owner=user, title="Bench", document="none.pdf")
story.topic = Story.new_topic(story.pk)
story.save()
Telling(topic=story.topic, story=story, status="completed").save()
keys = {"token": ApiToken.issue(user, "b"), "story": str(story.pk)}
(settings.VAR_DIR / "bench.json").write_text(json.dumps(keys))
"""

# Changes the story's title to the time of the commit, as fast as asked.
CHANGER = """
import sys, time
from stories.models import Story
story = Story.objects.get()
for _ in range(int({changes})):
    story.title = repr(time.time())
    story.save()
    time.sleep({pause})
"""


async def watch(connection: ClientConnection, delays: list[float]) -> None:
    async for text in connection:
        now = time.time()
        frame = json.loads(text)
        if frame["type"] == "state":
            await connection.send(json.dumps({"type": "ack", "rev": frame["rev"]}))
            for row in frame["rows"]:
                if row["kind"] == "story" and row["title"] != "Bench" and frame["prev"]:
                    delays.append((now - float(row["title"])) * 1000)


async def measure(system: System, watchers: int) -> list[float]:
    keys = json.loads((system.folder / "bench.json").read_text())
    url = f"{system.web_url.replace('http', 'ws')}/ws/story/{keys['story']}/"
    headers = {"Authorization": f"Bearer {keys['token']}"}
    delays: list[float] = []
    sockets = [await connect(url, additional_headers=headers) for _ in range(watchers)]
    watching = [asyncio.create_task(watch(socket, delays)) for socket in sockets]
    await asyncio.sleep(2)
    script = CHANGER.format(changes=CHANGES, pause=PAUSE_SECONDS)
    changer = await asyncio.create_subprocess_exec(
        sys.executable, "manage.py", "shell", "-v0", "-c", script, cwd=ROOT, env=dict(system.env)
    )
    await changer.wait()
    await asyncio.sleep(1)
    for task in watching:
        task.cancel()
    for socket in sockets:
        await socket.close()
    return delays


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    base = environment(folder)
    prepare(
        base,
        ["migrate", "-v0"],
        ["collectstatic", "-v0", "--noinput"],
        ["shell", "-v0", "-c", SETUP],
    )
    rows = []
    try:
        for watchers in (100, 1000):
            with running(folder, programs=frozenset({"redis", "web"}), base=base) as system:
                while (web := system.pids().get("web", 0)) == 0:
                    time.sleep(0.2)
                before = cpu_seconds(web)
                delays = asyncio.run(measure(system, watchers))
                spent = cpu_seconds(web) - before
                rows.append((f"commit to {watchers} watchers", spread(delays)))
                rows.append(
                    (f"CPU of the web process, {watchers} watchers",
                     f"{spent / max(1, len(delays)) * 1e6:.0f} µs for each delivery, joining included")
                )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    write_down(
        f"Commit to browser, {CHANGES} changes {PAUSE_SECONDS} s apart, clients on the same machine",
        rows,
    )


if __name__ == "__main__":
    main()
