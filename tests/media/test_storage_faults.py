"""A storage that misbehaves: nothing says completed without its file, people are told, all heals."""

import errno
import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.test import Client, RequestFactory

from briefs.actions import write
from briefs.models import AudioGenerationJob
from edusmart import media
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.media.disk import DiskStorage
from edusmart.media.storage import Fault
from edusmart.work.gates import ProviderGate
from edusmart.work.models import Status
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.models import Illustration, Story
from tests.answers import body_of
from tests.media.app_storage import NO_BUCKET
from tests.media.asking import ask
from tests.media.conftest import order
from tests.media.faulty import Faulty, Misbehaving
from tests.pdfs import text_pdf
from tests.processes import PATIENCE_SECONDS
from tests.stories.making import make_story
from tts import client as speech_client
from tts.models import Narration, Recording

pytestmark = pytest.mark.django_db(transaction=True)

Step = Callable[[], int]


def refused_with(status: int, code: str) -> Misbehaving:
    xml = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>No.</Message></Error>"
    return Misbehaving(status, xml.encode())


def always(answer: Misbehaving) -> Callable[[str, str], Misbehaving]:
    return lambda method, path: answer


def loses_what_it_is_given(method: str, path: str) -> Misbehaving | None:
    return Misbehaving(200) if method == "PUT" else None


FAULTS = {
    "wrong keys": (always(refused_with(403, "InvalidAccessKeyId")), Fault.REFUSED),
    "not allowed": (always(refused_with(403, "AccessDenied")), Fault.REFUSED),
    "no bucket": (always(refused_with(404, "NoSuchBucket")), Fault.NOWHERE),
    "errors": (always(refused_with(500, "InternalError")), Fault.AWAY),
    "silent": (always(Misbehaving(never=True)), Fault.SLOW),
    "lost after the put": (loses_what_it_is_given, Fault.LOST),
}


