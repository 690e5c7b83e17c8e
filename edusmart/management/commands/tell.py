"""`manage.py tell`: one document, or a folder of them, told without a browser."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from edusmart.accounts.errors import RequestRefused
from edusmart.headless import Told, tell
from edusmart.machine.embedded import NothingToRun
from edusmart.machine.system import (
    ROOT,
    DidNotStart,
    environment,
    prepare,
    running,
    stop_on_signals,
)
from stories.actions.uploads.upload import StoryOptions
from stories.documents import UnreadableDocument, kind_of_file
from stories.documents.kinds import ENDS, HEAD_BYTES, TEXTS, is_photo, known_end

#: The ends of the names that a folder is searched for; a name without one may be anything.
TOLD = ENDS - {""}
NO_QUOTA = "1000000"
PROGRAMS = frozenset({"redis", "tts", "workers", "sweep"})
# What a throw-away system must not take from the installation it is started in.
NOT_INHERITED = (
    "DATABASE_URL", "REDIS_URL", "CHATTERBOX_URL", "AWS_S3_BUCKET", "REPL_ID", "FILE_STORAGE",
)  # fmt: skip


class Command(BaseCommand):
    help = (
        "Tell one document (or every one of a folder) in a system of its own that is thrown away afterwards, "
        "or with --here on the system that runs with these settings."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", type=Path, help="a document of any format that is read, or a folder of them"
        )
        parser.add_argument("--grade", default="")
        parser.add_argument("--language", default="")
        parser.add_argument("--voice", default="")
        parser.add_argument("--scenes", default="")
        parser.add_argument("--patience", type=float, default=300.0, help="seconds for each story")
        parser.add_argument("--here", action="store_true", help="use the system that runs already")

    def handle(self, *args: Any, path: Path, here: bool, **options: Any) -> None:
        if not path.exists():
            sys.exit(f"There is no file or folder called {path}.")
        try:
            wishes = StoryOptions.parse(
                options["grade"], options["voice"], options["language"], options["scenes"]
            )
        except RequestRefused as refused:
            sys.exit(refused.sentence)
        if not here:
            sys.exit(_refusal(path) or _in_a_system_of_its_own())
        work = self._corpus if path.is_dir() else self._one
        sys.exit(0 if work(path, wishes, options["patience"]) else 1)

    def _one(self, path: Path, wishes: StoryOptions, patience: float) -> bool:
        told = Told(path)
        said: set[int] = set()
        with tqdm(
            total=100, bar_format="{l_bar}{bar}| {elapsed}", leave=False, disable=None
        ) as bar:
            for moment in tell(path, wishes, patience, told):
                for index, seconds in sorted(moment.playable.items()):
                    if index not in said:
                        bar.write(
                            f"scene {index + 1} playable after {seconds:.2f} s", file=sys.stdout
                        )
                        said.add(index)
                # The bar counts steps, and progress is where it stands.
                bar.update(moment.progress - bar.n)
        if told.problem:
            self.stderr.write(told.problem)
            return False
        self.stdout.write(
            f"“{told.title}”: {told.pages} pages, {told.scenes} scenes, {told.words} words, "
            f"{told.audio_seconds:.1f} s of speech; first scene after {told.first_scene or 0:.2f} s, "
            f"whole story after {told.whole_story or 0:.2f} s"
        )
        return True

    def _corpus(self, folder: Path, wishes: StoryOptions, patience: float) -> bool:
        paths = _documents(folder)
        if not paths:
            self.stderr.write(f"There is no document in {folder}.")
            return False
        self.stdout.write(ROW.format(*HEADINGS))
        results = []
        for path in paths:
            told = Told(path)
            for _ in tell(path, wishes, patience, told):
                pass
            results.append(told)
            self.stdout.write(_row(told))
            self.stdout.flush()
        # A document that is rightly refused is not a fault of the telling.
        return all(told.complete or told.refused for told in results)


def _refusal(path: Path) -> str:
    """Return why a file is no document at all, "" for others: no system is started for it."""
    if path.is_dir() or is_photo(_head(path)):
        return ""
    try:
        kind_of_file(path)
    except UnreadableDocument as refusal:
        return refusal.sentence
    return ""


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _documents(folder: Path) -> list[Path]:
    """Return the folder's documents, without the texts that say what another one of the same name holds."""
    paths = sorted(path for path in folder.iterdir() if known_end(path.name) in TOLD)
    stems = {path.stem for path in paths if known_end(path.name) not in TEXTS}
    return [path for path in paths if known_end(path.name) not in TEXTS or path.stem not in stems]


ROW = "{:<34} {:>5} {:>6} {:>6} {:>8} {:>8} {:>8}  {}"
HEADINGS = ("document", "pages", "words", "scenes", "first s", "whole s", "audio s", "why not")


def _row(told: Told) -> str:
    if not told.scenes:
        return ROW.format(told.path.name[:34], *[""] * 6, told.problem)
    return ROW.format(
        told.path.name[:34], told.pages, told.words, told.scenes,
        f"{told.first_scene or 0:.2f}", f"{told.whole_story or 0:.2f}",
        f"{told.audio_seconds:.1f}", told.problem,
    )  # fmt: skip


def _in_a_system_of_its_own() -> int:
    """Run this same command inside a throw-away system. Returns its exit status."""
    stop_on_signals()
    folder = Path(tempfile.mkdtemp(prefix="edusmart-tell-"))
    try:
        env = {k: v for k, v in environment(folder).items() if k not in NOT_INHERITED}
        env["STORIES_PER_DAY"] = NO_QUOTA
        prepare(env, ["migrate", "-v0"])
        with running(folder, programs=PROGRAMS, base=env) as system:
            return subprocess.run(  # noqa: S603 - our own arguments, passed on
                [sys.executable, "manage.py", *sys.argv[1:], "--here"],
                cwd=ROOT, env=dict(system.env), check=False,
            ).returncode  # fmt: skip
    except (NothingToRun, DidNotStart) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
