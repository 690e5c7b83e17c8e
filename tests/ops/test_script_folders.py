"""The folders of static/js: how many modules they hold, and which way they import."""

import re
from collections.abc import Iterator
from pathlib import Path

from edusmart.machine.system import ROOT

SCRIPTS = ROOT / "static" / "js"
MOST_MODULES = 15
#: What the modules of each folder may import besides their own.
MAY_IMPORT = {
    "pages": {"player", "stage", "story-desk", "story-editor", "brief-editor", "brief-player"}
    | {"lesson", "upload", "offline", "together", "rows", "live", "ui"},
    "admin": {"live", "ui"},
    "player": {"stage", "lesson", "projector", "together", "offline", "rows", "ui"},
    "projector": {"ui"},
    "together": {"rows", "live", "ui"},
    "stage": {"lesson", "rows", "ui"},
    "lesson": {"rows", "ui"},
    "upload": {"ui"},
    "story-desk": {"rows", "ui"},
    "story-editor": {"rows", "ui"},
    "brief-editor": {"rows", "ui"},
    "brief-player": {"rows", "live", "ui"},
    "offline": {"rows", "ui"},
    "rows": {"live"},
    "live": set(),
    "ui": set(),
}
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.S | re.M)
IMPORT = re.compile(r'\b(?:from|import)\s*\(?\s*"([^"]+)"')


def imports() -> Iterator[tuple[Path, Path]]:
    """Every module with each module it imports, statically or on demand, types left out."""
    for script in sorted(SCRIPTS.rglob("*.js")):
        for target in IMPORT.findall(COMMENT.sub("", script.read_text())):
            yield script, (script.parent / target).resolve()


def folder(script: Path) -> str:
    return script.relative_to(SCRIPTS).parent.as_posix()


def test_every_import_names_a_module() -> None:
    pairs = list(imports())
    assert len(pairs) > 100
    assert [pair for pair in pairs if not pair[1].is_file()] == []


def test_folders_import_one_way() -> None:
    wrong = {
        (script.relative_to(SCRIPTS).as_posix(), target.relative_to(SCRIPTS).as_posix())
        for script, target in imports()
        if folder(target) not in MAY_IMPORT[folder(script)] | {folder(script)}
    }
    assert wrong == set()


def test_the_permitted_directions_have_no_circle() -> None:
    left = {name: set(below) for name, below in MAY_IMPORT.items()}
    while lowest := [name for name, below in left.items() if not below]:
        left = {name: below - set(lowest) for name, below in left.items() if name not in lowest}
    assert left == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    left: dict[Path, set[Path]] = {script: set() for script in SCRIPTS.rglob("*.js")}
    for script, target in imports():
        left[script].add(target)
    while lowest := {script for script, needs in left.items() if not needs}:
        left = {script: needs - lowest for script, needs in left.items() if script not in lowest}
    assert left == {}


def test_a_folder_holds_at_most_fifteen_modules_and_none_lies_outside() -> None:
    counts = {name: len(list((SCRIPTS / name).glob("*.js"))) for name in MAY_IMPORT}
    assert sum(counts.values()) == len(list(SCRIPTS.rglob("*.js")))
    assert {name: count for name, count in counts.items() if count > MOST_MODULES} == {}
