"""What a reading's process loads: each upload starts one, so what it need not load is not loaded."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import pytest

from stories.documents import ReadingLimits
from stories.reading import process
from tests import pdfs
from tests.processes import PATIENCE_SECONDS, ROOT, wait_until

NOT_FOR_A_TEXT_LAYER = {"PIL", "pypdfium2", "html.parser", "django", "stories.pdf.ocr.hocr"}
_LOADED = """
import os, sys
from stories.documents import child
os._exit = lambda status: None
child.main()
print(*sys.modules, file=sys.stderr)
"""
_GIVING_WAY = """
import os, sys
from pathlib import Path
from stories.documents import child
os._exit = lambda status: None
child.main()
group = Path("/proc/self/autogroup")
print(os.nice(0), group.read_text() if group.exists() else "", sep="\\n", file=sys.stderr)
"""

_ASKING = """
import sys
from stories.documents import ReadingLimits
from stories.reading.process import ask
ask({"act": "read", "path": sys.argv[1]}, ReadingLimits())
"""


def test_a_pdf_with_text_is_read_without_loading_what_pictures_need(tmp_path: Path) -> None:
    path = tmp_path / "fox.pdf"
    path.write_bytes(pdfs.text_pdf([["The fox woke up early and looked at the snow."] * 4]))
    request = {"act": "read", "path": str(path), "limits": asdict(ReadingLimits())}
    done = subprocess.run(
        [sys.executable, "-s", "-c", _LOADED], cwd=ROOT, input=json.dumps(request) + "\n",
        capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert "The fox woke up" in done.stdout
    assert not NOT_FOR_A_TEXT_LAYER & set(done.stderr.split())


def test_a_reading_that_gives_way_does_so_to_other_sessions_too(tmp_path: Path) -> None:
    """The kernel shares the processor out among sessions, where it groups them, before niceness counts."""
    path = tmp_path / "fox.txt"
    path.write_text("The fox woke up early and looked at the snow. " * 9)
    limits = asdict(ReadingLimits(moment_seconds=0))
    request = {"act": "read", "path": str(path), "limits": limits}
    done = subprocess.run(
        [sys.executable, "-s", "-c", _GIVING_WAY], cwd=ROOT, input=json.dumps(request) + "\n",
        capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True,
        env={"PYTHONDONTWRITEBYTECODE": "1"}, start_new_session=True,
    )  # fmt: skip
    own, *group = done.stderr.splitlines()
    assert int(own) == min(os.nice(0) + 10, 19)
    assert not group or group[0].endswith(" nice 10")


def test_a_reading_ends_with_the_process_that_asked_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "without-end.pdf")  # whoever opens it waits for ever
    asking = subprocess.Popen(
        [sys.executable, "-c", _ASKING, str(tmp_path / "without-end.pdf")], cwd=ROOT
    )
    wait_until(lambda: bool(_with_parent(asking.pid)), "a reading's process")
    (child,) = _with_parent(asking.pid)
    with _written_to(tmp_path / "without-end.pdf"):
        asking.kill()
        asking.wait()
        wait_until(lambda: not _is_alive(child), "the reading's end")


def _with_parent(parent: int) -> list[int]:
    return [
        pid
        for pid in map(int, filter(str.isdigit, os.listdir("/proc")))
        if _stat(pid)[1:2] == [str(parent)]
    ]


def _stat(pid: int) -> list[str]:
    """Return what the kernel says of a process after its name: state, parent …; nothing where it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def _is_alive(pid: int) -> bool:
    return _stat(pid)[:1] not in ([], ["Z"])


@contextmanager
def _written_to(pipe: Path) -> Iterator[None]:
    """Once somebody reads from it, be whom they wait for."""
    opened: list[int] = []

    def has_reader() -> bool:
        with suppress(OSError):
            opened.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        return bool(opened)

    wait_until(has_reader, "the opening of the document")
    yield
    os.close(opened[0])


def test_what_the_process_loads_is_compiled_by_who_starts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stories" / "pdf").mkdir(parents=True)
    (tmp_path / "stories" / "pdf" / "parser.py").touch()
    monkeypatch.setattr(process, "_ROOT", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    process._compile.__wrapped__()
    assert list(tmp_path.rglob("parser.*.pyc"))
    # Who may write nothing writes nothing.
    shutil.rmtree(tmp_path / "stories" / "pdf" / "__pycache__")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    process._compile.__wrapped__()
    assert not list(tmp_path.rglob("*.pyc"))
