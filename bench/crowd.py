"""`python -m bench.crowd`: how long a child waits for a first scene that plays, beside others.

Alone; behind ten PDFs made to take long and three scanned books of forty pages, each of another person; and
with thirty children who upload at the same moment. Real processes, espeak, drawn pictures, embedded defaults.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import httpx
import pypdfium2
from websockets.sync.client import connect

from bench.pipeline import Watched
from bench.report import percentile, write_down
from edusmart.system import ROOT, System, environment, prepare, running
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

    def wait_for_a_scene(self, content: bytes) -> float:
        """Upload it and return after how many seconds its first scene plays."""
        began = time.monotonic()
        while (answer := self.upload(content)).status_code == 503:
            time.sleep(float(answer.headers["Retry-After"]))
        answer.raise_for_status()
        story = Watched(answer.json()["story_id"], began)
        url = f"{self._url.replace('http', 'ws')}/ws/story/{story.story_id}/"
        with connect(url, additional_headers=self._headers, open_timeout=60) as socket:
            while 0 not in story.playable:
                frame = json.loads(socket.recv(timeout=120))
                if frame["type"] == "state":
                    story.hear(frame, time.monotonic())
                    socket.send(json.dumps({"type": "ack", "rev": frame["rev"]}))
        return story.playable[0]


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


def main() -> None:
    sample, book = SAMPLE.read_bytes(), scanned_book()
    bad = [letters_over_letters(), slow_scans()]
    before = [bad[number % 2] for number in range(HOSTILE)] + [book] * SCANNED
    with children() as all_children, ThreadPoolExecutor(CHILDREN) as pool:
        one, newcomer, *others = all_children
        alone = one.wait_for_a_scene(sample)
        class_ = others[:CHILDREN]
        waits = list(pool.map(lambda child: child.wait_for_a_scene(sample), class_))
        crowd = zip(others[CHILDREN:], before, strict=True)
        sent = [pool.submit(child.upload, content) for child, content in crowd]
        time.sleep(0.5)  # they are before it
        behind = newcomer.wait_for_a_scene(sample)
        codes = sorted(answer.result().status_code for answer in sent)
    write_down(
        f"A child's first scene in a crowd, {SAMPLE.name}",
        [
            ("alone", f"{alone:.1f} s"),
            (f"{CHILDREN} children at once",
             f"p50 {percentile(waits, 50):.1f} s, p95 {percentile(waits, 95):.1f} s"),
            (f"behind {HOSTILE} hostile and {SCANNED} scanned documents of others",
             f"{behind:.1f} s ({codes.count(202)} of theirs were accepted)"),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
