"""Headers and cookies: what a browser may keep, and what it sends to whom."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from edusmart.accounts.models import User
from tests.processes import ROOT

HTTPS = """
from edusmart import settings as own
own.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
import django; django.setup()
from django.conf import settings as s
from django.test import Client
s.ALLOWED_HOSTS.append("testserver")
client = Client()
page = client.get("/accounts/login/", secure=True)
client.post("/i18n/setlang/", {"language": "ar"}, secure=True)
cookies = {name: it.OutputString() for name, it in client.cookies.items()}
headers = {}
s.SERVESTATIC_ADD_HEADERS_FUNCTION(headers, "x.css", "/static/x.css")
print(page["Strict-Transport-Security"]); print(headers["Strict-Transport-Security"])
print(s.SESSION_COOKIE_NAME); print(cookies["__Host-csrftoken"]); print(cookies["django_language"])
"""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/stories/", "/accounts/me/", "/api/voices", "/admin/", "/nowhere/"]
)
def test_no_browser_keeps_a_private_page(client: Client, stella: User, path: str) -> None:
    client.force_login(stella)
    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.django_db
def test_no_page_can_be_given_another_base(client: Client) -> None:
    assert "base-uri 'none'" in client.get("/accounts/login/")["Content-Security-Policy"]


def test_behind_tls_cookies_and_static_files_hold_to_it() -> None:
    env = {
        **os.environ, "PUBLIC_URL": "https://school.example",
        "DJANGO_SETTINGS_MODULE": "edusmart.settings", "SECRET_KEY": "for this test",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", HTTPS], env=env, cwd=ROOT, capture_output=True, text=True
    )
    assert not done.returncode, done.stderr
    page, static, session, csrf, language = done.stdout.splitlines()
    assert page == static == "max-age=31536000; includeSubDomains"
    assert session == "__Host-sessionid"
    for cookie in (csrf, language):
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
