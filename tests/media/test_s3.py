"""The file store against a real S3 API: a server process's answers, not a patched client."""

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import RequestFactory

from edusmart import media
from edusmart.accounts.models import User
from edusmart.work.models import Status
from stories.models import Illustration
from tests.media.asking import ask
from tests.media.conftest import Choose, order
from tests.processes import PATIENCE_SECONDS
from tests.stories.making import make_story
from tts.models import Narration

pytestmark = pytest.mark.django_db(transaction=True)

CONTENT = bytes(range(256)) * 4000
SIZE = len(CONTENT)

Recorded = Callable[[bytes], Narration]


def test_a_file_is_kept_in_the_bucket(bucket: Any) -> None:
    name = media.store("recordings", "mp3", CONTENT)
    assert [item.key for item in bucket.objects.all()] == [name]
    assert bucket.Object(name).content_type == "audio/mpeg"
    with default_storage.open(name) as file:
        assert file.read() == CONTENT


def test_discard_deletes_and_forgives(bucket: Any) -> None:
    name = media.store("recordings", "mp3", CONTENT)
    media.discard(name)
    assert not list(bucket.objects.all())
    media.discard(name)


@pytest.mark.usefixtures("bucket")
def test_delivery_redirects_to_a_signed_address(recorded: Recorded, alice: User) -> None:
    answer = ask(recorded(CONTENT).url, alice)
    assert answer.status == 302
    assert answer.headers["cache-control"] == "private, no-store"
    where = answer.headers["location"]
    assert "X-Amz-Signature=" in where
    assert httpx.get(where, timeout=PATIENCE_SECONDS).content == CONTENT
    part = httpx.get(where, headers={"Range": "bytes=100-199"}, timeout=PATIENCE_SECONDS)
    assert (part.status_code, part.content) == (206, CONTENT[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{SIZE}"


@pytest.mark.usefixtures("bucket")
def test_an_address_is_signed_for_the_method_it_was_asked_with(
    recorded: Recorded, alice: User
) -> None:
    url = recorded(CONTENT).url
    got, headed = (signature(ask(url, alice, method)) for method in ("GET", "HEAD"))
    assert got != headed


def signature(answer: Any) -> str:
    return str(httpx.URL(answer.headers["location"]).params["X-Amz-Signature"])


@pytest.mark.usefixtures("bucket")
def test_a_redirected_download_has_its_name(recorded: Recorded, alice: User) -> None:
    narration = recorded(CONTENT)
    where = ask(f"{narration.url}?download", alice).headers["location"]
    disposition = httpx.get(where, timeout=PATIENCE_SECONDS).headers["content-disposition"]
    assert disposition == f'attachment; filename="{narration.filename}"'


def test_a_cdn_is_asked_after_us(
    choose: Choose, in_s3: dict[str, str], recorded: Recorded, alice: User, charlie: User
) -> None:
    choose({**in_s3, "AWS_S3_CUSTOM_DOMAIN": "cdn.example"})
    narration = recorded(CONTENT)
    assert narration.recording is not None
    assert ask(narration.url, charlie).status == 404
    answer = ask(narration.url, alice)
    assert answer.headers["location"] == f"https://cdn.example/{narration.recording.file}"
    download = ask(f"{narration.url}?download", alice)
    assert (download.status, download.body) == (200, CONTENT)
    assert narration.filename in download.headers["content-disposition"]


def test_a_cdn_s_addresses_are_signed_with_its_key(
    choose: Choose, in_s3: dict[str, str], recorded: Recorded, alice: User, tmp_path: Path
) -> None:
    key = rsa.generate_private_key(65537, 2048)
    pem = tmp_path / "cdn.pem"
    pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    cdn = {
        "AWS_S3_CUSTOM_DOMAIN": "cdn.example", "AWS_CLOUDFRONT_KEY_ID": "K2",
        "AWS_CLOUDFRONT_KEY_FILE": str(pem),
    }  # fmt: skip
    choose({**in_s3, **cdn})
    where = httpx.URL(ask(recorded(CONTENT).url, alice).headers["location"])
    assert where.params["Key-Pair-Id"] == "K2"
    left = int(where.params["Expires"]) - time()
    assert 3500 < left <= 3600
    policy = (
        f'{{"Statement":[{{"Resource":"{where.copy_with(query=None)}","Condition":{{"DateLessThan":'
        f'{{"AWS:EpochTime":{where.params["Expires"]}}}}}}}]}}'
    )
    signature = where.params["Signature"].replace("-", "+").replace("_", "=").replace("~", "/")
    public = key.public_key()
    public.verify(base64.b64decode(signature), policy.encode(), padding.PKCS1v15(), hashes.SHA1())  # noqa: S303


@pytest.mark.parametrize("through", [False, True])
@pytest.mark.usefixtures("bucket")
def test_a_missing_object(
    recorded: Recorded, alice: User, through: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "MEDIA_THROUGH_WEB", through)
    narration = recorded(CONTENT)
    assert narration.recording is not None
    media.discard(narration.recording.file)
    with pytest.raises(FileNotFoundError):
        media.deliver(RequestFactory().get("/"), narration.recording.file)
    assert ask(narration.url, alice).status == 404


@pytest.mark.usefixtures("speech")
def test_a_narration_goes_through(bucket: Any, alice: User, step_world: Callable[[], int]) -> None:
    narration = order(alice)
    assert step_world() == 1
    narration.refresh_from_db()
    assert (narration.status, narration.error) == (Status.COMPLETED, "")
    assert narration.recording is not None
    kept = bucket.Object(narration.recording.file).get()["Body"].read()
    assert hashlib.sha256(kept).hexdigest() == narration.recording.sha256
    assert (
        httpx.get(ask(narration.url, alice).headers["location"], timeout=PATIENCE_SECONDS).content
        == kept
    )


@pytest.mark.usefixtures("speech")
def test_a_story_goes_through(bucket: Any, alice: User, step_world: Callable[[], int]) -> None:
    story = make_story(alice)
    step_world()
    story.refresh_from_db()
    assert (story.status, story.error) == (Status.COMPLETED, "")
    kept = {item.key for item in bucket.objects.all()}
    rows = Illustration.objects.filter(topic=story.topic).values_list(
        "file", "thumb", "cover", "front"
    )
    pictures = [name for row in rows for name in row if name]
    voices = Narration.objects.filter(topic=story.topic).values_list("recording__file", flat=True)
    assert len(pictures) > 0
    assert kept == {story.document, *pictures, *voices}
