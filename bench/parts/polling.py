"""What 100 watchers of one story cost by sockets, and by asking every 3 s for what is new, as before.

Both see as many changes for as long. Requests and queries are counted inside the web process; opening the
sockets counts in full. A poller asks for no more than the changes since its last answer.
"""

import json
import subprocess
import sys
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import mean
from typing import Any

import httpx

from bench.parts.processes import cpu_seconds, daphne
from bench.parts.watchers import Watchers, changes_of_title
from edusmart.machine.system import ROOT

WATCHERS = 100
POLL_SECONDS = 3.0
CHANGES, CHANGE_SECONDS = 60, 2.0
MINUTES = CHANGES * CHANGE_SECONDS / 60
THREADS = 10

Seen = list[tuple[float, float]]
"""When something arrived, and the time of the newest change it told of."""
Figures = list[tuple[str, str]]


class Pollers:
    """`WATCHERS` pages, spread evenly over the 3 s, each asking for what is new since its last answer."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        self.seen: list[Seen] = [[] for _ in range(WATCHERS)]
        self._url, self._headers = url, headers
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(THREADS)]

    def start(self) -> None:
        self._begun = time.monotonic()
        for thread in self._threads:
            thread.start()

    def _ask(self, first: int) -> None:
        pages = range(first, WATCHERS, THREADS)
        known: dict[int, tuple[str, int]] = {}
        with httpx.Client(headers=self._headers, timeout=60) as web:
            for turn in range(10**6):
                for page in pages:
                    due = self._begun + POLL_SECONDS * (turn + page / WATCHERS)
                    if self._over.wait(max(0.0, due - time.monotonic())):
                        return
                    epoch, rev = known.get(page, ("", 0))
                    answer = web.get(self._url, params={"epoch": epoch, "since": rev}).json()
                    known[page] = (answer["epoch"], answer["rev"])
                    self.seen[page] += newest(time.time(), answer)

    def stop(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def newest(at: float, frame: Mapping[str, Any]) -> Seen:
    """The change that a state frame tells of, if it does."""
    titles = [row["title"] for row in frame["rows"] if row["kind"] == "story"]
    return [(at, float(title)) for title in titles if title[0].isdigit()]


def by_polling(host: str, keys: Mapping[str, str], change: Callable[[], None]) -> list[Seen]:
    url = f"http://{host}/api/story/{keys['story']}/status"
    pollers = Pollers(url, {"Authorization": f"Bearer {keys['token']}"})
    pollers.start()
    change()
    pollers.stop()
    return pollers.seen


def by_sockets(host: str, keys: Mapping[str, str], change: Callable[[], None]) -> list[Seen]:
    url = f"ws://{host}/ws/story/{keys['story']}/"
    watchers = Watchers(url, WATCHERS, {"Authorization": f"Bearer {keys['token']}"})
    watchers.start()
    change()
    time.sleep(1)
    watchers.stop()
    states = [(at, frame) for at, frame in watchers.heard if frame["type"] == "state"]
    return [[seen for at, frame in states for seen in newest(at, frame)]]


def measure(
    way: Callable[[str, Mapping[str, str], Callable[[], None]], list[Seen]],
    folder: Path, base: Mapping[str, str],
) -> tuple[dict[str, float], list[Seen]]:  # fmt: skip
    """Requests, queries and CPU seconds of the web process, and what the watchers saw."""
    redis = folder / "polling.sock"
    env = {**base, "REDIS_URL": f"unix://{redis}", "DJANGO_SETTINGS_MODULE": "edusmart.settings"}
    keys = json.loads((folder / "bench.json").read_text())
    changer = [
        sys.executable,
        "manage.py",
        "shell",
        "-v0",
        "-c",
        changes_of_title(CHANGES, CHANGE_SECONDS),
    ]

    def change() -> None:
        subprocess.run(changer, cwd=ROOT, env=env, check=True)

    with daphne("bench.parts.counting:application", redis, env) as (web, host):
        before, spent, begun = _counts(host), cpu_seconds(web), time.time()
        told = way(host, keys, change)
        # The first answer also tells of a change from before anybody watched.
        seen = [[(at, change) for at, change in watcher if change > begun] for watcher in told]
        after = _counts(host)
        found: dict[str, float] = {name: after[name] - before.get(name, 0) for name in after}
        return {**found, "cpu": cpu_seconds(web) - spent}, seen


def _counts(host: str) -> dict[str, int]:
    counts: dict[str, int] = httpx.get(f"http://{host}/bench/counts").json()
    return counts


def staleness(changes: list[float], seen: list[Seen]) -> list[float]:
    """Seconds from each change until each watcher was told of it, or of a newer one."""
    found = []
    for watcher in seen:
        told = [title for _, title in watcher]
        for change in changes:
            at = bisect_left(told, change)
            if at < len(told):
                found.append(watcher[at][0] - change)
    return found


def against_polling(folder: Path, base: Mapping[str, str]) -> Figures:
    ours, told = measure(by_sockets, folder, base)
    asked, answered = measure(by_polling, folder, base)
    pushed = [at - change for at, change in told[0]]
    changes = sorted({change for watcher in answered for _, change in watcher})
    waited = staleness(changes, answered)
    rows = [
        (f"{name} of {WATCHERS} watchers in {MINUTES:g} minutes with {CHANGES} changes",
         f"{asked[name]:.0f} by polling, {ours[name]:.0f} by sockets: "
         f"{asked[name] / ours[name]:.0f} times fewer")
        for name in ("requests", "queries")
    ]  # fmt: skip
    return [
        *rows,
        ("CPU of the web process", f"{asked['cpu']:.1f} s by polling, {ours['cpu']:.1f} s by sockets"),
        ("staleness, mean",
         f"{mean(waited) * 1000:.0f} ms by polling, {mean(pushed) * 1000:.1f} ms by sockets: "
         f"{mean(waited) / mean(pushed):.0f} times less"),
    ]  # fmt: skip
