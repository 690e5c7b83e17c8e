"""A burst is a short wait; who is over the bound, or finds no database, is told to come back."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
from django.db import connection
from django.test import Client

from edusmart.accounts.models import ApiToken, User
from edusmart.database_pool import most_connections
from edusmart.http.body_file import Handler
from edusmart.http.places import PERSON_SENDS, Places
from edusmart.http.sender import WHOSE
from edusmart.operating.health import Alive
from tests.processes import (
    PATIENCE_SECONDS,
    WEB_APPLICATION,
    free_port,
    start_web,
    stop_process,
)


class SlowSite:
    """An application that takes until it is let go, and knows how many it has inside at once.

    A session that is called as its user opens something, any other nothing.
    """

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.entered: list[str] = []
        self.begun, self.may_end = asyncio.Event(), asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        said = dict(scope["headers"]).get(b"cookie", b"").decode().removeprefix("sessionid=")
        scope[WHOSE] = said if said.startswith(("flooding", "other")) else ""
        self.entered.append(scope["path"])
        self.begun.set()
        await self.may_end.wait()
        self.inside -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})


async def ask(
    site: Places | Alive, path: str, language: str = "en", address: str = "::1", session: str = ""
) -> httpx.Response:
    """One request, sent as a server sends it."""
    transport = httpx.ASGITransport(app=site, client=(address, 123))
    headers = {"accept-language": language} | (
        {"cookie": f"sessionid={session}"} if session else {}
    )
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get(path, headers=headers)


async def come_as_far_as_they_get() -> None:
    for _ in range(100):
        await asyncio.sleep(0)


async def burst(paths: list[str], language: str = "en") -> tuple[SlowSite, list[httpx.Response]]:
    """Ask for all paths at once, each from elsewhere; the site responds once whoever is refused was told."""
    slow = SlowSite()
    site = Places(slow)
    asking = [
        asyncio.ensure_future(ask(site, path, language, f"10.0.0.{number}"))
        for number, path in enumerate(paths)
    ]
    await slow.begun.wait()
    await come_as_far_as_they_get()
    slow.may_end.set()
    return slow, [await task for task in asking]


def test_more_requests_than_places_wait_for_a_place(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 3, 50
    slow, responses = asyncio.run(burst(["/stories/"] * 30))
    assert slow.most == 3
    assert {response.status_code for response in responses} == {200}


async def flood(
    sessions: list[str], address: str, others: list[tuple[str, str]]
) -> tuple[SlowSite, list[httpx.Response], list[httpx.Response]]:
    """Keep a request of each session open, then let others come: each an address and a session.

    Everybody has been here before. Returns the responses to the flood, and to the others.
    """
    slow = SlowSite()
    site = Places(slow)
    slow.may_end.set()
    for session in ("flooding", "other"):
        await ask(site, "/before", session=session)
    slow.may_end.clear()
    slow.entered.clear()
    slow.most = 0
    flooding = [
        asyncio.ensure_future(ask(site, "/flood", address=address, session=it)) for it in sessions
    ]
    await come_as_far_as_they_get()
    coming = [
        asyncio.ensure_future(ask(site, "/other", address=address, session=session))
        for address, session in others
    ]
    await come_as_far_as_they_get()
    slow.may_end.set()
    return slow, [await task for task in flooding], [await task for task in coming]


def test_one_person_s_flood_keeps_nobody_else_waiting(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 20, 400
    others = [("10.0.0.1", "other"), ("10.0.0.1", ""), ("10.0.0.9", "made-up")]
    slow, flooding, coming = asyncio.run(flood(["flooding"] * 80, "10.0.0.1", others))
    assert (
        slow.entered[:7] == ["/flood"] * 4 + ["/other"] * 3
    )  # whoever came later waited for nobody
    assert {it.status_code for it in flooding + coming} == {200}
    assert slow.most <= 7


def test_sessions_that_are_made_up_share_the_places_of_their_address(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 20, 400
    made_up = [f"made-up-{number}" for number in range(80)]
    others = [("10.0.0.1", "other"), ("10.0.0.2", "")]
    slow, _, _ = asyncio.run(flood(made_up, "10.0.0.1", others))
    assert slow.entered[:12] == ["/flood"] * 10 + ["/other"] * 2


def test_many_who_flood_together_leave_places_for_who_has_nothing_open(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 20, 400

    async def of_six_with_all_they_get() -> list[str]:
        slow = SlowSite()
        site = Places(slow)
        people = [f"flooding-{number}" for number in range(6)]
        slow.may_end.set()
        for person in (*people, "other"):
            await ask(site, "/before", session=person)
        slow.may_end.clear()
        slow.entered.clear()
        asking = [
            asyncio.ensure_future(ask(site, "/flood", session=person))
            for person in people
            for _ in range(20)
        ]
        await come_as_far_as_they_get()
        asking.append(asyncio.ensure_future(ask(site, "/other", session="other")))
        await come_as_far_as_they_get()
        inside = slow.entered[:]
        slow.may_end.set()
        await asyncio.gather(*asking)
        return inside

    inside = asyncio.run(of_six_with_all_they_get())
    assert inside[-1] == "/other"
    assert len(inside) <= 20


def test_where_all_wait_each_sender_is_next_in_turn(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 400
    others = [("10.0.0.2", "other"), ("10.0.0.2", "other"), ("10.0.0.3", "")]
    slow, _, _ = asyncio.run(flood(["flooding"] * 20, "10.0.0.1", others))
    order = slow.entered[:6]
    assert order == ["/flood", "/flood", "/other", "/other", "/flood", "/other"]


def test_who_keeps_most_waiting_gives_a_place_in_the_line_up(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 10
    others = [("10.0.0.2", "other"), ("10.0.0.3", "")]
    _, flooding, coming = asyncio.run(flood(["flooding"] * 11, "10.0.0.1", others))
    assert [it.status_code for it in coming] == [200, 200]
    assert [it.status_code for it in flooding] == [200] * 9 + [503] * 2


def test_one_person_has_so_many_responses_on_their_way_and_no_more(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 20, 400

    async def read_nothing() -> list[int]:
        """Ask for more than may be on its way, read none of it, and then all."""
        read = asyncio.Event()

        async def site(scope: Any, receive: Any, send: Any) -> None:
            scope[WHOSE] = "reader"
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"a", "more_body": True})
            if scope["path"] == "/slow":
                await read.wait()
            await send({"type": "http.response.body", "body": b"b"})

        places = Places(site)
        await ask(places, "/before", session="reader")
        slow = [
            asyncio.ensure_future(ask(places, "/slow", session="reader"))
            for _ in range(PERSON_SENDS + 2)
        ]
        await come_as_far_as_they_get()
        others = [await ask(places, "/other", session="other")]
        read.set()
        statuses = [(await task).status_code for task in slow]
        others.append(await ask(places, "/more", session="reader"))
        return [statuses.count(503), *(response.status_code for response in others)]

    assert asyncio.run(read_nothing()) == [2, 200, 200]


def test_django_says_whose_a_request_was(transactional_db: None, alice: User) -> None:
    whose: list[str | None] = []
    site = Handler()

    async def listening(scope: Any, receive: Any, send: Any) -> None:
        await site(scope, receive, send)
        whose.append(scope.get(WHOSE))

    async def ask_as(**headers: str) -> None:
        transport = httpx.ASGITransport(app=listening)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            await client.get("/api/voices", headers=headers)

    client = Client()
    client.force_login(alice)
    session = f"sessionid={client.cookies['sessionid'].value}"
    token = ApiToken.issue(alice, "tests")
    asyncio.run(ask_as(cookie=session))
    asyncio.run(ask_as(authorization=f"Bearer {token}"))
    asyncio.run(ask_as(cookie="sessionid=made-up"))
    assert whose == [str(alice.pk), str(alice.pk), ""]


def test_whether_the_process_lives_is_said_without_a_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Which the event loop would wait for, while every thread has something to do."""

    def start(_thread: threading.Thread) -> None:
        raise AssertionError("a thread was started")

    monkeypatch.setattr(threading.Thread, "start", start)
    response = asyncio.run(ask(Alive(Places(Handler())), "/health"))
    assert (response.status_code, response.json()) == (200, {"status": "healthy"})


