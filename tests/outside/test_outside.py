"""Services of others: which there are is read from the settings, and one switch forbids them all."""

import os
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from edusmart.accounts.models import User
from edusmart.operating.outside import is_outside, services
from edusmart.work.errors import Refused
from stories.providers.choice import image_provider, text_provider
from tests.gemini_stand_in import KEY, GeminiStandIn
from tests.processes import ROOT
from tts import client as speech_client

OWN = [
    "", "redis://redis:6379/0", "http://127.0.0.1:5000", "http://[::1]:5000", "unix:///var/redis.sock",
    "postgres", "10.1.2.3", "http://s3:9000", "http://minio.school.internal", "//192.168.0.9:1",
]  # fmt: skip
OTHERS = [
    "https://generativelanguage.googleapis.com", "https://s3.amazonaws.com", "8.8.8.8",
    "http://[2001:4860:4860::8888]", "redis://:secret@cache.example.com:6379",
    "https://internal.example.com", "https://evil.example./", "http://user@other.example",
]  # fmt: skip


@pytest.mark.parametrize("address", OWN)
def test_what_is_in_a_network_of_ones_own_is_own(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", OTHERS)
def test_everything_else_is_of_others(address: str) -> None:
    assert is_outside(address)


def test_own_hosts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWN_HOSTS", "storage.school.example")
    assert not is_outside("https://storage.school.example/bucket")
    assert is_outside("https://other.school.example")


def names() -> dict[str, bool]:
    return {str(it.name): it.is_outside for it in services()}


def test_services_are_those_that_are_set_up(settings: Any) -> None:
    assert names() == {
        "Database": False, "Redis": False, "File storage": False, "Speech service": False,
    }  # fmt: skip
    settings.GEMINI_API_KEY, settings.CHATTERBOX_URL = "a key", "https://voices.example.com"
    found = names()
    assert list(found.items())[:2] == [("Speech service", True), ("Google Gemini", True)]
    out = StringIO()
    call_command("outside", stdout=out)
    assert "Google Gemini (of others, generativelanguage.googleapis.com)" in out.getvalue()
    assert "a key" not in out.getvalue()


def test_a_model_on_a_server_is_one_of_them(settings: Any) -> None:
    settings.OPENAI_STORY_MODEL, settings.OPENAI_BASE_URL = "qwen3", "http://ollama:11434"
    assert names()["OpenAI"] is False
    settings.OPENAI_BASE_URL, settings.OPENAI_API_KEY = "", "a key"
    assert names()["OpenAI"] is True


def test_sign_in_and_mail_of_others_are_among_them(settings: Any) -> None:
    settings.OIDC_ISSUER, settings.EMAIL_HOST = "https://id.example.com", "mail.example.com"
    assert list(names().items())[:2] == [("Sign-in", True), ("Mail", True)]


@pytest.mark.django_db
def test_staff_see_them_in_the_admin(client: Client, stella: User, settings: Any) -> None:
    client.force_login(stella)
    settings.GEMINI_API_KEY = "a key"
    page = client.get("/admin/services/").content.decode()
    assert "generativelanguage.googleapis.com" in page
    assert "pages of scanned documents" in page
    settings.OUTSIDE_SERVICES = False
    assert "sends nothing to services of others" in client.get("/admin/services/").content.decode()
    assert b"/admin/services/" in client.get("/admin/").content


def test_the_switch_turns_the_models_off(settings: Any) -> None:
    settings.GEMINI_API_KEY, settings.GEMINI_BASE_URL = KEY, ""
    assert text_provider().gate == "gemini"
    settings.OUTSIDE_SERVICES = False
    assert (text_provider().gate, image_provider().gate) == ("", "")
    settings.OPENAI_STORY_MODEL = settings.OPENAI_IMAGE_MODEL = "m"
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "a key", ""
    assert (text_provider().gate, image_provider().gate) == ("", "")
    # Chosen by name they are offered still, and called by nobody.
    from stories.providers.gemini.client import open_client as open_gemini
    from stories.providers.openai.client import open_client as open_openai

    for open_client in (open_gemini, open_openai):
        with pytest.raises(Refused, match="sends nothing to services of others"):
            open_client(1.0)


def test_a_model_in_ones_own_network_stays(settings: Any) -> None:
    settings.OUTSIDE_SERVICES = False
    with GeminiStandIn() as stand_in:
        settings.GEMINI_API_KEY, settings.GEMINI_BASE_URL = KEY, stand_in.url
        assert text_provider().gate == "gemini"


def test_the_switch_holds_for_a_speech_service_of_others(settings: Any) -> None:
    settings.CHATTERBOX_URL, settings.OUTSIDE_SERVICES = "https://voices.example.com", False
    with pytest.raises(Refused, match="sends nothing to services of others"):
        speech_client.speak("Hello.", "warm", "en", 1.0, "mp3")


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({"AWS_S3_BUCKET": "school"}, "AWS_S3_BUCKET"),
        (
            {"AWS_S3_BUCKET": "b", "AWS_S3_ENDPOINT_URL": "https://files.example.com"},
            "AWS_S3_BUCKET",
        ),
        ({"AWS_S3_BUCKET": "b", "AWS_S3_ENDPOINT_URL": "http://s3:9000"}, ""),
        ({"CHATTERBOX_URL": "https://voices.example.com"}, "CHATTERBOX_URL"),
        ({"OIDC_ISSUER": "https://id.example.com"}, "OIDC_ISSUER"),
        ({"EMAIL_HOST": "mail.example.com"}, "EMAIL_HOST"),
        ({}, ""),
    ],
)
def test_a_storage_of_others_is_not_used_and_commands_say_why(
    env: dict[str, str], named: str
) -> None:
    code = (
        "from edusmart import environment as e, settings as s; "
        "print(s.FILE_STORAGE.name, [c for c in e.complaints])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "OUTSIDE_SERVICES": "false", **env},
    ).stdout  # fmt: skip
    storage, _, complaints = said.partition(" ")
    assert (f"{named} names a service of others" in complaints) is bool(named)
    assert storage == ("s3" if env.get("AWS_S3_ENDPOINT_URL") == "http://s3:9000" else "disk")
