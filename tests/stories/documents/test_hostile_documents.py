"""Documents that are hostile or locked: each is refused with its own sentence, and soon."""

import io
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from edusmart.accounts.models import User
from stories.documents import UnreadableDocument, page_picture, photos_as_pdf, read_file
from stories.models import Story
from tests import documents
from tests.hostile_documents import REFUSED

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_own_sentence_and_nothing_is_kept(
    signed_in: Client, name: str
) -> None:
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
    ("name", "text"),
    [
        ("a.md", "[" * 60_000),
        ("b.md", "> " * 30_000 + "fox"),
        ("c.md", "*a **b " * 20_000),
        ("d.md", "| a " * 20_000 + "\n" + "|-" * 20_000),
        ("e.txt", "a\n\n" * 100_000),
    ],
)
def test_a_text_made_to_take_long_is_told_or_refused_soon(
    signed_in: Client, name: str, text: str
) -> None:
    begun = time.process_time()
    answer: Any = signed_in.post("/api/upload", {"file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code in (202, 400)
    # The reading is a process of its own: what is measured here is this one.
    assert time.process_time() - begun < 5
