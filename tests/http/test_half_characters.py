"""Bytes that are no UTF-8, and halves of surrogate pairs, wherever somebody may put them: never a 500."""

import json

import pytest
from django.test import Client

from edusmart.accounts.models import User
from tests.pdfs import text_pdf
from tests.stories.making import bare_story

pytestmark = pytest.mark.django_db
HALF = "%ED%A0%80"  # half of a pair, as UTF-8 would write it
RAW = b"\xed\xa0\x80"

PAGES = [
    f"/stories/?q={HALF}&mine={HALF}&grade={HALF}", f"/stories/{HALF}/", f"/{HALF}",
    f"/audio/{HALF}.mp3", f"/audio/samples/{HALF}.mp3?language={HALF}", f"/pictures/{HALF}.jpg",
    f"/podcast/{HALF}/feed.xml", f"/listen/?page={HALF}", f"/api/briefs?state={HALF}",
    f"/api/upload/estimate?grade_level={HALF}", f"/admin/accounts/user/?q={HALF}",
    f"/accounts/login/?next={HALF}",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_in_addresses(client: Client, stella: User, path: str) -> None:
    client.force_login(stella)
    assert client.get(path).status_code < 500


@pytest.mark.parametrize("name", ["cookie", "authorization", "accept-language", "x-request-id"])
def test_in_headers(client: Client, alice: User, name: str) -> None:
    value = RAW.decode("latin-1")
    for sent in (value, f"Bearer {value}", f"sessionid={value}; django_language={value}"):
        for path in ("/stories/", "/api/voices", "/pictures/x.jpg"):
            assert Client().get(path, headers={name: sent}).status_code < 500


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/i18n/setlang/", "/briefs/programmes/new/", "/accounts/me/erase/"]
)
def test_in_forms(client: Client, edith: User, path: str) -> None:
    fields = "&".join(f"{name}=%ED%A0%80" for name in ("username", "password", "language", "title"))
    if path != "/accounts/login/":
        client.force_login(edith)
    kind = "application/x-www-form-urlencoded"
    assert client.generic("POST", path, fields, kind).status_code < 500


def test_in_the_parts_of_a_form(client: Client, alice: User) -> None:
    client.force_login(alice)
    head = b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
    file = head % (b"file", b'; filename="' + RAW + b'.pdf"') + text_pdf([["A fox woke."]])
    body = file + b"\r\n" + head % (b"voice", b"") + RAW + b"\r\n--b--\r\n"
    kind = "multipart/form-data; boundary=b"
    assert client.generic("POST", "/api/upload", body, kind).status_code == 400
    body = file + b"\r\n--b--\r\n"
    assert client.generic("POST", "/api/upload", body, kind).status_code < 500


@pytest.mark.parametrize("body", [{"text": "\ud800"}, {"caption": "\udfff"}, {"wish": "\ud800"}])
def test_in_json(client: Client, alice: User, body: dict[str, str]) -> None:
    client.force_login(alice)
    story = bare_story(alice, scenes=1)
    scene = f"/api/story/{story.pk}/scene/0"
    sent = json.dumps(body)
    method, path = ("POST", f"{scene}/picture") if "wish" in body else ("PATCH", scene)
    assert client.generic(method, path, sent, "application/json").status_code == 400
