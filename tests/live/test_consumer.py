"""The socket's consumer from the server's side: servers that take their time, people who lose their right."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings

from edusmart.accounts.models import User
from edusmart.asgi import application
from edusmart.live.frames import Closing
from edusmart.live.hub import Hub, running_hub
from edusmart.live.sockets.crowd import Crowd, crowd
from stories.models import Story
from tests.live.sockets import cookie_of
from tests.processes import PATIENCE_SECONDS
from tests.stories.making import make_story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
HOST = "localhost"


class Server:
    """What a server is to the application; with `slow` each message waits until it is let through."""

    def __init__(self, path: str, *, cookie: str = "", origin: str = f"http://{HOST}") -> None:
        headers = {"host": HOST, "origin": origin, "cookie": cookie}
        self.scope = {
            "type": "websocket", "path": path, "query_string": b"", "scheme": "ws",
            "client": ["192.0.2.7", 40000],
            "headers": [(name.encode(), text.encode()) for name, text in headers.items() if text],
        }  # fmt: skip
        self.sent: list[dict[str, Any]] = []
        self.taken = asyncio.Event()
        self.taken.set()
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.say({"type": "websocket.connect"})

    def say(self, message: dict[str, Any]) -> None:
        self._said.put_nowait(message)

    def frame(self, **frame: Any) -> None:
        self.say({"type": "websocket.receive", "text": json.dumps(frame)})

    async def send(self, message: dict[str, Any]) -> None:
        await self.taken.wait()
        if message.get("text") == "broken":
            raise OSError
        self.sent.append(message)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():  # noqa: ASYNC110 - the condition is no event
                await asyncio.sleep(0.01)

    def codes(self) -> list[int]:
        return [each["code"] for each in self.sent if each["type"] == "websocket.close"]

    def texts(self) -> list[str]:
        return [each["text"] for each in self.sent if each["type"] == "websocket.send"]


def served(act: Callable[[Server], Awaitable[None]], path: str, **of: str) -> Server:
    """Open a socket at `path`, do `act`, disconnect."""

    async def run() -> Server:
        server = Server(path, **of)
        app: Any = application
        task = asyncio.ensure_future(app(server.scope, server._said.get, server.send))
        try:
            await act(server)
        finally:
            server.say({"type": "websocket.disconnect"})
            await task
            for loop in running_hub()._loops:
                loop.cancel()
        return server

    return async_to_sync(run)()


@pytest.fixture
def story(alice: User) -> Story:
    return make_story(alice)


async def closed(server: Server) -> None:
    await server.until(lambda: bool(server.codes()))


def test_without_a_credential_nobody_watches(story: Story) -> None:
    assert served(closed, f"/ws/story/{story.pk}/").codes() == [Closing.SIGN_IN]


def test_a_session_that_is_over_lets_nobody_watch(story: Story) -> None:
    over = served(closed, f"/ws/story/{story.pk}/", cookie=f"{settings.SESSION_COOKIE_NAME}=over")
    assert over.codes() == [Closing.SIGN_IN]


def test_a_story_that_goes_while_its_page_opens_is_gone(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(*_: Any) -> bool:
        return False

    monkeypatch.setattr(Hub, "join", gone)
    late = served(closed, f"/ws/story/{story.pk}/", cookie=cookie_of(alice))
    assert late.codes() == [Closing.GONE]


def test_what_does_not_exist_is_gone(alice: User) -> None:
    server = served(closed, f"/ws/story/{uuid4()}/", cookie=cookie_of(alice))
    assert server.codes() == [Closing.GONE]


def test_a_page_of_a_trusted_origin_may_use_the_session(story: Story, alice: User) -> None:
    settings.CSRF_TRUSTED_ORIGINS.append("https://school.example")

    async def first_state(server: Server) -> None:
        await server.until(lambda: bool(server.texts()))

    try:
        served(
            first_state, f"/ws/story/{story.pk}/", cookie=cookie_of(alice),
            origin="https://school.example",
        )  # fmt: skip
    finally:
        settings.CSRF_TRUSTED_ORIGINS.remove("https://school.example")


@pytest.mark.parametrize("deactivated", [True, False])
def test_who_lost_the_right_to_watch_is_told_when_asking(
    story: Story, alice: User, edith: User, deactivated: bool
) -> None:
    async def ask(server: Server) -> None:
        await server.until(lambda: bool(server.texts()))
        # Not saved: no signal closes the socket before it asks.
        people, stories = User.objects.filter(pk=alice.pk), Story.objects.filter(pk=story.pk)
        if deactivated:
            await people.aupdate(is_active=False)
        else:
            await sync_to_async(stories.update_unwatched)(owner=edith)
        server.frame(type="have", epoch="", rev=0)
        await closed(server)

    server = served(ask, f"/ws/story/{story.pk}/", cookie=cookie_of(alice))
    assert server.codes() == [Closing.SIGN_IN if deactivated else Closing.FORBIDDEN]


def test_a_server_that_takes_its_time_holds_up_nobody_and_loses_nothing(
    story: Story, alice: User
) -> None:
    async def stall(server: Server) -> None:
        await server.until(lambda: bool(server.texts()))
        server.frame(type="ack", rev=json.loads(server.texts()[0])["rev"])
        await server.until(lambda: not any(s.busy_since for s in subscribers(story)))
        server.taken.clear()
        for text in ("broken", "1", "2"):
            running_hub().progress(story.topic_id, text)
        assert len(server.texts()) == 1
        server.taken.set()
        await server.until(lambda: len(server.texts()) == 3)
        running_hub().progress(story.topic_id, "broken")
        running_hub().progress(story.topic_id, "3")

    server = served(stall, f"/ws/story/{story.pk}/", cookie=cookie_of(alice))
    assert server.texts()[1:] == ["1", "2", "3"]


def test_what_was_not_taken_when_the_loop_ends_is_given_up(story: Story, alice: User) -> None:
    async def stall(server: Server) -> None:
        await server.until(lambda: bool(server.texts()))
        server.taken.clear()
        (subscriber,) = subscribers(story)
        before = asyncio.all_tasks()
        subscriber.send("never")
        sending = asyncio.all_tasks() - before
        for task in sending:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)
        assert sending
        server.taken.set()

    server = served(stall, f"/ws/story/{story.pk}/", cookie=cookie_of(alice))
    assert len(server.texts()) == 1


def subscribers(story: Story) -> list[Any]:
    return list(running_hub().subscriptions[story.topic_id].subscribers)


def test_who_opens_sockets_in_a_loop_has_to_wait_and_nobody_else(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    settings.SOCKETS_PER_PERSON = 30
    coming = Crowd()

    def open_and_leave(person: int) -> bool:
        """Return whether the person was let in."""
        let_in = coming.sit_down(person)
        if let_in:
            coming.leave("", person)
        return let_in

    # All their pages come back at once, twice over.
    assert [open_and_leave(1) for _ in range(61)] == [True] * 60 + [False]
    assert open_and_leave(2)
    now[0] += 2
    assert [open_and_leave(1), open_and_leave(1)] == [True, False]
    # Before anything is looked up.
    assert [coming.may_ask("a session") for _ in range(61)] == [True] * 60 + [False]
    assert coming.may_ask("another")


@pytest.mark.parametrize("bound", ["SOCKETS_PER_PERSON", "SOCKETS_PER_ADDRESS"])
def test_a_person_and_an_address_have_so_many_sockets_and_no_more(
    story: Story, alice: User, charlie: User, settings: Any, bound: str
) -> None:
    setattr(settings, bound, 2)
    path = f"/ws/story/{story.pk}/"
    mine, others = cookie_of(alice), cookie_of(charlie)
    with_room = charlie if bound == "SOCKETS_PER_PERSON" else None

    async def run() -> list[list[int]]:
        servers = [Server(path, cookie=mine) for _ in range(3)]
        if with_room:
            servers.append(Server(path, cookie=others))
        app: Any = application
        tasks = [asyncio.ensure_future(app(it.scope, it._said.get, it.send)) for it in servers]
        for server in servers:
            await server.until(lambda it=server: bool(it.codes() or it.texts()))  # type: ignore[misc]
        codes = [server.codes() for server in servers]
        # Who leaves makes room. Which of the three were let in is chance.
        leaving = codes.index([])
        servers[leaving].say({"type": "websocket.disconnect"})
        await tasks[leaving]
        late = Server(path, cookie=mine)
        tasks.append(asyncio.ensure_future(app(late.scope, late._said.get, late.send)))
        await late.until(lambda: bool(late.codes() or late.texts()))
        for server in [*servers, late]:
            server.say({"type": "websocket.disconnect"})
        await asyncio.gather(*tasks)
        for loop in running_hub()._loops:
            loop.cancel()
        return [*codes, late.codes()]

    codes = async_to_sync(run)()
    assert sorted(codes[:3]) == [[], [], [Closing.BUSY]]
    assert codes[-1] == []
    if with_room:
        # A stranger to this story, and not held up by another's sockets.
        assert codes[3] == [Closing.GONE]
    assert not crowd._inside


@pytest.mark.parametrize("kind", ["have", "focus"])
def test_half_a_character_in_a_frame_harms_nobody(story: Story, alice: User, kind: str) -> None:
    async def say(server: Server) -> None:
        await server.until(lambda: bool(server.texts()))
        half = {"have": {"epoch": "\ud800", "rev": 0}, "focus": {"kind": "\ud800", "id": 1}}[kind]
        server.frame(type=kind, **half)
        server.frame(type="have", epoch="", rev=0)
        await server.until(lambda: len(server.texts()) > 1)

    assert not served(say, f"/ws/story/{story.pk}/", cookie=cookie_of(alice)).codes()
