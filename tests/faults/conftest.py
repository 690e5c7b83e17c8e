"""A whole system of real processes to be ill-treated, and what must be true of it afterwards."""

import json
import os
import random
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from edusmart.machine.system import System, environment, prepare, running
from tests.inside import Inside
from tests.migrated import start_from_migrated
from tests.pdfs import text_pdf
from tests.processes import PATIENCE_SECONDS, wait_until

WORDS = (
    "river", "stone", "lantern", "morning", "whisper", "garden",
    "silver", "mountain", "basket", "thunder", "feather",
)  # fmt: skip
NOT_INHERITED = (
    "DATABASE_URL",
    "REDIS_URL",
    "CHATTERBOX_URL",
    "DJANGO_SETTINGS_MODULE",
    "LOG_LEVEL",
)

# Ends with a status that says whether anything was found.
AUDIT = """
from contextlib import suppress
from django.core.management import call_command
with suppress(SystemExit):
    call_command("audit")
"""


class Victim:
    """The system, with hands to hurt it and eyes to see how it fares."""

    def __init__(self, system: System, keys: dict[str, str]) -> None:
        self.system = system
        self.api = httpx.Client(
            base_url=system.web_url,
            headers={"Authorization": f"Bearer {keys['token']}"},
            timeout=PATIENCE_SECONDS,
        )
        self.inside = Inside(system.env)
        self.published = 0  # the id of a brief that listeners have
        self.redis = redis.Redis(unix_socket_path=str(system.folder / "redis.sock"))

    # Work

    def upload(self, chance: random.Random, pages: int = 5) -> str:
        lines = [
            [" ".join(chance.choices(WORDS, k=9)).capitalize() + "." for _ in range(3)]
            for _ in range(pages)
        ]
        answer = self._post("/api/upload", files={"file": ("fault.pdf", text_pdf(lines))})
        return str(answer["story_id"])

    def order_brief(self, chance: random.Random, items: int = 6) -> int:
        texts = [{"text": " ".join(chance.choices(WORDS, k=12)) + "."} for _ in range(items)]
        brief = self._post("/api/brief", json={"title": "Faults", "items": texts})
        job = self._post(f"/api/brief/{brief['id']}/audio/generate", json={"voice_id": "calm"})
        return int(job["job_id"])

    def press_changes(self, chance: random.Random) -> int:
        """Change what listeners of a brief have and press “Publish the changes”. Returns the brief's id."""
        text = " ".join(chance.choices(WORDS, k=12)) + "."
        written: dict[str, Any] = {"title": "On the air", "items": [{"text": text}]}
        press = {"wait": True, "voice_id": "calm"}
        if not self.published:
            self.published = int(self._post("/api/brief", json=written)["id"])
            self._post(f"/api/brief/{self.published}/publish", json=press)
            wait_until(
                lambda: bool(self.brief(self.published).get("out_at")), "a brief that is published"
            )
        written["items"] = [{"text": f"{text} {text}"}]
        self._post(f"/api/brief/{self.published}", method="PUT", json=written)
        self._post(f"/api/brief/{self.published}/publish", json=press)
        return self.published

    def _post(self, path: str, method: str = "POST", **sent: Any) -> dict[str, Any]:
        answers: list[httpx.Response] = []

        def accepted() -> bool:
            with suppress(httpx.TransportError):
                answers.append(self.api.request(method, path, **sent))
                return answers[-1].is_success
            return False

        wait_until(accepted, f"an answer of {path}")
        body: dict[str, Any] = answers[-1].json()
        return body

    def state(self, path: str) -> dict[str, Any]:
        with suppress(httpx.TransportError, ValueError):
            body: dict[str, Any] = self.api.get(path).json()
            return body
        return {}

    def story(self, story_id: str) -> dict[str, Any]:
        return self.state(f"/api/story/{story_id}/status")

    def job(self, job_id: int) -> dict[str, Any]:
        return self.state(f"/api/brief/audio/job/{job_id}/status")

    def brief(self, brief_id: int) -> dict[str, Any]:
        return self.state(f"/api/brief/{brief_id}")

    # Harm

    def kill(self, program: str, how: signal.Signals = signal.SIGKILL) -> None:
        wait_until(lambda: program in self.system.pids(), f"{program} to run")
        with suppress(ProcessLookupError):
            os.kill(self.system.pids()[program], how)

    def kill_below(self, program: str) -> bool:
        """Kill every process that a program has forked."""
        pids = children(self.system.pids().get(program, 0))
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return bool(pids)

    # Health

    def spoken(self) -> int:
        """How many times the speech service was asked to speak, ever."""
        log = (self.system.folder / "log" / "tts.log").read_text()
        return sum("/tts/with-timestamps" in line for line in log.splitlines())

    def audit(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.inside.run(AUDIT))
        return found


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


@pytest.fixture(scope="module")
def victim() -> Iterator[Victim]:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-fault-"))
    base = {k: v for k, v in environment(folder).items() if k not in NOT_INHERITED}
    # The quickest voice, unless another is asked for.
    base.setdefault("TTS_ENGINE", "espeak")
    base |= {"WORK_LEASE_SECONDS": "3", "SWEEP_SECONDS": "1", "STORIES_PER_DAY": "1000"}
    start_from_migrated(folder)
    prepare(base, ["shell", "-v0", "-c", PEOPLE])
    with running(folder, base=base, patience=PATIENCE_SECONDS) as system:
        victim = Victim(system, json.loads((folder / "keys.json").read_text()))
        yield victim
        victim.inside.close()
    shutil.rmtree(folder, ignore_errors=True)


PEOPLE = """
import json
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from edusmart.accounts.models import ApiToken, User
call_command("migrate", verbosity=0)
user = User.objects.create_user("faulty")
user.groups.add(Group.objects.get(name="editors"))
(settings.VAR_DIR / "keys.json").write_text(json.dumps({"token": ApiToken.issue(user, "t")}))
"""

Harm = Callable[[Victim, random.Random], None]
