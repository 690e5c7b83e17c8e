"""The application's role in PostgreSQL: it reads and writes rows, and changes no table."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.processes import ROOT
from tests.with_postgres import postgres

FORBIDDEN = [
    "DROP TABLE accounts_user",
    "ALTER TABLE accounts_user ADD COLUMN x int",
    "TRUNCATE accounts_auditentry",
    "CREATE TABLE mine (x int)",
    "CREATE ROLE other",
]


def manage(url: str, var: Path, *command: str) -> str:
    env = {
        "PATH": os.environ["PATH"], "SECRET_KEY": "x", "EDUSMART_VAR": str(var), "DATABASE_URL": url,
        "APP_DATABASE_ROLE": "edusmart_app", "APP_DATABASE_PASSWORD": "its password",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert not done.returncode, done.stderr
    assert "its password" not in done.stdout + done.stderr
    return done.stdout


def test_the_role_reads_and_writes_rows_and_owns_nothing(tmp_path: Path) -> None:
    with postgres() as owner:
        manage(owner, tmp_path, "migrate", "--noinput", "--verbosity", "0")
        for _ in range(2):  # compose does it at each start
            assert "reads and writes rows" in manage(owner, tmp_path, "app_role")
        url = owner.replace("edusmart@", "edusmart_app@")
        manage(url, tmp_path, "clearsessions")
        with psycopg.connect(url, autocommit=True) as role:
            role.execute("INSERT INTO auth_group (name) VALUES ('a class')")
            role.execute("DELETE FROM auth_group WHERE name = 'a class'")
            for statement in FORBIDDEN:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    role.execute(statement)


def test_without_a_role_there_is_nothing_to_do(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "SECRET_KEY": "x", "EDUSMART_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "app_role"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert (done.returncode, "nothing to do" in done.stdout) == (0, True), done.stderr
