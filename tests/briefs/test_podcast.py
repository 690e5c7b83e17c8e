"""A programme in a podcast client: a valid feed, what the client asks for, and a link that is revoked."""

import io
import json
import re
import struct
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree as Xml
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date
from PIL import Image

from briefs.actions import audio_jobs, feed_links
from briefs.models import Brief, FeedLink, Programme
from briefs.publishing import cover as covers
from briefs.publishing import publication
from briefs.publishing.cover import drawn_cover
from briefs.publishing.feed import ATOM, ITUNES, PODCAST
from briefs.publishing.publication import Between
from edusmart.accounts.models import User
from edusmart.media import store
from edusmart.media.disk import DiskStorage
from edusmart.media.files import kinds
from edusmart.slots import MOST_OWN, Slots
from tests.answers import body_of
from tests.briefs.conftest import written
from tts.models import Recording

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc32(kind + content))
    )


#: Says that it is 30 000 pixels wide and high.
BOMB = b"\x89PNG\r\n\x1a\n" + _chunk(
    b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
)
BOMB += _chunk(b"IDAT", b"")
BOMB += _chunk(b"IDAT", b"")


def feed_of(player: Client, token: str) -> Xml.Element:
    response = player.get(f"/podcast/{token}/feed.xml")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/rss+xml")
    return Xml.fromstring(response.content)  # noqa: S314 - our own


def text(element: Xml.Element, name: str) -> str:
    found = element.findtext(name)
    assert found is not None, name
    return found


def test_the_feed_is_what_podcast_directories_ask_for(
    player: Client, episode: Brief, token: str
) -> None:
    rss = feed_of(player, token)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    channel = rss.find("channel")
    assert channel is not None
    assert text(channel, "title") == "Hillside & friends"
    assert text(channel, "description") == "Every &lt;b&gt;day&lt;/b&gt;", "read as HTML"
    assert channel.find(f"{{{ITUNES}}}owner") is None
    assert text(channel, "language") == "en"
    assert text(channel, f"{{{ITUNES}}}author") == "Edith"
    assert text(channel, f"{{{ITUNES}}}explicit") == "false"
    assert text(channel, f"{{{ITUNES}}}block") == "Yes"
    assert re.fullmatch(r"[0-9a-f-]{36}", text(channel, f"{{{PODCAST}}}guid"))
    category, own = channel.find(f"{{{ITUNES}}}category"), channel.find(f"{{{ATOM}}}link")
    assert category is not None
    assert own is not None
    assert own.get("href") == f"http://testserver/podcast/{token}/feed.xml"
    cover = channel.find(f"{{{ITUNES}}}image")
    assert cover is not None
    picture = Image.open(io.BytesIO(body_of(player.get(cover.get("href", "")))))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert picture.width == picture.height >= 1400
    item = channel.find("item")
    assert item is not None
    assert text(item, "title") == "Monday  <now>"
    assert text(item, "description") == "Item 0<br>\nItem 1"
    assert text(item, "guid") == episode.topic.name
    published = parsedate_to_datetime(text(item, "pubDate"))
    assert abs((published - timezone.now()).total_seconds()) < 60
    assert 2 <= int(text(item, f"{{{ITUNES}}}duration")) <= 20
    chapters = item.find(f"{{{PODCAST}}}chapters")
    assert chapters is not None
    told = json.loads(player.get(chapters.get("url", "")).content)
    assert told["version"] == "1.2.0"
    assert [it["title"] for it in told["chapters"]] == ["Item 0", "Item 1"]
    assert told["chapters"][1]["startTime"] == told["chapters"][0]["endTime"] > 0.5


def test_a_podcast_clients_requests_for_the_sound_work(
    player: Client, episode: Brief, token: str
) -> None:
    enclosure = feed_of(player, token).find("channel/item/enclosure")
    assert enclosure is not None
    url, length = enclosure.get("url", ""), int(enclosure.get("length", 0))
    assert enclosure.get("type") == "audio/mpeg"
    assert url.endswith(".mp3")
    head = player.head(url)
    assert (head.status_code, int(head["Content-Length"]), body_of(head)) == (200, length, b"")
    assert (head["Accept-Ranges"], head["Content-Type"]) == ("bytes", "audio/mpeg")
    whole = body_of(player.get(url))
    assert len(whole) == length
    assert whole.startswith(b"ID3\x04")
    for asked, first, last in (
        ("bytes=0-1", 0, 1), ("bytes=100-", 100, length - 1), ("bytes=-99", length - 99, length - 1),
        ("bytes=3-99999999999", 3, length - 1), (f"bytes={length - 1}-", length - 1, length - 1),
    ):  # fmt: skip
        part = player.get(url, headers={"range": asked})
        assert part.status_code == 206
        assert part["Content-Range"] == f"bytes {first}-{last}/{length}"
        assert body_of(part) == whole[first : last + 1]
    assert player.get(url, headers={"range": f"bytes={length}-"}).status_code == 416


