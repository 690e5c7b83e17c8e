"""Uploading a PDF, through the API and the page."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from edusmart.accounts.models import ApiToken, User
from edusmart.work.sweep import sweep
from stories.models import Story, Telling, UploadAttempt
from tests import pdfs
from tests.stories.making import pdf_file

pytestmark = pytest.mark.django_db(transaction=True)


def post(client: Client, file: Any, **fields: str) -> Any:
    return client.post("/api/upload", {"file": file, **fields})


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_an_upload_is_answered_at_once_and_its_telling_is_waiting(signed_in: Client) -> None:
    answer = post(signed_in, pdf_file(), grade_level="Grade 4", voice="en-US-JennyNeural")
    body = answer.json()
    assert answer.status_code == 202
    assert set(body) == {"story_id", "status", "status_url", "live_url"}
    assert body["status"] == "pending"
    assert Telling.objects.get(story_id=body["story_id"]).status == "pending"
    assert signed_in.get(body["status_url"]).json()["story_id"] == body["story_id"]


def test_a_person_has_two_documents_looked_at_at_once(signed_in: Client, alice: User) -> None:
    open_ones = [UploadAttempt.objects.create(user=alice) for _ in range(2)]
    answer = post(signed_in, pdf_file())
    assert (answer.status_code, answer.json()["code"]) == (429, "uploads_at_once")
    # A process that died while it looked holds a place for half a minute.
    long_ago = timezone.now() - timedelta(minutes=1)
    UploadAttempt.objects.filter(pk=open_ones[0].pk).update(begun_at=long_ago)
    assert post(signed_in, pdf_file()).status_code == 202
    assert UploadAttempt.objects.count() == 2  # an accepted one leaves nothing


def test_refused_documents_count_for_a_day(signed_in: Client, charlie: User, settings: Any) -> None:
    settings.STORIES_PER_DAY = 2
    for _ in range(2):
        assert post(signed_in, SimpleUploadedFile("x.pdf", b"no PDF")).status_code == 400
    answer = post(signed_in, pdf_file())
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_refused")
    assert 86_000 < int(answer["Retry-After"]) <= 86_400
    other = Client()
    other.force_login(charlie)
    assert post(other, pdf_file()).status_code == 202
    UploadAttempt.objects.update(begun_at=timezone.now() - timedelta(days=2))
    assert post(signed_in, pdf_file()).status_code == 202
    assert not UploadAttempt.objects.exists()


def test_of_a_refused_document_only_why_its_size_and_its_format_are_kept(
    signed_in: Client, settings: Any
) -> None:
    settings.STORIES_PER_DAY = 2
    post(signed_in, SimpleUploadedFile("lina.DOC", b"no Word"))
    post(signed_in, SimpleUploadedFile("homework.of-lina", b"nothing"))
    settings.UPLOAD_MAX_BYTES = 4
    for _ in range(3):
        assert post(signed_in, SimpleUploadedFile("x.pdf", b"large")).json()["code"] == "too_big"
    kept = UploadAttempt.objects.order_by("pk").values_list("code", "size", "format")
    # What was not opened counts for nothing, and is not kept without an end either.
    assert list(kept) == [
        ("unknown_format", 7, "doc"), ("unknown_format", 7, ""), *[("too_big", 5, "pdf")] * 2,
    ]  # fmt: skip
    UploadAttempt.objects.all().delete()
    for code in ("unknown_format", "many_photos", "unknown_format"):
        told = {"code": code, "size": 9, "names": ["lina.exe", "lina.PDF"]}
        assert signed_in.post("/api/upload/refused", told, "application/json").status_code == 204
    kept = UploadAttempt.objects.order_by("pk").values_list("code", "size", "format")
    assert list(kept) == [("unknown_format", 9, "pdf"), ("many_photos", 9, "pdf")], "and no more"
    settings.UPLOAD_MAX_BYTES = 10**6
    assert post(signed_in, pdf_file()).status_code == 202, "what a browser refused locks nobody out"
    UploadAttempt.objects.update(begun_at=timezone.now() - timedelta(days=2))
    sweep()
    assert not UploadAttempt.objects.exists()


def test_an_api_token_uploads_without_a_session_or_csrf(alice: User) -> None:
    token = ApiToken.issue(alice, "test")
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        "/api/upload", {"file": pdf_file()}, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 202


def test_a_session_without_the_csrf_token_is_refused(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert post(strict, pdf_file()).status_code == 403
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Go back, reload it"), ("ar", "ارجع وأعد تحميلها")]
)
def test_a_page_that_was_open_too_long_says_how_to_go_on(
    alice: User, language: str, words: str
) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": language})
    strict.force_login(alice)
    with translation.override(language):  # the answer's language would stay for the next test
        answer = strict.post("/stories/upload/")
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert alice.username in answer.content.decode()


def test_a_stranger_is_refused(client: Client, db: None) -> None:
    answer = post(client, pdf_file())
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign_in"
    assert client.get("/stories/upload/").status_code == 302


def test_a_revoked_token_is_refused(client: Client, alice: User) -> None:
    token = ApiToken.issue(alice, "test")
    ApiToken.objects.update(revoked_at="2026-01-01T00:00:00Z")
    answer = client.post(
        "/api/upload", {"file": pdf_file()}, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 401


BAD = [
    (pdfs.not_a_pdf, "not_a_pdf"),
    (pdfs.zero_pages, "empty"),
    (pdfs.encrypted, "encrypted"),
    (pdfs.pictures_only, "needs_ocr"),
]


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(("make", "code"), BAD)
def test_a_file_that_cannot_be_told_gets_one_sentence_and_leaves_nothing(
    signed_in: Client, make: Callable[[], bytes], code: str
) -> None:
    before = stored_files()
    for path in ("/api/upload", "/stories/upload/"):
        answer = signed_in.post(path, {"file": SimpleUploadedFile("x.pdf", make())})
        assert answer.status_code == 400
        sentence = answer.json()["detail"] if path.startswith("/api") else answer.context["problem"]
        assert sentence.endswith(".")
        if path.startswith("/api"):
            assert answer.json()["code"] == code
    assert not Story.objects.exists()
    assert stored_files() == before


def test_an_empty_file_is_refused(signed_in: Client) -> None:
    assert post(signed_in, SimpleUploadedFile("x.pdf", b"")).status_code == 400


def test_no_file_at_all_is_refused_on_the_page_and_in_the_api(signed_in: Client) -> None:
    assert signed_in.post("/api/upload", {}).status_code == 400
    page = signed_in.post("/stories/upload/", {})
    assert (page.status_code, page.context["problem"]) == (400, "Choose a file or paste a text.")


def test_a_file_over_the_size_cap_is_refused(signed_in: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 100
    answer = post(signed_in, pdf_file())
    assert (answer.status_code, answer.json()["code"]) == (413, "too_big")


def test_a_file_over_the_page_cap_is_refused(signed_in: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_PAGES = 2
    answer = post(signed_in, pdf_file())
    assert (answer.status_code, answer.json()["code"]) == (413, "too_many_pages")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("grade_level", "Grade 13"), ("grade_level", "four"), ("voice", "nobody"),
        ("language", "xx"), ("scenes", "0"), ("scenes", "many"), ("scenes", "9" * 30),
        ("scenes", "00019999999999"),
    ],
)  # fmt: skip
def test_a_wish_that_cannot_be_met_gets_one_sentence(
    signed_in: Client, field: str, value: str
) -> None:
    answer = post(signed_in, pdf_file(), **{field: value})
    assert answer.status_code == 400
    assert answer.json()["detail"].endswith(".")
    assert not Story.objects.exists()


def test_a_days_quota_is_kept(signed_in: Client, settings: Any) -> None:
    settings.STORIES_PER_DAY = 1
    assert post(signed_in, pdf_file()).status_code == 202
    answer = post(signed_in, pdf_file())
    assert (answer.status_code, answer.json()["code"]) == (429, "quota")


def test_a_title_full_of_markup_is_shown_as_text(signed_in: Client) -> None:
    name = "<script>alert(1)</script>.pdf"
    story_id = post(signed_in, pdf_file([["Only one plain sentence here."]], name)).json()[
        "story_id"
    ]
    Story.objects.filter(pk=story_id).update_unwatched(title="<script>alert(1)</script>")
    for page in ("/stories/", f"/stories/{story_id}/"):
        assert b"<script>alert(1)" not in signed_in.get(page).content
