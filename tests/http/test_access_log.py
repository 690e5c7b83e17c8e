"""Log lines: who asked for what and how long it took, and never the token of a feed."""

import logging
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from briefs.actions import feed_links
from briefs.models import Programme
from edusmart.accounts.models import User
from edusmart.http import rare_lines
from edusmart.http.access_log import LineFormatter
from tests.processes import ROOT, start_web, stop_process

TOKEN = secrets.token_urlsafe(24)


@pytest.mark.django_db(transaction=True)
def test_a_feeds_token_is_in_no_line_of_the_web_process(redis_server: object, alice: User) -> None:
    token = feed_links.issue(Programme.objects.create(title="Mornings"), alice)
    process, url = start_web({"LOG_LEVEL": "DEBUG"})
    try:
        for name in ("feed.xml", "cover.jpg"):
            assert httpx.get(f"{url}/podcast/{token}/{name}").status_code == 200
        written = Path(process.log_path).read_text()  # type: ignore[attr-defined]
    finally:
        stop_process(process)
    assert "GET /podcast/…/feed.xml 200" in written
    assert token not in written


def test_hosts_that_strangers_make_up_are_one_line_without_a_trace(
    client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rare_lines, "_last", {})
    odd = logging.getLogger("django.security.DisallowedHost")
    # Whoever sets Django up twice has each filter twice.
    monkeypatch.setattr(odd, "filters", [rare_lines.OddHostOnce(), rare_lines.OddHostOnce()])
    for name in ("elsewhere", "nowhere"):
        refused = client.get("/accounts/login/", headers={"host": f"{name}.example"})
        assert refused.status_code == 400
    told = [it for it in caplog.records if it.name == "django.security.DisallowedHost"]
    assert [(it.levelname, it.exc_info) for it in told] == [("WARNING", None)]


@pytest.mark.django_db
def test_a_page_that_somebody_may_not_see_is_one_line(
    client: Client, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    logs: dict[str, Any] = settings.LOGGING
    [kept] = logs["handlers"]["stderr"]["filters"]
    [found] = logs["filters"][kept].values()
    only = import_string(found)()
    client.force_login(alice)
    caplog.handler.addFilter(only)
    try:
        assert client.get("/classes/").status_code == 403
    finally:
        caplog.handler.removeFilter(only)
    [told] = [it for it in caplog.records if it.name == "django.request"]
    line = LineFormatter("%(message)s").format(told)
    assert "\n" not in line
    assert line.startswith("Forbidden (Permission denied): /classes/")


@pytest.mark.django_db
def test_a_line_tells_the_request_its_user_and_its_duration(
    client: Client, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(alice)
    with caplog.at_level(logging.INFO, "edusmart.access"):
        response = client.get("/stories/", {"q": "a child\u2019s words"})
    line = caplog.messages[-1]
    assert re.fullmatch(rf"GET /stories/ 200 \d+ ms \[\w{{16}} user={alice.pk}\]", line)
    assert response["X-Request-ID"] in line
    with caplog.at_level(logging.INFO, "edusmart.access"):
        Client().get("/a%0Aforged line/")
    assert any(re.match(r"GET /a%0Aforged%20line/ 404 .* user=-", it) for it in caplog.messages)
    assert not [it for it in map(LineFormatter().format, caplog.records) if "\n" in it]


def test_an_error_that_names_an_address_is_written_without_the_token() -> None:
    for path in ("/podcast/%s/7.mp3", "/accounts/password/forgotten/MQ/%s/"):
        record = logging.LogRecord("x", logging.ERROR, "", 0, f"at {path}", (TOKEN,), None)
        assert LineFormatter("%(message)s").format(record) == f"at {path.replace('%s', '…')}"
    sent = "at /accounts/password/forgotten/sent/"
    record = logging.LogRecord("x", logging.ERROR, "", 0, sent, (), None)
    assert LineFormatter("%(message)s").format(record) == sent


@pytest.mark.parametrize("sent", ["a\nb", "a\rb", "\x1b[2J", "\x85", "\u2028", "\u202e", "\ud800"])
def test_what_somebody_sent_neither_ends_a_line_nor_steers_who_reads_it(sent: str) -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 0, "the issuer said %s ü", (sent,), None)
    line = LineFormatter("%(message)s").format(record)
    assert line.isprintable()
    assert line.endswith(" ü")


@pytest.mark.parametrize(("through_web", "named"), [("true", False), ("false", True)])
def test_the_policy_names_a_bucket_only_where_browsers_are_sent_to_it(
    through_web: str, named: bool
) -> None:
    env = {**os.environ, "AWS_S3_BUCKET": "school", "AWS_S3_ENDPOINT_URL": "http://s3:9000"}
    code = "from edusmart import settings as s; print(s.CONTENT_SECURITY_POLICY)"
    printed = subprocess.run(
        [sys.executable, "-c", code], env={**env, "MEDIA_THROUGH_WEB": through_web},
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert ("http://s3:9000" in printed) is named
