"""`python -m bench.memory`: what the web process and 16 workers hold, as the kernel counts it.

PSS: a page that several processes share counts for each by its share, so the sum is what the machine gives.
"""

import json
import random
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import httpx

from bench.parts.report import write_down
from bench.parts.watchers import Watchers
from edusmart.machine.system import ROOT, System, environment, prepare, running
from tests.pdfs import text_pdf
from tests.processes import wait_until

Figures = list[tuple[str, str]]

MAKERS = {
    "ILLUSTRATION_WORKERS": "8",
    "NARRATION_WORKERS": "8",
    "TELLING_WORKERS": "1",
    "REWRITING_WORKERS": "0",
    "TRANSLATION_WORKERS": "0",
}
WORKERS = 16  # that make scenes; one more tells the stories
ROWS_EACH = (50, 150)
VIEWS, SOCKETS = 300, 100
BACKLOG = 6 * WORKERS
LOOKS, LOOK_EVERY_SECONDS = 10, 0.2
SAMPLE = ROOT / "samples" / "how-rain-travels.pdf"
WORDS = (
    "river", "stone", "lantern", "morning", "whisper", "garden", "silver", "mountain", "basket",
    "thunder", "feather", "candle", "harbour", "meadow", "kettle", "window",
)  # fmt: skip
PEOPLE = """
import json
from django.conf import settings
from django.test import Client
from edusmart.accounts.models import ApiToken, User
user = User.objects.create_superuser("bench")
client = Client()
client.force_login(user)
keys = {"token": ApiToken.issue(user, "b"), "session": client.session.session_key}
(settings.VAR_DIR / "bench.json").write_text(json.dumps(keys))
"""
STATUSES = """
SELECT status FROM stories_illustration UNION ALL SELECT status FROM tts_narration
"""


def pss(pid: int) -> float:
    """Megabytes of a process, 0 when it has gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def family(pid: int) -> list[int]:
    """A process and all it forked, whatever they forked."""
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *(each for child in children for each in family(int(child)))]
    return [pid]


class Visitor:
    """Somebody who uploads stories and looks at every page."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._chance = random.Random(1)
        self.keys = json.loads((system.folder / "bench.json").read_text())
        self.web = httpx.Client(
            base_url=system.web_url, cookies={"sessionid": self.keys["session"]}, timeout=60
        )
        self.api = {"Authorization": f"Bearer {self.keys['token']}"}
        self.uploaded: list[str] = []

    def upload(self) -> None:
        """A story drawn from a document without pictures, and one with the sample's own, in turn."""
        plain = len(self.uploaded) % 2 == 0
        content = text_pdf(self._pages()) if plain else SAMPLE.read_bytes() + self._mark()
        answer = httpx.post(
            f"{self.system.web_url}/api/upload", files={"file": ("bench.pdf", content)},
            headers=self.api, timeout=60,
        )  # fmt: skip
        answer.raise_for_status()
        self.uploaded.append(answer.json()["story_id"])

    def _pages(self) -> list[list[str]]:
        lines = [[self._sentence() for _ in range(6)] for _ in range(14)]
        return [list(page) for page in lines]

    def _sentence(self) -> str:
        return " ".join(self._chance.choices(WORDS, k=9)).capitalize() + "."

    def _mark(self) -> bytes:
        return b"\n%% " + str(self._chance.random()).encode()

    def look_around(self, views: int) -> None:
        pages = [
            "/stories/", "/stories/upload/", "/admin/", "/admin/stories/story/", "/api/docs",
            *(f"/stories/{story}/" for story in self.uploaded[:5]),
            *(f"/api/story/{story}/status" for story in self.uploaded[:5]),
            f"/admin/stories/story/{self.uploaded[0]}/change/",
        ]  # fmt: skip
        for number in range(views):
            self.web.get(pages[number % len(pages)]).raise_for_status()


@contextmanager
def visitor() -> Iterator[Visitor]:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    base = {**environment(folder), **MAKERS, "STORIES_PER_DAY": "10000"}
    prepare(base, ["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"])
    prepare(base, ["shell", "-v0", "-c", PEOPLE])
    try:
        with running(folder, base=base) as system:
            yield Visitor(system)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Crowd:
    """The workers' master and all below it; what they hold is looked at again and again."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._master = program(visitor.system, "workers")
        self.most_at_once = 0

    def holds(self) -> float:
        return sum(pss(pid) for pid in family(self._master))

    def work_until(self, rows: int) -> float:
        """Keep all busy until so many rows have ended; the most they held together meanwhile, in MB."""
        peak, statuses = 0.0, self._statuses()
        while statuses["completed"] < rows:
            if statuses["pending"] < BACKLOG:
                self._visitor.upload()
            for _ in range(LOOKS):
                time.sleep(LOOK_EVERY_SECONDS)
                peak = max(peak, self.holds())
            statuses = self._statuses()
            assert not statuses["failed"], "rows failed: the figures would mean nothing"
            self.most_at_once = max(self.most_at_once, statuses["processing"])
        return peak

    def _statuses(self) -> Counter[str]:
        with closing(sqlite3.connect(self._visitor.system.folder / "db.sqlite3")) as rows:
            return Counter(status for (status,) in rows.execute(STATUSES))


def program(system: System, name: str) -> int:
    """Its process id, once supervisor calls it running."""
    while (pid := system.pids().get(name, 0)) == 0:
        time.sleep(0.2)
    return pid


def workers(visitor: Visitor) -> Figures:
    crowd = Crowd(visitor)
    wait_until(
        lambda: len(family(program(visitor.system, "workers"))) > WORKERS, "every worker", 60
    )
    figures = [("master and workers before their first row", f"{crowd.holds():.0f} MB")]
    for rows in ROWS_EACH:
        peak = crowd.work_until(rows * WORKERS)
        figures.append((f"at most, until each had made {rows} rows", f"{peak:.0f} MB"))
    return [*figures, ("rows under way at once", f"up to {crowd.most_at_once}")]


def web(visitor: Visitor) -> Figures:
    pid = program(visitor.system, "web")
    before = pss(pid)
    visitor.look_around(VIEWS)
    viewed = pss(pid)
    url = f"{visitor.system.web_url.replace('http', 'ws')}/ws/story/{visitor.uploaded[-1]}/"
    watchers = Watchers(url, SOCKETS, visitor.api)
    watchers.start()
    visitor.look_around(VIEWS)
    watched = pss(pid)
    watchers.stop()
    return [
        ("web, after all the uploads", f"{before:.0f} MB"),
        (f"web, after {VIEWS} page views", f"{viewed:.0f} MB"),
        (f"web, with {SOCKETS} sockets and {VIEWS} more views", f"{watched:.0f} MB"),
    ]


def main() -> None:
    with visitor() as someone:
        figures = workers(someone) + web(someone)
    write_down(
        f"Memory (PSS) of the web process and of {WORKERS} workers with their master", figures
    )


if __name__ == "__main__":
    main()
