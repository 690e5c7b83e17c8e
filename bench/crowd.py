"""`python -m bench.crowd`: how long a child waits for a first scene that is heard, beside others.

Alone; with thirty children who upload at the same moment; and behind ten PDFs made to take long and three
scanned books of forty pages, each of another person. Real processes, espeak, drawn pictures, embedded
defaults. `--children` leaves out the last, `--behind` all but it.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import httpx
import pypdfium2
from websockets.sync.client import connect

from bench.parts.report import percentile, write_down
from bench.pipeline import Watched
from edusmart.machine.system import ROOT, System, environment, prepare, running
from tests.hostile_pdfs import letters_over_letters, slow_scans

SAMPLE = ROOT / "samples" / "how-rain-travels.pdf"
HOSTILE, SCANNED, CHILDREN = 10, 3, 30
SCANNED_PAGES = 40

PEOPLE = f"""
import json
from django.conf import settings
from edusmart.accounts.models import ApiToken, User
users = [User.objects.create_user(f"child{{n}}") for n in range({HOSTILE + SCANNED + CHILDREN + 2})]
(settings.VAR_DIR / "bench.json").write_text(json.dumps([ApiToken.issue(user, "b") for user in users]))
"""


class Waited(NamedTuple):
    """After how many seconds an upload was accepted, and its first scene heard, and seen as well."""

    accepted: float
    heard: float
    seen: float


class Child:
    """Somebody who uploads one document and listens as soon as there is something to hear."""

    def __init__(self, system: System, token: str) -> None:
        self._url = system.web_url
        self._headers = {"Authorization": f"Bearer {token}"}

    def upload(self, content: bytes) -> httpx.Response:
        return httpx.post(
            f"{self._url}/api/upload", files={"file": ("bench.pdf", content)},
            headers=self._headers, timeout=120,
        )  # fmt: skip

    def wait_for_a_scene(self, content: bytes) -> Waited:
        """Upload it, and again where the site is busy, until its first scene plays."""
        began = time.monotonic()
        while (answer := self.upload(content)).status_code == 503:
            time.sleep(float(answer.headers["Retry-After"]))
        answer.raise_for_status()
        accepted = time.monotonic() - began
        story = Watched(answer.json()["story_id"], began)
        url = f"{self._url.replace('http', 'ws')}/ws/story/{story.story_id}/"
        with connect(url, additional_headers=self._headers, open_timeout=60) as socket:
            while 0 not in story.playable:
                frame = json.loads(socket.recv(timeout=120))
                if frame["type"] == "state":
                    story.hear(frame, time.monotonic())
                    socket.send(json.dumps({"type": "ack", "rev": frame["rev"]}))
        return Waited(accepted, story.narrated[0], story.playable[0])


@contextmanager
def children() -> Iterator[list[Child]]:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    base = {**environment(folder), "GEMINI_API_KEY": "", "TTS_ENGINE": "espeak"}
    prepare(base, ["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"])
    prepare(base, ["shell", "-v0", "-c", PEOPLE])
    try:
        with running(folder) as system:
            time.sleep(3)  # the workers' master preloads
            yield [
                Child(system, token) for token in json.loads((folder / "bench.json").read_text())
            ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def scanned_book() -> bytes:
    with pypdfium2.PdfDocument(SAMPLE) as document:
        first, *rest = [
            document[2 + number % 10].render(scale=150 / 72).to_pil().convert("L")
            for number in range(SCANNED_PAGES)
        ]
    sheet = BytesIO()
    first.save(sheet, "PDF", resolution=150, save_all=True, append_images=rest)
    return sheet.getvalue()


def spread(waits: list[Waited]) -> list[tuple[str, str]]:
    """The rows of what many children waited for."""
    return [
        (f"{len(waits)} children at once: {what}",
         f"p50 {percentile(times, 50):.1f} s, p95 {percentile(times, 95):.1f} s")
        for what, times in zip(
            ("upload accepted", "first scene heard", "and seen"), zip(*waits, strict=True), strict=True
        )
    ]  # fmt: skip


def behind(newcomer: Child, others: list[Child], pool: ThreadPoolExecutor) -> tuple[str, str]:
    """The row of a child who comes after documents that take long."""
    bad, book = [letters_over_letters(), slow_scans()], scanned_book()
    before = [bad[number % 2] for number in range(HOSTILE)] + [book] * SCANNED
    sent = [
        pool.submit(child.upload, content) for child, content in zip(others, before, strict=True)
    ]
    time.sleep(0.5)  # they are before it
    waited = newcomer.wait_for_a_scene(SAMPLE.read_bytes())
    codes = [answer.result().status_code for answer in sent]
    return (
        f"behind {HOSTILE} hostile and {SCANNED} scanned documents of others",
        f"{waited.heard:.1f} s, accepted after {waited.accepted:.1f} s"
        f" ({codes.count(202)} of theirs were accepted)",
    )


def main() -> None:
    sample = SAMPLE.read_bytes()
    with children() as all_children, ThreadPoolExecutor(CHILDREN) as pool:
        one, newcomer, *others = all_children
        rows: list[tuple[str, str]] = []
        if "--behind" not in sys.argv:
            rows = [("alone: first scene heard", f"{one.wait_for_a_scene(sample).heard:.1f} s")]
            waits = list(pool.map(lambda child: child.wait_for_a_scene(sample), others[:CHILDREN]))
            rows += spread(waits)
        if "--children" not in sys.argv:
            rows.append(behind(newcomer, others[CHILDREN:], pool))
    write_down(f"A child's first scene in a crowd, {SAMPLE.name}", rows)


if __name__ == "__main__":
    main()
