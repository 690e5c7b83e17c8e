"""Methods, errors and credentials as programs expect them, on pages, the API and exports."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from edusmart.accounts.models import ApiToken, User
from edusmart.api import api
from stories.models import Story
from tests.stories.making import make_story

pytestmark = pytest.mark.django_db(transaction=True)


def bearer(user: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {ApiToken.issue(user, 'tests')}"}


@pytest.fixture
def told(edith: User, speech: str, step_world: Any) -> Story:
    story = make_story(edith)
    step_world()
    return story


def test_head_is_there_wherever_get_is(client: Client, edith: User, told: Story) -> None:
    client.force_login(edith)
    scene = told.scenes.select_related("narration", "illustration").first()
    assert scene
    addresses = [
        "/stories/", "/stories/upload/", f"/stories/{told.pk}/", f"/story/{told.pk}/edit/",
        f"/story/{told.pk}/export.mp3", f"/story/{told.pk}/export.epub", "/offline/", "/worker.js",
        "/manifest.webmanifest", "/briefs/", "/listen/", "/briefs/programmes/", "/accounts/me/",
        "/accounts/login/", "/health", "/ready", "/api/docs", "/api/openapi.json", "/api/stories",
        f"/api/story/{told.pk}/status", f"/api/story/{told.pk}/scene/0", "/api/briefs", "/api/voices",
        scene.narration.url, scene.illustration.url, "/things/fox.webp",
    ]  # fmt: skip
    for where in addresses:
        got, head = client.get(where), client.head(where)
        assert got.status_code < 400, where
        assert (head.status_code, head["Content-Type"]) == (got.status_code, got["Content-Type"])
        assert b"".join(head) == b"" if head.streaming else head.content == b"", where


def test_the_document_names_no_head() -> None:
    methods = {name for path in api.get_openapi_schema()["paths"].values() for name in path}
    assert methods == {"get", "post", "put", "patch", "delete"}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("where", ["/api/nowhere", "/api/upload", "/api/docs", "/api/stories"])
def test_every_error_of_the_api_is_json(
    client: Client, edith: User, method: str, where: str
) -> None:
    response = client.generic(method, where, headers=bearer(edith))
    if response.status_code >= 400:
        assert response["Content-Type"].partition(";")[0] == "application/json"
        assert set(response.json()) == {"detail", "code"}
        assert response["Content-Length"] == str(len(response.content))


def test_another_method_is_a_405_that_names_those_there_are(client: Client, edith: User) -> None:
    response = client.delete("/api/voices", headers=bearer(edith))
    assert (response.status_code, response.json()["code"]) == (405, "wrong_method")
    assert sorted(response["Allow"].split(", ")) == ["GET", "HEAD"]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("path", ["/api/stories", "/api/upload", "/api/briefs", "/api/voices"])
@pytest.mark.parametrize("sent", ["", "Bearer edu_wrong", "revoked"])
def test_who_is_nobody_is_asked_to_sign_in_whatever_the_method(
    client: Client, edith: User, method: str, path: str, sent: str
) -> None:
    if sent == "revoked":
        sent = bearer(edith)["Authorization"]
        ApiToken.objects.update(revoked_at=timezone.now())
    response = client.generic(method, path, headers={"Authorization": sent} if sent else {})
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == ('Bearer error="invalid_token"' if sent else "Bearer")
    assert response["Content-Type"].partition(";")[0] == "application/json"


def test_a_failure_and_another_host_are_json_on_the_api_and_pages_elsewhere(
    edith: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("stories.web.api.listing.seen_stories", broken)
    client = Client(raise_request_exception=False)
    response = client.get("/api/stories", headers=bearer(edith))
    assert (response.status_code, response.json()["code"]) == (500, "broke")
    response = client.get("/api/stories", headers={"Host": "elsewhere.example"})
    assert (response.status_code, response.json()["code"]) == (400, "unreadable")
    response = client.get("/stories/", headers={"Host": "elsewhere.example"})
    assert response["Content-Type"].startswith("text/html")


OPERATIONS = [
    (method.upper(), path)
    for path, operations in api.get_openapi_schema()["paths"].items()
    for method in operations
]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_without_a_valid_token_each_operation_asks_for_one(
    client: Client, alice: User, method: str, path: str
) -> None:
    told = bearer(alice)
    ApiToken.objects.update(revoked_at="2026-01-01T00:00Z")
    ids = dict.fromkeys(("brief_id", "item_id", "job_id", "class_id", "index", "removed_id"), 1)
    story = "00000000-0000-0000-0000-000000000000"
    where = path.format(story_id=story, language="ar", **ids)
    client = Client(enforce_csrf_checks=True)
    for headers, challenge in [
        ({}, "Bearer"),
        ({"Authorization": "Bearer wrong"}, 'Bearer error="invalid_token"'),
        (told, 'Bearer error="invalid_token"'),
    ]:
        response = client.generic(method, where, b"{}", "application/json", headers=headers)
        assert (response.status_code, response.json()["code"]) == (401, "sign_in")
        assert response["WWW-Authenticate"] == challenge


def test_a_browser_without_a_csrf_token_is_told_so_and_a_wrong_token_beside_cookies_too(
    edith: User,
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)
    response = client.post("/api/brief", {"title": "A"}, "application/json")
    assert (response.status_code, response.json()["code"]) == (403, "stale_page")
    response = client.get("/api/briefs", headers={"Authorization": "Bearer wrong"})
    assert response.status_code == 401
    # A proxy's own password is nothing of ours.
    response = client.get("/api/briefs", headers={"Authorization": "Basic YTpi"})
    assert response.status_code == 200


@pytest.mark.parametrize("where", ["/api/docs", "/api/openapi.json"])
def test_the_document_opens_with_a_token_and_not_to_strangers(
    client: Client, alice: User, where: str
) -> None:
    assert client.get(where, headers=bearer(alice)).status_code == 200
    # What curl and the libraries of programs send: they follow no way to a page.
    for accept in ({"Accept": "application/json"}, {"Accept": "*/*"}, {}):
        response = client.get(where, headers=accept)
        assert (response.status_code, response.json()["code"]) == (401, "sign_in")
        assert response["WWW-Authenticate"] == "Bearer"
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert client.get(where, headers=browser).status_code == 302


def test_what_has_no_body_has_no_length(client: Client, edith: User, told: Story) -> None:
    client.force_login(edith)
    place = {"scene": 0, "seconds": 1}
    kept = client.put(f"/api/story/{told.pk}/position", place, "application/json")
    assert (kept.status_code, kept.has_header("Content-Length")) == (204, False)
    whole = client.get(f"/story/{told.pk}/export.mp3")
    known = client.get(whole.request["PATH_INFO"], headers={"If-None-Match": whole["ETag"]})
    assert (known.status_code, known.has_header("Content-Length")) == (304, False)
