"""Documents that are hostile or locked: each is refused with its own sentence, and soon."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from edusmart.accounts.models import User
from stories.actions.uploads import look
from stories.documents import (
    ReadingLimits,
    UnreadableDocument,
    page_picture,
    photos_as_pdf,
    read_file,
)
from stories.documents.formats.acts import respond
from stories.models import Story
from tests import documents
from tests.growth import grows_evenly
from tests.hostile_documents import REFUSED
from tests.processes import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_own_sentence_and_nothing_is_kept(
    signed_in: Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What takes longer than a person waits is read later: here a slow machine is waited for.
    monkeypatch.setattr(look, "LOOK_CPU_SECONDS", ReadingLimits().cpu_seconds)
    monkeypatch.setattr(look, "QUICK_LOOK_SECONDS", PATIENCE_SECONDS)
    make, end, code = REFUSED[name]
    answer = signed_in.post("/api/upload", {"file": SimpleUploadedFile(f"x.{end}", make())})
    body = answer.json()
    assert (answer.status_code, body.get("code")) == (400, code)
    assert body["detail"].endswith(".")
    assert not Story.objects.exists()


def test_what_lies_outside_is_never_told(tmp_path: Path) -> None:
    """A book whose pages name files of the machine and addresses: neither is opened."""
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(documents.picture())
    body = (
        f'<p>{documents.FOX}</p><img src="file://{secret}"/><img src="../../../..{secret}"/>'
        '<img src="http://127.0.0.1:9/x.jpg"/><object data="http://127.0.0.1:9/"/>'
    )
    (tmp_path / "book.epub").write_bytes(documents.epub([body]))
    document = read_file(tmp_path / "book.epub")
    assert [paragraph.text for paragraph in document.paragraphs] == [documents.FOX]
    last = document.page_count
    assert page_picture(tmp_path / "book.epub", last) is None


def test_a_picture_in_a_document_that_would_fill_the_memory_is_left_out(tmp_path: Path) -> None:
    huge = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(huge, "PNG")
    (tmp_path / "book.epub").write_bytes(
        documents.epub(more={"OEBPS/images/fox.jpg": huge.getvalue()})
    )
    document = read_file(tmp_path / "book.epub")
    shown = [page_picture(tmp_path / "book.epub", number) for number in document.pictured or ()]
    assert shown == [None] * len(shown)


def test_a_photo_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    Image.new("1", (12_000, 12_000)).save(tmp_path / "huge.png")
    with pytest.raises(UnreadableDocument, match="too many pixels"):
        photos_as_pdf([tmp_path / "huge.png"])


@pytest.mark.parametrize(
    ("kind", "part", "parts"),
    [
        ("md", "[", 1_000),
        ("md", "> a\n\n", 250),
        ("md", "*a **b ", 1_000),
        ("md", "| a |\n|-|\n", 200),
        ("txt", "a\n\n", 2_000),
    ],
)
def test_what_a_text_made_to_take_long_costs_grows_with_its_length(
    tmp_path: Path, kind: str, part: str, parts: int
) -> None:
    def file(count: int) -> Path:
        path = tmp_path / f"{count}.{kind}"
        path.write_text(part * count + "fox")
        return path

    def read(path: Path) -> None:
        respond(kind, {"act": "read", "path": path}, ReadingLimits())

    assert grows_evenly(read, file, parts)


@pytest.mark.parametrize("text", ["[" * 60_000, "> " * 30_000 + "fox"])
def test_a_text_made_to_take_long_is_told_or_refused(signed_in: Client, text: str) -> None:
    answer: Any = signed_in.post("/api/upload", {"file": SimpleUploadedFile("a.md", text.encode())})
    assert answer.status_code in (202, 400)
