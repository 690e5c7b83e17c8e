"""The hub from inside: slow readers, lost messages, changed audiences, a Redis that goes away."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings

from edusmart.accounts.credentials import Credential
from edusmart.accounts.models import User
from edusmart.live import hub, publish, queries, redis_client, subscribe
from edusmart.live.frames import Closing, Focus
from edusmart.live.hub import Hub, running_hub
from edusmart.live.models import Topic, TopicGone, changing
from edusmart.live.subscriptions import Subscriber
from stories.models import Story
from tests.live.sockets import cookie_of
from tests.processes import PATIENCE_SECONDS, free_port
from tests.stories.making import make_story, publish_unseen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


class Guest:
    """A subscriber that remembers what it was sent and told."""

    def __init__(self, topic_id: int, user: User, audience: Any = "editor") -> None:
        self.heard: list[str] = []
        self.codes: list[int] = []
        session = cookie_of(user).partition("=")[2]
        self.subscriber = Subscriber(
            topic_id,
            user.pk,
            Credential(session=session),
            audience,
            self.heard.append,
            self.codes.append,
        )


@pytest.fixture
def story(alice: User) -> Story:
    return make_story(alice)


def inside(act: Callable[[Hub], Awaitable[None]]) -> None:
    """Run an act on a hub of its own loop."""

    async def run() -> None:
        mine = running_hub()
        try:
            await act(mine)
        finally:
            for task in mine._loops:
                task.cancel()

    async_to_sync(run)()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - the condition is no event
            await asyncio.sleep(0.01)


def test_a_reader_that_never_acknowledges_is_shown_out(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        mine._beat()
        assert guest.codes == []
        assert '"beat"' in guest.heard[-1]
        guest.subscriber.busy_since = time.monotonic() - hub.ACK_SECONDS - 1
        mine._beat()

    inside(act)
    assert guest.codes == [Closing.TOO_SLOW]


def test_progress_passes_a_lagging_reader_by(story: Story, alice: User) -> None:
    quick, slow = Guest(story.topic_id, alice), Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        for guest in (quick, slow):
            await mine.join(guest.subscriber, "", 0)
            guest.heard.clear()
        mine.ack(quick.subscriber, quick.subscriber.rev)
        slow.subscriber.busy_since = time.monotonic() - 5
        mine.progress(story.topic_id, "half way")
        mine.progress(story.topic_id + 1, "elsewhere")

    inside(act)
    assert (quick.heard, slow.heard) == (["half way"], [])


def test_a_seat_whose_audience_changed_starts_over(
    story: Story, alice: User, edith: User, stella: User
) -> None:
    publish_unseen(story, stella)
    guest = Guest(story.topic_id, edith, "viewer")

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        await mine.recheck(topic=story.topic_id)

    inside(act)
    assert guest.codes == [Closing.COME_BACK]


def test_a_topic_that_goes_is_noticed_at_joining_asking_and_polling(
    story: Story, alice: User
) -> None:
    guests = [Guest(story.topic_id, alice) for _ in range(3)]

    async def act(mine: Hub) -> None:
        for guest in guests[:2]:
            assert await mine.join(guest.subscriber, "", 0)
        await asyncio.to_thread(lambda: Story.objects.get(pk=story.pk).delete())
        await mine.have(guests[0].subscriber, "", 0)
        assert not await mine.join(guests[2].subscriber, "", 0)
        await mine.poll()

    inside(act)
    assert [guest.codes[0] for guest in guests] == [Closing.GONE] * 3


def test_a_topic_that_went_without_a_bell_is_closed_by_the_poll(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        assert await mine.join(guest.subscriber, "", 0)
        really = queries.in_thread

        async def without_topics(work: Any, *arguments: Any) -> Any:
            return {} if work is queries.standing else await really(work, *arguments)

        monkeypatch.setattr(queries, "in_thread", without_topics)
        await mine.poll()

    inside(act)
    assert guest.codes == [Closing.GONE]


def test_a_change_without_a_bell_is_found_by_the_poll(story: Story, alice: User) -> None:
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        mine.ack(guest.subscriber, guest.subscriber.rev)
        await asyncio.to_thread(
            lambda: Topic.objects.filter(pk=story.topic_id).update(rev=story.topic.rev + 9)
        )
        await mine.poll()
        await until(lambda: len(guest.heard) == 2)

    inside(act)


def test_a_room_that_opens_during_a_poll_is_left_open(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        asked = asyncio.Event()
        check_cancelled = asyncio.Event()

        async def slow(work: Any, *arguments: Any) -> Any:
            if work is queries.standing:
                asked.set()
                await check_cancelled.wait()
            return await in_thread(work, *arguments)

        in_thread = queries.in_thread
        monkeypatch.setattr(queries, "in_thread", slow)
        polling = asyncio.create_task(mine.poll())
        await asked.wait()
        await mine.join(guest.subscriber, "", 0)
        check_cancelled.set()
        await polling

    inside(act)
    assert guest.codes == []


def test_a_room_that_closes_during_a_poll_is_left_alone(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        really = queries.in_thread

        async def slow(work: Any, *arguments: Any) -> Any:
            if work is queries.standing:
                mine.leave(guest.subscriber)
            return await really(work, *arguments)

        monkeypatch.setattr(queries, "in_thread", slow)
        await mine.poll()
        assert mine.subscriptions == {}

    inside(act)
    assert guest.codes == []


def test_a_frame_that_could_not_be_read_is_sent_after_the_next_poll(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        mine.ack(guest.subscriber, guest.subscriber.rev)
        tried = []
        with monkeypatch.context() as broken:

            def away(*_: Any) -> None:
                tried.append(1)
                raise RuntimeError("database away")

            # Before the change: its bell may be heard sooner than the next line is reached.
            broken.setattr(queries, "frame", away)
            await asyncio.to_thread(lambda: Story.objects.get(pk=story.pk).save())
            mine.changed(story.topic_id)
            await until(lambda: bool(tried) and not mine._tasks.running)
        await mine.poll()
        await until(lambda: len(guest.heard) == 2)

    inside(act)


def test_acknowledging_what_never_was_keeps_no_frames(story: Story, alice: User) -> None:
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        for rev in (*range(-200, 0), 10**9):
            mine.ack(guest.subscriber, rev)
            await until(lambda: not mine._tasks.running)
        assert len(mine.subscriptions[story.topic_id]._frames) < 3

    inside(act)


def test_asking_again_and_again_gives_no_more_time_to_acknowledge(
    story: Story, alice: User
) -> None:
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        busy_since = guest.subscriber.busy_since
        begun = time.monotonic()
        for _ in range(4):
            await mine.have(guest.subscriber, "", 0)
        assert guest.subscriber.busy_since == busy_since
        assert time.monotonic() - begun > 3 * hub.ASK_SECONDS - 0.1

    inside(act)


def test_a_failure_while_reading_is_logged_and_the_hub_goes_on(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        mine.ack(guest.subscriber, guest.subscriber.rev)
        with monkeypatch.context() as broken:

            def away(*_: Any) -> None:
                raise RuntimeError("database away")

            broken.setattr("edusmart.live.queries.topic", away)
            mine.changed(story.topic_id)
            await until(lambda: "the hub failed at something" in caplog.text)
        await asyncio.to_thread(lambda: Story.objects.get(pk=story.pk).save())
        mine.changed(story.topic_id)
        await until(lambda: len(guest.heard) == 2)

    inside(act)


def test_without_redis_ringing_is_silent_and_joining_works(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    monkeypatch.setattr(redis_client, "_paused_until", 0.0)
    redis_client.quick_redis.cache_clear()
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        assert await mine.join(guest.subscriber, "", 0)
        await until(lambda: "nothing from Redis" in caplog.text)

    try:
        story.save()
        story.save()
        assert caplog.text.count("change not published") == 1
        inside(act)
    finally:
        redis_client.quick_redis.cache_clear()
        monkeypatch.setattr(redis_client, "_paused_until", 0.0)
    assert '"state"' in guest.heard[0]


def test_bells_are_heard_again_after_redis_returned(
    story: Story, alice: User, redis_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribe, "RETRY_SECONDS", 0.01)
    returned: list[int] = []

    async def act(mine: Hub) -> None:
        async def heard(name: str, payload: str) -> None:
            raise ValueError("a message that cannot be read")

        async def back() -> None:
            returned.append(1)

        listening = asyncio.create_task(subscribe.listen(heard, back))
        await until(lambda: len(returned) == 1)
        redis_server.client_kill_filter(_type="pubsub")
        await until(lambda: len(returned) == 2)
        publish.publish_change(1)
        await until(lambda: len(returned) == 3)
        listening.cancel()

    inside(act)


def test_writes_that_no_watcher_would_hear_of_are_refused(story: Story) -> None:
    stories: Any = Story.objects
    writes: list[Callable[[], Any]] = [
        lambda: stories.update(title="x"),
        lambda: stories.bulk_create([]),
        lambda: stories.bulk_update([], ["title"]),
    ]
    for write in writes:
        with pytest.raises(TypeError, match="Watchers would not see"):
            write()


def test_changing_a_topic_that_is_gone_says_so(story: Story) -> None:
    Topic.objects.filter(pk=story.topic_id).delete()
    with pytest.raises(TopicGone), changing(story.topic_id):
        pass


def test_a_topic_is_called_by_its_name(story: Story) -> None:
    assert str(story.topic) == f"story:{story.pk}"


def test_of_many_focus_frames_the_first_and_the_last_are_passed_on(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[int] = []
    monkeypatch.setattr(queries, "focus", lambda _topic, _user, frame: passed.append(frame.id))
    guest = Guest(story.topic_id, alice)

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        for number in range(50):
            await mine.focus(guest.subscriber, Focus("scene", number))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(passed) < 2:  # noqa: ASYNC110 - the condition is no event
                await asyncio.sleep(0.01)

    inside(act)
    assert passed == [0, 49]


def test_a_beat_that_closes_the_last_watcher_of_a_topic_reaches_the_other_topics(
    story: Story, alice: User
) -> None:
    slow, other = Guest(story.topic_id, alice), Guest(make_story(alice).topic_id, alice)

    async def act(mine: Hub) -> None:
        for guest in (slow, other):
            await mine.join(guest.subscriber, "", 0)
        slow.subscriber.busy_since = time.monotonic() - hub.ACK_SECONDS - 1
        slow.subscriber.close = lambda _code: mine.leave(slow.subscriber)
        other.heard.clear()
        mine._beat()

    inside(act)
    assert len(other.heard) == 1
