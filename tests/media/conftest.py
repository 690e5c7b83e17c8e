"""The three storages, and something stored that somebody may listen to."""

import threading
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings

from edusmart import file_storages
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.media import store
from stories.models import Story
from tests.media.app_storage import AppStorage
from tests.media.faulty import Faulty
from tts.models import Narration, Recording

KEYS = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "writer-secret"}
Choose = Callable[[dict[str, str]], file_storages.Choice]


def order(owner: User, text: str = "Rain falls on the hills.") -> Narration:
    """A narration ordered for a story of this user."""
    story_id = uuid4()
    topic = Story.new_topic(story_id)
    Story(id=story_id, topic=topic, owner=owner, title="Rain", document="").save(force_insert=True)
    with changing(topic.pk):
        return Narration.order(topic, text, "en-US-JennyNeural", "en", "scene_1")


@pytest.fixture
def recorded(alice: User) -> Callable[[bytes], Narration]:
    """A narration of alice's whose recording holds these bytes."""

    def record(content: bytes) -> Narration:
        narration = order(alice)
        narration.recording = Recording.objects.create(
            key=narration.key, file=store("recordings", "mp3", content), size=len(content)
        )
        narration.save()
        return narration

    return record


@pytest.fixture(scope="session")
def s3_url() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def serving(server: Any) -> Any:
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    ).start()
    return server


@pytest.fixture(scope="session")
def _app_storage() -> Iterator[AppStorage]:
    server = serving(AppStorage())
    yield server
    server.shutdown()


@pytest.fixture
def app_storage(_app_storage: AppStorage, monkeypatch: pytest.MonkeyPatch) -> AppStorage:
    """This machine is one of Replit's: its client finds sidecar and bucket here."""
    _sidecar_at(_app_storage.url, monkeypatch)
    _app_storage.objects.clear()
    return _app_storage


@pytest.fixture
def faulty_app_storage(
    choose: Choose, app_storage: AppStorage, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Faulty]:
    """Replit's sidecar and bucket behind a proxy that can be told to misbehave."""
    proxy = serving(Faulty(app_storage.url))
    _sidecar_at(proxy.url, monkeypatch)
    choose({"REPL_ID": "1", "STORAGE_TIMEOUT": "1"})
    yield proxy
    proxy.released.set()
    proxy.shutdown()


def _sidecar_at(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from replit.object_storage import client

    monkeypatch.setenv("STORAGE_EMULATOR_HOST", url)
    monkeypatch.setattr(client, "REPLIT_DEFAULT_BUCKET_URL", f"{url}/object-storage/default-bucket")
    monkeypatch.setitem(client.REPLIT_ADC, "token_url", f"{url}/token")
    monkeypatch.setitem(client.REPLIT_ADC["credential_source"], "url", f"{url}/credential")


@pytest.fixture
def choose(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Choose:
    """Set the project up in this environment, as its settings would."""

    def choose(environment: dict[str, str]) -> file_storages.Choice:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        choice = file_storages.choose()
        settings.FILE_STORAGE = choice
        settings.MEDIA_ROOT = tmp_path / "media"
        default = choice.described[choice.name]
        settings.STORAGES = {**settings.STORAGES, **choice.described, "default": default}
        return choice

    return choose


@pytest.fixture
def new_bucket(s3_url: str) -> Any:
    s3 = boto3.resource(
        "s3", endpoint_url=s3_url, region_name="us-east-1",
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
    )  # fmt: skip
    return s3.create_bucket(Bucket=f"edusmart-{uuid4().hex[:8]}")


@pytest.fixture
def in_s3(s3_url: str, new_bucket: Any) -> dict[str, str]:
    """The environment of a machine that keeps its files in a bucket."""
    return {**KEYS, "AWS_S3_BUCKET": new_bucket.name, "AWS_S3_ENDPOINT_URL": s3_url}


@pytest.fixture
def bucket(choose: Choose, new_bucket: Any, in_s3: dict[str, str]) -> Any:
    """The project keeps its files in this bucket, as the AWS settings say."""
    choose(in_s3)
    return new_bucket


@pytest.fixture
def faulty_bucket(choose: Choose, s3_url: str, in_s3: dict[str, str]) -> Iterator[Faulty]:
    """The project's bucket behind a proxy that can be told to misbehave."""
    proxy = serving(Faulty(s3_url))
    choose({**in_s3, "AWS_S3_ENDPOINT_URL": proxy.url, "STORAGE_TIMEOUT": "1"})
    yield proxy
    proxy.released.set()
    proxy.shutdown()


@pytest.fixture(params=["disk", "s3", "replit"])
def anywhere(request: pytest.FixtureRequest, choose: Choose, settings: Settings) -> str:
    """The project keeps its files in each of the storages in turn; browsers reach none of them."""
    settings.MEDIA_THROUGH_WEB = True
    environment: dict[str, str] = {"FILE_STORAGE": request.param}
    if request.param == "s3":
        environment |= request.getfixturevalue("in_s3")
    if request.param == "replit":
        request.getfixturevalue("app_storage")
        environment["REPL_ID"] = "1"
    return choose(environment).name
