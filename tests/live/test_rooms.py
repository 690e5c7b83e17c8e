"""The edges of the hub's subscriptions: what closes, is restored, fails or is asked for meanwhile."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError

from edusmart.accounts.models import User
from edusmart.live import hub, queries
from edusmart.live import subscriptions as subscriptions
from edusmart.live.frames import Focus
from edusmart.live.hub import Hub
from edusmart.live.models import Topic, new_epoch
from stories.models import Story
from tests.live.test_hub import Guest, inside, until
from tests.stories.making import make_story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def story(alice: User) -> Story:
    return make_story(alice)


@pytest.fixture
def guest(story: Story, alice: User) -> Guest:
    return Guest(story.topic_id, alice)


def test_leaving_and_asking_where_nobody_sits_is_harmless(guest: Guest) -> None:
    async def act(mine: Hub) -> None:
        mine.leave(guest.subscriber)
        await mine.have(guest.subscriber, "", 0)
        mine.ack(guest.subscriber, 1)

    inside(act)
    assert guest.heard == []


def test_a_room_that_closes_during_a_poll_stays_closed(
    guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        standing = queries.standing

        def left_meanwhile(topic_ids: Any) -> Any:
            mine.leave(guest.subscriber)
            return standing(topic_ids)

        monkeypatch.setattr(queries, "standing", left_meanwhile)
        await mine.poll()
        assert mine.subscriptions == {}

    inside(act)


def test_after_a_restore_those_who_sit_there_start_again_from_nothing(
    guest: Guest, story: Story
) -> None:
    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        mine.ack(guest.subscriber, guest.subscriber.rev)
        restored = Topic.objects.filter(pk=story.topic_id)
        await restored.aupdate(epoch=new_epoch(), rev=1)
        await mine.poll()
        await until(lambda: len(guest.heard) == 2)

    inside(act)
    assert '"prev":0,"rev":1' in guest.heard[-1]


def test_whoever_has_everything_is_sent_nothing(guest: Guest) -> None:
    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        subscription = mine.subscriptions[guest.subscriber.topic_id]
        await mine.have(guest.subscriber, subscription.epoch, subscription.rev)

    inside(act)
    assert len(guest.heard) == 1


def test_beats_go_on_by_themselves(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "BEAT_SECONDS", 0.01)

    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        await until(lambda: '"beat"' in guest.heard[-1])

    inside(act)


def test_one_who_asks_for_every_rev_there_was_fills_no_memory(guest: Guest) -> None:
    async def act(mine: Hub) -> None:
        await mine.join(guest.subscriber, "", 0)
        subscription = mine.subscriptions[guest.subscriber.topic_id]
        for since in range(2 * subscriptions.MOST_FRAMES):
            await subscription.frame("editor", since)
        assert len(subscription._frames) <= subscriptions.MOST_FRAMES + 1

    inside(act)


def test_seats_that_stand_alike_share_one_reading(
    story: Story, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    guests = [Guest(story.topic_id, alice) for _ in range(5)]
    read: list[int] = []
    frame = queries.frame

    def counted(topic: Topic, since: int, audience: Any) -> Any:
        read.append(since)
        return frame(topic, since, audience)

    async def act(mine: Hub) -> None:
        for guest in guests:
            await mine.join(guest.subscriber, "", 0)
            mine.ack(guest.subscriber, guest.subscriber.rev)
        monkeypatch.setattr(queries, "frame", counted)
        await sync_to_async(story.save)()
        await mine.poll()
        await until(lambda: all(len(guest.heard) == 2 for guest in guests))

    inside(act)
    assert len(read) == 1


def test_a_connection_that_died_is_replaced() -> None:
    tries: list[int] = []

    def look() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("server closed the connection")
        return "found"

    assert asyncio.run(queries.in_thread(look)) == "found"


def test_the_focus_of_somebody_who_is_gone_means_nothing(story: Story) -> None:
    queries.focus(story.topic_id, 0, Focus("scene", 1))
