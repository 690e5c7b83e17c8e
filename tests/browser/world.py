"""The system that is looked at: started once, with people in it, and hands to stop a part of it."""

import fcntl
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from edusmart.machine.system import ROOT, System, environment, prepare, running
from tests.inside import Inside
from tests.migrated import start_from_migrated
from tests.processes import PATIENCE_SECONDS, wait_until

PASSWORD = "long enough 1"
NEWCOMERS = 80
OVER = {"completed", "failed", "cancelled"}
NOT_INHERITED = (
    "DATABASE_URL",
    "REDIS_URL",
    "CHATTERBOX_URL",
    "DJANGO_SETTINGS_MODULE",
    "LOG_LEVEL",
)
# Each person with a session to be signed in by and a token to prepare things with.
PEOPLE = """
import json
import time
from django.core.management import call_command
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.test import Client
from edusmart.accounts.models import ApiToken, User
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
hashed, keys = make_password({password!r}), {{}}
roles = {{"sami": "students", "nora": "students", "edith": "editors", "stella": "staff"}}
roles |= {{f"pupil{{n}}": "students" for n in range(1, {newcomers} + 1)}}
for name, role in roles.items():
    staff = role == "staff"
    user = User.objects.create(username=name, password=hashed, is_staff=staff, is_superuser=staff)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    # On a busy machine a test may come to its person after the minutes in which nobody is asked again.
    session = client.session
    session["confirmed_at"] = time.time() + 86400
    session.save()
    keys[name] = {{"session": client.session.session_key, "token": ApiToken.issue(user, "tests")}}
(settings.VAR_DIR / "keys.json").write_text(json.dumps(keys))
"""


class World:
    """A running system and the keys of its people."""

    def __init__(self, system: System, keys: dict[str, dict[str, str]]) -> None:
        self.system = system
        self.url = system.web_url
        self.keys = keys
        self.inside = Inside(system.env)
        self._newcomers = iter(range(1, NEWCOMERS + 1))

    def newcomer(self) -> str:
        """A student who has never been here."""
        return f"pupil{next(self._newcomers)}"

    def api(self, name: str) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.keys[name]['token']}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE_SECONDS)

    def upload(self, name: str, pdf: bytes, **wishes: str) -> str:
        """Have somebody upload a PDF; the story's id."""
        with self.api(name) as api:
            answer = api.post("/api/upload", files={"file": ("story.pdf", pdf)}, data=wishes)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["story_id"])

    def finish(self, name: str, story_id: str, patience: float = PATIENCE_SECONDS) -> None:
        """Wait until nothing more is to come for a story."""
        with self.api(name) as api:

            def is_over() -> bool:
                return api.get(f"/api/story/{story_id}/status").json()["status"] in OVER

            wait_until(is_over, "the end of a story's making", patience)

    def finish_job(self, name: str, job: int) -> None:
        """Wait until a brief's job has ended."""
        with self.api(name) as api:
            wait_until(
                lambda: api.get(f"/api/brief/audio/job/{job}/status").json()["status"] in OVER,
                "the end of a job",
            )

    def cancel(self, name: str, story_id: str) -> None:
        """Stop a story that has been seen enough of, so that the next ones are not behind it."""
        with self.api(name) as api:
            api.post(f"/api/story/{story_id}/cancel")

    def wait_for_scenes(self, name: str, story_id: str, count: int) -> None:
        """Wait until a story's scenes are told; their pictures and voices may be missing."""
        with self.api(name) as api:

            def told() -> bool:
                return len(api.get(f"/api/story/{story_id}/status").json()["scenes"]) >= count

            wait_until(told, f"{count} scenes")

    def brief(self, name: str, title: str, *texts: str, language: str = "en") -> int:
        """Have an editor write a brief; its id."""
        body = {"title": title, "language": language, "items": [{"text": text} for text in texts]}
        with self.api(name) as api:
            answer = api.post("/api/brief", json=body)
        assert answer.is_success, answer.text
        return int(answer.json()["id"])

    def run(self, code: str) -> None:
        """Run Python inside the system."""
        self.inside.run(code)

    @contextmanager
    def without(self, program: str) -> Iterator[None]:
        """The system while one of its programs is stopped."""
        self._control("stop", program)
        try:
            yield
        finally:
            self._control("start", program)
            if program == "web":
                wait_until(self._is_up, "a healthy web process")

    def _is_up(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=PATIENCE_SECONDS).is_success
        except httpx.TransportError:
            return False

    def _control(self, act: str, program: str) -> None:
        command = [sys.executable, "-m", "supervisor.supervisorctl", "-c"]
        subprocess.run(
            [*command, str(self.system.folder / "supervisord.conf"), act, program],
            cwd=ROOT, env=dict(self.system.env), capture_output=True, check=True,
        )  # fmt: skip


@contextmanager
def opened(folder: Path, prepared: Path | None = None, **settings: str) -> Iterator[World]:
    """A world with its data in `folder`, and settings of its own; `prepared` is shared by a run's worlds."""
    base = {k: v for k, v in environment(folder).items() if k not in NOT_INHERITED}
    # The quickest voice, unless another is asked for.
    base.setdefault("TTS_ENGINE", "espeak")
    # Stories play through; a teacher shows the lessons of those that are about lessons.
    base |= {"STORIES_PER_DAY": "1000", "SWEEP_SECONDS": "4", "LESSONS_FROM_TEXT": "0", **settings}
    prepared = prepared or folder / "prepared"
    with (prepared.parent / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not prepared.exists():
            _prepare(prepared, base)
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    with running(folder, base=base, patience=PATIENCE_SECONDS) as system:
        world = World(system, json.loads((folder / "keys.json").read_text()))
        yield world
        world.inside.close()


def _prepare(prepared: Path, env: dict[str, str]) -> None:
    """Migrate, collect and sign everybody in: once, as it takes as long as starting all programs."""
    half = prepared.with_name("half-prepared")
    half.mkdir()
    start_from_migrated(half)
    people = PEOPLE.format(password=PASSWORD, newcomers=NEWCOMERS)
    prepare({**env, "EDUSMART_VAR": str(half)}, ["shell", "-v0", "-c", people])
    half.rename(prepared)