def test_a_feed_names_whom_to_write_to_where_that_is_set(
    player: Client, episode: Brief, token: str, settings: Any
) -> None:
    settings.PODCAST_EMAIL = "desk@school.example"
    channel = feed_of(player, token).find("channel")
    assert channel is not None
    owner, locked = channel.find(f"{{{ITUNES}}}owner"), channel.find(f"{{{PODCAST}}}locked")
    assert owner is not None
    assert locked is not None
    assert text(owner, f"{{{ITUNES}}}email") == locked.get("owner") == "desk@school.example"


@pytest.mark.parametrize("is_drawn", [True, False])
def test_a_cover_is_sent_once_and_a_new_one_is_seen_at_once(
    player: Client, programme: Programme, token: str, is_drawn: bool
) -> None:
    programme.cover = "" if is_drawn else store("covers", "jpg", drawn_cover(1))
    programme.save()
    first = player.get(f"/podcast/{token}/cover.jpg")
    assert "no-cache" in first["Cache-Control"]
    known = {"if-none-match": first["ETag"]}
    assert player.get(f"/podcast/{token}/cover.jpg", headers=known).status_code == 304
    programme.cover = store("covers", "jpg", drawn_cover(2))
    programme.save()
    assert player.get(f"/podcast/{token}/cover.jpg", headers=known).status_code == 200


@pytest.mark.parametrize("what", ["feed.xml", "{b}.mp3", "{b}.json"])
def test_what_a_client_has_already_is_not_sent_again(
    player: Client, episode: Brief, token: str, edith: User, what: str, step_world: Step
) -> None:
    url = f"/podcast/{token}/{what.format(b=episode.pk)}"
    first = player.get(url)
    etag = first["ETag"]
    assert player.get(url, headers={"if-none-match": etag}).status_code == 304
    assert player.head(url, headers={"if-none-match": etag}).status_code == 304
    if what.endswith("mp3"):
        since = {"if-modified-since": first["Last-Modified"]}
        assert player.get(url, headers=since).status_code == 304
        kept = player.get(url, headers={"range": "bytes=0-9", "if-range": etag})
        gone = player.get(url, headers={"range": "bytes=0-9", "if-range": '"older"'})
        assert (kept.status_code, gone.status_code) == (206, 200)
    item = episode.items.all()[0]
    item.text = "Good morning, everybody here and at home."
    item.save()
    audio_jobs.generate_all(episode, edith)
    step_world()
    assert player.get(url, headers={"if-none-match": etag}).status_code == 304, "a draft"
    publication.publish(episode)
    assert player.get(url, headers={"if-none-match": etag}).status_code == 200


def test_a_revoked_link_opens_nothing(
    player: Client, episode: Brief, programme: Programme, alice: User, charlie: User
) -> None:
    client = Client()
    client.force_login(alice)
    page = client.post(f"/listen/programme/{programme.pk}/link/").content.decode()
    shown = re.search(r"http://testserver(/podcast/([\w-]+)/)feed\.xml", page)
    assert shown
    paths = [
        f"{shown[1]}{it}"
        for it in ("feed.xml", "cover.jpg", f"{episode.pk}.mp3", f"{episode.pk}.json")
    ]
    assert [player.get(path).status_code for path in paths] == [200] * 4
    assert shown[2] not in client.get("/listen/").content.decode()
    assert not FeedLink.objects.filter(digest=shown[2]).exists()  # only its hash is kept
    link = FeedLink.objects.get()
    stranger = Client()
    stranger.force_login(charlie)
    stranger.post(f"/listen/link/{link.pk}/revoke/")
    assert player.get(paths[0]).status_code == 200
    client.post(f"/listen/link/{link.pk}/revoke/")
    assert [player.get(path).status_code for path in paths] == [404] * 4


def test_a_link_ends_with_its_person_and_an_episode_with_its_publication(
    player: Client, episode: Brief, token: str, alice: User
) -> None:
    publication.take_back(episode)
    assert feed_of(player, token).find("channel/item") is None
    assert player.get(f"/podcast/{token}/{episode.pk}.mp3").status_code == 404
    publication.publish(episode)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert player.get(f"/podcast/{token}/feed.xml").status_code == 404
    assert player.get("/podcast/nobody/feed.xml").status_code == 404


