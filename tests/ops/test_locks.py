"""Each lock is whole by itself, on every supported Python, so that no later release can break it."""

import re
import tomllib

import pytest

from tests.ops.locks import PYTHONS, complaints, installed, key, pins
from tests.ops.other_pythons import of_some_pythons, recorded
from tests.processes import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
EXTRAS, GROUPS = PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"]
RUN = [*PROJECT["project"]["dependencies"], *EXTRAS["ocr"]]
#: What each lock is made from, as in the Makefile.
ASKED = {
    "requirements.lock": RUN,
    "requirements-dev.lock": [
        *RUN,
        *EXTRAS["piper"],
        *EXTRAS["kokoro"],
        *EXTRAS["replit"],
        *GROUPS["dev"],
    ],
    "requirements-tts.lock": GROUPS["speech"],
}


def lock(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", ASKED)
def test_a_lock_satisfies_the_project_and_all_its_packages(name: str, python: str) -> None:
    assert complaints(lock(name), ASKED[name], python, recorded()) == []


def test_the_smaller_locks_have_the_versions_of_the_larger() -> None:
    dev, run, speech = (
        {key(pin) for pin in pins(lock(name))}
        for name in ("requirements-dev.lock", "requirements.lock", "requirements-tts.lock")
    )
    assert speech <= run <= dev


@pytest.mark.parametrize(
    ("was", "broken", "complaint"),
    [
        ("google-auth[requests]==", "google-auth==", "google-auth is pinned without requests"),
        ("psycopg[binary, pool]==", "psycopg[pool]==", "psycopg is pinned without binary"),
        (r"idna==[^\\]*", "idna==0.1 ", "but 0.1 is pinned"),
        (r"pydantic-core==[^\\]*", "pydantic-core==2.0 ", "but 2.0 is pinned"),
        (r"sqlparse==.*\\\n( +--hash=.*\n)+", "", "sqlparse>=0.3.1, which is not there"),
        (r"\nattrs==([^\\]*)", r"\nleftover==1 --hash=sha256:0\nattrs==\1", "nothing needs leftover"),
        (r"\nattrs==([^\\]*)", r"\nattrs==1 --hash=sha256:0\nattrs==\1", "attrs is pinned twice"),
    ],
)  # fmt: skip
def test_a_broken_lock_is_found_out(was: str, broken: str, complaint: str) -> None:
    pattern = was if "\\" in was else re.escape(was)
    text, count = re.subn(pattern, broken, lock("requirements.lock"))
    assert count == 1
    said = complaints(text, RUN, "3.11.15", recorded())
    assert any(complaint in sentence for sentence in said), said


def test_a_pin_without_a_hash_is_refused() -> None:
    with pytest.raises(ValueError, match="six==1 is no pin"):
        pins("six==1\n")
    with pytest.raises(ValueError, match="six>=1 is no pin"):
        pins("six>=1 \\\n    --hash=sha256:0\n")


def test_what_is_recorded_of_other_pythons_is_what_packages_say() -> None:
    found = of_some_pythons(lock("requirements-dev.lock"))
    assert set(recorded()) == set(found), "run make locks"
    here = {name: needs for name, (pin, _) in found.items() if (needs := installed(pin))}
    assert here, "some of them are installed on any Python"
    assert {name: recorded()[name] for name in here} == here


def test_locks_name_no_index() -> None:
    assert not any(re.search(r"^--|https?://", lock(name), re.MULTILINE) for name in ASKED)
