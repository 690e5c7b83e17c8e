"""`make demo` and `make tell`, by the commands they run."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.management import call_command

from edusmart.machine import system
from tests.faults.conftest import NOT_INHERITED
from tests.migrated import start_from_migrated
from tests.pdfs import not_a_pdf, text_pdf
from tests.processes import PATIENCE_SECONDS, ROOT, free_port, wait_until
from tests.stories.making import PAGES


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    # The quickest voice, unless another is asked for.
    return {"TTS_ENGINE": "espeak", **kept, "EDUSMART_VAR": str(folder)}


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    folder.mkdir(exist_ok=True)
    start_from_migrated(folder)  # that an empty folder is migrated, the demo's test shows
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment(folder),
        capture_output=True, text=True, check=False, timeout=5 * PATIENCE_SECONDS,
    )  # fmt: skip


@pytest.fixture
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose name leaves room for a socket's path."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="edusmart-flow-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_telling_a_pdf_says_when_each_scene_is_playable(short: Path) -> None:
    pdf = short / "fox.pdf"
    pdf.write_bytes(text_pdf(PAGES))
    done = manage(short / "var", "tell", str(pdf), "--grade", "Grade 3")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    said = [re.fullmatch(r"scene (\d+) playable after \d+\.\d\d s", line) for line in lines[:3]]
    assert sorted(match[1] for match in said if match) == ["1", "2", "3"]
    assert "3 scenes" in lines[-1]
    assert "first scene after" in lines[-1]


def test_a_pdf_that_cannot_be_told_gives_its_reason_and_fails(short: Path) -> None:
    pdf = short / "bad.pdf"
    pdf.write_bytes(b"no pdf at all")
    done = manage(short / "var", "tell", str(pdf))
    assert done.returncode == 1
    assert done.stderr.strip() == "This file is not a PDF."


def test_a_missing_file_and_a_wrong_wish_get_one_sentence(short: Path) -> None:
    with pytest.raises(SystemExit, match=f"There is no file or folder called {short}/none.pdf."):
        call_command("tell", str(short / "none.pdf"))
    with pytest.raises(SystemExit, match="There is no voice called"):
        call_command("tell", str(short), voice="nobody")


@pytest.mark.django_db(transaction=True)
def test_a_folder_is_told_as_a_table_on_a_system_that_runs(
    short: Path,
    speech: str,
    step_world: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (short / "a.pdf").write_bytes(text_pdf(PAGES))
    (short / "b.pdf").write_bytes(not_a_pdf())
    (short / "a.txt").write_text("What a.pdf holds, for whoever compares.")
    # Its workers do their part while it waits.
    monkeypatch.setattr("edusmart.headless.time.sleep", lambda _: step_world())
    with pytest.raises(SystemExit) as ended:
        call_command("tell", str(short), here=True)
    assert ended.value.code == 0
    head, a, b = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["document", "pages", "words", "scenes"]
    assert a.split()[:2] == ["a.pdf", "3"]
    assert b.endswith("This file is not a PDF.")


def processes_of(folder: Path) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"EDUSMART_VAR={folder}\0".encode() in path.read_bytes():
                found.append((path.parent / "cmdline").read_text())
        except OSError:
            continue
    return found


def test_the_demo_starts_everything_prints_where_and_stops_every_process(short: Path) -> None:
    port = free_port()
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)], cwd=ROOT,
        env={**environment(short), "TTS_ENGINE": "auto"}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert demo.stdout
    said = ""
    while "Ctrl-C" not in said:
        line = demo.stdout.readline()
        assert line, said
        said += line
    url = f"http://127.0.0.1:{port}"
    keys = json.loads((short / "demo.json").read_text())
    assert all(secret in said for secret in keys.values())
    assert (short / "demo.json").stat().st_mode & 0o077 == 0
    headers = {"Authorization": f"Bearer {keys['token']}"}
    paths = re.findall(rf"{url}(/stories/[0-9a-f-]+)/", said)
    assert len(paths) == 2

    def told(path: str) -> Any:
        state = httpx.get(
            f"{url}/api{path.replace('stories', 'story')}/status",
            headers=headers,
            timeout=PATIENCE_SECONDS,
        )
        return state.json()["status"] == "completed"

    wait_until(lambda: any(map(told, paths)), "a sample told to its end")
    assert len(processes_of(short)) >= 9
    demo.send_signal(signal.SIGINT)
    assert demo.wait(PATIENCE_SECONDS) == 0
    wait_until(lambda: not processes_of(short), "the end of every process")


def test_programs_end_with_a_supervisor_that_cannot_stop_them(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "STOP_SECONDS", 0.5)
    with system.running(short, programs=frozenset({"redis"}), base=environment(short)) as running:
        wait_until(lambda: "redis" in running.pids(), "a Redis")
        running.supervisor.send_signal(signal.SIGSTOP)
    wait_until(lambda: not processes_of(short), "the end of every process")


def test_a_taken_port_gets_one_sentence(short: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = manage(short, "demo", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"Port {port} is taken.")


WRONG = {
    "UPLOAD_MAX_MB": ("lots", "UPLOAD_MAX_MB must be a whole number of at least 1"),
    "LOG_LEVEL": ("loud", "LOG_LEVEL must be one of"),
    "DATABASE_URL": ("mysql", "DATABASE_URL must be a URL such as"),
    "TIME_ZONE": ("Mars", "TIME_ZONE must be a time zone"),
    "MEDIA_THROUGH_WEB": ("maybe", "MEDIA_THROUGH_WEB must be true or false"),
    "MYSQL_HOST": ("10.0.0.1", "Set DATABASE_URL"),
    "PLAN_WORKERS": ("4", "PLAN_WORKERS is not read any more: it is called TELLING_WORKERS now."),
    "AUDIO_WORKERS": ("4", "Set NARRATION_WORKERS in its place."),
}


def test_every_wrong_setting_is_named_when_a_command_starts(short: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, text=True, check=False,
        env={**environment(short), **{name: value for name, (value, _) in WRONG.items()}},
        capture_output=True,
    )  # fmt: skip
    assert [said for _, said in WRONG.values() if said not in done.stderr] == []
    assert done.returncode
    assert "Traceback" not in done.stderr


def test_an_old_python_is_told_so(short: Path) -> None:
    old = short / "python3"
    old.write_text('#!/bin/sh\ncase "$1" in -V) echo Python 3.9.2;; *) exit 1;; esac\n')
    old.chmod(0o755)
    for name in ("Makefile", "requirements.lock"):
        (short / name).write_text((ROOT / name).read_text())
    done = subprocess.run(
        ["make", "demo", f"PYTHON={old}"], cwd=short, capture_output=True, text=True, check=False
    )
    assert "EduSmart needs Python 3.11 or newer; this is Python 3.9.2." in done.stdout
