"""The Makefile's installation, from a folder of wheels instead of an index."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.processes import ROOT


def wheel(folder: Path, name: str, version: str, needs: str = "") -> str:
    """Make a wheel with one module, and return the line that pins it."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose run-time lock pins two packages; an index has a newer one of them."""
    for folder in ("index", "tools"):
        (tmp_path / folder).mkdir()
    index = tmp_path / "index"
    lock = wheel(index, "teller", "1.0", "Requires-Dist: voice[loud]>=1\n")
    # Without its extra, as in the lock that stopped working when a newer release came.
    lock += wheel(index, "voice", "1.0", "Provides-Extra: loud\n")
    wheel(index, "voice", "2.0", "Provides-Extra: loud\n")
    (tmp_path / "requirements.lock").write_text(lock)
    shutil.copy(ROOT / "Makefile", tmp_path)
    return tmp_path


def install(checkout: Path, index: Path) -> subprocess.CompletedProcess[str]:
    """Run the rule that `make demo` begins with, with no other tools than those of the system."""
    env = {
        "PATH": f"{checkout / 'tools'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(checkout),
        "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index), "PIP_CONFIG_FILE": os.devnull,
        "UV_OFFLINE": "1", "UV_FIND_LINKS": str(index), "UV_NO_CONFIG": "1",
    }  # fmt: skip
    return subprocess.run(
        ["make", ".venv/run.stamp", f"PYTHON={sys.executable}"],
        cwd=checkout, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def version_of(checkout: Path, name: str) -> str:
    done = subprocess.run(
        [checkout / ".venv/bin/python", "-c", f"import {name}; print({name}.VERSION)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize("installer", ["pip", "uv"])
def test_a_newer_release_in_the_index_changes_nothing(checkout: Path, installer: str) -> None:
    if installer == "uv":
        (checkout / "tools/uv").symlink_to(Path(sys.executable).parent / "uv")
    done = install(checkout, checkout / "index")
    assert done.returncode == 0, done.stderr
    assert version_of(checkout, "voice") == "1.0"
    assert (checkout / ".venv/run.stamp").exists()
    used = (checkout / ".venv/lib").glob("python*/site-packages/voice-1.0.dist-info/INSTALLER")
    assert [path.read_text().strip() for path in used] == [installer]


def test_what_could_not_be_installed_gets_a_sentence_and_is_installed_next_time(
    checkout: Path,
) -> None:
    failed = install(checkout, checkout / "tools")
    assert failed.returncode == 2
    assert "The packages of requirements.lock could not be installed." in failed.stdout
    assert not (checkout / ".venv/run.stamp").exists()
    # As if that had been cut off while the virtual environment was made.
    (checkout / ".venv/bin/pip").unlink()
    assert install(checkout, checkout / "index").returncode == 0
    assert version_of(checkout, "teller") == "1.0"


def test_a_lock_that_lacks_a_package_leaves_no_stamp(checkout: Path) -> None:
    lines = (checkout / "requirements.lock").read_text().splitlines(keepends=True)
    (checkout / "requirements.lock").write_text(lines[0])
    done = install(checkout, checkout / "index")
    assert done.returncode == 2
    assert "teller 1.0 requires voice, which is not installed." in done.stdout
    assert not (checkout / ".venv/run.stamp").exists()
