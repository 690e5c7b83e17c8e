"""Uploaded covers: nothing but pixels is left of them, and a process without network opens them."""

import io
import json
import subprocess
import sys

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from briefs.models import Programme
from edusmart.accounts.models import User
from edusmart.decoding import NoPicture, TooManyPixels, process, square_jpeg
from tests.processes import ROOT

ADDRESS = b"12 Mill Lane, Springfield"


def picture(kind: str, width: int = 640, height: int = 480) -> bytes:
    """A picture that says in its comment, EXIF data, profile and texts where somebody lives."""
    image, file = Image.new("RGB", (width, height), "teal"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = ADDRESS.decode()
    more = {"comment": ADDRESS} if kind == "JPEG" else {}
    image.save(file, kind, exif=exif, icc_profile=ADDRESS, **more)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_cover_keeps_nothing_but_its_pixels(kind: str) -> None:
    content = picture(kind)
    assert ADDRESS in content
    made = square_jpeg(content, 100)
    assert ADDRESS not in made
    with Image.open(io.BytesIO(made)) as image:
        assert (image.size, image.format, dict(image.getexif())) == ((100, 100), "JPEG", {})
        red, green, _ = image.convert("RGB").resize((1, 1)).tobytes()
        assert (red < 40, green > 90) == (True, True)


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"\xff\xd8\xff\xe0 cut", picture("PNG")[:200]]
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        square_jpeg(content, 100)


def test_a_picture_that_is_too_large_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(TooManyPixels):
        square_jpeg(picture("PNG", 8000, 8000), 100)


def test_a_decoder_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALL_SECONDS", 0)
    with pytest.raises(NoPicture):
        square_jpeg(picture("PNG"), 100)


@pytest.mark.django_db
def test_an_uploaded_cover_is_stored_without_its_comment(client: Client, edith: User) -> None:
    client.force_login(edith)
    upload = SimpleUploadedFile("cover.jpg", picture("JPEG"), "image/jpeg")
    fields = {"title": "Mornings", "language": "en", "cover": upload}
    assert client.post("/briefs/programmes/new/", fields).status_code == 302
    with default_storage.open(Programme.objects.get().cover) as file:
        assert ADDRESS not in file.read()


#: What a parser that was taken over would do first.
CALL = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"


def test_a_process_that_gave_up_the_network_makes_no_socket() -> None:
    code = f"from edusmart.machine.libc import deny_network; assert deny_network()\n{CALL}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "Operation not permitted" in done.stderr


def test_documents_are_read_without_network() -> None:
    code = (
        f"from stories.documents import child\ndef act(*_):\n    {CALL}\n"
        "child._respond = act; child.main()"
    )
    limits = {"wall_seconds": 5.0}
    request = json.dumps({"act": "read", "path": "x.pdf", "limits": limits})
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=request, capture_output=True, text=True
    )
    assert "PermissionError" in json.loads(done.stdout)["failure"]
