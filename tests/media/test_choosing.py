"""Which storage the environment's settings choose, and how an operator is told."""

import json
import os
import re
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.test import Client

from edusmart import environment
from edusmart.accounts.models import User
from edusmart.media import store
from edusmart.media.storage import in_use
from edusmart.operating import checks
from tests.media.app_storage import AppStorage
from tests.media.conftest import KEYS, Choose
from tests.media.faulty import Faulty, Misbehaving
from tests.processes import ROOT

BUCKET = {"AWS_S3_BUCKET": "b"}
REPLIT = {"REPL_ID": "1"}


@pytest.fixture(autouse=True)
def complaints(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(environment, "complaints", found)
    return found


@pytest.mark.parametrize(
    ("env", "chosen"),
    [
        ({}, "disk"),
        (KEYS, "disk"),
        (BUCKET, "s3"),
        (REPLIT, "replit"),
        ({**REPLIT, **BUCKET}, "s3"),
        ({**REPLIT, **BUCKET, "FILE_STORAGE": "replit"}, "replit"),
        ({**BUCKET, "FILE_STORAGE": "Disk"}, "disk"),
    ],
)
def test_the_first_that_the_environment_offers(
    env: dict[str, str], chosen: str, choose: Choose, complaints: list[str]
) -> None:
    assert choose(env).name == chosen
    assert complaints == []


@pytest.mark.parametrize(
    ("env", "word"),
    [
        ({"FILE_STORAGE": "tape"}, "s3, replit, disk"),
        ({"FILE_STORAGE": "s3"}, "AWS_S3_BUCKET"),
        ({**BUCKET, "AWS_CLOUDFRONT_KEY_FILE": "/nowhere.pem"}, "AWS_CLOUDFRONT_KEY_FILE"),
    ],
)
def test_what_cannot_be_used_is_a_complaint(
    env: dict[str, str], word: str, choose: Choose, complaints: list[str]
) -> None:
    choose(env)
    assert len(complaints) == 1
    assert word in complaints[0]


def test_without_replits_client_files_on_its_disk_are_warned_about(
    choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edusmart.file_storages.find_spec", lambda name: None)
    choice = choose(REPLIT)
    assert choice.name == "disk"
    assert "not installed" in str(choice.because)
    assert [found.id for found in checks.files_last(None)] == ["edusmart.W002"]


def test_keys_without_a_bucket_are_warned_about(choose: Choose) -> None:
    choose(KEYS)
    assert [found.id for found in checks.files_last(None)] == ["edusmart.W003"]
    choose({"FILE_STORAGE": "disk"})
    assert checks.files_last(None) == []


def test_the_check_says_which_and_why(choose: Choose) -> None:
    choose(BUCKET)
    [said] = [
        found for found in run_checks(include_deployment_checks=True) if found.id == "edusmart.I001"
    ]
    assert said.msg == "Files are kept in s3, because AWS_S3_BUCKET is set."


def test_options_without_keys_are_the_machines_role(choose: Choose) -> None:
    options = choose({**BUCKET, "AWS_S3_REGION": "eu-west-1"}).described["s3"]["OPTIONS"]
    assert (options["access_key"], options["secret_key"]) == (None, None)
    assert (options["endpoint_url"], options["region_name"]) == (None, "eu-west-1")


def test_the_project_s_settings_take_the_choice_and_let_browsers_go_there() -> None:
    script = (
        "import json, edusmart.settings as s;"
        "print(json.dumps([s.STORAGES['default']['BACKEND'], s.MEDIA_HOSTS]))"
    )
    env = {**KEYS, **BUCKET, "AWS_S3_CUSTOM_DOMAIN": "cdn.example", "SECRET_KEY": "x"}
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], **env},
    ).stdout  # fmt: skip
    assert json.loads(told) == ["edusmart.media.s3.BucketStorage", ["https://cdn.example"]]


@pytest.mark.django_db
def test_the_command_tries_the_storage_out(anywhere: str) -> None:
    out = StringIO()
    call_command("storage", stdout=out)
    assert f"because FILE_STORAGE is {anywhere}." in out.getvalue()
    assert "it works" in out.getvalue()
    assert "recordings: 0 files" in out.getvalue()
    assert list(in_use().listing("trial/")) == []


@pytest.mark.django_db
def test_the_command_says_what_is_wrong(faulty_bucket: Faulty) -> None:
    faulty_bucket.fault = lambda method, path: Misbehaving(403)
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("storage", stdout=StringIO(), stderr=said)
    assert "does not let us in" in said.getvalue()


@pytest.mark.django_db
def test_an_app_without_a_bucket_is_told_so(app_storage: AppStorage, choose: Choose) -> None:
    choose({**REPLIT, "REPLIT_BUCKET": "another"})
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("storage", stdout=StringIO(), stderr=said)
    assert "not set up" in said.getvalue()


@pytest.mark.django_db
def test_staff_see_the_room_that_files_take(client: Client, stella: User, alice: User) -> None:
    from tts.models import Recording

    Recording.objects.create(key="a", file=store("recordings", "mp3", b"x" * 2048), size=2048)
    client.force_login(alice)
    assert client.get("/admin/storage/").status_code == 302
    client.force_login(stella)
    page: Any = client.get("/admin/storage/").content.decode().replace("\xa0", " ")
    assert "<td>1</td><td>2.0 KB</td>" in re.sub(r"\s*([<>])\s*", r"\1", page)
    assert "/admin/storage/" in client.get("/admin/").content.decode()
