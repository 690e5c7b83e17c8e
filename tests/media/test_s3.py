"""The file store against a real S3 API: a server process's answers, not a patched client."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import httpx
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import RequestFactory
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings

from edusmart import media
from edusmart.accounts.models import User
from edusmart.work.models import Status
from stories.models import Illustration
from tests.media.asking import ask
from tests.media.conftest import order
from tests.processes import ROOT
from tests.stories.making import make_story
from tts.models import Narration

pytestmark = pytest.mark.django_db(transaction=True)

CONTENT = bytes(range(256)) * 4000
SIZE = len(CONTENT)
KEYS = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "writer-secret"}

Recorded = Callable[[bytes], Narration]


@pytest.fixture(scope="module")
def s3_url() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def storage_for(folder: Path, env: dict[str, str]) -> dict[str, Any]:
    """The default storage that the project's own settings choose in this environment."""
    script = "import json, edusmart.settings as s; print(json.dumps(s.STORAGES['default']))"
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], "EDUSMART_VAR": str(folder), "SECRET_KEY": "x", **env},
    ).stdout  # fmt: skip
    chosen: dict[str, Any] = json.loads(told)
    return chosen


@pytest.fixture
def bucket(s3_url: str, settings: Settings, tmp_path: Path) -> Any:
    """The project keeps its files in this bucket, as the AWS settings say."""
    name = f"edusmart-{uuid4().hex[:8]}"
    env = {**KEYS, "AWS_S3_BUCKET": name, "AWS_S3_ENDPOINT_URL": s3_url}
    settings.STORAGES = {**settings.STORAGES, "default": storage_for(tmp_path, env)}
    s3 = boto3.resource(
        "s3", endpoint_url=s3_url, region_name="us-east-1",
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
    )  # fmt: skip
    return s3.create_bucket(Bucket=name)


@pytest.fixture
def through_web(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Browsers cannot reach the bucket."""
    monkeypatch.setattr(settings, "MEDIA_THROUGH_WEB", True)
    return bucket


def test_settings_choose_disk_without_a_bucket(tmp_path: Path) -> None:
    assert storage_for(tmp_path, KEYS) == {"BACKEND": "edusmart.media.disk.DiskStorage"}


def test_settings_choose_the_machines_role_without_keys(tmp_path: Path) -> None:
    options = storage_for(tmp_path, {"AWS_S3_BUCKET": "b", "AWS_S3_REGION": "eu-west-1"})["OPTIONS"]
    assert (options["access_key"], options["secret_key"]) == (None, None)
    assert (options["endpoint_url"], options["region_name"]) == (None, "eu-west-1")


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
    assert httpx.get(where).content == CONTENT
    part = httpx.get(where, headers={"Range": "bytes=100-199"})
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
    disposition = httpx.get(where).headers["content-disposition"]
    assert disposition == f'attachment; filename="{narration.filename}"'


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


@pytest.mark.usefixtures("through_web")
class TestThroughWeb:
    """The same answers as from disk, of a file that only the web process can reach."""

    def test_the_whole_file_in_pieces(self, recorded: Recorded, alice: User) -> None:
        answer = ask(recorded(CONTENT).url, alice, headers={"accept-encoding": "gzip"})
        assert (answer.status, answer.body) == (200, CONTENT)
        assert answer.headers["content-length"] == str(SIZE)
        assert answer.headers["content-type"] == "audio/mpeg"
        assert max(len(piece) for piece in answer.pieces) <= media.CHUNK_BYTES

    @pytest.mark.parametrize(
        ("asked", "first", "last"),
        [("bytes=0-99", 0, 99), ("bytes=-10", SIZE - 10, SIZE - 1), ("bytes=5-", 5, SIZE - 1)],
    )
    def test_a_range(
        self, recorded: Recorded, alice: User, asked: str, first: int, last: int
    ) -> None:
        answer = ask(recorded(CONTENT).url, alice, headers={"range": asked})
        assert (answer.status, answer.body) == (206, CONTENT[first : last + 1])
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"

    def test_beyond_the_file(self, recorded: Recorded, alice: User) -> None:
        assert ask(recorded(CONTENT).url, alice, headers={"range": f"bytes={SIZE}-"}).status == 416

    def test_head_and_an_empty_file(self, recorded: Recorded, alice: User) -> None:
        answer = ask(recorded(CONTENT).url, alice, "HEAD")
        assert (answer.body, answer.headers["content-length"]) == (b"", str(SIZE))

    def test_an_empty_file(self, recorded: Recorded, alice: User) -> None:
        assert ask(recorded(b"").url, alice).status == 200


@pytest.mark.usefixtures("speech")
def test_a_narration_goes_through(bucket: Any, alice: User, step_world: Callable[[], int]) -> None:
    narration = order(alice)
    assert step_world() == 1
    narration.refresh_from_db()
    assert (narration.status, narration.error) == (Status.COMPLETED, "")
    assert narration.recording is not None
    kept = bucket.Object(narration.recording.file).get()["Body"].read()
    assert hashlib.sha256(kept).hexdigest() == narration.recording.sha256
    assert httpx.get(ask(narration.url, alice).headers["location"]).content == kept


@pytest.mark.usefixtures("speech")
def test_a_story_goes_through(bucket: Any, alice: User, step_world: Callable[[], int]) -> None:
    story = make_story(alice)
    step_world()
    story.refresh_from_db()
    assert (story.status, story.error) == (Status.COMPLETED, "")
    kept = {item.key for item in bucket.objects.all()}
    pictures = Illustration.objects.filter(topic=story.topic).values_list("file", flat=True)
    voices = Narration.objects.filter(topic=story.topic).values_list("recording__file", flat=True)
    assert len(pictures) > 0
    assert kept == {story.document, *pictures, *voices}
