"""Documents of every format on their way to a story: uploaded, told, illustrated, shown on the desk."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw, ImageFont

from edusmart.accounts.models import User
from edusmart.media import on_disk
from edusmart.work.attempt import perform
from stories.actions import source_page
from stories.actions.personal_data import export_stories
from stories.documents import MOST_PHOTOS, ocr_is_installed, photos_as_pdf
from stories.models import Illustration, LongTelling, Scene, Story, Telling
from stories.providers.own.papercut.alt_text import described_page
from tests import documents
from tests.answers import body_of
from tests.stories.making import pdf_file

pytestmark = pytest.mark.django_db(transaction=True)

HEIC = Path(__file__).parent / "written" / "page.heic"
SECRETS = (b"PhoneMaker", b"Exif", b"GPS")


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def upload(client: Client, *files: tuple[str, bytes]) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post("/api/upload", {"file": sent, "grade_level": "4"})


def make(kind: type[Telling] | type[Illustration]) -> Any:
    row = kind.claim_next("t")
    assert row
    perform(row)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("name", "content", "title", "unit"),
    [
        ("tale.docx", documents.word(), "The Fox and the Heron", "part"),
        ("cycle.pptx", documents.slides(), "The Water Cycle", "slide"),
        ("book.epub", documents.epub(), "The Fox and the Heron", "part"),
        ("letter.odt", (HEIC.parent / "letter.odt").read_bytes(), "The Fox at the River", "part"),
        ("tale.md", documents.MARKDOWN.encode(), "The Fox and the Heron", "part"),
    ],
)
def test_a_document_of_each_format_becomes_a_story(
    signed_in: Client, name: str, content: bytes, title: str, unit: str
) -> None:
    answer = upload(signed_in, (name, content))
    assert answer.status_code == 202
    assert make(Telling).status == "completed"
    story = Story.objects.get()
    assert (story.title, story.language, story.divided_into) == (title, "en", unit)
    assert story.document.endswith(name.partition(".")[2])
    scene = Scene.objects.filter(story=story).first()
    assert scene
    # The desk shows the words that the scene was told from, and says what it counts.
    source = signed_in.get(f"/story/{story.pk}/page/{scene.source_pages[0]}.txt")
    assert source.status_code == 200
    words = body_of(source).decode()
    assert scene.text.split()[0] in words
    assert signed_in.get(f"/story/{story.pk}/page/99.txt").status_code == 404
    desk = signed_in.get(f"/story/{story.pk}/edit/").content.decode()
    assert f"From {unit} {{pages}}" in desk
    if story.pictured_pages:
        made = make(Illustration)
        shown = bool({*scene.source_pages} & {*story.pictured_pages})
        assert (made.alt == described_page("en")) is shown


def test_a_pdf_has_pages_and_no_text_beside_its_scenes(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in.post("/api/upload", {"file": pdf_file()})
    story = Story.objects.get()
    assert signed_in.get(f"/story/{story.pk}/page/1.txt").status_code == 404
    turns: list[int | None] = []

    @contextmanager
    def slot(owner: int | None = None) -> Iterator[None]:
        turns.append(owner)
        yield

    monkeypatch.setattr(source_page, "process_slot", slot)
    assert signed_in.get(f"/story/{story.pk}/page/1.jpg").status_code == 200
    assert turns == [story.owner_id]  # people take turns


def test_the_uploaded_document_comes_with_what_is_held_of_a_person(
    signed_in: Client, alice: User
) -> None:
    upload(signed_in, ("tale.docx", documents.word()))
    names = [part.name for part in export_stories(alice)]
    assert f"stories/{Story.objects.get().pk}/document.docx" in names


def test_a_document_that_takes_longer_than_a_look_is_read_by_its_telling(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stories.actions.uploads.look.QUICK_LOOK_SECONDS", 0.0)
    assert upload(signed_in, ("tale.docx", documents.word())).status_code == 202
    assert Telling.objects.get().queue == "long_telling"
    assert Story.objects.get().document.endswith(".docx")


def photo(*lines: str, kind: str = "JPEG", turned: bool = False) -> bytes:
    """A photo of a page of these lines, as a phone takes it: lying on its side, with the place in it."""
    image = Image.new("RGB", (1500, 1100), "#f4f0e6")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(60)
    for number, line in enumerate(lines):
        draw.text((90, 120 + 150 * number), line, fill="#222", font=font)
    exif = image.getexif()
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    if turned:
        exif[0x0112] = 6
        image = image.rotate(90, expand=True)
    content = io.BytesIO()
    image.save(content, kind, exif=exif)
    return content.getvalue()


PHOTOS = (
    ("IMG_0001.jpg", photo("The fox woke up early.", "She ran down the hill.", turned=True)),
    ("IMG_0002.png", photo("The heron stood on one leg.", kind="PNG")),
    ("IMG_0003.HEIC", HEIC.read_bytes()),
)


def test_photos_become_the_pages_of_one_document_in_their_order(signed_in: Client) -> None:
    assert upload(signed_in, *PHOTOS).status_code == 202
    story = Story.objects.get()
    assert (story.pages, story.title, story.divided_into) == (3, "Story", "page")
    with on_disk(story.document) as path:
        kept = path.read_bytes()
    assert kept.startswith(b"%PDF-")
    assert not [secret for secret in SECRETS if secret in kept]
    assert signed_in.get(f"/story/{story.pk}/page/1.jpg").status_code == 200


def test_a_photo_is_turned_as_its_camera_was_held(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photo("The fox", turned=True))
    (tmp_path / "b.jpg").write_bytes(photo("The fox"))
    from pypdfium2 import PdfDocument

    sizes = []
    for name in ("a.jpg", "b.jpg"):
        with PdfDocument(photos_as_pdf([tmp_path / name])) as pdf:
            sizes.append(pdf[0].get_size())
    assert sizes[0] == sizes[1]


@pytest.mark.skipif(not ocr_is_installed(), reason="needs Tesseract")
def test_the_words_on_photos_are_told(signed_in: Client) -> None:
    assert upload(signed_in, PHOTOS[0]).status_code == 202
    assert Telling.objects.get().queue == "long_telling"
    telling = LongTelling.claim_next("t")
    assert telling
    perform(telling)
    assert "The fox woke up early." in Scene.objects.get().text


@pytest.mark.usefixtures("without_ocr")
def test_photos_are_refused_where_they_cannot_be_read(signed_in: Client) -> None:
    answer = upload(signed_in, PHOTOS[1])
    assert (answer.status_code, answer.json()["code"]) == (400, "needs_ocr")


@pytest.mark.parametrize(
    ("files", "status", "code"),
    [
        ([("a.pdf", b"%PDF-1.4"), ("b.jpg", PHOTOS[0][1])], 400, "one_document"),
        ([("a.jpg", b"\xff\xd8\xff\xe0 half a photo")], 400, "not_a_photo"),
        ([("a.jpg", documents.picture(60, 60))], 400, "too_small"),
        ([("a.jpg", documents.picture())] * (MOST_PHOTOS + 1), 413, "many_photos"),
    ],
)
def test_files_that_make_no_document_get_one_sentence(
    signed_in: Client, files: list[tuple[str, bytes]], status: int, code: str
) -> None:
    answer = upload(signed_in, *files)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Story.objects.exists()
