"""`python -m bench.live`: from commit to 100 and 1,000 watchers of one story, beside the usual ways."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.parts.polling import against_polling
from bench.parts.processes import cpu_seconds, daphne
from bench.parts.report import spread, write_down
from bench.parts.watchers import Watchers, changes_of_title
from edusmart.machine.system import ROOT, environment, prepare, running

CHANGES = 60
PAUSE_SECONDS = 0.2
SETTLE_SECONDS = 2.0
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

Figures = list[tuple[str, str]]


def measure(
    name: str, web: int, url: str, count: int, headers: Mapping[str, str],
    changer: Sequence[str], env: Mapping[str, str],
) -> tuple[Figures, float]:  # fmt: skip
    """What `changer`'s changes cost until `count` watchers have them: figures, deliveries per CPU second."""
    watchers = Watchers(url, count, headers)
    watchers.start()
    time.sleep(SETTLE_SECONDS)
    watchers.heard.clear()
    before = cpu_seconds(web)
    subprocess.run(changer, cwd=ROOT, env=dict(env), check=True)
    time.sleep(1)
    spent = cpu_seconds(web) - before
    watchers.stop()
    delays = list(delays_of(watchers))
    figures = [
        (f"{name}: commit to {count} watchers", spread(delays)),
        (f"{name}: deliveries to {count} watchers", f"{len(delays)} of {CHANGES * count}"),
        (
            f"{name}: CPU of the web process",
            f"{spent / len(delays) * 1e6:.0f} µs for each delivery",
        ),
    ]
    return figures, len(delays) / spent


def delays_of(watchers: Watchers) -> Iterator[float]:
    """Milliseconds from each change to its arrival."""
    for at, frame in watchers.heard:
        if frame["type"] == "state":
            yield from (
                (at - float(row["title"])) * 1000
                for row in frame["rows"]
                if row["kind"] == "story" and row["title"] != "Bench"
            )


def ours(folder: Path, base: Mapping[str, str], count: int) -> tuple[Figures, float]:
    with running(folder, programs=frozenset({"redis", "web"}), base=base) as system:
        while (web := system.pids().get("web", 0)) == 0:
            time.sleep(0.2)
        keys = json.loads((folder / "bench.json").read_text())
        url = f"{system.web_url.replace('http', 'ws')}/ws/story/{keys['story']}/"
        headers = {"Authorization": f"Bearer {keys['token']}"}
        script = changes_of_title(CHANGES, PAUSE_SECONDS)
        changer = [sys.executable, "manage.py", "shell", "-v0", "-c", script]
        return measure("EduSmart", web, url, count, headers, changer, system.env)


def the_usual_way(folder: Path, base: Mapping[str, str], count: int) -> tuple[Figures, float]:
    redis = folder / "layer.sock"
    env = {**base, "BENCH_REDIS": f"unix://{redis}"}
    changer = [sys.executable, "-m", "bench.parts.layer", str(CHANGES), str(PAUSE_SECONDS)]
    with daphne("bench.parts.layer:application", redis, env) as (web, host):
        return measure("channels_redis pub/sub", web, f"ws://{host}/", count, {}, changer, env)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    base = environment(folder)
    prepare(
        base,
        ["migrate", "-v0"],
        ["collectstatic", "-v0", "--noinput"],
        ["shell", "-v0", "-c", SETUP],
    )
    rows: Figures = []
    try:
        for count in (100, 1000):
            mine, rate = ours(folder, base, count)
            other, usual = the_usual_way(folder, base, count)
            rows += [
                *mine,
                *other,
                (f"deliveries per CPU second, {count} watchers", f"{rate / usual:.2f} times"),
            ]
        rows += against_polling(folder, base)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    write_down(
        f"Commit to browser, {CHANGES} changes {PAUSE_SECONDS} s apart, clients on the same machine",
        rows,
    )


if __name__ == "__main__":
    main()
