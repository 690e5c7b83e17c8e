"""A burst is a short wait; who is over the bound, or finds no database, is told to come back."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
from asgiref.sync import markcoroutinefunction
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from edusmart.accounts.models import ApiToken, User
from edusmart.database_pool import most_connections
from edusmart.http.places import places_middleware
from tests.processes import PATIENCE_SECONDS, free_port, start_web, stop_process


class SlowView:
    """A view that takes until it is let go, and knows how many it has inside at once."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.begun, self.may_end = asyncio.Event(), asyncio.Event()

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        self.inside += 1
        self.begun.set()
        self.most = max(self.most, self.inside)
        await self.may_end.wait()
        self.inside -= 1
        return HttpResponse("done")


async def burst(paths: list[str], language: str = "en") -> tuple[SlowView, list[HttpResponse]]:
    """Ask for all paths at once; let the view end once whoever is refused has been told."""
    view = SlowView()
    respond = places_middleware(markcoroutinefunction(view))
    asking = [
        asyncio.ensure_future(
            respond(RequestFactory().get(path, headers={"accept-language": language}))
        )
        for path in paths
    ]
    while any(not task.done() for task in asking):
        await asyncio.sleep(0)
        if view.inside:
            view.may_end.set()
    return view, [await task for task in asking]  # type: ignore[misc]


def test_more_requests_than_places_wait_for_a_place(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 3, 50
    view, responses = asyncio.run(burst(["/stories/"] * 30))
    assert view.most == 3
    assert {response.status_code for response in responses} == {200}


def test_who_finds_no_place_to_wait_is_told_when_to_come_back(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 1
    _, responses = asyncio.run(burst(["/stories/"] * 4))
    statuses = sorted(response.status_code for response in responses)
    assert statuses == [200, 200, 503, 503]
    refused = next(response for response in responses if response.status_code == 503)
    assert refused["Retry-After"] == "5"
    assert refused["Cache-Control"] == "no-store"
    assert "EduSmart is busy just now" in refused.content.decode()


def test_the_refusal_is_in_the_reader_s_language(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 0
    _, responses = asyncio.run(burst(["/stories/"] * 2, language="ar"))
    refused = next(response for response in responses if response.status_code == 503)
    assert 'dir="rtl"' in refused.content.decode()


def test_the_api_refuses_in_json(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 0
    _, responses = asyncio.run(burst(["/api/story/1/status"] * 2))
    refused = next(response for response in responses if response.status_code == 503)
    assert refused["Content-Type"] == "application/json"
    assert b'"code": "busy"' in refused.content


def test_a_reader_who_leaves_while_waiting_gives_the_place_up(settings: Any) -> None:
    settings.WEB_REQUESTS_AT_ONCE, settings.WEB_REQUESTS_WAITING = 1, 1

    async def leave() -> int:
        view = SlowView()
        respond = places_middleware(markcoroutinefunction(view))
        request = RequestFactory().get("/")
        first, second = (asyncio.ensure_future(respond(request)) for _ in range(2))
        await view.begun.wait()
        second.cancel()
        await asyncio.wait([second])
        third = asyncio.ensure_future(respond(request))
        await asyncio.sleep(0)
        view.may_end.set()
        await first
        return (await third).status_code

    assert asyncio.run(leave()) == 200


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
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchone()[0] <= most_connections()
