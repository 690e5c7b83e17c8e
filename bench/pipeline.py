"""`python -m bench.pipeline`: what the pipeline adds to providers of fixed latency, with real processes.

Scene 1 is told 2 s after the model was asked and scene 8 after 8 s; a picture takes 5 s, a voice 1.5 s. So
scene 1 cannot play before 7 s, nor scene 8 before 13 s. What comes on top is the pipeline's own.
"""

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx
from websockets.sync.client import ClientConnection, connect

from bench.parts.providers import (
    FIRST_SECONDS,
    LAST_SECONDS,
    PICTURE_SECONDS,
    SCENES,
    SlowModel,
    slow_voice,
)
from bench.parts.report import percentile, write_down
from edusmart.machine.system import System, environment, prepare, running
from tests.gemini_answers import IMAGE_MODEL
from tests.gemini_stand_in import KEY
from tests.pdfs import text_pdf

ALONE_RUNS = 7
AT_ONCE = 10
BACKLOG_STORIES = 29
SLOT_SECONDS = 1.0
FIRST_BOUND = FIRST_SECONDS + PICTURE_SECONDS
WHOLE_BOUND = LAST_SECONDS + PICTURE_SECONDS

PEOPLE = """
import json
from django.conf import settings
from edusmart.accounts.models import ApiToken, User
user = User.objects.create_user("bench")
(settings.VAR_DIR / "bench.json").write_text(json.dumps({"token": ApiToken.issue(user, "b")}))
"""
ANIMALS = ("fox", "owl", "heron", "otter", "badger", "hare", "mole", "robin")
PAGES = [
    [
        f"The {one} walks along the river and looks at the stones.",
        f"Then the {one} goes home to eat.",
    ]
    for one in ANIMALS
]


@dataclass
class Watched:
    """One story as a browser sees it; times in seconds after its upload was accepted."""

    story_id: str
    accepted_at: float
    rows: dict[tuple[str, object], dict[str, object]] = field(default_factory=dict)
    narrated: dict[int, float] = field(default_factory=dict)
    playable: dict[int, float] = field(default_factory=dict)

    def hear(self, frame: dict[str, object], now: float) -> None:
        for row in frame["rows"]:  # type: ignore[attr-defined]
            self.rows[row["kind"], row["id"]] = row
        for (kind, _), row in list(self.rows.items()):
            if kind == "scene" and self._has(row, "narration"):
                self._note(self.narrated, row, now)
                if self._has(row, "illustration"):
                    self._note(self.playable, row, now)

    def _note(self, times: dict[int, float], scene: dict[str, object], now: float) -> None:
        times.setdefault(int(str(scene["scene_index"])), now - self.accepted_at)

    def _has(self, scene: dict[str, object], kind: str) -> bool:
        return self.rows.get((kind, scene[kind]), {}).get("status") == "completed"


class Visitor:
    """Somebody who uploads stories and watches them."""

    def __init__(self, system: System) -> None:
        self.system = system
        token = json.loads((system.folder / "bench.json").read_text())["token"]
        self.headers = {"Authorization": f"Bearer {token}"}

    def upload(self) -> Watched:
        sent = {"file": ("bench.pdf", text_pdf(PAGES))}
        answer = httpx.post(
            f"{self.system.web_url}/api/upload", files=sent, headers=self.headers, timeout=60,
            data={"scenes": str(SCENES)},
        )  # fmt: skip
        answer.raise_for_status()
        return Watched(answer.json()["story_id"], time.monotonic())

    def open(self, story_id: str) -> ClientConnection:
        url = f"{self.system.web_url.replace('http', 'ws')}/ws/story/{story_id}/"
        return connect(url, additional_headers=self.headers)

    def watch(self, scenes: int) -> Watched:
        """Upload one and watch until so many scenes play."""
        story = self.upload()
        with self.open(story.story_id) as socket:
            while len(story.playable) < scenes:
                frame = json.loads(socket.recv(timeout=120))
                if frame["type"] == "state":
                    story.hear(frame, time.monotonic())
                    socket.send(json.dumps({"type": "ack", "rev": frame["rev"]}))
        return story