def time_passes() -> None:
    """All who wait for the storage may try again now."""
    ProviderGate.objects.update(closed_until=Now())
    for kind in (Narration, Illustration):
        kind.objects.filter(status=Status.PENDING).update_unwatched(due_at=Now())


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the speech service was asked for."""
    texts: list[str] = []
    speak = speech_client.speak

    def counted(text: str, *rest: Any) -> Any:
        texts.append(text)
        return speak(text, *rest)

    monkeypatch.setattr(speech_client, "speak", counted)
    return texts


@pytest.mark.usefixtures("speech")
@pytest.mark.parametrize("name", FAULTS)
def test_a_narration_waits_says_why_and_heals(
    name: str, faulty_bucket: Faulty, alice: User, step_world: Step, caplog: Any
) -> None:
    faulty_bucket.fault, fault = FAULTS[name]
    narration = order(alice)
    began = monotonic()
    with caplog.at_level(logging.ERROR):
        step_world()
    assert monotonic() - began < PATIENCE_SECONDS / 2
    narration.refresh_from_db()
    assert (narration.status, narration.error_code) == (Status.PENDING, "storage")
    assert narration.error == fault.value
    assert narration.spent == 0
    assert narration.recording is None
    assert not Recording.objects.exclude(file="").exists()
    [line] = [record.getMessage() for record in caplog.records if "storage" in record.getMessage()]
    assert f"for narration {narration.pk}:" in line
    assert fault.name.lower() in line
    assert "writer-secret" not in line
    faulty_bucket.heal()
    time_passes()
    assert step_world() == 1
    narration.refresh_from_db()
    assert (narration.status, narration.error) == (Status.COMPLETED, "")
    assert (
        httpx.get(
            ask(narration.url, alice).headers["location"], timeout=PATIENCE_SECONDS
        ).status_code
        == 200
    )
    assert not ProviderGate.objects.exclude(failures=0).exists()


@pytest.fixture
def desk(client: Client, edith: User) -> Client:
    client.force_login(edith)
    return client


@pytest.mark.usefixtures("speech")
@pytest.mark.parametrize("name", ["errors", "lost after the put"])
def test_a_brief_s_job_is_not_completed_without_its_files(
    name: str, faulty_bucket: Faulty, desk: Client, edith: User, step_world: Step, spoken: list[str]
) -> None:
    brief = write.create(edith, "Morning")
    texts = [f"Item number {n} of today." for n in range(3)]
    write.save(brief, "Morning", "en", [write.WrittenItem(None, "", text) for text in texts])
    url = f"/api/brief/{brief.pk}/audio/generate"
    job_id = desk.post(url, {"voice_id": "warm"}, content_type="application/json").json()["job_id"]
    faulty_bucket.fault = FAULTS[name][0]
    step_world()
    job = AudioGenerationJob.objects.get(pk=job_id)
    assert (job.status, job.completed_items, job.failed_items, job.progress) == (
        "processing",
        0,
        0,
        0,
    )
    time_passes()
    step_world()
    # What cannot be kept is not made again and again: one tries, the others wait for it.
    assert len(spoken) == 2
    faulty_bucket.heal()
    while Narration.objects.filter(status=Status.PENDING).exists():
        time_passes()
        step_world()
    job.refresh_from_db()
    assert (job.status, job.completed_items, job.failed_items) == ("completed", 3, 0)
    for item in brief.items.select_related("narration"):
        assert item.narration
        where = desk.get(f"/audio/{item.narration.filename}")["Location"]
        assert len(httpx.get(where, timeout=PATIENCE_SECONDS).content) > 1000


@pytest.mark.usefixtures("speech")
def test_a_story_s_pictures_wait_too(faulty_bucket: Faulty, alice: User, step_world: Step) -> None:
    story = make_story(alice, scenes=1)
    faulty_bucket.fault = lambda method, path: (
        refused_with(503, "SlowDown") if method == "PUT" else None
    )
    step_world()
    story.refresh_from_db()
    assert story.status == Status.PROCESSING
    assert not Illustration.objects.exclude(file="").exists()
    assert not Illustration.objects.filter(status=Status.FAILED).exists()
    faulty_bucket.heal()
    while Story.objects.get(pk=story.pk).status == Status.PROCESSING:
        time_passes()
        step_world()
    story.refresh_from_db()
    assert (story.status, story.failed_items) == (Status.COMPLETED, 0)


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "lost after the put"])
@pytest.mark.parametrize("through", [True, False])
def test_a_browser_is_asked_to_come_back(
    name: str, through: bool, faulty_bucket: Faulty, settings: Any
) -> None:
    settings.MEDIA_THROUGH_WEB = through
    kept = media.store("recordings", "mp3", b"sound" * 1000)
    faulty_bucket.fault, _ = FAULTS[name]
    began = monotonic()
    answer: Any = media.deliver(RequestFactory().get("/"), kept)
    assert monotonic() - began < PATIENCE_SECONDS / 2
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer.content == b"Files cannot be fetched just now; please try again in a moment."
    assert answer["Cache-Control"] == "no-store"
    faulty_bucket.heal()
    time_passes()
    assert media.deliver(RequestFactory().get("/"), kept).status_code == (200 if through else 302)


def test_a_storage_that_is_away_is_asked_by_one_reader_at_a_time(faulty_bucket: Faulty) -> None:
    kept = media.store("recordings", "mp3", b"sound" * 1000)
    faulty_bucket.fault = always(refused_with(500, "InternalError"))
    request = RequestFactory().get("/")
    assert media.deliver(request, kept).status_code == 503
    faulty_bucket.seen.clear()
    assert {media.deliver(request, kept).status_code for _ in range(5)} == {503}
    assert faulty_bucket.seen == []
    time_passes()
    faulty_bucket.heal()
    with pytest.raises(FileNotFoundError):
        media.deliver(request, "recordings/00/none.mp3")
    # It said that the file is not there: so it is there itself.
    assert media.deliver(request, kept).status_code == 302
    assert not ProviderGate.objects.filter(failures__gt=0).exists()


def test_an_answer_that_breaks_off_is_not_taken_for_the_file(faulty_bucket: Faulty) -> None:
    kept = media.store("documents", "pdf", b"page" * 50_000)
    faulty_bucket.fault = lambda method, path: Misbehaving(cut=True) if method == "GET" else None
    with pytest.raises(media.StorageAway), media.on_disk(kept):
        pass


def test_a_browser_gets_the_rest_when_the_storage_breaks_off_once(
    faulty_bucket: Faulty, settings: Any
) -> None:
    settings.MEDIA_THROUGH_WEB = True
    content = bytes(range(256)) * 2000
    kept = media.store("recordings", "mp3", content)
    cuts = iter([Misbehaving(cut=True)])
    faulty_bucket.fault = lambda method, path: next(cuts, None) if method == "GET" else None
    assert body_of(media.deliver(RequestFactory().get("/"), kept)) == content
    faulty_bucket.fault = lambda method, path: Misbehaving(cut=True) if method == "GET" else None
    answer: Any = media.deliver(RequestFactory().get("/", headers={"Range": "bytes=5-"}), kept)
    part = body_of(answer)
    assert 0 < len(part) < len(content) - 5
    assert content[5:].startswith(part)


def test_an_upload_is_refused_with_a_sentence_and_nothing_is_left(
    faulty_bucket: Faulty, alice: User
) -> None:
    faulty_bucket.fault = always(refused_with(403, "AccessDenied"))
    with pytest.raises(RequestRefused) as refusal:
        upload_story(alice, SimpleUploadedFile("rain.pdf", text_pdf([["Rain."]])), StoryOptions())
    assert (refusal.value.status, refusal.value.code) == (503, "storage")
    assert not Story.objects.exists()


def test_a_full_disk_leaves_no_half_file(
    alice: User, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path

    def full(self: Any, name: str, content: Any) -> str:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(DiskStorage, "_save", full)
    with pytest.raises(media.StorageAway) as away:
        media.store("recordings", "mp3", b"sound")
    assert away.value.fault is Fault.FULL
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def says(status: int, message: str) -> Misbehaving:
    return Misbehaving(status, f'{{"error": {{"message": "{message}"}}}}'.encode())


def sidecar_away(method: str, path: str) -> Misbehaving | None:
    return Misbehaving(500) if path in ("/credential", "/token") else None


@pytest.mark.parametrize(
    ("fault", "called"),
    [
        (lambda method, path: says(403, "No.") if "/b/" in path else None, Fault.REFUSED),
        (sidecar_away, Fault.REFUSED),
        (lambda method, path: says(404, NO_BUCKET) if "/b/" in path else None, Fault.NOWHERE),
        (lambda method, path: Misbehaving(404) if "default" in path else None, Fault.NOWHERE),
        (lambda method, path: says(503, "Later.") if "/b/" in path else None, Fault.AWAY),
        (lambda method, path: Misbehaving(never=True) if "/b/" in path else None, Fault.SLOW),
    ],
    ids=["refused", "sidecar away", "no bucket", "no default bucket", "errors", "silent"],
)
def test_replits_storage_fails_as_clearly(
    fault: Any, called: Fault, faulty_app_storage: Faulty
) -> None:
    faulty_app_storage.fault = fault
    began = monotonic()
    with pytest.raises(media.StorageAway) as away:
        media.store("recordings", "mp3", b"sound")
    assert monotonic() - began < PATIENCE_SECONDS / 2
    assert away.value.fault is called
    faulty_app_storage.heal()
    assert media.store("recordings", "mp3", b"sound")
