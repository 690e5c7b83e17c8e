"""The Dockerfile, checked as far as that goes without an engine: its files are put together and run."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
IGNORED = (ROOT / ".dockerignore").read_text().splitlines()
#: Folders of the repository that no process of an installation reads.
STAYS_AT_HOME = {"tests", "docs", "deploy", "bench", "var", "node_modules", "test-artefacts"}
#: Import names that differ from their distribution's.
DISTRIBUTIONS = {
    "espeakng_loader": "espeakng-loader",
    "hibari": "hibari-tts",
    "prometheus_client": "prometheus-client",
}
#: What uvicorn imports for us when it is told to serve sockets; a package whose files alone are read.
LOADED_BY_NAME = {"websockets", "text2tashkeel"}
#: The service itself, and what it imports only when one of its optional engines is chosen.
OPTIONAL = {"tts", "piper", "kokoro_onnx", "torch", "chatterbox", "TTS"}


def stages() -> dict[str, str]:
    """Each stage's text by its name."""
    parts = re.split(r"^FROM (\S+) AS (\S+)$", DOCKERFILE, flags=re.MULTILINE)
    return dict(zip(parts[2::3], parts[3::3], strict=True))


def copied(stage: str) -> Iterator[tuple[str, str]]:
    """What a stage copies from the repository, and where to."""
    for line in stages()[stage].splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            *sources, target = line.split()[1:]
            yield from ((source, target) for source in sources)


def tree(stage: str, folder: Path) -> Path:
    """The repository's files of a stage's last step, in `folder`."""
    for source, target in copied(stage):
        if (ROOT / source).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / source, folder / target, ignore=unwanted)
        else:
            (folder / target).mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, folder / target)
    return folder


def run(folder: Path, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **env},
    )  # fmt: skip


def test_what_is_copied_exists_and_is_not_ignored() -> None:
    assert IGNORED[1] == "*"
    allowed = {line[1:] for line in IGNORED if line.startswith("!")}
    sources = {source.strip("/") for stage in stages() for source, _ in copied(stage)}
    for source in sources:
        assert (ROOT / source).exists(), source
        assert source.split("/")[0] in allowed, source
    assert {name for name in allowed if not (ROOT / name).exists()} == set()


def test_every_folder_of_the_repository_is_in_the_image_or_known_to_stay_out() -> None:
    there = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"}
    in_image = {source.strip("/") for source, _ in copied("app-build")}
    assert there - in_image - STAYS_AT_HOME == set()


@pytest.mark.parametrize("target", ["app", "tts"])
def test_targets_are_unprivileged_healthy_and_without_tools(target: str) -> None:
    text = stages()[target]
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    assert text.index("USER") < text.index("CMD [")
    assert "HEALTHCHECK" in text
    assert "/health" in text
    assert "curl" not in DOCKERFILE
    assert "apt-get" not in stages()["run"] + text


def test_versions_are_fixed() -> None:
    assert ":latest" not in DOCKERFILE
    pinned = r"^ARG PYTHON_IMAGE=python:3\.11-slim-\w+@sha256:[0-9a-f]{64}$"
    assert re.search(pinned, DOCKERFILE, re.MULTILINE)
    installs = re.findall(r"pip [^&]*\binstall[^&;]*", DOCKERFILE)
    # The engines that an operator adds are not in the lock, but change nothing that is.
    assert len(installs) == 3
    locked = "--no-deps --require-hashes"
    assert all(locked in line or "-c locked.txt" in line for line in installs)
    assert DOCKERFILE.count("bin/python check") == 3


@pytest.mark.parametrize("extras", ["piper", "chatterbox piper"])
def test_the_engines_named_when_building_are_the_projects_extras(
    tmp_path: Path, extras: str
) -> None:
    found = re.search(r'python (-c "import sys, tomllib.*?" \$TTS_EXTRAS)', DOCKERFILE)
    assert found
    asked = f"{shlex.quote(sys.executable)} {found[1]}"
    done = subprocess.run(
        ["sh", "-c", asked], cwd=ROOT, env={"TTS_EXTRAS": extras},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    names = [re.split(r"[>=\[]", line)[0] for line in done.stdout.splitlines()]
    assert {"piper-tts", "onnx"} <= set(names)
    assert ("chatterbox-tts" in names) == ("chatterbox" in extras)


def test_no_secret_stays_in_the_image() -> None:
    assert not re.search(r"^(ENV|ARG).*(SECRET|KEY|PASSWORD)", DOCKERFILE, re.MULTILINE)
    assert "/data /data" not in stages()["app"]  # only what collectstatic made is taken over


def test_health_commands_are_python() -> None:
    for target in ("app", "tts"):
        found = re.search(r'CMD \["python", "-c", "(.*)"\]', stages()[target])
        assert found
        ast.parse(found[1])


def test_the_app_starts_from_what_is_copied_and_needs_no_speech_service(tmp_path: Path) -> None:
    folder = tree("app-build", tmp_path / "srv")
    shutil.rmtree(folder / "tts/service")
    env = {"SECRET_KEY": "x" * 60, "EDUSMART_VAR": str(tmp_path / "data")}
    done = run(folder, "manage.py", "collectstatic", "--noinput", "--verbosity", "0", **env)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["static"]
    done = run(folder, "-c", "import edusmart.asgi", **env)
    assert done.returncode == 0, done.stderr
    done = run(folder, "manage.py", "work", "--help", **env)
    assert done.returncode == 0, done.stderr


def test_the_speech_service_starts_from_what_is_copied(tmp_path: Path) -> None:
    folder = tree("tts-build", tmp_path)
    done = run(folder, "-c", "import tts.service.__main__, tts.service.engines.espeak")
    assert done.returncode == 0, done.stderr


def test_the_speech_image_has_what_the_service_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = set(project["dependency-groups"]["speech"])
    imported = {
        DISTRIBUTIONS.get(name, name.replace("_", "-"))
        for path in (ROOT / "tts/service").rglob("*.py")
        for name in _imports(path)
        if name not in sys.stdlib_module_names and name not in OPTIONAL
    }
    assert imported | LOADED_BY_NAME == asked


def _imports(path: Path) -> Iterator[str]:
    """What a module needs to be imported: imports at its top level, by their first name."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_the_speech_image_has_the_versions_of_the_lock() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.removesuffix(" \\") for line in lines if re.match(r"[a-z0-9-]+==", line)}

    assert pins("requirements-tts.lock") <= pins("requirements.lock")


def test_where_images_cannot_be_built_one_sentence_says_why(tmp_path: Path) -> None:
    done = run(ROOT, "-m", "tests.images", "test", PATH=str(tmp_path))
    assert done.returncode == 1
    assert re.fullmatch(r"[\d:]+ Images need Docker \(.*\) or podman \(.*\)\.\n", done.stderr)
