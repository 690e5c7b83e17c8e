"""The metadata of pins that only some of the supported Pythons install; `make locks` writes it.

The test of the locks looks at every Python, without a network, but only one is there to ask.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import asdict
from email.parser import BytesParser
from pathlib import Path

from packaging.requirements import Requirement

from tests.ops.locks import PYTHONS, Needs, applies, key, pins
from tests.processes import ROOT

RECORD = ROOT / "tests/ops/other_pythons.json"


def recorded() -> dict[str, Needs]:
    """Return the metadata by pin, such as `av==19.0.2`."""
    raw = json.loads(RECORD.read_text())
    return {
        pin: Needs(tuple(needs["requires"]), needs["python"], tuple(needs["extras"]))
        for pin, needs in raw.items()
    }


def of_some_pythons(lock: str) -> dict[str, tuple[Requirement, str]]:
    """Return the pins that some of the Pythons leave out, each with a Python that takes it."""
    found = {}
    for pin in pins(lock):
        taking = [python for python in PYTHONS if applies(pin, python)]
        if taking and len(taking) < len(PYTHONS):
            found[key(pin)] = pin, taking[-1]
    return found


def download(pin: str, python: str) -> Needs:
    """Return the metadata of the wheel that this Python would take."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
             "--no-deps", "--only-binary=:all:", "--python-version", python, "--dest", folder, pin],
            check=True,
        )  # fmt: skip
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            name = next(
                path for path in zipfile.Path(archive).iterdir() if path.suffix == ".dist-info"
            )
            return Needs.of(BytesParser().parsebytes((name / "METADATA").read_bytes()))


if __name__ == "__main__":
    known = recorded() if RECORD.exists() else {}
    found = {
        pin: asdict(known.get(pin) or download(pin, python))
        for pin, (_, python) in of_some_pythons(
            (ROOT / "requirements-dev.lock").read_text()
        ).items()
    }
    RECORD.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
