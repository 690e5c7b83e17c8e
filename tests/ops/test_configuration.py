"""One table has every setting, and nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from edusmart import environment
from tests.ops.compose import example, template
from tests.ops.documents import documented, read_by_code
from tests.processes import ROOT

#: Read by docker-compose.yml alone; named below the table.
OF_COMPOSE = {
    "EDUSMART_VERSION", "WEB_BIND", "WEB_PORT", "TTS_REPLICAS", "TTS_WORKER_REPLICAS",
    "POSTGRES_PASSWORD", "REDIS_PASSWORD", "TTS_REDIS_PASSWORD", "S3_ROOT_USER", "S3_ROOT_PASSWORD",
    "MIGRATE_DATABASE_URL", "TTS_EXTRAS", "TTS_MODELS", "POSTGRES_IMAGE", "REDIS_IMAGE", "S3_IMAGE",
}  # fmt: skip


def test_every_setting_is_in_the_table_and_every_row_is_read() -> None:
    in_table, in_code = set(documented()), set(read_by_code())
    assert in_table - in_code == set(), "documented, but nothing reads it"
    assert in_code - in_table == set(), "read, but not documented"


@pytest.mark.parametrize("name", sorted(documented()))
def test_defaults_in_the_table_are_those_of_the_code(name: str) -> None:
    default = read_by_code()[name]
    if isinstance(default, bool):
        assert documented()[name] == str(default).lower()
    elif isinstance(default, int | float):
        assert documented()[name] == f"{default:.0f}"
    elif isinstance(default, str) and default:
        assert documented()[name] == default


def test_what_only_compose_reads_is_named_too() -> None:
    text = (ROOT / "docs/configuration.md").read_text()
    # Also those in whose default another one stands.
    asked = set(re.findall(r"\$\{([A-Z0-9_]+)", template()))
    assert asked - set(documented()) == OF_COMPOSE
    assert all(f"`{name}`" in text for name in OF_COMPOSE)
    assert set(example()) <= asked | set(documented())


@pytest.mark.parametrize(
    ("name", "value"), [("UPLOAD_MAX_MB", "many"), ("MEDIA_THROUGH_WEB", "maybe")]
)
def test_a_wrong_value_stops_a_command_with_its_name(name: str, value: str, tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "EDUSMART_VAR": str(tmp_path), "SECRET_KEY": "x"}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--plan"],
        cwd=ROOT, env={**env, name: value}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("raw", ["gemini=1", "gemini=a/b", "gemini=1/2;other=3/4"])
def test_prices_that_cannot_be_read_are_complained_of(
    raw: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "complaints", [])
    monkeypatch.setenv("MODEL_PRICES", raw)
    assert environment.prices("MODEL_PRICES", "") == {}
    assert environment.complaints[0].startswith("MODEL_PRICES must be such as")


def test_the_development_server_knows_sockets() -> None:
    told = subprocess.run(
        [sys.executable, "manage.py", "runserver", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "--noasgi" in told.stdout
