"""A migrated SQLite database, made once and copied: sixty migrations take longer than most tests."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import IO

import django

ROOT = Path(__file__).resolve().parent.parent
KEPT_SECONDS = 86400
_FOLDER = Path(tempfile.gettempdir()) / f"edusmart-migrated-{os.getuid()}"


def _key() -> str:
    """Return what the database depends on: every migration, every app's own start, Django."""
    digest = hashlib.sha256(django.__version__.encode())
    packages = [path.parent for path in sorted(ROOT.glob("*/__init__.py"))]
    for package in packages:
        for path in sorted([*package.rglob("migrations/*.py"), *package.rglob("apps.py")]):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


class Migrated:
    """One process at a time copies the template, or makes it while the others wait."""

    def __init__(self) -> None:
        _FOLDER.mkdir(mode=0o700, exist_ok=True)
        self._template = _FOLDER / f"{_key()}.sqlite3"
        self._lock: IO[str] | None = None

    def begin(self, database: Path) -> None:
        """Copy the template to `database`; where there is none, `end` has to be called after migrating."""
        lock = (_FOLDER / "lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
        if self._template.exists():
            shutil.copyfile(self._template, database)
            lock.close()
        else:
            self._lock = lock

    def end(self, database: Path) -> None:
        """Make `database`, which is migrated and holds nothing else, the template."""
        if not self._lock:
            return
        # Not those of other branches, which may be tested at the same time.
        for old in _FOLDER.glob("*.sqlite3"):
            if old.stat().st_mtime < time.time() - KEPT_SECONDS:
                old.unlink()
        half = _FOLDER / "half"
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(half)) as target:
            source.backup(target)
        half.rename(self._template)
        self.let_go()

    def let_go(self) -> None:
        """Let the next process in."""
        if self._lock:
            self._lock.close()
            self._lock = None


def start_from_migrated(folder: Path) -> None:
    """Give a system whose data are in `folder` its database, unless it would be the first to have one."""
    migrated = Migrated()
    migrated.begin(folder / "db.sqlite3")
    migrated.let_go()
