"""Play counts and downloads that hold: each person or program once a day, and nothing about who it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from briefs.actions import feed_links
from briefs.actions.counting import day_marks
from briefs.actions.counting.downloads import downloads_of, joined
from briefs.models import (
    Brief,
    BriefItem,
    DayMark,
    DaySalt,
    Downloads,
    FeedLink,
    Listening,
    Programme,
)
from briefs.publishing.episode import whole_brief
from edusmart.accounts.models import User
from tests.answers import body_of

pytestmark = pytest.mark.django_db(transaction=True)
APP = "AntennaPod/3.4.0"


def fetch(player: Client, token: str, brief: Brief, agent: str = APP, **headers: str) -> Any:
    response = player.get(
        f"/podcast/{token}/{brief.pk}.mp3", headers={"User-Agent": agent, **headers}
    )
    body_of(response)
    return response


def test_a_program_counts_once_a_day_however_often_it_asks(
    player: Client, token: str, episode: Brief
) -> None:
    for _ in range(3):
        fetch(player, token, episode)
    fetch(player, token, episode, "Overcast/2024")
    assert downloads_of(episode) == 2
    assert Downloads.objects.get().day == timezone.localdate()


def test_robots_heads_and_what_is_known_already_count_nothing(
    player: Client, token: str, episode: Brief
) -> None:
    for agent in ("Googlebot/2.1", "curl/8.0", "python-requests/2.32", "", "HeadlessChrome/120"):
        fetch(player, token, episode, agent)
    path = f"/podcast/{token}/{episode.pk}.mp3"
    etag = player.head(path, headers={"User-Agent": APP})["ETag"]
    known = {"User-Agent": APP, "If-None-Match": etag}
    assert player.get(path, headers=known).status_code == 304
    assert downloads_of(episode) == 0
    assert not DayMark.objects.exists()


def test_ranges_are_joined_until_they_make_a_minute_or_the_whole(
    player: Client, token: str, episode: Brief
) -> None:
    whole = whole_brief(episode).file
    half = whole.size // 2
    ranges = ("bytes=0-1", f"bytes=0-{half}", f"bytes=100-{half}")
    for wanted in ranges:
        assert fetch(player, token, episode, Range=wanted).status_code == 206
    assert downloads_of(episode) == 0, "the same half again is no whole"
    fetch(player, token, episode, Range=f"bytes={half}-")
    assert downloads_of(episode) == 1
    assert joined([[5, 9], [0, 3], [2, 6], [20, 30]]) == [[0, 9], [20, 30]]


def test_of_a_long_episode_a_minute_is_enough(
    player: Client, token: str, episode: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefs.actions.counting.downloads.MINUTE", 1)
    whole = whole_brief(episode)
    head = whole.file.spans[0].size
    second = int((whole.file.size - head) / whole.seconds)
    fetch(player, token, episode, Range=f"bytes=0-{head + second // 2}")
    assert downloads_of(episode) == 0
    fetch(player, token, episode, Range=f"bytes=0-{head + second + 10}")
    assert downloads_of(episode) == 1


def test_tomorrow_nothing_is_left_to_ask_who_it_was(
    player: Client, token: str, episode: Brief, desk: Client
) -> None:
    fetch(player, token, episode)
    kept = DayMark.objects.get()
    assert not {APP, "127.0.0.1"} & set(map(str, vars(kept).values()))
    salt = DaySalt.objects.get().salt
    yesterday = timezone.localdate() - timedelta(days=1)
    DaySalt.objects.update(day=yesterday)
    DayMark.objects.update(day=yesterday)
    day_marks.forget_days_before()
    assert not DaySalt.objects.exists()
    assert not DayMark.objects.exists()
    fetch(player, token, episode)
    assert DaySalt.objects.get().salt != salt
    assert downloads_of(episode) == 2


def test_a_person_counts_once_a_day_whatever_becomes_of_redis(
    desk: Client, episode: Brief, alice: User, charlie: User, redis_server: Any
) -> None:
    item = BriefItem.objects.all()[0]
    url = f"/api/brief/{episode.pk}/item/{item.pk}/heard"
    listener = Client()
    for person in (alice, charlie):
        listener.force_login(person)
        for end in (False, False, True, True):
            redis_server.flushall()
            listener.post(url, {"to_the_end": end}, content_type="application/json")
    kept = Listening.objects.get()
    assert (kept.plays, kept.finished) == (2, 2)


def test_subscribers_are_the_links_that_a_program_asked_by(
    player: Client, token: str, programme: Programme, episode: Brief, charlie: User, desk: Client
) -> None:
    feed_links.issue(programme, charlie)  # nobody asks by this one
    for agent in (APP, "Googlebot/2.1", "Overcast/2024"):
        player.get(f"/podcast/{token}/feed.xml", headers={"User-Agent": agent})
    found = feed_links.subscribers_of(programme)
    assert (found.links, found.active) == (2, 1)
    assert dict(found.programs) == {"AntennaPod": 1, "Overcast": 1}
    page = desk.get(f"/briefs/programmes/{programme.pk}/").content.decode()
    assert "1 subscriber" in page
    assert "AntennaPod" in page
    assert "charlie" not in page
    FeedLink.objects.update(fetched_at=timezone.now() - timedelta(days=31))
    assert feed_links.subscribers_of(programme).active == 0
