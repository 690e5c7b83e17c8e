"""The same promises of every storage: S3, Replit's and the disk."""

import hashlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory

from edusmart import media
from edusmart.media.storage import in_use
from edusmart.media.transfer import fingerprint
from tests.answers import body_of
from tests.media.app_storage import AppStorage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anywhere")]

CONTENT = bytes(range(256)) * 700
SIZE = len(CONTENT)


def deliver(name: str, method: str = "GET", **asked: Any) -> Any:
    request = RequestFactory().generic(method, "/", headers=asked.pop("headers", {}))
    return media.deliver(request, name, **asked)


def test_what_is_stored_is_read_back() -> None:
    name = media.store("recordings", "mp3", CONTENT)
    assert in_use().size(name) == SIZE
    with media.on_disk(name) as path:
        assert path.read_bytes() == CONTENT
        assert path.suffix == ".mp3"
    assert [(kept.name, kept.size) for kept in in_use().listing("recordings/")] == [(name, SIZE)]


def test_a_file_larger_than_a_call_is_sent_and_read_in_pieces() -> None:
    content = hashlib.shake_128(b"a document").digest(9_000_000)
    upload = TemporaryUploadedFile("story.pdf", "application/pdf", len(content), None)
    upload.write(content)
    name = media.store_file("documents", "pdf", upload)
    upload.close()
    found = fingerprint(in_use(), name)
    assert found is not None
    assert (found.size, found.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    part = deliver(name, headers={"Range": "bytes=5000000-"})
    assert body_of(part) == content[5_000_000:]


def test_delivery_of_all_of_a_part_and_of_nothing() -> None:
    name = media.store("recordings", "mp3", CONTENT)
    whole = deliver(name)
    assert (whole.status_code, body_of(whole)) == (200, CONTENT)
    assert (whole["Content-Type"], whole["Content-Length"]) == ("audio/mpeg", str(SIZE))
    for asked, first, last in [("0-99", 0, 99), ("-10", SIZE - 10, SIZE - 1), ("9-", 9, SIZE - 1)]:
        part = deliver(name, headers={"Range": f"bytes={asked}"})
        assert (part.status_code, body_of(part)) == (206, CONTENT[first : last + 1])
        assert part["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    beyond = deliver(name, headers={"Range": f"bytes={SIZE}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{SIZE}")
    head = deliver(name, "HEAD", download_as="scene.mp3")
    assert (head["Content-Length"], body_of(head)) == (str(SIZE), b"")
    assert head["Content-Disposition"] == 'attachment; filename="scene.mp3"'


def test_an_empty_file() -> None:
    name = media.store("recordings", "mp3", b"")
    assert body_of(deliver(name)) == b""
    assert deliver(name, headers={"Range": "bytes=0-"}).status_code == 416


def test_a_file_that_is_not_there() -> None:
    gone = "recordings/00/gone.mp3"
    assert not in_use().exists(gone)
    with pytest.raises(FileNotFoundError):
        deliver(gone)
    with pytest.raises(FileNotFoundError), media.on_disk(gone):
        pass
    assert fingerprint(in_use(), gone) is None
    media.discard(gone)


def test_what_is_discarded_is_gone() -> None:
    names = [media.store("pictures", "jpg", CONTENT) for _ in range(5)]
    assert {kept.name for kept in in_use().listing("pictures/")} == set(names)
    for name in names[1:]:
        media.discard(name)
    assert [kept.name for kept in in_use().listing("pictures/")] == names[:1]


@pytest.mark.parametrize("anywhere", ["replit"], indirect=True)
def test_replits_own_client_and_ours_read_each_others_files(app_storage: AppStorage) -> None:
    from replit.object_storage import Client

    theirs: Any = Client()
    theirs.upload_from_bytes("recordings/aa/theirs.mp3", CONTENT)
    with media.on_disk("recordings/aa/theirs.mp3") as path:
        assert path.read_bytes() == CONTENT
    ours = media.store_file("recordings", "mp3", File(BytesIO(CONTENT), "ours.mp3"))
    assert theirs.download_as_bytes(ours) == CONTENT
    assert sorted(app_storage.objects) == sorted([ours, "recordings/aa/theirs.mp3"])
