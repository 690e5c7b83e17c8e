"""From the desk to the listeners: publishing, listening, counting, and a whole brief as one file."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import av
import pytest
from asgiref.sync import async_to_sync
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.actions import audio_jobs, write
from briefs.models import Brief, BriefItem, Listening
from briefs.publishing.episode import whole_brief
from briefs.publishing.hour import let_out_due
from edusmart.accounts.models import User
from tests.answers import body_of
from tests.briefs.conftest import written
from tests.briefs.test_generate import edit, generate
from tests.sounds import hum
from tts.audio.join import frames_of
from tts.models import Recording

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]


@pytest.fixture
def spoken(brief: Brief, edith: User, speech: str, step_world: Step) -> Brief:
    audio_jobs.generate_all(brief, edith)
    step_world()
    return Brief.objects.get()


def publish(desk: Client, brief: Brief, at: Any = None) -> Any:
    url = f"/api/brief/{brief.pk}/publish"
    return desk.post(url, {"at": at} if at else {}, content_type="application/json")


def test_listeners_have_it_from_when_it_is_published_until_it_is_taken_back(
    desk: Client, spoken: Brief, listener: Client
) -> None:
    page, sound = f"/listen/{spoken.pk}/", BriefItem.objects.all()[0].narration
    assert sound
    paths = [page, sound.url, f"/listen/{spoken.pk}/brief.mp3"]

    def statuses() -> list[int]:
        return [listener.get(path).status_code for path in paths]

    assert statuses() == [404, 404, 404]
    assert publish(desk, spoken).json()["state"] == "published"
    assert statuses() == [200, 200, 200]
    listed = listener.get("/listen/").content.decode()
    assert "Morning" in listed
    assert f"{page}?play" in listed
    spoken_items = BriefItem.objects.filter(brief=spoken)
    seconds = spoken_items.aggregate(sum=Sum("narration__recording__duration"))["sum"]
    assert f'data-seconds="{seconds:.2f}"' in listed
    assert f'data-seconds="{seconds:.2f}"' in desk.get("/briefs/").content.decode()
    as_it_came = listener.get(page).content
    assert b"Good morning." in as_it_came
    assert b"updated" not in as_it_came
    lines = [write.WrittenItem(it.pk, it.title, it.text) for it in spoken_items]
    write.save(spoken, "Morning again", "en", lines)
    assert b"updated" not in listener.get(page).content, "the change is not out"
    publish(desk, spoken)
    out_at = timezone.localtime(Brief.objects.get().out_at)
    shown = " ".join(listener.get(page).content.decode().split())
    assert "· updated <time" in shown
    assert f"> {out_at:%H:%M} </time>" in shown
    desk.post(f"/api/brief/{spoken.pk}/take-back")
    assert statuses() == [404, 404, 404]
    assert b"Morning" not in listener.get("/listen/").content


def test_a_brief_that_changed_since_the_editor_looked_is_not_published(
    desk: Client, spoken: Brief
) -> None:
    seen = desk.get(f"/api/brief/{spoken.pk}").json()
    url = f"/api/brief/{spoken.pk}/publish"
    write.save(spoken, "Changed by another", "en", [write.WrittenItem(None, "", "Hello.", "")])
    soon = (timezone.now() + timedelta(hours=1)).isoformat()
    for when in ({}, {"at": soon}):
        response = desk.post(url, {**when, "edition": seen["edition"]}, "application/json")
        assert (response.status_code, response.json()["code"]) == (409, "conflict")
    assert Brief.objects.get().publish_at is None
    now = desk.get(f"/api/brief/{spoken.pk}").json()
    wish = {"at": soon, "edition": now["edition"]}
    assert desk.post(url, wish, "application/json").status_code == 200


def test_a_scheduled_brief_comes_out_at_its_time(
    desk: Client, spoken: Brief, listener: Client
) -> None:
    at = timezone.now() + timedelta(hours=2)
    assert publish(desk, spoken, at.isoformat()).json()["state"] == "scheduled"
    assert listener.get(f"/listen/{spoken.pk}/").status_code == 404
    Brief.objects.update_unwatched(publish_at=timezone.now())
    let_out_due()
    assert listener.get(f"/listen/{spoken.pk}/").status_code == 200


def test_silence_is_not_published_now_but_may_be_scheduled(
    desk: Client, spoken: Brief, edith: User
) -> None:
    edit(spoken, 1, "The library has moved again.")
    response = publish(desk, spoken)
    assert (response.status_code, response.json()["code"]) == (409, "no_audio")
    soon = (timezone.now() + timedelta(hours=1)).isoformat()
    assert publish(desk, spoken, soon).status_code == 200
    far = (timezone.now() + timedelta(days=400)).isoformat()
    assert publish(desk, spoken, far).json()["code"] == "too_late"
    assert publish(desk, spoken, "2026-11-20T10:00:00").status_code == 400  # without an offset
    assert publish(desk, written(edith, "Empty")).json()["code"] == "no_items"


def test_a_watcher_who_only_listens_is_shown_no_work(
    desk: Client, spoken: Brief, alice: User
) -> None:
    from briefs.live import BriefOwner

    owner, topic = BriefOwner(), spoken.topic
    assert not owner.audiences({(topic.pk, alice)})
    publish(desk, spoken)
    assert owner.audiences({(topic.pk, alice)}) == {(topic.pk, alice.pk): "viewer"}
    rows = owner.rows_since(topic, 0, "viewer")
    assert {row["kind"] for row in rows} == {"brief", "item", "narration"}
    assert set(owner.ids(topic, "viewer")) == {"brief", "item", "narration"}
    assert "by_itself" not in rows[0]


def test_pages_cost_the_same_queries_however_much_there_is(
    desk: Client, spoken: Brief, listener: Client, edith: User, step_world: Step
) -> None:
    publish(desk, spoken)
    pages = [
        (desk, "/briefs/"), (desk, f"/briefs/{spoken.pk}/"), (desk, "/api/briefs"),
        (desk, f"/api/brief/{spoken.pk}"), (listener, "/listen/"), (listener, f"/listen/{spoken.pk}/"),
    ]  # fmt: skip

    def queries() -> list[int]:
        counts = []
        for client, page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            counts.append(len(asked))
        return counts

    queries()  # the sessions are noted once
    before = queries()
    more = [write.WrittenItem(it.pk, it.title, it.text) for it in spoken.items.all()]
    more += [write.WrittenItem(None, "", f"One more, number {n}.") for n in range(4)]
    write.save(spoken, spoken.title, "en", more)
    audio_jobs.generate_all(spoken, edith)
    for n in range(3):
        other = written(edith, f"Other {n}", "Good morning.")
        audio_jobs.generate_all(other, edith)
        step_world()
        publish(desk, other)
    assert queries() == before


def test_plays_are_counted_by_day_without_a_name(
    desk: Client, spoken: Brief, listener: Client, charlie: User
) -> None:
    item = BriefItem.objects.all()[0]
    url = f"/api/brief/{spoken.pk}/item/{item.pk}/heard"
    assert desk.generic("POST", url).status_code == 204
    assert not Listening.objects.exists()  # a preview is no listener
    publish(desk, spoken)
    for end in (False, False, True):
        response = listener.post(url, {"to_the_end": end}, content_type="application/json")
        assert response.status_code == 204
    listener.force_login(charlie)
    listener.post(url, {}, content_type="application/json")
    kept = Listening.objects.get()
    assert (kept.item, kept.plays, kept.finished, kept.day) == (item, 2, 1, timezone.localdate())
    assert {field.name for field in Listening._meta.fields} == {
        "id", "item", "day", "plays", "finished",
    }  # fmt: skip
    assert b"2 plays, 50 % to the end" in desk.get(f"/briefs/{spoken.pk}/").content
    assert b"2 plays" in desk.get("/briefs/").content


def test_a_whole_brief_of_thirty_items_has_its_chapters_at_the_right_times(
    desk: Client, edith: User, speech: str, step_world: Step, tmp_path: Path
) -> None:
    texts = [f"This is number {n}. " + "It goes on a while. " * (n % 4) for n in range(30)]
    brief = written(edith, "Thirty: كل يوم", *texts)
    generate(desk, brief)
    step_world()
    response = desk.get(f"/listen/{brief.pk}/brief.mp3")
    whole = tmp_path / "whole.mp3"
    whole.write_bytes(body_of(response))
    assert int(response["Content-Length"]) == whole.stat().st_size
    with av.open(str(whole)) as told:
        title, chapters = told.metadata["title"], told.chapters()
        played = sum(frame.samples / frame.sample_rate for frame in told.decode(audio=0))
    assert title == "Thirty: كل يوم"
    assert [chapter["metadata"]["title"] for chapter in chapters] == [
        f"Item {n}" for n in range(30)
    ]
    recordings = [item.recording for item in brief.items.select_related("narration__recording")]
    at = 0.0
    for chapter, recording in zip(chapters, recordings, strict=True):
        assert recording
        unit = float(chapter["time_base"] or 0)
        assert chapter["start"] * unit == pytest.approx(at, abs=0.002)
        length = (chapter["end"] - chapter["start"]) * unit
        # an encoder's first and last frame
        assert length == pytest.approx(recording.duration, abs=0.15)
        at += length
    assert played == pytest.approx(at, abs=0.06)


def test_a_download_holds_no_more_than_a_chunk_in_memory(
    desk: Client, spoken: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    for recording in Recording.objects.all():  # eight megabytes of the same frames, each
        path = Path(default_storage.path(recording.file))
        sound = frames_of(recording)
        frames = path.read_bytes()[sound.at : sound.at + sound.size]
        with path.open("wb") as file:
            for _ in range(8 * 1024 * 1024 // len(frames)):
                file.write(frames)
        Recording.objects.filter(pk=recording.pk).update(size=path.stat().st_size, frames=None)

    async def drained(response: Any) -> int:
        return sum([len(chunk) async for chunk in response.streaming_content])

    for form in ("mp3", "zip"):
        url = f"/api/brief/{spoken.pk}/audio/download?form={form}"
        desk.get(url)
        tracemalloc.start()
        size = async_to_sync(drained)(desk.get(url))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert size > 20_000_000
        assert peak < 2_500_000


def test_a_zip_holds_the_items_as_tracks_with_tags(desk: Client, spoken: Brief) -> None:
    response = desk.get(f"/api/brief/{spoken.pk}/audio/download", {"form": "zip"})
    assert response["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(body_of(response)))
    assert archive.namelist() == [f"{n:02} Item {n - 1}.mp3" for n in (1, 2, 3)]
    assert archive.testzip() is None
    items = BriefItem.objects.select_related("narration__recording", "brief")
    for number, (info, item) in enumerate(zip(archive.infolist(), items, strict=True), 1):
        assert item.recording
        sound = frames_of(item.recording)
        stored = Path(default_storage.path(item.recording.file)).read_bytes()
        content = archive.read(info)
        assert content.endswith(stored[sound.at : sound.at + sound.size])
        with av.open(io.BytesIO(content), "r") as track:
            told = track.metadata
            assert (told["title"], told["album"]) == (str(item), spoken.title)
            assert told["track"] == f"{number}/3"
            assert (track.duration or 0) / av.time_base == pytest.approx(sound.seconds, abs=0.06)


def test_what_cannot_be_heard_cannot_be_downloaded(desk: Client, brief: Brief) -> None:
    for form in ("mp3", "zip"):
        response = desk.get(f"/api/brief/{brief.pk}/audio/download", {"form": form})
        assert (response.status_code, response.json()["code"]) == (409, "no_audio")
    assert desk.get(f"/api/brief/{brief.pk}/audio/download?form=ogg").status_code == 400


def test_items_of_another_engine_are_made_to_fit(
    spoken: Brief, desk: Client, django_assert_max_num_queries: Any
) -> None:
    odd, plain = (it.recording for it in whole_brief(spoken).items[1:])
    _becomes(odd, hum("mp3", "libmp3lame", 48_000, "stereo"))
    _becomes(plain, hum("wav", "pcm_s16le", 16_000))
    response = desk.get(f"/api/brief/{spoken.pk}/audio/download")
    content = body_of(response)
    assert (response.status_code, int(response["Content-Length"])) == (200, len(content))
    with av.open(io.BytesIO(content), "r") as file:
        chapters = file.chapters()
        rates = {(frame.sample_rate, frame.layout.name) for frame in file.decode(audio=0)}
    assert rates == {(22_050, "mono")}
    lengths = [(it["end"] - it["start"]) * float(it["time_base"] or 0) for it in chapters]
    assert lengths[1:] == [pytest.approx(2, abs=0.15)] * 2
    with django_assert_max_num_queries(12):  # made once, and kept
        assert body_of(desk.get(f"/api/brief/{spoken.pk}/audio/download")) == content
    copies = Recording.objects.filter(key__contains=":")
    assert copies.count() == 2
    spoken.delete()
    for recording in Recording.objects.filter(pk__in=(odd.pk, plain.pk)):
        recording.delete()
    assert not copies.exists()


def test_a_lost_file_is_said_before_a_download_begins_and_ends_one_that_did(
    spoken: Brief, desk: Client
) -> None:
    last = whole_brief(spoken).items[-1].recording
    path = Path(default_storage.path(last.file))
    begun = {
        form: desk.get(f"/api/brief/{spoken.pk}/audio/download", {"form": form})
        for form in ("mp3", "zip")
    }
    path.unlink()
    assert len(body_of(begun["mp3"])) < int(begun["mp3"]["Content-Length"])
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(body_of(begun["zip"])))
    for form in begun:
        response = desk.get(f"/api/brief/{spoken.pk}/audio/download", {"form": form})
        assert (response.status_code, response.json()["code"]) == (409, "lost_audio")


def _becomes(recording: Recording, content: bytes) -> None:
    Path(default_storage.path(recording.file)).write_bytes(content)
    Recording.objects.filter(pk=recording.pk).update(size=len(content), frames=None)


def test_a_newcomers_shelf_offers_a_published_brief_that_can_be_heard(
    desk: Client, spoken: Brief, edith: User, listener: Client
) -> None:
    written(edith, "Not spoken", "Nobody has recorded this.")
    address = f'href="/listen/{spoken.pk}/"'
    assert address not in listener.get("/stories/").content.decode()
    publish(desk, spoken)
    page = listener.get("/stories/").content.decode()
    assert address in page
    assert page.count('href="/listen/') == 2, "that one, and the list in the head of the page"