def test_who_finds_no_place_to_wait_is_told_when_to_come_back(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 1
    _, responses = asyncio.run(burst(["/stories/"] * 4))
    statuses = sorted(response.status_code for response in responses)
    assert statuses == [200, 200, 503, 503]
    refused = next(response for response in responses if response.status_code == 503)
    assert refused.headers["Retry-After"] == "5"
    assert refused.headers["Cache-Control"] == "no-store"
    assert "EduSmart is busy just now" in refused.text


def test_the_refusal_is_in_the_reader_s_language(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 0
    _, responses = asyncio.run(burst(["/stories/"] * 2, language="ar"))
    refused = next(response for response in responses if response.status_code == 503)
    assert 'dir="rtl"' in refused.text


def test_the_api_refuses_in_json(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 0
    _, responses = asyncio.run(burst(["/api/story/1/status"] * 2))
    refused = next(response for response in responses if response.status_code == 503)
    assert refused.headers["Content-Type"] == "application/json"
    assert refused.json()["code"] == "busy"


def test_a_reader_who_leaves_while_waiting_gives_the_place_up(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 1

    async def leave() -> int:
        slow = SlowSite()
        site = Places(slow)
        first = asyncio.ensure_future(ask(site, "/"))
        await slow.begun.wait()
        second = asyncio.ensure_future(ask(site, "/"))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.wait([second])
        third = asyncio.ensure_future(ask(site, "/"))
        await asyncio.sleep(0)
        slow.may_end.set()
        await first
        return (await third).status_code

    assert asyncio.run(leave()) == 200


def test_a_full_web_process_refuses_and_still_tells_that_it_lives(
    transactional_db: None, redis_server: redis.Redis
) -> None:
    bounds = {"WEB_REQUESTS_AT_ONCE": "1", "WEB_REQUESTS_WAITING": "0"}
    process, url = start_web({**bounds, "DJANGO_SETTINGS_MODULE": "tests.settings"})
    try:
        with httpx.Client(base_url=url, timeout=PATIENCE_SECONDS) as client:
            with ThreadPoolExecutor(40) as at_once:
                pages = list(at_once.map(client.get, ["/accounts/login/"] * 40))
            assert client.get("/health").status_code == 200
    finally:
        stop_process(process)
    assert {page.status_code for page in pages} == {200, 503}


@pytest.fixture
def without_a_database(redis_server: redis.Redis) -> Iterator[tuple[str, Path]]:
    """A web process whose PostgreSQL refuses connections: its URL, and the file with its log."""
    nowhere = f"postgres://x:y@127.0.0.1:{free_port()}/none"
    # The tests' settings: pages without collected static files.
    process, url = start_web({"DATABASE_URL": nowhere, "DJANGO_SETTINGS_MODULE": "tests.settings"})
    yield url, Path(process.log_path)  # type: ignore[attr-defined]
    stop_process(process)


def test_without_a_database_pages_and_api_say_so_and_the_log_once(
    without_a_database: tuple[str, Path],
) -> None:
    url, log = without_a_database
    with httpx.Client(base_url=url, timeout=PATIENCE_SECONDS) as client:
        client.cookies.set("sessionid", "a" * 32)
        with ThreadPoolExecutor(8) as at_once:
            pages = list(at_once.map(client.get, ["/stories/"] * 8))
        call = client.get("/api/voices", headers={"Authorization": "Bearer made-up"})
        assert client.get("/health").status_code == 200
        assert client.get("/ready").status_code == 503
    assert {page.status_code for page in pages} == {503}
    assert "Retry-After" in pages[0].headers
    assert call.status_code == 503
    assert call.json()["code"] == "busy"
    lines = log.read_text()
    assert "Traceback" not in lines
    assert 1 <= lines.count("the database is away") <= 4


@pytest.mark.both_databases
def test_a_burst_opens_no_more_connections_than_the_pool_has(web: str, alice: User) -> None:
    headers = {"Authorization": f"Bearer {ApiToken.issue(alice, 'tests')}"}
    with (
        httpx.Client(base_url=web, headers=headers, timeout=PATIENCE_SECONDS) as client,
        ThreadPoolExecutor(60) as at_once,
    ):
        statuses = list(at_once.map(lambda _: client.get("/api/voices").status_code, range(300)))
    assert set(statuses) == {200}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                # By name: threads of this process may have left connections open, too.
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND application_name = %s",
                [WEB_APPLICATION],
            )
            assert 2 < cursor.fetchone()[0] <= most_connections()