@contextmanager
def system_with(model: SlowModel, **slots: int) -> Iterator[Visitor]:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    with slow_voice() as voice:
        base = {
            **environment(folder), "GEMINI_API_KEY": KEY, "GEMINI_BASE_URL": model.url,
            "CHATTERBOX_URL": voice, "STORIES_PER_DAY": "10000", "BUDGET_CENTS_PER_DAY": "0",
            **{f"{kind.upper()}_WORKERS": str(count) for kind, count in slots.items()},
        }  # fmt: skip
        prepare(base, ["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"])
        prepare(base, ["shell", "-v0", "-c", PEOPLE])
        programs = frozenset({"redis", "web", "workers", "sweep"})
        try:
            with running(folder, programs=programs, base=base) as system:
                time.sleep(3)  # the workers' master preloads
                yield Visitor(system)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def over(values: list[float], bound: float) -> str:
    late = [(value - bound) * 1000 for value in values]
    return f"median +{median(late):.0f} ms, p95 +{percentile(late, 95):.0f} ms over {bound:g} s"


def stories() -> list[tuple[str, str]]:
    with (
        SlowModel() as model,
        system_with(model, telling=AT_ONCE, illustration=24, narration=12) as visitor,
    ):
        alone = [visitor.watch(SCENES) for _ in range(ALONE_RUNS)]
        overlap = overlapping(model)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            together = list(pool.map(lambda _: visitor.watch(1), range(AT_ONCE)))
    whole = [max(story.playable.values()) for story in alone]
    return [
        ("scene 1 plays, one story", over([story.playable[0] for story in alone], FIRST_BOUND)),
        ("whole story of 8 scenes", over(whole, WHOLE_BOUND)),
        ("pictures painted at once, at most", str(overlap)),
        (f"scene 1 plays, {AT_ONCE} stories at once",
         over([story.playable[0] for story in together], FIRST_BOUND)),
    ]  # fmt: skip


def overlapping(model: SlowModel) -> int:
    began = [at for at, asked in model.asked_at if asked.model == IMAGE_MODEL]
    return max(sum(at <= other < at + PICTURE_SECONDS for other in began) for at in began)


def focus() -> list[tuple[str, str]]:
    """How long after somebody looks at the last scene of a backlog's last story its picture is begun."""
    waits = []
    with (
        SlowModel(SLOT_SECONDS) as model,
        system_with(model, telling=8, illustration=2, narration=0) as visitor,
    ):
        with ThreadPoolExecutor(8) as pool:
            uploaded = list(pool.map(lambda _: visitor.upload(), range(BACKLOG_STORIES)))
        for story in uploaded[-5:]:
            waits.append(_focus_on_last(visitor, model, story.story_id))
    return [
        (f"a scene looked at behind a backlog of {BACKLOG_STORIES * (SCENES - 1)} pictures is begun after",
         f"median {median(waits):.2f} s, worst {max(waits):.2f} s, one slot being {SLOT_SECONDS:g} s"),
    ]  # fmt: skip


def _focus_on_last(visitor: Visitor, model: SlowModel, story_id: str) -> float:
    story = Watched(story_id, 0.0)
    with visitor.open(story_id) as socket:
        while True:
            frame = json.loads(socket.recv(timeout=120))
            if frame["type"] != "state":
                continue
            story.hear(frame, 0.0)
            socket.send(json.dumps({"type": "ack", "rev": frame["rev"]}))
            scenes = {
                row["scene_index"]: row for (kind, _), row in story.rows.items() if kind == "scene"
            }
            if len(scenes) == SCENES and _first_is_painted(story, scenes[0]):
                break
        last = scenes[SCENES - 1]
        began, looked_at = threading.Event(), time.monotonic()
        socket.send(json.dumps({"type": "focus", "kind": "scene", "id": last["id"]}))
        while not began.wait(0.005):
            for at, asked in list(model.asked_at):
                if at >= looked_at and str(last["text"]) in asked.texts[-1]:
                    return at - looked_at
    raise AssertionError


def _first_is_painted(story: Watched, scene: dict[str, object]) -> bool:
    return story.rows["illustration", scene["illustration"]].get("status") == "completed"


def main() -> None:
    write_down(
        f"Pipeline over providers of fixed latency, {ALONE_RUNS} stories alone",
        stories() + focus(),
    )


if __name__ == "__main__":
    main()