def test_a_storage_that_is_away_takes_no_episode_from_anybody(
    player: Client, episode: Brief, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Recording.objects.update(frames=None)  # not looked at yet

    def away(storage: DiskStorage, name: str) -> None:
        raise OSError

    monkeypatch.setattr(DiskStorage, "local_path", away)
    for what in ("feed.xml", f"{episode.pk}.mp3", f"{episode.pk}.json"):
        response = player.get(f"/podcast/{token}/{what}")
        assert response.status_code == 503, what
        assert int(response["Retry-After"]) > 0
    monkeypatch.undo()
    assert feed_of(player, token).find("channel/item") is not None


def test_who_knows_the_feed_by_its_date_alone_hears_that_an_episode_was_taken_back(
    player: Client, episode: Brief, token: str
) -> None:
    url = f"/podcast/{token}/feed.xml"
    assert b"<item>" in player.get(url).content
    publication.take_back(episode)
    later = http_date(timezone.now().timestamp() + 3600)
    again = player.get(url, headers={"if-modified-since": later})
    assert again.status_code == 200
    assert b"<item>" not in again.content


def test_a_programme_that_staff_made_has_a_cover_too(player: Client, alice: User) -> None:
    token = feed_links.issue(Programme.objects.create(title="Made in the admin"), alice)
    picture = Image.open(io.BytesIO(body_of(player.get(f"/podcast/{token}/cover.jpg"))))
    assert picture.size == (1400, 1400)


def test_a_feed_costs_the_same_queries_whatever_its_length(
    player: Client, episode: Brief, token: str, edith: User, step_world: Step,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    for n in range(3):
        brief = written(edith, f"Day {n}", "Good morning.", "Lunch is soup today.")
        publication.arrange(brief, programme_id=episode.programme_id, by_itself=False)
        audio_jobs.generate_all(brief, edith)
        step_world()
        publication.publish(brief)
    feed_of(player, token)
    with django_assert_num_queries(3):
        assert len(feed_of(player, token).findall("channel/item")) == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jpg", b"no picture"), ("b.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("c.jpg", b""),
     pytest.param("bomb.png", BOMB, id="bomb")],
)  # fmt: skip
def test_a_cover_that_is_no_picture_is_refused_and_what_was_there_stays(
    desk: Client, programme: Programme, name: str, content: bytes
) -> None:
    fields = {
        "title": "Other",
        "language": "en",
        "cover": SimpleUploadedFile(name, content or b" "),
    }
    response = desk.post(f"/briefs/programmes/{programme.pk}/", fields)
    assert response.status_code == (413 if content == BOMB else 400)
    assert (b"too many" if content == BOMB else b"no picture that can be read") in response.content
    programme.refresh_from_db()
    assert programme.title == "Hillside & friends"


def test_only_so_many_covers_are_opened_at_once_and_of_one_person_fewer(
    desk: Client, edith: User, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    slots = Slots(1, 9, 0.01)
    monkeypatch.setattr(covers, "cover_slots", slots)
    fields = {"title": "T", "language": "ar"}

    def send() -> int:
        sent = {**fields, "cover": SimpleUploadedFile("c.png", b"not opened")}
        return desk.post(f"/briefs/programmes/{programme.pk}/", sent).status_code

    with slots.slot("somebody"):
        assert send() == 503
    monkeypatch.setattr(covers, "cover_slots", own := Slots(MOST_OWN + 1, 9, 0.01))
    with own.slot(edith.pk), own.slot(edith.pk), own.slot(edith.pk):
        assert send() == 429


def test_a_cover_of_ones_own_becomes_a_square_jpeg(desk: Client, programme: Programme) -> None:
    picture = io.BytesIO()
    Image.new("RGBA", (300, 200), "red").save(picture, "PNG")
    fields = {
        "title": "T",
        "language": "ar",
        "cover": SimpleUploadedFile("c.png", picture.getvalue()),
    }
    assert desk.post(f"/briefs/programmes/{programme.pk}/", fields).status_code == 302
    cover = Image.open(
        io.BytesIO(body_of(desk.get(f"/briefs/programmes/{programme.pk}/cover.jpg")))
    )
    assert (cover.size, cover.format) == ((1400, 1400), "JPEG")
    programme.refresh_from_db()  # it is moved and cleaned with the other files
    assert [it.name for kind in kinds() for it in kind.referred()] == [programme.cover]
    assert desk.post(f"/briefs/programmes/{programme.pk}/delete/").status_code == 302
    assert not Programme.objects.exists()


def test_pages_say_the_length_that_the_feed_says(
    player: Client, listener: Client, episode: Brief, token: str
) -> None:
    publication.arrange(
        episode, programme_id=episode.programme_id, by_itself=False, between=Between(7, has_jingle=True),
    )  # fmt: skip
    in_feed = int(text(next(feed_of(player, token).iter("item")), f"{{{ITUNES}}}duration"))
    for path in ("/listen/", f"/listen/{episode.pk}/"):
        said = re.search(r'data-seconds="([\d.]+)"', body_of(listener.get(path)).decode())
        assert said, path
        assert abs(float(said[1]) - in_feed) < 1, path
